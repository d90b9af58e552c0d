//! Comments of the author's own: `%%…%%` and `<!-- … -->`. They go to no output, for no audience.
//!
//! Taken out before anything else looks at a text, so that nothing downstream can show them. Code keeps its `%%`.

use super::markdown::code_ranges;
use std::borrow::Cow;
use std::ops::Range;

/// A text is parsed anew for its code after a comment that holds marks of code, but not more often than this: after that
/// no code is exempt.
const MOST_PARSES: usize = 32;

/// A text without its comments.
#[derive(Debug)]
pub(super) struct Uncommented<'t> {
    /// The text, of the same length: a comment leaves blanks, and its line breaks stay.
    pub text: Cow<'t, str>,
    /// How many comments there were.
    pub count: usize,
    /// Where one begins that is never closed: it reaches to the end.
    pub open: Option<usize>,
}

/// Takes the comments out of a Markdown text.
pub(super) fn uncommented(text: &str) -> Uncommented<'_> {
    if !may_have_comments(text) || opener(text, 0).is_none() {
        return Uncommented {
            text: Cow::Borrowed(text),
            count: 0,
            open: None,
        };
    }
    let (comments, open) = comments(text);
    let text = match comments.is_empty() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(blanked(text, &comments)),
    };
    Uncommented {
        text,
        count: comments.len(),
        open,
    }
}

/// Whether a text holds a sign that comments begin with. One sign at a time is looked for much faster than any of four.
fn may_have_comments(text: &str) -> bool {
    ['%', '<', '％', '＜']
        .into_iter()
        .any(|sign| text.contains(sign))
}

/// The end of the comment that begins at an offset, if one does; the end of the text where it is never closed.
pub(super) fn end_of_comment_at(text: &str, at: usize) -> Option<usize> {
    let (start, kind, inside) = opener(text, at)?;
    (start == at).then(|| closer(text, inside, kind).unwrap_or(text.len()))
}

/// Blanks the comments that take up whole lines of a block of fields; others are part of a value. How many there are.
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

/// Which signs a comment is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signs {
    Percent,
    Html,
}

/// The next comment that begins at or after an offset: where, of which signs, and where its words begin.
fn opener(text: &str, from: usize) -> Option<(usize, Signs, usize)> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        at += rest.find(['%', '％', '<', '＜'])?;
        let rest = &text[at..];
        let percent = run(rest, &['%', '％']);
        if percent.0 >= 2 {
            return Some((at, Signs::Percent, at + percent.1));
        }
        if percent.0 == 0
            && let Some(length) = html_opener(rest)
        {
            return Some((at, Signs::Html, at + length));
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
}

/// How many of some characters a text begins with, and how many bytes they take.
fn run(text: &str, of: &[char]) -> (usize, usize) {
    let taken = text.chars().take_while(|one| of.contains(one));
    taken.fold((0, 0), |(count, bytes), one| {
        (count + 1, bytes + one.len_utf8())
    })
}

/// Dashes as word processors and input methods write two of them.
const DASHES: [char; 4] = ['-', '–', '—', '－'];

/// The length of `<!--`, in whatever width it is written.
fn html_opener(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['<', '＜'])?;
    let rest = rest.strip_prefix(['!', '！'])?;
    let (count, bytes) = run(rest, &DASHES);
    let is_pair = count >= 2 || rest.starts_with(['–', '—']);
    is_pair.then(|| {
        // `<!-->` is a whole comment for a browser; what is behind its dashes decides.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let taken = match rest.starts_with(['–', '—']) {
            true => first,
            false => first + rest[first..].chars().next().map_or(0, char::len_utf8),
        };
        text.len() - rest.len() + taken.min(bytes)
    })
}

/// The end of a comment whose words begin at an offset.
fn closer(text: &str, from: usize, signs: Signs) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        match signs {
            Signs::Percent => {
                at += rest.find(['%', '％'])?;
                let (count, bytes) = run(&text[at..], &['%', '％']);
                if count >= 2 {
                    return Some(at + bytes);
                }
                at += bytes;
            }
            Signs::Html => {
                at += rest.find(['>', '＞'])?;
                let before = &text[from..at];
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                if before.ends_with("--") || before.ends_with(&DASHES[1..]) {
                    return Some(at);
                }
            }
        }
    }
}

/// The comments of a text, and where one begins that is never closed.
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
        if code
            .iter()
            .any(|range| range.start >= start && range.start < end)
        {
            // Marks of code within a comment open none behind it.
            parses += 1;
            code = match parses > MOST_PARSES {
                true => Vec::new(),
                false => code_ranges(&blanked(text, &comments)),
            };
        }
    }
    (comments, None)
}

/// A text of the same length without some ranges. What stands behind one on its line moves up: behind so many blanks it
/// would be code. Marks of quotations at the beginning of a line stay: what follows must not leave the quotation.
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
            let kept = line.len() - marks.len();
            let kept = kept.min(content_end - at);
            blanked.push_str(&text[at..at + kept]);
            at += kept;
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

    /// What is left of a text, of each line without blanks at its ends and between its words.
    fn shown(text: &str) -> String {
        let shown = uncommented(text).text;
        assert_eq!(shown.len(), text.len(), "{text:?}");
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        shown.lines().map(words).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn comments_go_and_code_stays() {
        let cases = [
            ("谈了%%底价 92 万%%交期", "谈了交期"),
            ("a <!-- secret --> b", "a b"),
            ("a\n%%\nsecret\n%%\nb", "a\n\n\n\nb"),
            ("a\n%% secret\nto the end", "a"),
            ("a <!-- secret\nto the end", "a"),
            ("％％底价％％交期", "交期"),
            ("<!—— 底价 ——>交期", "交期"),
            ("<！-- 底价 -->交期", "交期"),
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
    fn a_comment_that_is_never_closed_is_reported() {
        assert_eq!(uncommented("a %% b").open, Some(2));
        assert_eq!(uncommented("a %% b %%").open, None);
        assert_eq!(uncommented("%%a%% %%b%%").count, 2);
    }

    proptest! {
        #[test]
        fn nothing_of_a_comment_is_left(before in "[a-c`\n>%< -]{0,12}", after in "[a-c`\n>%< -]{0,12}") {
            let text = format!("{before}\n\n%%ZZ%% {after}");
            let left = uncommented(&text);
            prop_assert_eq!(left.text.len(), text.len());
            let in_code = code_ranges(&text).iter().any(|range| text[range.clone()].contains("ZZ"));
            let in_comment = in_code || !left.text.contains("ZZ") || before.contains("%%") || before.contains("<!");
            prop_assert!(in_comment, "{:?} → {:?}", text, left.text);
        }
    }
}
