//! The level of a heading: in braces as a class, in brackets, or loosely among its words.

use super::{BRACES, CLOSING, Mark, OPENING, head, is_blank, trimmed};
use crate::forms::Level;
use crate::note::markdown::level_words::{
    Notation, is_level_itself, is_private_word, level_of, level_of_phrase, means_internal,
    means_private,
};
use std::ops::Range;

/// Returns the mark of a heading: at its end, in braces as a class or in brackets, whatever attributes follow; else a
/// level among its words.
pub(in crate::note::markdown) fn of_heading(heading: &str) -> Option<Mark> {
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
            false => level_in_brackets(group, Notation::Brackets),
        };
        if let Some(found) = found {
            return Some(Mark::new(start..heading.len(), found));
        }
        if !is_attribute {
            break;
        }
        end = start;
    }
    among_words(&heading[..end])
}

/// Returns where the bracket opens that closes at the end of a line.
pub(super) fn opening_of(line: &str) -> Option<usize> {
    let close = line.chars().next_back()?;
    let before = &line[..line.len() - close.len_utf8()];
    // If brackets are mixed, the nearest is meant.
    before.rfind(OPENING)
}

/// Returns the level of a bracketed group that is a level as a whole.
pub(super) fn level_in_brackets(group: &str, notation: Notation) -> Option<(Level, bool)> {
    // A link to a heading.
    if group.starts_with("(#") {
        return None;
    }
    let word = group.trim_matches(|one: char| !one.is_alphanumeric());
    let word = word.strip_prefix("密级").unwrap_or(word);
    if means_internal(word) {
        return Some((Level::Internal, false));
    }
    let found = level_of(word, notation)?;
    // An English word in brackets may be part of the heading: it reveals nothing.
    (found != (Level::Public, false) || !word.is_ascii()).then_some(found)
}

/// Returns the level of attributes in braces: `{.private}`, `{#id .private}`, `{level=private}`.
fn level_of_attributes(group: &str) -> Option<(Level, bool)> {
    let group = group
        .trim_matches(|one| is_blank(one) || BRACES.0.contains(&one) || BRACES.1.contains(&one));
    let is_between = |one| is_blank(one) || matches!(one, '=' | '"' | '\'' | ',' | '，');
    let words = group.split(is_between);
    let is_word = |word: &str| word.chars().all(char::is_alphanumeric);
    let mut found: Option<(Level, bool)> = None;
    for word in words.filter(|word| word.chars().any(char::is_alphanumeric)) {
        let class = word.strip_prefix(['.', '．', '。']);
        let known = match class {
            Some(name) => level_of(name, Notation::Mark),
            None if word.starts_with('#') => None,
            // Without the dot it is not a mark that reveals anything.
            None => word
                .split(|one: char| !one.is_alphanumeric())
                .filter_map(|part| level_of(part, Notation::Words))
                .filter(|(level, _)| *level != Level::Public)
                .max()
                .map(|(level, _)| (level, !is_word(word))),
        };
        found = found.max(known);
    }
    found
}

/// A word of a heading, and the characters on either side of it.
struct Word<'a> {
    span: Range<usize>,
    text: &'a str,
    before: &'a str,
    after: &'a str,
    /// Everything before these characters, and everything after them.
    context: [&'a str; 2],
    is_first: bool,
    is_last: bool,
}

/// Returns the words of a heading, except English ones in code, and numbers. An English word ends where Chinese begins.
fn words(heading: &str) -> Vec<Word<'_>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut open: Option<bool> = None;
    let mut is_code = false;
    for (at, one) in heading.char_indices() {
        is_code ^= one == '`';
        let is_part = one.is_alphanumeric() && !(is_code && one.is_ascii());
        let is_wide = one >= '\u{2e80}';
        match spans.last_mut() {
            Some(last) if is_part && open == Some(is_wide) => last.end = at + one.len_utf8(),
            _ if is_part => spans.push(at..at + one.len_utf8()),
            _ => {}
        }
        open = is_part.then_some(is_wide);
    }
    spans.retain(|span| {
        let is_number = |one: char| one.is_ascii_digit() || "一二三四五六七八九十".contains(one);
        !heading[span.clone()].chars().all(is_number)
    });
    let word = |index: usize| {
        let span = spans[index].clone();
        let end = index.checked_sub(1).map_or(0, |before| spans[before].end);
        let start = spans
            .get(index + 1)
            .map_or(heading.len(), |next| next.start);
        Word {
            text: &heading[span.clone()],
            before: &heading[end..span.start],
            after: &heading[span.end..start],
            context: [&heading[..end], &heading[start..]],
            is_first: index == 0,
            is_last: index + 1 == spans.len(),
            span,
        }
    };
    (0..spans.len()).map(word).collect()
}

/// Returns a level among the words of a heading: next to a bracket, or set apart from the others.
fn among_words(heading: &str) -> Option<Mark> {
    let words = words(heading);
    let mark = |word: &Word<'_>| {
        let found = bracketed(word).or_else(|| set_apart(word))?;
        Some(Mark::new(word.span.clone(), found))
    };
    let strictest = words.iter().filter_map(mark).max_by_key(|mark| mark.level);
    let phrase = words.first().and_then(|word| {
        let (level, length) = level_of_phrase(&heading[word.span.start..])?;
        let is_guess = level == Level::Private;
        Some(Mark::new(
            word.span.start..word.span.start + length,
            (level, is_guess),
        ))
    });
    strictest.or(phrase).or_else(|| {
        // Several words within one pair of brackets.
        let mut openings = heading.match_indices(OPENING);
        openings.find_map(|(start, bracket)| {
            let rest = head(&heading[start..]).strip_prefix(bracket)?;
            let group = rest
                .split(CLOSING)
                .next()
                .filter(|one| one.len() < rest.len())?;
            let is_class = bracket.starts_with(BRACES.0);
            let is_private = !is_class && means_private(group);
            is_private.then(|| Mark::new(start..heading.len(), (Level::Private, true)))
        })
    })
}

/// Returns the level of a word with a bracket on one or both sides. Such a mark never reveals anything.
fn bracketed(word: &Word<'_>) -> Option<(Level, bool)> {
    let is_name = word.before.ends_with('#');
    let opens = word.before.contains(OPENING);
    let closes = word.after.contains(CLOSING);
    // A reversed bracket is next to Chinese by accident, next to English on purpose: `internals (note)`.
    let is_turned = word.before.contains(CLOSING) || word.after.contains(OPENING);
    let has_bracket = opens || closes || is_turned && !word.text.is_ascii();
    // `(public/private)`, `a.private()`.
    let is_of_program =
        word.text.is_ascii() && (word.before.ends_with(['/', '.']) && !word.before.contains('{'));
    if is_name || is_of_program || !has_bracket {
        return None;
    }
    // Between two brackets there may be other words as well.
    let notation = match opens && closes && !word.is_last {
        true => Notation::Words,
        false => Notation::Brackets,
    };
    let is_single = ["私", "密"].contains(&word.text) && (opens || closes);
    let near = match level_of(word.text, notation) {
        Some((Level::Internal, false)) if opens && closes => return Some((Level::Internal, false)),
        Some((Level::Public, _)) => None,
        found => found,
    };
    let glued = || {
        let is_level = |text: &str| matches!(level_of(text, Notation::Brackets), Some((level, _)) if level != Level::Public);
        closes && !opens && is_level(last_characters(word.text))
    };
    (near.is_some() || is_single || glued() || opens && means_private(word.text))
        .then_some((Level::Private, true))
}

/// Returns the level of a word that punctuation sets apart from the rest of the heading: `价格 — 私密`, `价格 #私密`,
/// `私密：价格`, `私密`. Between Chinese words a space does.
fn set_apart(word: &Word<'_>) -> Option<(Level, bool)> {
    let sets_apart = |signs: &str| {
        // `底价 private`.
        let is_other = |one: char| one.is_alphanumeric() && !one.is_ascii();
        let is_foreign = word.text.is_ascii()
            && (word.context[0].ends_with(is_other) || word.context[1].starts_with(is_other));
        let is_rule =
            |one: char| matches!(one, '—' | '–' | '－' | '|' | '｜' | '·' | ':' | '：' | '＃');
        const QUOTES: &str = "'’%“”\"「」『』《》";
        let is_sign = |one: char| !QUOTES.contains(one);
        let is_wide = (is_foreign || !word.text.is_ascii()) && signs.chars().any(is_sign);
        is_wide || signs.contains(is_rule) || signs.contains(" - ") || signs.contains('#')
    };
    // After a colon it is a topic; after a dash or a `#` it is a mark.
    let is_mark = !word.is_first
        && (word.before.contains(['—', '–', '－', '#', '＃']) || word.before.contains(" - "));
    let is_itself = is_level_itself(word.text) || is_mark && is_private_word(word.text);
    // In lower case it is a programming term.
    let is_lower =
        word.text.is_ascii() && !word.text.contains(|one: char| one.is_ascii_uppercase());
    let is_alone = word.is_first && word.is_last && !is_lower;
    let is_apart = is_alone
        || word.is_last && !word.is_first && sets_apart(word.before)
        || word.is_first && !word.is_last && sets_apart(word.after);
    let found = level_of(word.text, Notation::Words).filter(|_| is_apart)?;
    match found.0 {
        Level::Private => is_itself.then_some((Level::Private, true)),
        // `## 内部 流程`: a word of the heading.
        Level::Internal if word.is_last => Some((Level::Internal, false)),
        _ => None,
    }
}

/// Returns the last word: Latin letters, or two Chinese characters.
pub(super) fn last_characters(text: &str) -> &str {
    let latin = text.trim_end_matches(|one: char| one.is_ascii_alphanumeric());
    if latin.len() < text.len() {
        return &text[latin.len()..];
    }
    let start = text.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    &text[start..]
}
