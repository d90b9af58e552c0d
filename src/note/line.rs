//! Recognizes the lines at the top of a note as people write them: fences, keys with values, headings.
//!
//! Only what a line looks like; what it means for the note is decided in `front_matter`.

use crate::text::fold;

/// A line of a text and its position.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// The first byte.
    pub start: usize,
    /// The byte after its line end.
    pub end: usize,
    /// Its text, without the line end.
    pub text: &'a str,
}

/// The characters of a fence around fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fence {
    /// `---`, exactly.
    Yaml,
    /// Other dashes: `----`, `——`, `－－－`, `- - -`, `---yaml`, indented ones.
    Dashes,
    /// `+++`, the fence of TOML.
    Plus,
    /// `;;;`, the fence of JSON.
    Semicolons,
    /// A fence of code: three back ticks or tildes.
    Code,
    /// Other repeated characters: `===`, `***`, `___`.
    Signs,
}

/// A key at the beginning of a line, and its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyLine<'a> {
    /// The key, without list markers, quotation and emphasis marks.
    pub key: &'a str,
    /// The value as written.
    pub value: &'a str,
}

/// Returns the lines of a text from an offset on.
pub(super) fn lines(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> {
    let mut start = from;
    text.get(from..)
        .unwrap_or_default()
        .split_inclusive('\n')
        .map(move |line| {
            let first = start;
            start += line.len();
            Line {
                start: first,
                end: start,
                text: line.trim_end_matches(['\n', '\r']),
            }
        })
}

/// Returns whether a character is invisible on a page: white space, joiners, byte order marks, control characters.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

impl<'a> Line<'a> {
    /// Returns whether it has no visible character.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(is_invisible)
    }

    /// Returns its text without invisible characters at the ends.
    pub fn visible(&self) -> &'a str {
        self.text.trim_matches(is_invisible)
    }

    /// Returns whether it is a Markdown heading, in half or full width.
    pub fn is_heading(&self) -> bool {
        let rest = self.visible().trim_start_matches(['#', '＃']);
        rest.len() < self.visible().len() && rest.starts_with(is_invisible)
    }

    /// Returns its fence, if it is one.
    pub fn fence(&self) -> Option<Fence> {
        if self.text.trim_end() == "---" {
            return Some(Fence::Yaml);
        }
        let line = self.visible();
        let first = line.chars().next()?;
        if matches!(first, '`' | '~') {
            let run = line.chars().take_while(|one| *one == first).count();
            return (run >= 3).then_some(Fence::Code);
        }
        let sign = fence_of_character(first)?;
        let is_sign = |character: &char| {
            fence_of_character(*character) == Some(sign) || is_invisible(*character)
        };
        let rest = line.trim_start_matches(|character: char| is_sign(&character));
        let run = line
            .chars()
            .take_while(is_sign)
            .filter(|one| !is_invisible(*one));
        // Dashes of full width count as two.
        let weight: usize = run.map(|one| 1 + usize::from(!one.is_ascii())).sum();
        let named = ["yaml", "yml", "toml", "json"].contains(&fold(rest).as_ref());
        let needed = if sign == Fence::Dashes { 2 } else { 3 };
        (weight >= needed && (rest.is_empty() || named)).then_some(sign)
    }

    /// Returns its key and value, if it looks like a field.
    pub fn key(&self) -> Option<KeyLine<'a>> {
        /// More text before a colon is a sentence.
        const LONGEST_CHARACTERS: usize = 40;
        let line = without_decoration(self.visible());
        let separator = line.find(is_separator)?;
        let (key, value) = line.split_at(separator);
        let key = key.trim_end_matches(is_decoration);
        let value = value.trim_start_matches(|one| is_separator(one) || is_decoration(one));
        let is_key = !key.is_empty()
            && key.chars().count() <= LONGEST_CHARACTERS
            && !key.contains(['。', '，', '！', '？', '；', '`', '<', '>']);
        is_key.then_some(KeyLine { key, value })
    }

    /// Returns whether it looks like the first line of JSON.
    pub fn begins_json(&self) -> bool {
        let Some(rest) = self.visible().strip_prefix(['{', '｛']) else {
            return false;
        };
        let rest = rest.trim_start_matches(is_invisible);
        rest.is_empty()
            || rest.starts_with(['"', '“', '\''])
            || rest
                .split(is_separator)
                .nth(1)
                .is_some_and(|_| !rest.starts_with(['{', '%', '#']))
    }
}

/// Returns the kind of fence that a character makes.
fn fence_of_character(character: char) -> Option<Fence> {
    match character {
        '-'
        | '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{2e3a}'
        | '\u{2e3b}'
        | '\u{2500}'
        | '\u{2501}'
        | '\u{30fc}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}' => Some(Fence::Dashes),
        '+' | '＋' => Some(Fence::Plus),
        ';' | '；' => Some(Fence::Semicolons),
        '=' | '*' | '_' | '＝' | '＊' | '＿' | '·' | '…' | '.' | '。' => Some(Fence::Signs),
        _ => None,
    }
}

/// Returns whether a character can separate a key from its value.
fn is_separator(character: char) -> bool {
    matches!(
        character,
        '∶' | '꞉' | ':' | '：' | '︰' | '﹕' | '=' | '＝' | '|' | '｜' | '\t'
    )
}

/// Returns whether a character can surround a key without being part of it: list markers, quotation and emphasis marks,
/// table borders, emoji, and numbers in circles and brackets.
pub fn is_decoration(character: char) -> bool {
    !character.is_alphanumeric()
        || matches!(character, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{32ff}')
}

/// Strips list markers, numbers and other decoration before a key.
fn without_decoration(line: &str) -> &str {
    let line = line.trim_start_matches(is_decoration);
    // The box of a task: `[x]`.
    let task = line
        .strip_prefix(['x', 'X'])
        .filter(|rest| rest.starts_with(']'));
    let line = task.map_or(line, |rest| rest.trim_start_matches(is_decoration));
    let behind = line.trim_start_matches(|one: char| one.is_ascii_digit());
    let is_number = behind.len() < line.len() && behind.starts_with(['.', '．', '、', ')', '）']);
    match is_number {
        true => behind.trim_start_matches(is_decoration),
        false => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line<'_> {
        Line {
            start: 0,
            end: text.len(),
            text,
        }
    }

    #[test]
    fn fences_are_recognized_in_every_spelling() {
        for fence in [
            "----",
            " ---",
            "——",
            "———",
            "－－－",
            "—-",
            "- - -",
            "---yaml",
            "\u{feff}---",
            "--- \u{200b}",
            "--",
        ] {
            assert_eq!(line(fence).fence(), Some(Fence::Dashes), "{fence:?}");
        }
        assert_eq!(line("---  ").fence(), Some(Fence::Yaml));
        assert_eq!(line("+++").fence(), Some(Fence::Plus));
        assert_eq!(line("```yaml").fence(), Some(Fence::Code));
        for text in ["-", "- x", "--- x", "a---", "", "-: 1"] {
            assert_eq!(line(text).fence(), None, "{text:?}");
        }
    }

    #[test]
    fn keys_are_recognized_in_every_decoration() {
        for text in [
            "姓名: 王敏",
            "姓名：王敏",
            "**姓名**: 王敏",
            "- 姓名: 王敏",
            "| 姓名 | 王敏 |",
            "\"姓名\": 王敏",
            "姓名 = 王敏",
            "\u{a0}姓名:王敏",
            "> 姓名: 王敏",
        ] {
            assert_eq!(line(text).key().map(|one| one.key), Some("姓名"), "{text}");
        }
        assert!(line("他说好。后来: 不行").key().is_none());
        assert!(line("没有冒号").key().is_none());
    }
}
