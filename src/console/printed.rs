//! The one way out to the terminal. Names of files, words of notes and what was typed are text and nothing else: what would
//! steer a terminal, begin a line of its own, turn the direction of writing or hide a letter is printed as an escape.
//!
//! What comes from outside is escaped where it enters a message ([`one_line`], [`path`]): only there can a line break be
//! distinguished from one of ours. Whatever still gets through is escaped when it is written.

use std::borrow::Cow;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// How a style of ours begins.
const STYLE_BEGINS: &str = "\u{1b}[";

/// What comes from outside, within a line of a message.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    escaped(text, &[])
}

/// A place on the machine, within a line of a message.
pub(crate) fn path(path: &Path) -> String {
    one_line(&path.to_string_lossy()).into_owned()
}

/// A line of a note, to be shown as it stands; tabs are left to whoever draws it.
pub(crate) fn excerpt(line: &str) -> Cow<'_, str> {
    escaped(line, &['\t'])
}

/// Prints lines on standard output. Whoever stops reading has read enough.
pub(crate) fn out(lines: &str) {
    let _ = anstream::stdout()
        .lock()
        .write_all(within_lines(lines).as_bytes());
}

/// Prints lines on standard error.
pub(crate) fn err(lines: &str) {
    let _ = anstream::stderr()
        .lock()
        .write_all(within_lines(lines).as_bytes());
}

/// Prints lines with styles of ours on standard output, in colour where that is a terminal.
pub(crate) fn styled_out(lines: &str) {
    let _ = anstream::stdout()
        .lock()
        .write_all(but_for_styles(lines).as_bytes());
}

/// Prints lines with styles of ours on standard error.
pub(crate) fn styled_err(lines: &str) {
    let _ = anstream::stderr()
        .lock()
        .write_all(but_for_styles(lines).as_bytes());
}

/// Prints JSON on standard output. What it says stays the same: JSON has escapes of its own.
pub(crate) fn json(text: &str) {
    let _ = std::io::stdout().lock().write_all(as_json(text).as_bytes());
}

/// Prints a text that is kept, such as a file of the program's, on standard output: as it is, but on a terminal.
pub(crate) fn file(text: &str) {
    let stdout = std::io::stdout();
    let shown = match stdout.is_terminal() {
        true => within_lines(text),
        false => Cow::Borrowed(text),
    };
    let _ = stdout.lock().write_all(shown.as_bytes());
}

/// Lines with nothing in them that does more than stand there.
fn within_lines(lines: &str) -> Cow<'_, str> {
    escaped(lines, &['\n', '\t'])
}

/// The same, but for styles: colours, bold and the like, which move nothing.
fn but_for_styles(lines: &str) -> String {
    let mut clean = String::with_capacity(lines.len());
    let mut rest = lines;
    while let Some((before, after)) = rest.split_once(STYLE_BEGINS) {
        clean.push_str(&within_lines(before));
        let digits = after
            .find(|one: char| !one.is_ascii_digit() && one != ';')
            .unwrap_or(after.len());
        let (digits, behind) = after.split_at(digits);
        match behind.strip_prefix('m') {
            Some(behind) => {
                clean.push_str(STYLE_BEGINS);
                clean.push_str(digits);
                clean.push('m');
                rest = behind;
            }
            None => {
                clean.push_str(&one_line(STYLE_BEGINS));
                rest = after;
            }
        }
    }
    clean.push_str(&within_lines(rest));
    clean
}

/// JSON whose strings hold only what can be seen. Outside of strings JSON has nothing of that.
fn as_json(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|one| one != '\n' && is_unseen(one, ' ')) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    for one in text.chars() {
        if one == '\n' || !is_unseen(one, ' ') {
            clean.push(one);
            continue;
        }
        for unit in one.encode_utf16(&mut [0; 2]) {
            clean.push_str(&format!("\\u{unit:04x}"));
        }
    }
    Cow::Owned(clean)
}

fn escaped<'t>(text: &'t str, kept: &[char]) -> Cow<'t, str> {
    let is_plain = |one: char| one.is_ascii() && (!one.is_ascii_control() || kept.contains(&one));
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut before = ' ';
    for one in text.chars() {
        match is_unseen(one, before) && !kept.contains(&one) {
            true => clean.extend(one.escape_default()),
            false => clean.push(one),
        }
        before = one;
    }
    Cow::Owned(clean)
}

/// Whether a character is not seen as one: it steers the terminal, ends the line, turns the direction of writing, or takes
/// no room. What joins or varies letters of scripts that need it, and emoji, is seen by what it does.
fn is_unseen(one: char, before: char) -> bool {
    match one {
        // Joiners, and the tags in flags.
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

/// Scripts that join letters, and emoji with what varies them. Latin letters and Chinese characters are none.
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
    fn what_steers_a_terminal_or_forges_a_line_is_an_escape() {
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
    fn what_people_write_stays() {
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
    fn a_joiner_between_other_letters_hides_there() {
        assert_eq!(one_line("a\u{200d}b"), "a\\u{200d}b");
        assert_eq!(one_line("a\u{e0041}"), "a\\u{e0041}");
    }

    #[test]
    fn styles_of_ours_pass_and_nothing_else_does() {
        let printed = but_for_styles("\u{1b}[1;31mred\u{1b}[0m \u{1b}[2J\u{1b}]0;t\u{7} \u{1b}");
        assert_eq!(
            printed,
            "\u{1b}[1;31mred\u{1b}[0m \\u{1b}[2J\\u{1b}]0;t\\u{7} \\u{1b}"
        );
        assert_eq!(within_lines("a\n\tb\u{1b}[1m"), "a\n\tb\\u{1b}[1m");
    }

    #[test]
    fn json_says_the_same_in_its_own_escapes() {
        let text = "a\u{9b}\u{202e}\u{e0041}👨\u{200d}👩\u{2028}";
        let written = serde_json::to_string(text).expect("a string");
        let shown = as_json(&written);
        let read: String = serde_json::from_str(&shown).expect("a string");
        assert_eq!(read, text);
        assert!(!shown.contains(['\u{9b}', '\u{202e}', '\u{e0041}', '\u{2028}']));
        assert_eq!(as_json("{\"a\":1}\n"), "{\"a\":1}\n");
    }
}
