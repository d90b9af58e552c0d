//! The author's own comments, `%%…%%` and `<!-- … -->`, which are in no output for any audience.
//!
//! Removed before anything else looks at a text, so that nothing downstream can show them. Code keeps its `%%`.

use super::line::is_invisible;
use super::markdown::{code_ranges, footnotes_only_in, is_private_word, marks_following_private};
use std::borrow::Cow;
use std::ops::Range;

/// After a comment that contains code marks, the text is parsed again for its code, but at most this many times: after
/// that, no code is exempt.
const MAX_PARSES: usize = 32;

/// A text without its comments.
#[derive(Debug)]
pub(super) struct Uncommented<'t> {
    /// The text, of the same length: comments are replaced by spaces, and line breaks stay.
    pub text: Cow<'t, str>,
    /// How many comments there were.
    pub count: usize,
    /// Where an unclosed comment begins; it extends to the end.
    pub open: Option<usize>,
    /// A comment that consists of a private level: it is unknown what it refers to.
    pub level: Option<Range<usize>>,
}

/// Removes the comments from a Markdown text.
pub(super) fn uncommented(text: &str) -> Uncommented<'_> {
    if !may_have_comments(text) || opener(text, 0).is_none() {
        return Uncommented {
            text: Cow::Borrowed(text),
            count: 0,
            open: None,
            level: None,
        };
    }
    let (comments, open) = comments(text);
    let left = match comments.is_empty() {
        true => Cow::Borrowed(text),
        false => {
            let footnotes = footnotes_only_in(text, &comments);
            let left = blanked(text, &comments);
            match footnotes.is_empty() {
                true => Cow::Owned(left),
                false => Cow::Owned(blanked(&left, &footnotes)),
            }
        }
    };
    let level = comments
        .iter()
        .find(|comment| is_level(&text[(*comment).clone()]));
    Uncommented {
        text: left,
        count: comments.len(),
        open,
        level: level.cloned(),
    }
}

/// Returns whether a comment is a level, or marks where one begins or ends.
fn is_level(comment: &str) -> bool {
    let words = comment.trim_matches(|one: char| !one.is_alphanumeric());
    is_private_word(words) || marks_following_private(words)
}

/// Returns whether a text contains a character that comments begin with; for rarer characters, the whole opening is
/// searched. Searching one character at a time is much faster than searching for any of several.
fn may_have_comments(text: &str) -> bool {
    let signs = ['%', '<', '％', '＜', '﹪', '‹', '〈'];
    let rarer = ['{', '&', '《', '/'];
    let begins = |sign: char| {
        OTHER_DELIMITERS
            .iter()
            .any(|(open, _)| open.starts_with(sign) && text.contains(open))
    };
    signs.into_iter().any(|sign| text.contains(sign))
        || rarer
            .into_iter()
            .any(|sign| text.contains(sign) && begins(sign))
}

/// Returns the end of the comment that begins at an offset, if one does; the end of the text if it is not closed.
pub(super) fn end_of_comment_at(text: &str, at: usize) -> Option<usize> {
    let (kind, length) = opener_at(text, at, &mut Vec::new())?;
    Some(closer(text, at + length, kind).unwrap_or(text.len()))
}

/// Blanks the comments that fill whole lines of a block of fields; others are part of a value. Returns how many there
/// were.
pub(super) fn without_comment_lines(fields: &str) -> (Cow<'_, str>, usize) {
    if !may_have_comments(fields) {
        return (Cow::Borrowed(fields), 0);
    }
    let mut comments = Vec::new();
    let mut line_start = 0;
    while line_start < fields.len() {
        let line_end = end_of_line(fields, line_start);
        let indent =
            fields[line_start..].len() - fields[line_start..].trim_start_matches([' ', '\t']).len();
        let start = line_start + indent;
        line_start = line_end;
        let Some((at, kind, inside)) = opener(fields, start).filter(|(at, ..)| *at == start) else {
            continue;
        };
        let Some(end) = closer(fields, inside, kind) else {
            break;
        };
        let end_line = end_of_line(fields, end);
        if fields[end..end_line].trim().is_empty() {
            comments.push(at..end);
            line_start = end_line;
        }
    }
    let left = match comments.is_empty() {
        true => Cow::Borrowed(fields),
        false => Cow::Owned(blanked(fields, &comments)),
    };
    (left, comments.len())
}

fn end_of_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// The delimiters of a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Delimiter {
    /// `%%…%%`; extends to the end of the text if not closed.
    Percent,
    /// `<!-- … -->`, likewise; with only one dash, `<!- … ->`.
    Html { is_pair: bool },
    /// Comments of other programs, with this closing delimiter. Unclosed, they are text.
    Other(&'static str),
}

/// Comments of other programs, and misspelled ones.
const OTHER_DELIMITERS: [(&str, &str); 14] = [
    ("% %", "% %"),
    ("\\%\\%", "\\%\\%"),
    ("<?", "?>"),
    ("<![CDATA[", "]]>"),
    ("{{!--", "--}}"),
    ("{/*", "*/}"),
    ("《!--", "--》"),
    ("《！——", "——》"),
    ("&lt;!--", "--&gt;"),
    ("<%--", "--%>"),
    ("<%#", "%>"),
    ("{# ", "#}"),
    ("/* ", "*/"),
    ("<comment>", "</comment>"),
];

/// Finds the next comment that begins at or after an offset: its start, its delimiter, and where its content begins.
fn opener(text: &str, from: usize) -> Option<(usize, Delimiter, usize)> {
    let mut without_end = Vec::new();
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        at += rest.find(FIRST_CHARACTERS)?;
        if let Some((signs, length)) = opener_at(text, at, &mut without_end) {
            return Some((at, signs, at + length));
        }
        let percents = run(&text[at..], &PERCENTS).1;
        at += percents.max(text[at..].chars().next().map_or(1, char::len_utf8));
    }
}

/// Returns the delimiter of the comment that begins at an offset, and its length. `without_end` collects closing
/// delimiters that do not occur after the offset.
fn opener_at(
    text: &str,
    at: usize,
    without_end: &mut Vec<&'static str>,
) -> Option<(Delimiter, usize)> {
    let rest = &text[at..];
    let (count, length) = run(rest, &PERCENTS);
    if count >= 2 {
        let is_word = is_percentage(text, at, at + length) || is_quoted(text, at, at + length);
        return (!is_word).then_some((Delimiter::Percent, length));
    }
    if let Some((is_pair, length)) = html_opener(rest) {
        let is_word = is_quoted(text, at, at + length);
        return (!is_word).then_some((Delimiter::Html { is_pair }, length));
    }
    let (open, close) = OTHER_DELIMITERS
        .into_iter()
        .find(|(open, _)| rest.starts_with(open))?;
    if without_end.contains(&close) {
        return None;
    }
    if !rest[open.len()..].contains(close) {
        without_end.push(close);
        return None;
    }
    Some((Delimiter::Other(close), open.len()))
}

/// Returns whether delimiters are literal where the text around them is not parsed as code: between back ticks or code
/// tags, after a backslash, within an address.
fn is_quoted(text: &str, start: usize, end: usize) -> bool {
    /// No address is longer.
    const LONGEST_BYTES: usize = 200;
    let (before, after) = (&text[..start], &text[end..]);
    let is_code = before.ends_with('`') && after.starts_with('`')
        || before.ends_with("<code>") && after.starts_with("</code>");
    let mut from = start.saturating_sub(LONGEST_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let word = text[from..start]
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    let is_hexadecimal = after.starts_with(|one: char| one.is_ascii_hexdigit());
    is_code || before.ends_with('\\') || word.contains("://") && is_hexadecimal
}

/// Returns whether two percent signs are one that was typed twice: `50%%。`, with no other pair after it.
fn is_percentage(text: &str, start: usize, end: usize) -> bool {
    let rest = &text[end..];
    let is_behind_word = text[..start].ends_with(char::is_alphanumeric);
    let ends = rest
        .chars()
        .next()
        .is_none_or(|one| !one.is_alphanumeric() && !matches!(one, ' ' | '\t' | '\u{3000}'));
    is_behind_word && ends && closer(text, end, Delimiter::Percent).is_none()
}

/// Returns how many of some characters a text begins with, and their length in bytes. Zero-width characters may be
/// between them.
fn run(text: &str, of: &[char]) -> (usize, usize) {
    let mut found = (0, 0);
    for (at, one) in text.char_indices() {
        if of.contains(&one) {
            found = (found.0 + 1, at + one.len_utf8());
        } else if !is_zero_width(one) {
            break;
        }
    }
    found
}

/// Returns whether a character has no width.
fn is_zero_width(character: char) -> bool {
    is_invisible(character) && !character.is_whitespace()
}

/// Percent signs of every width.
const PERCENTS: [char; 3] = ['%', '％', '﹪'];
/// First characters of comments.
const FIRST_CHARACTERS: [char; 12] = [
    '%', '％', '﹪', '<', '＜', '‹', '〈', '{', '\\', '《', '&', '/',
];
/// Dashes that word processors and input methods write instead of `-`.
const DASHES: [char; 10] = ['-', '–', '—', '－', '‑', 'ー', '─', '━', '﹣', '−'];

/// Returns whether `<!--` has two dashes, and its length, in any width, with spaces between its characters.
fn html_opener(text: &str) -> Option<(bool, usize)> {
    let rest = text
        .strip_prefix(['<', '＜', '‹', '〈'])?
        .trim_start_matches(is_gap);
    let rest = rest.strip_prefix(['!', '！'])?.trim_start_matches(is_gap);
    // `<!-->` is a complete comment for a browser; what follows the dashes decides.
    let first = rest.strip_prefix(DASHES)?;
    let second = first.trim_start_matches(is_zero_width).strip_prefix(DASHES);
    let (is_pair, behind) = match second {
        _ if rest.starts_with(['–', '—']) => (true, first),
        Some(behind) => (true, behind),
        None => (false, first),
    };
    Some((is_pair, text.len() - behind.len()))
}

/// Returns whether a character may be between the characters of a delimiter by accident: white space on the same line.
fn is_gap(character: char) -> bool {
    is_invisible(character) && character != '\n'
}

/// Returns the end of a comment whose content begins at an offset.
fn closer(text: &str, from: usize, signs: Delimiter) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        match signs {
            Delimiter::Percent => {
                at += rest.find(PERCENTS)?;
                let (count, bytes) = run(&text[at..], &PERCENTS);
                if count >= 2 {
                    return Some(at + bytes);
                }
                at += bytes;
            }
            Delimiter::Html { is_pair } => {
                at += rest.find(['>', '＞', '›', '〉'])?;
                let before = text[from..at].trim_end_matches(is_gap);
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                let (dash, wide) = (DASHES[0], &DASHES[1..]);
                let is_end = before.ends_with(wide)
                    || before.ends_with(dash) && (!is_pair || before.ends_with("--"));
                if is_end {
                    return Some(at);
                }
            }
            Delimiter::Other(close) => return Some(at + rest.find(close)? + close.len()),
        }
    }
}

/// Returns the comments of a text, and where an unclosed one begins.
fn comments(text: &str) -> (Vec<Range<usize>>, Option<usize>) {
    let mut code = code_ranges(text);
    let mut parses = 0;
    let mut comments: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some((start, signs, inside)) = opener(text, at) {
        if let Some(around) = code.iter().find(|range| range.contains(&start)) {
            at = around.end.max(start + 1);
            while !text.is_char_boundary(at) {
                at += 1;
            }
            continue;
        }
        let Some(end) = closer(text, inside, signs) else {
            comments.push(start..text.len());
            return (comments, Some(start));
        };
        comments.push(start..end);
        at = end;
        if text[start..end].contains(['`', '~']) {
            // Code marks within a comment do not open code after it.
            parses += 1;
            code = match parses > MAX_PARSES {
                true => Vec::new(),
                false => code_ranges(&blanked(text, &comments)),
            };
        }
    }
    (comments, None)
}

/// Replaces some ranges by spaces at the ends of their lines. Text after a range moves up: after that many spaces it
/// would be code. Quotation marks at the beginning of a line stay, so that what follows stays in the quotation.
fn blanked(text: &str, ranges: &[Range<usize>]) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut ranges = ranges.iter().peekable();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let content_end = end - usize::from(line.ends_with('\n'));
        let begins_within = ranges.peek().is_some_and(|range| range.start < at);
        let start = at;
        if begins_within {
            let marks = line.trim_start_matches(['>', ' ', '\t']);
            let marks_length = line.len() - marks.len();
            let marks_length = marks_length.min(content_end - at);
            blanked.push_str(&text[at..at + marks_length]);
            at += marks_length;
        }
        while at < content_end {
            match ranges.peek() {
                Some(range) if range.start <= at => {
                    at = range.end.min(content_end).max(at);
                    if range.end > content_end {
                        break;
                    }
                    ranges.next();
                }
                Some(range) => {
                    let until = range.start.min(content_end);
                    blanked.push_str(&text[at..until]);
                    at = until;
                }
                None => {
                    blanked.push_str(&text[at..content_end]);
                    at = content_end;
                }
            }
        }
        let written = blanked.len() - start;
        blanked.extend(std::iter::repeat_n(
            ' ',
            (content_end - start).saturating_sub(written),
        ));
        blanked.push_str(&text[content_end..end]);
        at = end;
        while ranges.peek().is_some_and(|range| range.end <= at) {
            ranges.next();
        }
    }
    blanked
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns what remains of a text, with white space normalized in each line.
    fn shown(text: &str) -> String {
        let shown = uncommented(text).text;
        assert_eq!(shown.len(), text.len(), "{text:?}");
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        shown.lines().map(words).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn comments_are_removed_and_code_stays() {
        let cases = [
            ("谈了%%底价 92 万%%交期", "谈了交期"),
            ("a <!-- secret --> b", "a b"),
            ("a\n%%\nsecret\n%%\nb", "a\n\n\n\nb"),
            ("a\n%% secret\nto the end", "a"),
            ("a <!-- secret\nto the end", "a"),
            ("％％底价％％交期", "交期"),
            ("<!—— 底价 ——>交期", "交期"),
            ("<！-- 底价 -->交期", "交期"),
            ("<!-- a -> b -->交期", "交期"),
            ("<! -- 底价 -- >交期", "交期"),
            ("< !--底价-->交期", "交期"),
            ("<!- 底价 ->交期", "交期"),
            ("<!\u{200b}-- 底价 -->交期", "交期"),
            ("《!-- 底价 --》交期", "交期"),
            ("% % 底价 % %交期", "交期"),
            ("﹪﹪底价﹪﹪交期", "交期"),
            ("%\u{200b}%底价%%交期", "交期"),
            ("\\%\\%底价\\%\\%交期", "交期"),
            ("{{!-- 底价 --}}交期", "交期"),
            ("{/* 底价 */}交期", "交期"),
            ("<?底价?>交期", "交期"),
            ("<![CDATA[底价]]>交期", "交期"),
            ("<?没有结束", "<?没有结束"),
            ("<code>%%</code> 好", "<code>%%</code> 好"),
            ("写 \\%% 和 \\<!-- 的字", "写 \\%% 和 \\<!-- 的字"),
            (
                "见 https://x.com/a%%20b%%20c 好",
                "见 https://x.com/a%%20b%%20c 好",
            ),
            (
                "=== x\n\n    ```\n    %% a\n    ```\n\n好",
                "=== x\n\n```\n%% a\n```\n\n好",
            ),
            ("打八折，让 5%%。交期", "打八折，让 5%%。交期"),
            ("printf(\"%d%%\")", "printf(\"%d%%\")"),
            ("让 5%% 底价", "让 5"),
            ("a%%x[^1]%% b\n\n[^1]: 底价\n\nc", "a b\n\n\n\nc"),
            ("a[^1]%%x[^1]%% b\n\n[^1]: 交期", "a[^1] b\n\n[^1]: 交期"),
            ("`%%`code`%%` and %%secret%%", "`%%`code`%%` and"),
            ("```\n%% stays %%\n```\n%%goes%%", "```\n%% stays %%\n```"),
            (
                "%%\n```\nsecret\n%%\nshown `%%` %%gone%%",
                "\n\n\n\nshown `%%`",
            ),
            ("> [!私密]\n> %% a\n> b %% c\n", "> [!私密]\n>\n> c"),
            ("%%gone%% words", "words"),
            ("5 % and 6 %", "5 % and 6 %"),
            ("a < b > c", "a < b > c"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text).trim_end(), expected, "{text:?}");
        }
    }

    #[test]
    fn an_unclosed_comment_is_reported() {
        assert_eq!(uncommented("a %% b").open, Some(2));
        assert_eq!(uncommented("a %% b %%").open, None);
        assert_eq!(uncommented("%%a%% %%b%%").count, 2);
    }

    proptest! {
        #[test]
        fn no_part_of_a_comment_remains(before in "[a-c`\n>%< -]{0,12}", after in "[a-c`\n>%< -]{0,12}") {
            let text = format!("{before}\n\n%%ZZ%% {after}");
            let left = uncommented(&text);
            prop_assert_eq!(left.text.len(), text.len());
            let in_code = code_ranges(&text).iter().any(|range| text[range.clone()].contains("ZZ"));
            let in_comment = in_code || !left.text.contains("ZZ") || before.contains("%%") || before.contains("<!");
            prop_assert!(in_comment, "{:?} → {:?}", text, left.text);
        }
    }
}
