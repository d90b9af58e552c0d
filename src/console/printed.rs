//! All output to the terminal. File names, text from notes and arguments are plain text: characters that would control the
//! terminal, start a new line, change the writing direction or be invisible are printed as escapes.
//!
//! Text from outside is escaped where it enters a message ([`one_line`], [`path`]): only there can its line breaks be
//! distinguished from ours. Anything left is escaped when it is printed.

use crate::text::Language;
use std::borrow::Cow;
use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// The start of an ANSI style.
const STYLE_START: &str = "\u{1b}[";

/// Escapes text from outside for use within one line of a message.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    escaped(text, &[])
}

/// Escapes a file path for use within one line of a message.
pub(crate) fn path(path: &Path) -> String {
    one_line(&path.to_string_lossy()).into_owned()
}

/// Returns a phrase of the catalogs with its placeholders replaced by values from outside, each escaped for use within one
/// line.
pub(crate) fn phrase(language: Language, key: &str, values: &[(&str, &dyn Display)]) -> String {
    let escaped = |(name, value): &(&str, &dyn Display)| {
        let value = one_line(&value.to_string()).into_owned();
        ((*name).to_owned(), value)
    };
    let escaped: Vec<(String, String)> = values.iter().map(escaped).collect();
    let shown: Vec<(&str, &dyn Display)> = escaped
        .iter()
        .map(|(name, value)| (name.as_str(), value as &dyn Display))
        .collect();
    language.phrase_with(key, &shown)
}

/// Escapes a line of a note that is shown unchanged; tabs are left to the caller.
pub(crate) fn excerpt(line: &str) -> Cow<'_, str> {
    escaped(line, &['\t'])
}

/// Prints lines on standard output. Errors are ignored: a reader may close the pipe early.
pub(crate) fn out(lines: &str) {
    let _ = anstream::stdout()
        .lock()
        .write_all(escaped_lines(lines).as_bytes());
}

/// Prints lines on standard error.
pub(crate) fn err(lines: &str) {
    let _ = anstream::stderr()
        .lock()
        .write_all(escaped_lines(lines).as_bytes());
}

/// Prints lines with our own styles on standard output, in color if that is a terminal.
pub(crate) fn styled_out(lines: &str) {
    let _ = anstream::stdout()
        .lock()
        .write_all(escaped_except_styles(lines).as_bytes());
}

/// Prints lines with our own styles on standard error.
pub(crate) fn styled_err(lines: &str) {
    let _ = anstream::stderr()
        .lock()
        .write_all(escaped_except_styles(lines).as_bytes());
}

/// Prints JSON on standard output. Its content is unchanged: JSON has escapes of its own.
pub(crate) fn json(text: &str) {
    let _ = std::io::stdout()
        .lock()
        .write_all(escaped_json(text).as_bytes());
}

/// Prints the content of a file on standard output: unchanged, unless that is a terminal.
pub(crate) fn file(text: &str) {
    let stdout = std::io::stdout();
    let shown = match stdout.is_terminal() {
        true => escaped_lines(text),
        false => Cow::Borrowed(text),
    };
    let _ = stdout.lock().write_all(shown.as_bytes());
}

/// Escapes everything in lines that is not printable.
fn escaped_lines(lines: &str) -> Cow<'_, str> {
    escaped(lines, &['\n', '\t'])
}

/// Escapes lines but keeps styles: colors, bold and the like, which do not move the cursor.
fn escaped_except_styles(lines: &str) -> String {
    let mut clean = String::with_capacity(lines.len());
    let mut rest = lines;
    while let Some((before, after)) = rest.split_once(STYLE_START) {
        clean.push_str(&escaped_lines(before));
        let digits = after
            .find(|one: char| !one.is_ascii_digit() && one != ';')
            .unwrap_or(after.len());
        let (digits, after_digits) = after.split_at(digits);
        match after_digits.strip_prefix('m') {
            Some(after_digits) => {
                clean.push_str(STYLE_START);
                clean.push_str(digits);
                clean.push('m');
                rest = after_digits;
            }
            None => {
                clean.push_str(&one_line(STYLE_START));
                rest = after;
            }
        }
    }
    clean.push_str(&escaped_lines(rest));
    clean
}

/// Escapes invisible characters in the strings of JSON. Outside of strings JSON has none.
fn escaped_json(text: &str) -> Cow<'_, str> {
    if !text
        .chars()
        .any(|one| one != '\n' && is_invisible(one, ' '))
    {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    for one in text.chars() {
        if one == '\n' || !is_invisible(one, ' ') {
            clean.push(one);
            continue;
        }
        for unit in one.encode_utf16(&mut [0; 2]) {
            clean.push_str(&format!("\\u{unit:04x}"));
        }
    }
    Cow::Owned(clean)
}

fn escaped<'t>(text: &'t str, allowed: &[char]) -> Cow<'t, str> {
    let is_plain =
        |one: char| one.is_ascii() && (!one.is_ascii_control() || allowed.contains(&one));
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut before = ' ';
    for one in text.chars() {
        match is_invisible(one, before) && !allowed.contains(&one) {
            true => clean.extend(one.escape_default()),
            false => clean.push(one),
        }
        before = one;
    }
    Cow::Owned(clean)
}

/// Returns whether a character is not visible as such: it controls the terminal, ends the line, changes the writing
/// direction, or has no width. Joiners and variation selectors are visible by their effect in scripts and emoji that use
/// them.
fn is_invisible(one: char, before: char) -> bool {
    match one {
        // Joiners, and the tag characters of flags.
        '\u{200c}' | '\u{200d}' | '\u{e0020}'..='\u{e007f}' => !takes_a_joiner(before),
        '\u{ad}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e001f}' => true,
        _ => one.is_control(),
    }
}

/// Returns whether a character can be followed by a joiner: those of scripts that join letters, and emoji with their
/// modifiers; not Latin letters or Chinese characters.
fn takes_a_joiner(before: char) -> bool {
    matches!(before,
        '\u{600}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{200d}'
        | '\u{2190}'..='\u{2bff}'
        | '\u{fe0f}'
        | '\u{1f000}'..='\u{1faff}'
        | '\u{e0020}'..='\u{e007e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_and_line_breaks_are_escaped() {
        let line = |text: &str| one_line(text).into_owned();
        assert_eq!(line("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(line("a\nerror: b\r"), "a\\nerror: b\\r");
        assert_eq!(line("a\tb\0"), "a\\tb\\u{0}");
        assert_eq!(line("\u{9b}31m\u{7f}"), "\\u{9b}31m\\u{7f}");
        assert_eq!(line("\u{202e}txt.\u{2066}"), "\\u{202e}txt.\\u{2066}");
        assert_eq!(line("王\u{200b}敏\u{2028}"), "王\\u{200b}敏\\u{2028}");
        assert_eq!(line("王\u{200d}敏\u{feff}"), "王\\u{200d}敏\\u{feff}");
        for code in (0..0x20).chain(0x7f..0xa0).chain(0x202a..0x202f) {
            let one = char::from_u32(code).map_or(String::new(), String::from);
            assert!(line(&one).is_ascii() && line(&one).len() > 1, "{code:x}");
        }
    }

    #[test]
    fn ordinary_text_is_unchanged() {
        for text in [
            "夏知秋　(二).md",
            "e\u{301}te\u{301}.md",
            "👨\u{200d}👩\u{200d}👧.md",
            "🏴\u{e0067}\u{e0062}\u{e007f}",
            "نمی\u{200c}دانم",
            "🗂\u{fe0f} hub.md",
        ] {
            assert_eq!(one_line(text), text);
        }
    }

    #[test]
    fn a_joiner_between_latin_letters_is_escaped() {
        assert_eq!(one_line("a\u{200d}b"), "a\\u{200d}b");
        assert_eq!(one_line("a\u{e0041}"), "a\\u{e0041}");
    }

    #[test]
    fn only_styles_pass_through() {
        let printed =
            escaped_except_styles("\u{1b}[1;31mred\u{1b}[0m \u{1b}[2J\u{1b}]0;t\u{7} \u{1b}");
        assert_eq!(
            printed,
            "\u{1b}[1;31mred\u{1b}[0m \\u{1b}[2J\\u{1b}]0;t\\u{7} \\u{1b}"
        );
        assert_eq!(escaped_lines("a\n\tb\u{1b}[1m"), "a\n\tb\\u{1b}[1m");
    }

    #[test]
    fn escaped_json_has_the_same_content() {
        let text = "a\u{9b}\u{202e}\u{e0041}👨\u{200d}👩\u{2028}";
        let written = serde_json::to_string(text).expect("a string");
        let shown = escaped_json(&written);
        let read: String = serde_json::from_str(&shown).expect("a string");
        assert_eq!(read, text);
        assert!(!shown.contains(['\u{9b}', '\u{202e}', '\u{e0041}', '\u{2028}']));
        assert_eq!(escaped_json("{\"a\":1}\n"), "{\"a\":1}\n");
    }
}
