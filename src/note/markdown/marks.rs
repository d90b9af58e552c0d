//! Marks of levels in a text: `[!PRIVATE]` at the beginning of a quotation, `{.private}` or `（私密）` at the end of a heading.
//!
//! Owns how a mark is spelled, and what only looks like one. What looks like a mark and is none counts as private: a word
//! one character away from a level, a synonym, a mark in the wrong place, a bracket that is missing. No such guess ever
//! shows more.

use super::level_words::{Reading, begins_with_level, level_of, says_private};
use crate::forms::Level;
use crate::text::fold;
use std::ops::Range;

/// Classes that other programs know for headings.
const CLASSES: [&str; 4] = ["unnumbered", "unlisted", "tabset", "no_toc"];

const OPENING: [char; 17] = [
    '[', '［', '【', '〖', '〔', '(', '（', '{', '｛', '「', '『', '﹝', '〈', '《', '⟦', '❲', '⦗',
];
const CLOSING: [char; 17] = [
    ']', '］', '】', '〗', '〕', ')', '）', '}', '｝', '」', '』', '﹞', '〉', '》', '⟧', '❳', '⦘',
];
/// Brackets that only marks and links are written in.
const SQUARE: [char; 4] = ['[', '［', '【', '〖'];
const SQUARE_CLOSING: [char; 4] = [']', '］', '】', '〗'];
const BRACES: ([char; 2], [char; 2]) = (['{', '｛'], ['}', '｝']);
const EXCLAMATION: [char; 3] = ['!', '！', '﹗'];

/// A mark as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it stands in the text that was looked at.
    pub span: Range<usize>,
    /// Who may see what it marks.
    pub level: Level,
    /// Whether what is written is no level, and private for that.
    pub is_guess: bool,
}

impl Mark {
    fn new(span: Range<usize>, (level, is_guess): (Level, bool)) -> Mark {
        Mark {
            span,
            level,
            is_guess,
        }
    }

    /// The same mark in the text that the one looked at is part of.
    pub fn shifted(self, offset: usize) -> Mark {
        Mark {
            span: self.span.start + offset..self.span.end + offset,
            ..self
        }
    }
}

/// The mark at the beginning of a quotation, `>` and all: `> [!私密]`, however it is spaced.
pub(super) fn at_start(quotation: &str) -> Option<Mark> {
    let within = quotation.trim_start().strip_prefix('>')?;
    let within = within.trim_start_matches(is_blank);
    let start = quotation.len() - within.len();
    Some(alert(within)?.shifted(start))
}

/// The mark that a text begins with, in square brackets behind an exclamation mark.
fn alert(text: &str) -> Option<Mark> {
    /// So many characters may have slipped in before the exclamation mark.
    const MOST_BEFORE: usize = 3;
    let behind = text.strip_prefix(SQUARE)?.trim_start_matches(is_blank);
    let (at, _) = behind
        .char_indices()
        .take(MOST_BEFORE + 1)
        .take_while(|(_, one)| !CLOSING.contains(one) && *one != '\n')
        .find(|(_, one)| EXCLAMATION.contains(one))?;
    let is_exact = at == 0;
    let word = behind[at..].trim_start_matches(EXCLAMATION);
    let word = word.trim_start_matches(|one| is_blank(one) || EXCLAMATION.contains(&one));
    let line = head(word.lines().next().unwrap_or_default());
    let start = text.len() - word.len();
    match line.find(CLOSING) {
        Some(end) => {
            let close = line[end..].chars().next().map_or(0, char::len_utf8);
            // Whether a callout is folded is said right behind it.
            let fold = line[end + close..]
                .chars()
                .next()
                .filter(|one| matches!(one, '+' | '-' | '＋' | '－'));
            let span = 0..start + end + close + fold.map_or(0, char::len_utf8);
            let words = &line[..end];
            let first = words
                .split(['|', ':', '：', '-', '·', '/'])
                .next()
                .unwrap_or(words);
            let is_empty = !words.chars().any(char::is_alphanumeric);
            let level = level_of(first, Reading::Mark).or_else(|| level_of(words, Reading::Mark));
            let level = match is_exact {
                true => level,
                false => level.map(|_| (Level::Private, true)),
            };
            let guess = (is_empty || says_private(words)).then_some((Level::Private, true));
            level.or(guess).map(|found| Mark::new(span, found))
        }
        // The bracket is missing: the mark ends somewhere in the line.
        None => begins_with_level(line).then(|| {
            let word = line.find(|one: char| !one.is_alphanumeric());
            let end = start + word.unwrap_or(line.len());
            Mark::new(0..end, (Level::Private, true))
        }),
    }
}

/// The mark at the end of a heading: in braces as a class, or in brackets. Attributes of other kinds may stand behind it.
pub(super) fn at_end(heading: &str) -> Option<Mark> {
    let mut end = trimmed(heading).len();
    loop {
        let words = trimmed(&heading[..end]);
        end = words.len();
        if !words.ends_with(CLOSING) {
            break;
        }
        let Some(start) = opening_of(words) else {
            break;
        };
        let group = &words[start..];
        let is_attribute = group.starts_with(BRACES.0);
        let found = match is_attribute {
            true => level_of_attributes(group),
            false => level_in_brackets(group, Reading::Brackets),
        };
        if let Some(found) = found {
            return Some(Mark::new(start..heading.len(), found));
        }
        if !is_attribute {
            break;
        }
        end = start;
    }
    unbalanced(&heading[..end]).or_else(|| within(heading))
}

/// A level in the middle of a heading, in brackets.
fn within(heading: &str) -> Option<Mark> {
    let mut openings = heading.match_indices(OPENING);
    openings.find_map(|(start, bracket)| {
        if bracket.starts_with(BRACES.0) {
            return None;
        }
        let rest = head(&heading[start..]);
        let end = rest.find(CLOSING)?;
        let close = rest[end..].chars().next().map_or(0, char::len_utf8);
        let group = &rest[..end + close];
        let span = start..start + group.len();
        match level_in_brackets(group, Reading::Words) {
            Some((Level::Private, _)) => Some(Mark::new(span, (Level::Private, true))),
            Some((Level::Internal, _)) => Some(Mark::new(span, (Level::Internal, false))),
            _ => says_private(group).then(|| Mark::new(span, (Level::Private, true))),
        }
    })
}

/// A level at the end of a line of which one bracket is missing.
fn unbalanced(line: &str) -> Option<Mark> {
    let line = trimmed(line);
    let guess = |start: usize| Mark::new(start..line.len(), (Level::Private, true));
    if line.ends_with(CLOSING) {
        if opening_of(line).is_some() {
            return None;
        }
        let words = line.trim_end_matches(CLOSING);
        let word = last_word(words);
        return level_of(word, Reading::Brackets)
            .is_some_and(|(level, _)| level != Level::Public)
            .then(|| guess(words.len() - word.len()));
    }
    let start = line.rfind(OPENING)?;
    let behind = line[start..]
        .trim_start_matches(OPENING)
        .trim_matches(|one: char| !one.is_alphanumeric());
    let is_single = ["私", "密"].contains(&behind);
    let level = level_of(behind, Reading::Brackets).filter(|(level, _)| *level != Level::Public);
    (is_single || level.is_some()).then(|| guess(start))
}

/// The last word: letters of Latin script, or two Chinese characters.
fn last_word(text: &str) -> &str {
    let mut characters = text.char_indices().rev();
    let latin = text.len()
        - text
            .trim_end_matches(|one: char| one.is_ascii_alphanumeric())
            .len();
    if latin > 0 {
        return &text[text.len() - latin..];
    }
    let start = characters.nth(1).map_or(0, |(at, _)| at);
    &text[start..]
}

/// Where the bracket opens that closes at the end of a line.
fn opening_of(line: &str) -> Option<usize> {
    let close = line.chars().next_back()?;
    let before = &line[..line.len() - close.len_utf8()];
    // Whoever mixes brackets means the nearest.
    before.rfind(OPENING)
}

/// The level of a group in brackets, all of which is a level.
fn level_in_brackets(group: &str, reading: Reading) -> Option<(Level, bool)> {
    let word = group.trim_matches(|one: char| !one.is_alphanumeric());
    let word = word.strip_prefix("密级").unwrap_or(word);
    let found = level_of(word, reading)?;
    // A word of English in brackets may be part of the heading: it opens nothing.
    (found != (Level::Public, false) || !word.is_ascii()).then_some(found)
}

/// The level of attributes in braces: `{.private}`, `{#id .private}`, `{level=private}`.
fn level_of_attributes(group: &str) -> Option<(Level, bool)> {
    let group = group
        .trim_matches(|one| is_blank(one) || BRACES.0.contains(&one) || BRACES.1.contains(&one));
    let is_between = |one| is_blank(one) || matches!(one, '=' | '"' | '\'' | ',' | '，');
    let words = group.split(is_between);
    let is_alone = !group.contains(is_between);
    let mut found: Option<(Level, bool)> = None;
    for word in words.filter(|word| word.chars().any(char::is_alphanumeric)) {
        let class = word.strip_prefix(['.', '．', '。']);
        let is_class = class.is_some();
        let name = class.unwrap_or(word);
        let known = match word.starts_with('#') {
            true => None,
            false => level_of(
                name,
                if is_class {
                    Reading::Mark
                } else {
                    Reading::Words
                },
            ),
        };
        let is_unknown_class =
            is_alone && is_class && known.is_none() && !CLASSES.contains(&fold(name).as_ref());
        let level = match (is_class, known) {
            // Without the dot it is no mark that opens anything.
            (false, Some((Level::Public, _))) => None,
            (_, known) => known.or(is_unknown_class.then_some((Level::Private, true))),
        };
        found = found.max(level);
    }
    found
}

/// Whether a line holds a sign that marks are made of. Every line of every text is asked, so bytes are looked at: brackets
/// and `>` of ASCII, and the last two bytes of those of full width.
pub(super) fn may_mark(line: &str) -> bool {
    let bytes = line.as_bytes();
    let follow = |at: usize| (bytes.get(at + 1).copied(), bytes.get(at + 2).copied());
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'>' => true,
        0xef => match follow(at) {
            (Some(0xbc), Some(last)) => matches!(last, 0x88 | 0x89 | 0x9e | 0xbb | 0xbd),
            (Some(0xbd), Some(last)) => matches!(last, 0x9b | 0x9d),
            (Some(0xb9), _) => true,
            _ => false,
        },
        0xe3 => matches!(follow(at), (Some(0x80), Some(0x88..=0x97))),
        0xe2 => matches!(follow(at), (Some(0x9d | 0x9f | 0xa6), _)),
        _ => false,
    })
}

/// What in a text looks like a mark, wherever it stands; `is_code` says which places are code.
pub(super) fn looks(source: &str, is_code: impl Fn(usize) -> bool) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        if !may_mark(content) {
            at += line.len();
            continue;
        }
        let marks = in_line(content).into_iter().map(|mark| mark.shifted(at));
        found.extend(marks.filter(|mark| !is_code(mark.span.start)));
        at += line.len();
    }
    found
}

/// Whether a mark has its closing bracket.
pub(super) fn is_closed(mark: &str) -> bool {
    mark.trim_end_matches(['+', '-', '＋', '－'])
        .ends_with(CLOSING)
}

/// What in a line looks like a mark.
fn in_line(line: &str) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    for (at, _) in line.match_indices(SQUARE) {
        // `[!]` alone is a task of some kind, unless it begins a quotation.
        let is_named = |mark: &Mark| {
            let written = line.get(at..at + mark.span.end).unwrap_or_default();
            written.chars().any(char::is_alphanumeric)
        };
        let alert = alert(&line[at..]).filter(is_named);
        found.extend(alert.map(|mark| mark.shifted(at)));
    }
    for (at, _) in line.match_indices(BRACES.0) {
        found.extend(class(&line[at..]).map(|mark| mark.shifted(at)));
    }
    found.extend(leading(line));
    found.extend(trailing(line));
    found
}

/// A class of a level in braces that a text begins with.
fn class(text: &str) -> Option<Mark> {
    let text = head(text);
    let end = text.find(BRACES.1)?;
    let close = text[end..].chars().next().map_or(0, char::len_utf8);
    let group = &text[..end + close];
    let word = group
        .trim_matches(|one| is_blank(one) || BRACES.0.contains(&one) || BRACES.1.contains(&one));
    let word = word.strip_prefix(['.', '．'])?;
    let found = level_of(word, Reading::Brackets)?;
    Some(Mark::new(0..group.len(), found))
}

/// A level at the beginning of a line, behind marks of lists, quotations and tables.
fn leading(line: &str) -> Option<Mark> {
    let is_mark = |one: char| {
        is_blank(one)
            || OPENING.contains(&one)
            || EXCLAMATION.contains(&one)
            || matches!(
                one,
                '>' | '＞' | '》' | '#' | '＃' | '*' | '_' | '-' | '+' | '•' | '|' | '｜' | '\\'
            )
    };
    let rest = line.trim_start_matches(is_mark);
    let start = line.len() - rest.len();
    let word_end = rest
        .find(|one: char| !one.is_alphanumeric())
        .unwrap_or(rest.len());
    let (word, after) = rest.split_at(word_end);
    let before = line[..start].trim_end_matches(is_blank);
    let after = after.trim_start_matches(|one| is_blank(one) || matches!(one, '*' | '_' | '\\'));
    let is_link = before.ends_with("[[")
        || before.ends_with('[')
            && after.starts_with("](") | after.starts_with("][") | after.starts_with("]:");
    let opens = |set: &[char]| before.ends_with(set);
    let closes = |set: &[char]| after.starts_with(set);
    let is_quotation = before.contains(['>', '＞']);
    let reading = match () {
        _ if is_link || word.is_empty() => return None,
        _ if opens(&SQUARE) && closes(&SQUARE_CLOSING) => Reading::Brackets,
        _ if opens(&EXCLAMATION) && (closes(&SQUARE_CLOSING) || is_quotation) => Reading::Brackets,
        _ if is_quotation && closes(&SQUARE_CLOSING) => Reading::Brackets,
        _ if closes(&SQUARE_CLOSING) && !line[..start].contains(SQUARE) => Reading::Words,
        _ if opens(&OPENING) && closes(&CLOSING) => Reading::Words,
        _ if is_quotation && (after.is_empty() || after.starts_with([':', '：'])) => {
            Reading::Words
        }
        _ => return None,
    };
    withholding(level_of(word, reading)).map(|found| Mark::new(start..start + word_end, found))
}

/// A level in brackets at the end of a line.
fn trailing(line: &str) -> Option<Mark> {
    let words = trimmed(line);
    if !words.ends_with(CLOSING) || words.ends_with("]]") {
        return None;
    }
    let Some(start) = opening_of(words) else {
        return unbalanced(words).filter(|mark| !words[mark.span.clone()].is_ascii());
    };
    let group = &words[start..];
    if group.starts_with(BRACES.0) {
        // Classes are looked for anywhere; what else stands in braces is none.
        return None;
    }
    let guess = says_private(group).then_some((Level::Private, true));
    let found = withholding(level_in_brackets(group, Reading::Words).or(guess))?;
    // In prose a word of English in brackets is a word.
    let is_word = group.starts_with('(') && group.is_ascii();
    (!is_word).then(|| Mark::new(start..words.len(), found))
}

/// A level that takes something away. What is written loosely never shows more.
fn withholding(found: Option<(Level, bool)>) -> Option<(Level, bool)> {
    match found? {
        (Level::Public, _) => None,
        (Level::Internal, is_guess) => Some((Level::Internal, is_guess)),
        (Level::Private, _) => Some((Level::Private, true)),
    }
}

/// The beginning of a text: no mark is longer.
fn head(text: &str) -> &str {
    const LONGEST_BYTES: usize = 120;
    let mut end = text.len().min(LONGEST_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A line without what may stand behind a mark.
fn trimmed(line: &str) -> &str {
    line.trim_end_matches(|one| {
        is_blank(one)
            || matches!(
                one,
                '。' | '.'
                    | ','
                    | '，'
                    | ';'
                    | '；'
                    | ':'
                    | '：'
                    | '!'
                    | '！'
                    | '?'
                    | '？'
                    | '*'
                    | '_'
                    | '~'
                    | '`'
                    | '#'
                    | '＃'
                    | '|'
                    | '｜'
                    | '、'
                    | '-'
            )
    })
}

fn is_blank(character: char) -> bool {
    super::super::line::is_invisible(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_end_of(heading: &str) -> Option<(Level, bool)> {
        at_end(heading).map(|mark| (mark.level, mark.is_guess))
    }

    #[test]
    fn every_bracket_may_be_a_mark() {
        for sign in OPENING.into_iter().chain(CLOSING).chain(['>', '＞']) {
            assert!(may_mark(&format!("底价{sign}。")), "{sign}");
        }
        assert!(!may_mark("底价九十二万，“别外传”。 No mark; 100 %!"));
    }

    #[test]
    fn levels_at_the_end_of_a_heading() {
        let exact = Some((Level::Private, false));
        for heading in [
            "## 价格（私密）",
            "## 价格 {.private}",
            "## 价格（私密）{#p}",
            "## 价格 {#p .private}",
            "## 价格｛.私密｝",
            "## 价格（ 私密 ）：",
            "## 价格【私密】",
            "## 价格「私密」",
            "## 价格 *（私密）*",
            "## 价格（私\u{200b}密）",
            "## 价格（密级：私密）",
        ] {
            assert_eq!(at_end_of(heading), exact, "{heading}");
        }
        let guess = Some((Level::Private, true));
        for heading in [
            "## 价格（机密）",
            "## 价格（私蜜）",
            "## 价格 {.privat}",
            "## 价格 {.geheim}",
            "## 价格（私密",
            "## 价格私密）",
            "## （私密）价格",
            "## 价格（私",
            "## Price (confidential)",
        ] {
            assert_eq!(at_end_of(heading), guess, "{heading}");
        }
        for heading in [
            "## 招标（公开招标）",
            "## Opening hours (public)",
            "## 丝杠（精密）",
            "## 价格（二期）",
            "## Setup {#private}",
            "## Introduction {.unnumbered}",
            "## 会议（总部）",
        ] {
            assert_eq!(at_end_of(heading), None, "{heading}");
        }
    }

    #[test]
    fn levels_at_the_beginning_of_a_quotation() {
        for quotation in [
            "> [!私密]",
            ">[!PRIVATE]-",
            ">\u{3000}[!私密]",
            "> 【！私密】",
            "> [! private ]+",
            "> [!私密|x]",
            "> [！私密］",
        ] {
            let mark = at_start(quotation).unwrap();
            assert_eq!(
                (mark.level, mark.is_guess),
                (Level::Private, false),
                "{quotation}"
            );
        }
        for quotation in [
            "> [!privat]",
            "> [!secret]",
            "> [!私人]",
            "> [!密]",
            "> [!]",
            "> [!私密",
            "> [!内容]",
            "> [!prvate]",
            "> [，!私密]",
            "> [x！公开]",
        ] {
            let mark = at_start(quotation).unwrap();
            assert_eq!(
                (mark.level, mark.is_guess),
                (Level::Private, true),
                "{quotation}"
            );
        }
        for quotation in [
            "> [!note]",
            "> [!faq]-",
            "> [!recipe]",
            "> 私密的事",
            "> [x](y)",
        ] {
            assert_eq!(at_start(quotation), None, "{quotation}");
        }
    }

    #[test]
    fn what_looks_like_a_mark_is_one() {
        for line in [
            "[!私密] 底价",
            "＞[!私密] 底价",
            "- [!private] x",
            "| [!私密] 92 |",
            "> [私密] 底价",
            "> 私密：底价",
            "> !私密] 底价",
            "> 私密] 底价",
            "【私密】底价",
            "**价格（私密）**",
            "价格 {.private}",
            "\\[!私密] 底价",
            "> **[!私密]** 底价",
            "底价 92 万（私密）。",
            "密级（私密） | 92",
            "> （私密）底价",
            "> [x私密] 底价",
        ] {
            let is_private = |mark: &Mark| mark.level == Level::Private;
            let marks = in_line(line);
            let starts_anywhere = line.starts_with("密级");
            assert!(starts_anywhere || marks.iter().any(is_private), "{line}");
        }
        for line in [
            "[私密](x.md)",
            "[[私密]]",
            "私密的事",
            "a (private) road",
            "road (private)",
            "> [!note] x",
            "> 公开：已发",
            "[x] done",
            "{.note}",
            "（公开）",
        ] {
            assert_eq!(in_line(line), [], "{line}");
        }
    }
}
