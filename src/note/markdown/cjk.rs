//! Adapts Chinese text to CommonMark: emphasis next to full-width punctuation, text after a name in brackets, and line
//! breaks without a gap. Puts marks into a source before it is parsed and maps offsets back to the source.

use std::borrow::Cow;
use std::ops::Range;

/// A source prepared for the parser.
///
/// CommonMark does not close `**重点：**后面`, because there is punctuation inside and a letter outside. A private-use
/// character on the punctuation side makes the parser see a letter on both sides. It is removed again from everything
/// the parser returns.
pub(super) struct Prepared<'a> {
    text: Cow<'a, str>,
    mark: char,
    /// The offsets of the marks in `text`, ascending, in bytes.
    marks: Vec<usize>,
}

impl<'a> Prepared<'a> {
    /// Marks the runs of `source` that need it; if there are none, the source is borrowed.
    pub(super) fn new(source: &'a str) -> Self {
        let unchanged = |text| Prepared {
            text: Cow::Borrowed(text),
            mark: '\u{E0FF}',
            marks: Vec::new(),
        };
        let mut places = places_to_mark(source);
        places.extend(words_before_colons(source));
        places.sort_unstable();
        if places.is_empty() {
            return unchanged(source);
        }
        // If the source itself contains the character, another one is used.
        let Some(mark) = ('\u{E0E0}'..='\u{E0FF}')
            .rev()
            .find(|mark| !source.contains(*mark))
        else {
            return unchanged(source);
        };
        let mut text = String::with_capacity(source.len() + places.len() * mark.len_utf8());
        let mut marks = Vec::with_capacity(places.len());
        let mut copied = 0;
        for place in places {
            text.push_str(source.get(copied..place).unwrap_or_default());
            marks.push(text.len());
            text.push(mark);
            copied = place;
        }
        text.push_str(source.get(copied..).unwrap_or_default());
        Prepared {
            text: Cow::Owned(text),
            mark,
            marks,
        }
    }

    /// Returns the text for the parser.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the range of the source that corresponds to a range of `text`.
    pub(super) fn source_range(&self, range: &Range<usize>) -> Range<usize> {
        self.source_offset(range.start)..self.source_offset(range.end)
    }

    fn source_offset(&self, offset: usize) -> usize {
        let marks_before = self.marks.partition_point(|mark| *mark < offset);
        offset - marks_before * self.mark.len_utf8()
    }

    /// Returns `text` without marks.
    pub(super) fn strip<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.marks.is_empty() || !text.contains(self.mark) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(text.split(self.mark).collect())
    }

    /// Appends `text` without marks.
    pub(super) fn strip_into(&self, text: &str, out: &mut String) {
        if self.marks.is_empty() {
            out.push_str(text);
        } else {
            text.split(self.mark).for_each(|part| out.push_str(part));
        }
    }
}

/// Returns where marks are needed, as ascending offsets into `source`: on the punctuation side of every run of `*` and
/// every `~~` next to Chinese text.
fn places_to_mark(source: &str) -> Vec<usize> {
    let bytes = source.as_bytes();
    let mut places = Vec::new();
    let mut searched = 0;
    while let Some(run) = next_run(bytes, searched) {
        searched = run.end;
        let is_next_to_ascii = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_none_or(|byte| byte.is_ascii())
        };
        if is_next_to_ascii(run.start.checked_sub(1)) && is_next_to_ascii(Some(run.end)) {
            continue;
        }
        mark_run(source, run, &mut places);
    }
    places
}

/// Returns the starts of lines that Markdown would read as an unused link definition and drop: `[王敏]: 不买`. Text
/// that is not an address must stay.
fn words_before_colons(source: &str) -> Vec<usize> {
    if !source.contains("]:") {
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '>']);
        let at = start + line.len() - content.len();
        start += line.len();
        let Some((label, rest)) = content.split_once("]:") else {
            continue;
        };
        let target = rest.trim();
        let is_name =
            label.starts_with('[') && !label.starts_with("[^") && !label[1..].contains('[');
        let is_address = target.is_empty()
            || target.contains(['/', '.', ':', '#', '<', '@', '?', '%'])
            || target.is_ascii();
        if is_name && !is_address && source.matches(&format!("{label}]")).count() == 1 {
            places.push(at);
        }
    }
    places
}

/// Returns the next run of equal `*` or `~` at or after `from`.
fn next_run(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let rest = bytes.get(from..)?;
    let start = from + rest.iter().position(|byte| matches!(byte, b'*' | b'~'))?;
    let delimiter = bytes.get(start)?;
    let length = bytes
        .get(start..)?
        .iter()
        .take_while(|byte| *byte == delimiter)
        .count();
    Some(start..start + length)
}

fn mark_run(source: &str, mut run: Range<usize>, places: &mut Vec<usize>) {
    let before = source.get(..run.start).unwrap_or_default();
    let backslashes = before
        .bytes()
        .rev()
        .take_while(|byte| *byte == b'\\')
        .count();
    // The first character of an escaped run is text; a mark before it would undo the escape.
    if backslashes % 2 == 1 {
        run.start += 1;
    }
    let is_tilde = source.as_bytes().get(run.start) == Some(&b'~');
    if run.is_empty() || (is_tilde && run.len() != 2) {
        return;
    }
    let previous = source
        .get(..run.start)
        .and_then(|text| text.chars().next_back());
    let next = source.get(run.end..).and_then(|text| text.chars().next());
    let (Some(previous), Some(next)) = (previous, next) else {
        return;
    };
    if is_edge(previous) || is_edge(next) {
        return;
    }
    if !(is_chinese(previous) || is_chinese(next)) {
        return;
    }
    if !previous.is_alphanumeric() {
        places.push(run.start);
    }
    if !next.is_alphanumeric() {
        places.push(run.end);
    }
}

/// Returns whether a character is white space or a cell border, next to which CommonMark is right.
fn is_edge(character: char) -> bool {
    character.is_whitespace() || character == '|'
}

/// Returns whether a line break between the two leaves no gap, as in Chinese prose.
pub(super) fn joins(before: char, after: char) -> bool {
    (is_wide(before) && is_chinese(after)) || (is_chinese(before) && is_wide(after))
}

/// Returns whether a character is full-width Chinese or Japanese. Hangul is not: Korean uses spaces.
pub(super) fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{2E80}'..='\u{303E}'
        | '\u{3041}'..='\u{312F}'
        | '\u{31A0}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Returns whether a character is wide, or a quotation mark, dash or dot that Chinese shares with English.
pub(super) fn is_chinese(character: char) -> bool {
    is_wide(character) || matches!(character, '—' | '‘' | '’' | '“' | '”' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(source: &str) -> String {
        Prepared::new(source).text().replace('\u{E0FF}', "^")
    }

    #[test]
    fn marks_are_only_on_the_punctuation_side() {
        assert_eq!(marked("**重点：**后面"), "**重点：^**后面");
        assert_eq!(marked("后**“重点”**客户"), "后**^“重点”^**客户");
        assert_eq!(marked("前~~（删）~~后"), "前~~^（删）^~~后");
    }

    #[test]
    fn text_behind_a_name_in_brackets_is_not_an_address() {
        assert_eq!(marked("[王敏]: 不买\n"), "^[王敏]: 不买\n");
        assert_eq!(marked("好\n\n> [底价]: 92万"), "好\n\n> ^[底价]: 92万");
        for source in [
            "[1]: a.md\n",
            "[甲][乙]\n\n[乙]: 报价",
            "[^1]: 注",
            "[x]: #甲",
        ] {
            assert_eq!(marked(source), source);
        }
    }

    #[test]
    fn text_that_needs_no_mark_is_not_copied() {
        for source in [
            "正常**加粗**文字",
            "a **(b)** c",
            "* （甲）",
            "~~~（中）",
            "3~5天",
            "",
        ] {
            assert!(
                matches!(Prepared::new(source).text, Cow::Borrowed(_)),
                "{source}"
            );
        }
    }

    #[test]
    fn an_escaped_star_stays_escaped() {
        assert_eq!(marked(r"后\*（甲"), r"后\*（甲");
        assert_eq!(marked(r"后\**甲"), r"后\*^*甲");
        assert_eq!(marked(r"后\\**甲"), r"后\\^**甲");
    }

    #[test]
    fn offsets_lead_back_to_the_source() {
        let source = "后**“重点”**客户**（甲）**表示[报价](a.pdf)**。**后";
        let prepared = Prepared::new(source);
        assert!(prepared.marks.len() >= 4);
        for word in ["重点", "客户", "表示", "[报价](a.pdf)"] {
            let start = prepared.text().find(word).expect("the word is kept");
            let range = prepared.source_range(&(start..start + word.len()));
            assert_eq!(source.get(range), Some(word));
        }
    }

    #[test]
    fn a_mark_of_the_author_is_kept() {
        let source = "\u{E0FF}**重点：**后";
        let prepared = Prepared::new(source);
        assert_eq!(prepared.strip(prepared.text()), source);
        assert_ne!(prepared.text(), source);
        let all: String = ('\u{E0E0}'..='\u{E0FF}').collect::<String>() + "**重点：**后";
        assert_eq!(Prepared::new(&all).text(), all);
    }

    #[test]
    fn lines_join_without_a_gap_in_chinese_only() {
        assert!(joins('中', '文') && joins('，', '“') && joins('”', '后'));
        assert!(!joins('中', 'a') && !joins('a', '文') && !joins('”', '“') && !joins('한', '국'));
    }
}
