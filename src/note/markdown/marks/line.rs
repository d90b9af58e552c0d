//! What in a line of a text looks like the mark of a level, wherever it stands.

use super::heading::{level_in_brackets, of_heading, opening_of};
use super::{
    BRACES, CLOSING, EXCLAMATION, Mark, OPENING, SQUARE, SQUARE_CLOSING, alert, head, is_blank,
    may_mark, trimmed,
};
use crate::forms::Level;
use crate::note::markdown::level_words::{
    Reading, is_level_itself, is_private_above, is_private_word, level_of, level_of_phrase,
    mentions_level, names_inside, says_private,
};

/// Brackets that titles of books and quotations are written in: a word in them is a word, but at the end of a line.
const QUOTING: [char; 8] = ['《', '》', '〈', '〉', '「', '」', '『', '』'];

/// What in a text looks like a mark, wherever it stands; `is_code` says which places are code.
pub(in crate::note::markdown) fn looks(source: &str, is_code: impl Fn(usize) -> bool) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut at = 0;
    let mentions = mentions_level(source);
    let mut lines = source.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let content = line.trim_end_matches(['\n', '\r']);
        let start = at;
        at += line.len();
        let mentions = mentions && mentions_level(content);
        if !mentions && !may_mark(content) {
            continue;
        }
        let over = item_over(content, lines.peek().copied().unwrap_or_default());
        let over = over.filter(|_| mentions);
        let marks = in_line(content).into_iter().chain(over);
        let marks = marks.map(|mark| mark.shifted(start));
        found.extend(marks.filter(|mark| !is_code(mark.span.start)));
    }
    found
}

/// An item of a list that is a level, over a list of what it is meant for.
fn item_over(line: &str, next: &str) -> Option<Mark> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let item = line.trim_start().strip_prefix(['-', '*', '+'])?.trim();
    let is_over = !next.trim().is_empty() && indent(next) > indent(line);
    let start = line.trim_end().len() - item.len();
    let span = start..line.trim_end().len();
    (is_over && !item.is_ascii() && is_level_itself(item))
        .then(|| Mark::new(span, (Level::Private, true)))
}

/// Whether something in a line looks like a mark.
pub(in crate::note::markdown) fn is_marked(line: &str) -> bool {
    !in_line(line).is_empty()
}

/// What in a line looks like a mark.
pub(super) fn in_line(line: &str) -> Vec<Mark> {
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

/// A level directly before a bracket that nothing opens: `> 字私密] …`, `private}`.
fn closed_only(line: &str) -> Option<Mark> {
    /// Where so many brackets close, nobody means a level.
    const MOST: usize = 8;
    // What is not square stands in for a square bracket that opens, not for one that closes.
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
            withholding(level_of(word, Reading::Brackets)).filter(|_| is_mark && is_apart)?;
        Some(Mark::new(at - word.len()..end, (Level::Private, found.1)))
    })
}

/// The level of a heading that does not stand where headings do, as below a fence that is never closed.
fn heading(line: &str) -> Option<Mark> {
    line.trim_start().starts_with('#').then_some(())?;
    let mark = of_heading(line)?;
    let (level, is_guess) = withholding(Some((mark.level, mark.is_guess)))?;
    Some(Mark::new(mark.span, (level, is_guess)))
}

/// A class of a level in braces that a text begins with.
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
    let found = level_of(word, Reading::Brackets)?;
    let is_withheld = found.0 != Level::Private || !found.1 || is_private_word(word);
    is_withheld.then(|| Mark::new(0..group.len(), found))
}

/// A level in a pair of brackets that a text begins with, and nothing else in them.
fn within(text: &str) -> Option<Mark> {
    /// So many characters may stand in brackets that mark something.
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
    let inside = names_inside(words).then_some((Level::Internal, false));
    let is_short = words.chars().count() <= MOST_WORDS;
    let loose = (is_short && says_private(words)).then_some((Level::Private, true));
    // In the middle of a sentence a topic is a topic.
    let exact = withholding(level_of(words, Reading::Words));
    let exact = exact.filter(|(level, _)| *level != Level::Private || is_level_itself(words));
    let found = inside.or(exact).or(loose)?;
    let span = 0..bracket.len_utf8() + end + close;
    (!is_link).then(|| Mark::new(span, found))
}

/// A tag that says private: `#私密`, `#密级/私密`. What follows a `#` within an address is none.
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
    let found = parts.find_map(|part| match level_of(part, Reading::Words)? {
        (Level::Private, _) if is_private_word(part) => Some((Level::Private, true)),
        (Level::Internal, _) if part == name => Some((Level::Internal, false)),
        _ => None,
    });
    // `#private` in a sentence is a name of a program's.
    let behind = &rest[name.len()..];
    let is_tag = |word: &str| word.starts_with(['#', '＃', '-', '>']);
    let is_alone =
        line[..at].split_whitespace().all(is_tag) || behind.split_whitespace().all(is_tag);
    let found = found.filter(|_| begins && (!name.is_ascii() || is_alone))?;
    Some(Mark::new(at..at + sign + name.len(), found))
}

/// A level where other programs open a block: `::: private`, `!!! private`.
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

/// A level in the HTML element that a text begins with, or all that it holds: `<div class="private">`,
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

/// Elements whose words may say what follows them.
const TITLES: [&str; 14] = [
    "summary", "b", "strong", "mark", "h1", "h2", "h3", "h4", "h5", "h6", "p", "span", "legend",
    "u",
];

/// A level that labels what follows it: `私密：…`, `**私密**`, `--- 私密 ---`, `{% private %}`.
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
    if bare.trim_end_matches([':', '：']).is_empty() && is_private_above(word) {
        return mark(Level::Private, word.len());
    }
    if Level::from_word(word) == Some(Level::Internal) && is_colon(after) {
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
            let is_said = is_colon(after) && has_value || is_alone && is_closed;
            is_said && !is_item && !is_code
        }
        false => is_closed || is_colon(after) || is_alone && !is_item,
    };
    mark(Level::Private, word.len()).filter(|_| is_label)
}

/// A key whose value is a level: `权限: 私密`.
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
    let is_escaped = before.contains('\\') && !before.contains(EXCLAMATION);
    if is_link || is_escaped || word.is_empty() || before.ends_with("{{") {
        return None;
    }
    let is_all_of_quotation = after.is_empty() || after.starts_with([':', '：']);
    let reading = match () {
        _ if opens(&SQUARE) && closes(&SQUARE_CLOSING) => Reading::Brackets,
        // A whole mark, `[!…]`, is read as one.
        _ if opens(&EXCLAMATION) && closes(&SQUARE_CLOSING) => Reading::Brackets,
        _ if opens(&EXCLAMATION) && is_quotation && !before.contains(SQUARE) => Reading::Brackets,
        _ if is_quotation && closes(&SQUARE_CLOSING) => Reading::Brackets,
        _ if closes(&SQUARE_CLOSING) && !line[..start].contains(SQUARE) => Reading::Words,
        _ if opens(&OPENING) && closes(&CLOSING) && !opens(&QUOTING) => Reading::Words,
        _ if is_quotation && is_all_of_quotation => Reading::Words,
        _ => return None,
    };
    withholding(level_of(word, reading)).map(|found| Mark::new(start..start + word_end, found))
}

/// A level in brackets at the end of a line.
fn trailing(line: &str) -> Option<Mark> {
    let words = trimmed(line);
    if !words.ends_with(CLOSING) || words.ends_with("]]") || words.ends_with(QUOTING) {
        return None;
    }
    let start = opening_of(words)?;
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
