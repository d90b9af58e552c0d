//! Finds what looks like the mark of a level anywhere in a line.

use super::heading::{level_in_brackets, of_heading, opening_of};
use super::{
    BRACES, CLOSING, EXCLAMATION, Mark, OPENING, SQUARE, SQUARE_CLOSING, alert, head, is_blank,
    may_contain_mark, trimmed,
};
use crate::forms::Level;
use crate::note::markdown::level_words::{
    Notation, is_level_itself, is_private_word, level_of, level_of_phrase, marks_following_private,
    means_internal, means_private, mentions_level,
};

/// Brackets of book titles and quotations: a word in them is just a word, except at the end of a line.
const QUOTING: [char; 8] = ['《', '》', '〈', '〉', '「', '」', '『', '』'];

/// Finds everything in a text that looks like a mark; `is_code` returns whether an offset is code.
pub(in crate::note::markdown) fn find_loose(
    source: &str,
    is_code: impl Fn(usize) -> bool,
) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut at = 0;
    let mentions = mentions_level(source);
    let mut lines = source.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let content = line.trim_end_matches(['\n', '\r']);
        let start = at;
        at += line.len();
        let mentions = mentions && mentions_level(content);
        if !mentions && !may_contain_mark(content) {
            continue;
        }
        let over = item_above_list(content, lines.peek().copied().unwrap_or_default());
        let over = over.filter(|_| mentions);
        let marks = in_line(content).into_iter().chain(over);
        let marks = marks.map(|mark| mark.shifted(start));
        found.extend(marks.filter(|mark| !is_code(mark.span.start)));
    }
    found
}

/// Returns a list item that is a level, above a nested list that it applies to.
fn item_above_list(line: &str, next: &str) -> Option<Mark> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let item = line.trim_start().strip_prefix(['-', '*', '+'])?.trim();
    let is_over = !next.trim().is_empty() && indent(next) > indent(line);
    let start = line.trim_end().len() - item.len();
    let span = start..line.trim_end().len();
    (is_over && !item.is_ascii() && is_level_itself(item))
        .then(|| Mark::new(span, (Level::Private, true)))
}

/// Returns whether something in a line looks like a mark.
pub(in crate::note::markdown) fn is_marked(line: &str) -> bool {
    !in_line(line).is_empty()
}

/// Finds everything in a line that looks like a mark.
pub(super) fn in_line(line: &str) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    for (at, _) in line.match_indices(SQUARE) {
        // `[!]` alone is a kind of task, unless it begins a quotation.
        let is_named = |mark: &Mark| {
            let written = line.get(at..at + mark.span.end).unwrap_or_default();
            written.chars().any(char::is_alphanumeric)
        };
        let alert = alert(&line[at..]).filter(is_named);
        found.extend(alert.map(|mark| mark.shifted(at)));
    }
    for (at, _) in line.match_indices(BRACES.0) {
        let is_expression = line[..at].ends_with(['{', '$', '%', '#', '\\']);
        let class = class(&line[at..]).filter(|_| !is_expression);
        found.extend(class.map(|mark| mark.shifted(at)));
    }
    for (at, _) in line.match_indices(OPENING) {
        found.extend(within(&line[at..]).map(|mark| mark.shifted(at)));
    }
    for (at, _) in line.match_indices('<') {
        found.extend(element(&line[at..]).map(|mark| mark.shifted(at)));
    }
    for (at, _) in line.match_indices(['#', '＃']) {
        found.extend(tag(line, at));
    }
    found.extend(closed_only(line));
    found.extend(heading(line));
    found.extend(container(line));
    found.extend(label(line));
    found.extend(value(line));
    found.extend(leading(line));
    found.extend(trailing(line));
    found
}

/// Returns a level directly before a closing bracket that is never opened: `> 字私密] …`, `private}`.
fn closed_only(line: &str) -> Option<Mark> {
    /// With more closing brackets, nobody means a level.
    const MOST: usize = 8;
    // Another bracket may replace a square one that opens, but not one that closes.
    let opens = line.find(OPENING).unwrap_or(line.len());
    let opens_square = line.find(SQUARE).unwrap_or(line.len());
    let is_quoted = line.trim_start().starts_with(['>', '＞']);
    let closings = line.match_indices(CLOSING).take(MOST);
    let mut unopened = closings.filter(|(at, bracket)| match bracket.starts_with(SQUARE_CLOSING) {
        true => *at < opens_square,
        false => *at < opens,
    });
    unopened.find_map(|(at, bracket)| {
        let end = at + bracket.len();
        let word = super::heading::last_characters(&line[..at]);
        let is_mark = !word.is_ascii() || is_quoted || matches!(bracket, "}" | "］" | "｝");
        let is_last = trimmed(line).len() == end;
        let is_apart = is_last || bracket.starts_with(SQUARE_CLOSING);
        let found =
            only_restricting(level_of(word, Notation::Brackets)).filter(|_| is_mark && is_apart)?;
        Some(Mark::new(at - word.len()..end, (Level::Private, found.1)))
    })
}

/// Returns the level of a heading that is not in the position of one, as below an unclosed fence.
fn heading(line: &str) -> Option<Mark> {
    line.trim_start().starts_with('#').then_some(())?;
    let mark = of_heading(line)?;
    let (level, is_guess) = only_restricting(Some((mark.level, mark.is_guess)))?;
    Some(Mark::new(mark.span, (level, is_guess)))
}

/// Returns a level in braces, as a class, that a text begins with.
fn class(text: &str) -> Option<Mark> {
    let text = head(text);
    let is_expression = ["{{", "{%", "{#"]
        .into_iter()
        .any(|sign| text.starts_with(sign));
    let end = text.find(BRACES.1).filter(|_| !is_expression)?;
    let close = text[end..].chars().next().map_or(0, char::len_utf8);
    let group = &text[..end + close];
    let is_around =
        |one| is_blank(one) || one == ':' || BRACES.0.contains(&one) || BRACES.1.contains(&one);
    let word = group.trim_matches(is_around);
    let word = word.strip_prefix(['.', '．'])?;
    let found = level_of(word, Notation::Brackets)?;
    let is_withheld = found.0 != Level::Private || !found.1 || is_private_word(word);
    is_withheld.then(|| Mark::new(0..group.len(), found))
}

/// Returns a level that a text begins with, in brackets and alone in them.
fn within(text: &str) -> Option<Mark> {
    /// How many characters may be in brackets that mark something.
    const MOST_WORDS: usize = 12;
    let text = head(text);
    let bracket = text.chars().next()?;
    let rest = &text[bracket.len_utf8()..];
    let end = rest.find(CLOSING)?;
    let words = &rest[..end];
    let close = rest[end..].chars().next().map_or(0, char::len_utf8);
    let behind = &rest[end + close..];
    let is_label = behind.trim_start().starts_with([':', '：', '|']) && is_level_itself(words);
    let is_english = words.is_ascii() && !is_label;
    if is_english || QUOTING.contains(&bracket) || BRACES.0.contains(&bracket) {
        return None;
    }
    let close = rest[end..].chars().next().map_or(0, char::len_utf8);
    let behind = &rest[end + close..];
    let is_link =
        bracket == '[' && behind.starts_with(['(', '[', ':', ']']) || words.starts_with('#');
    let inside = means_internal(words).then_some((Level::Internal, false));
    let is_short = words.chars().count() <= MOST_WORDS;
    let loose = (is_short && means_private(words)).then_some((Level::Private, true));
    // In the middle of a sentence a topic is just a topic.
    let exact = only_restricting(level_of(words, Notation::Words));
    let exact = exact.filter(|(level, _)| *level != Level::Private || is_level_itself(words));
    let found = inside.or(exact).or(loose)?;
    let span = 0..bracket.len_utf8() + end + close;
    (!is_link).then(|| Mark::new(span, found))
}

/// Returns a private tag: `#私密`, `#密级/私密`. A `#` within an address does not start a tag.
fn tag(line: &str, at: usize) -> Option<Mark> {
    let sign = line[at..].chars().next().map_or(0, char::len_utf8);
    let rest = &line[at + sign..];
    let is_end = |one: char| !one.is_alphanumeric() && !matches!(one, '-' | '_' | '/' | ':' | '：');
    let name = &rest[..rest.find(is_end).unwrap_or(rest.len())];
    let begins = line[..at]
        .chars()
        .next_back()
        .is_none_or(|one| is_blank(one) || "，。；：、！？>|#".contains(one));
    let mut parts = name.split(['-', '_', '/', ':', '：']);
    let found = parts.find_map(|part| match level_of(part, Notation::Words)? {
        (Level::Private, _) if is_private_word(part) => Some((Level::Private, true)),
        (Level::Internal, _) if part == name => Some((Level::Internal, false)),
        _ => None,
    });
    // `#private` in a sentence is a programming term.
    let behind = &rest[name.len()..];
    let is_tag = |word: &str| word.starts_with(['#', '＃', '-', '>']);
    let is_alone =
        line[..at].split_whitespace().all(is_tag) || behind.split_whitespace().all(is_tag);
    let found = found.filter(|_| begins && (!name.is_ascii() || is_alone))?;
    Some(Mark::new(at..at + sign + name.len(), found))
}

/// Returns a level where other programs open a block: `::: private`, `!!! private`.
fn container(line: &str) -> Option<Mark> {
    let content = line.trim_start_matches(|one| is_blank(one) || one == '>');
    let start = line.len() - content.len();
    let opens = [
        "::",
        "!!!",
        "???",
        "=== ",
        "/// ",
        "：：",
        "！！！",
        "```",
        "~~~",
    ];
    let sign = opens.into_iter().find(|sign| content.starts_with(sign))?;
    let mut words = content[sign.len()..].split(|one: char| !one.is_alphanumeric());
    let is_private = words.any(|word| !word.is_empty() && is_private_word(word));
    is_private.then(|| Mark::new(start..line.len(), (Level::Private, true)))
}

/// Returns a level in the HTML element that a text begins with, or as its whole text: `<div class="private">`,
/// `<summary>私密</summary>`.
fn element(text: &str) -> Option<Mark> {
    let text = head(text);
    let end = text.find('>')?;
    let tag = &text[1..end];
    let is_tag = tag.starts_with(|one: char| one.is_ascii_alphabetic());
    if !is_tag || tag.contains("://") || tag.contains('@') {
        return None;
    }
    let name = tag
        .split(|one: char| !one.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let is_private = |word: &str| !word.is_empty() && is_private_word(word);
    let is_value =
        |value: &str| is_private(value.trim_start_matches(|one: char| !one.is_alphanumeric()));
    let class = tag.split("class=").nth(1).unwrap_or_default();
    let mut classes = class.split(['"', '\'', ' ']);
    let mut values = tag.split(['"', '\'', '=', ' ']).skip(1);
    let has_quotes = tag.contains(['"', '\'']);
    let is_marked = classes.any(is_private)
        || is_private(name)
        || match has_quotes {
            true => tag.split(['"', '\'']).any(is_value),
            false => values.any(is_value),
        };
    let behind = text[end + 1..].split('<').next().unwrap_or_default();
    let is_label = TITLES.contains(&name) && is_private(behind.trim());
    (is_marked || is_label).then(|| Mark::new(0..end, (Level::Private, true)))
}

/// Elements whose text may be a level for what follows.
const TITLES: [&str; 14] = [
    "summary", "b", "strong", "mark", "h1", "h2", "h3", "h4", "h5", "h6", "p", "span", "legend",
    "u",
];

/// Returns a level that labels what follows it: `私密：…`, `**私密**`, `--- 私密 ---`, `{% private %}`.
fn label(line: &str) -> Option<Mark> {
    let rest = line.trim_start_matches(|one: char| !one.is_alphanumeric());
    let word = &rest[..rest
        .find(|one: char| !one.is_alphanumeric())
        .unwrap_or(rest.len())];
    let start = line.len() - rest.len();
    let (before, after) = (&line[..start], &rest[word.len()..]);
    let opens = before.trim_end();
    let is_template = ["{{<", "{{%", "{%"]
        .into_iter()
        .any(|sign| opens.ends_with(sign));
    if is_template && is_private_word(word) {
        return Some(Mark::new(start..start + word.len(), (Level::Private, true)));
    }
    let is_link = before.contains("[[")
        || before.contains("[^")
        || before.ends_with('[')
            && ["](", "][", "]:"]
                .into_iter()
                .any(|sign| after.starts_with(sign));
    let is_quoted = opens.ends_with(['"', '\'', '“', '‘', '「', '『', '《', '`', '<', '{', '@']);
    if is_link || is_quoted || before.contains(['|', '｜']) {
        return None;
    }
    let mark = |level: Level, length: usize| {
        Some(Mark::new(
            start..start + length,
            (level, level == Level::Private),
        ))
    };
    let ends = |one: char| is_blank(one) || "*_~】］]）)』」=—-–!！※".contains(one);
    let is_colon = |rest: &str| rest.trim_start_matches(ends).starts_with([':', '：']);
    if let Some((level, length)) = level_of_phrase(rest)
        && is_colon(&rest[length..])
    {
        return mark(level, length);
    }
    let bare = after.trim_start_matches(ends);
    let is_alone = bare.is_empty();
    if bare.trim_end_matches([':', '：']).is_empty() && marks_following_private(word) {
        return mark(Level::Private, word.len());
    }
    if Level::from_name(word) == Some(Level::Internal) && is_colon(after) {
        return mark(Level::Internal, word.len());
    }
    if !is_level_itself(word) {
        return None;
    }
    let marks = before.trim_start();
    let is_item = ["- ", "* ", "+ "]
        .into_iter()
        .any(|mark| marks.starts_with(mark));
    let is_closed = bare.len() < after.len();
    let is_label = match word.is_ascii() {
        // In code and in lists of words it is one of them.
        true => {
            let is_code = line.starts_with("    ") || line.starts_with('\t');
            let has_value = bare
                .trim_start_matches([':', '：'])
                .chars()
                .any(char::is_alphanumeric);
            let is_labelled = is_colon(after) && has_value || is_alone && is_closed;
            is_labelled && !is_item && !is_code
        }
        false => is_closed || is_colon(after) || is_alone && !is_item,
    };
    mark(Level::Private, word.len()).filter(|_| is_label)
}

/// Returns a level that is the value of a key: `权限: 私密`.
fn value(line: &str) -> Option<Mark> {
    /// Longer ones are a sentence.
    const LONGEST_CHARACTERS: usize = 8;
    let (key, value) = line.split_once([':', '：'])?;
    let words = value.trim_matches(|one: char| !one.is_alphanumeric());
    let key = key.trim_matches(|one: char| !one.is_alphanumeric());
    let is_key =
        !key.is_empty() && key.chars().count() <= LONGEST_CHARACTERS && !value.contains(['|', '`']);
    let start = line
        .rfind(words)
        .filter(|_| is_key && is_level_itself(words) && !words.is_ascii())?;
    Some(Mark::new(
        start..start + words.len(),
        (Level::Private, true),
    ))
}

/// Returns a level at the beginning of a line, after markers of lists, quotations and tables.
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
    let is_escaped = before.contains('\\') && !before.contains(EXCLAMATION);
    if is_link || is_escaped || word.is_empty() || before.ends_with("{{") {
        return None;
    }
    let is_all_of_quotation = after.is_empty() || after.starts_with([':', '：']);
    let notation = match () {
        _ if opens(&SQUARE) && closes(&SQUARE_CLOSING) => Notation::Brackets,
        // A complete mark, `[!…]`, is found as one.
        _ if opens(&EXCLAMATION) && closes(&SQUARE_CLOSING) => Notation::Brackets,
        _ if opens(&EXCLAMATION) && is_quotation && !before.contains(SQUARE) => Notation::Brackets,
        _ if is_quotation && closes(&SQUARE_CLOSING) => Notation::Brackets,
        _ if closes(&SQUARE_CLOSING) && !line[..start].contains(SQUARE) => Notation::Words,
        _ if opens(&OPENING) && closes(&CLOSING) && !opens(&QUOTING) => Notation::Words,
        _ if is_quotation && is_all_of_quotation => Notation::Words,
        _ => return None,
    };
    only_restricting(level_of(word, notation))
        .map(|found| Mark::new(start..start + word_end, found))
}

/// Returns a level in brackets at the end of a line.
fn trailing(line: &str) -> Option<Mark> {
    let words = trimmed(line);
    if !words.ends_with(CLOSING) || words.ends_with("]]") || words.ends_with(QUOTING) {
        return None;
    }
    let start = opening_of(words)?;
    let group = &words[start..];
    if group.starts_with(BRACES.0) {
        // Classes are found anywhere; other attributes in braces are not levels.
        return None;
    }
    let guess = means_private(group).then_some((Level::Private, true));
    let found = only_restricting(level_in_brackets(group, Notation::Words).or(guess))?;
    // In prose an English word in brackets is just a word.
    let is_word = group.starts_with('(') && group.is_ascii();
    (!is_word).then(|| Mark::new(start..words.len(), found))
}

/// Returns the level if it restricts something. A loosely written level never reveals more.
fn only_restricting(found: Option<(Level, bool)>) -> Option<(Level, bool)> {
    match found? {
        (Level::Public, _) => None,
        (Level::Internal, is_guess) => Some((Level::Internal, is_guess)),
        (Level::Private, _) => Some((Level::Private, true)),
    }
}
