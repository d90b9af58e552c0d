//! What Chinese text needs that CommonMark does not give: emphasis beside full-width punctuation, words
//! behind a name in brackets, and line breaks that leave no gap. Owns the marks put into a source before it is parsed and the way
//! back to the source's own offsets; leaves the parsing and the HTML to others.

use std::borrow::Cow;
use std::ops::Range;

/// A source made ready for the parser.
///
/// CommonMark will not close `**重点：**后面`, because a punctuation mark stands inside and a letter
/// outside. A private-use character on the punctuation side makes the parser see a letter on both
/// sides. It is taken out again from everything the parser hands over.
pub(super) struct Prepared<'a> {
    text: Cow<'a, str>,
    mark: char,
    /// Where the marks stand in `text`, ascending, in bytes.
    marks: Vec<usize>,
}

impl<'a> Prepared<'a> {
    /// Marks the runs of `source` that need it; without any, the source is used as it is.
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
        // A source that uses the private-use character itself must keep it, so another one is taken.
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

    /// What the parser is to read.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The range of the source that a range of `text` stands for.
    pub(super) fn source_range(&self, range: &Range<usize>) -> Range<usize> {
        self.source_offset(range.start)..self.source_offset(range.end)
    }

    fn source_offset(&self, offset: usize) -> usize {
        let marks_before = self.marks.partition_point(|mark| *mark < offset);
        offset - marks_before * self.mark.len_utf8()
    }

    /// `text` without marks.
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

/// Where marks belong, as offsets into `source`, ascending: on the punctuation side of every run of
/// `*` and of every `~~` that touches Chinese text.
fn places_to_mark(source: &str) -> Vec<usize> {
    let bytes = source.as_bytes();
    let mut places = Vec::new();
    let mut searched = 0;
    while let Some(run) = next_run(bytes, searched) {
        searched = run.end;
        let beside_ascii = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_none_or(|byte| byte.is_ascii())
        };
        if beside_ascii(run.start.checked_sub(1)) && beside_ascii(Some(run.end)) {
            continue;
        }
        mark_run(source, run, &mut places);
    }
    places
}

/// Where lines begin that Markdown takes for the address of a link that no text has: `[王敏]: 不买`. What is no address is
/// words, and would be lost.
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

/// The next run of equal `*` or `~` at or after `from`.
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

/// White space and a table's cell border: beside them CommonMark decides rightly by itself.
fn is_edge(character: char) -> bool {
    character.is_whitespace() || character == '|'
}

/// Whether a line break between the two leaves no gap, as in Chinese prose.
pub(super) fn joins(before: char, after: char) -> bool {
    (is_wide(before) && is_chinese(after)) || (is_chinese(before) && is_wide(after))
}

/// A full-width character of Chinese or Japanese text. Hangul is left out: Korean has spaces.
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

/// A wide character, or one of the quotation marks, dashes and dots that Chinese shares with English.
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
    fn marks_stand_on_the_punctuation_side_only() {
        assert_eq!(marked("**重点：**后面"), "**重点：^**后面");
        assert_eq!(marked("后**“重点”**客户"), "后**^“重点”^**客户");
        assert_eq!(marked("前~~（删）~~后"), "前~~^（删）^~~后");
    }

    #[test]
    fn words_behind_a_name_in_brackets_are_no_address() {
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
