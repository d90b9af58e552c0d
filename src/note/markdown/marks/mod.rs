//! Marks of levels in a text: `[!PRIVATE]` at the beginning of a quotation, `{.private}` or `（私密）` at the end of a
//! heading.
//!
//! Defines how marks are spelled. What looks like a mark but is not one counts as private: a word one character away
//! from a level, a synonym, a mark in the wrong place, a missing bracket. Such a guess never reveals more.

mod heading;
mod line;

use super::level_words::{
    Notation, begins_with_level, contains_private, is_level_itself, is_private_word, level_of,
    means_internal, means_private,
};
use crate::forms::Level;
pub(super) use heading::of_heading;
pub(super) use line::{find_loose, is_marked};
use std::ops::Range;

const OPENING: [char; 17] = [
    '[', '［', '【', '〖', '〔', '(', '（', '{', '｛', '「', '『', '﹝', '〈', '《', '⟦', '❲', '⦗',
];
const CLOSING: [char; 17] = [
    ']', '］', '】', '〗', '〕', ')', '）', '}', '｝', '」', '』', '﹞', '〉', '》', '⟧', '❳', '⦘',
];
/// Brackets that are only used for marks and links.
const SQUARE: [char; 4] = ['[', '［', '【', '〖'];
const SQUARE_CLOSING: [char; 4] = [']', '］', '】', '〗'];
const BRACES: ([char; 2], [char; 2]) = (['{', '｛'], ['}', '｝']);
const EXCLAMATION: [char; 3] = ['!', '！', '﹗'];

/// A mark as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its position in the text that was examined.
    pub span: Range<usize>,
    /// The level of what it marks.
    pub level: Level,
    /// Whether it is not exactly a level and therefore counts as private.
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

    /// Moves the mark forward by `offset` bytes, into the surrounding text.
    pub fn shifted(self, offset: usize) -> Mark {
        Mark {
            span: self.span.start + offset..self.span.end + offset,
            ..self
        }
    }
}

/// Returns the mark at the beginning of a quotation, including its `>`: `> [!私密]`, however it is spaced.
pub(super) fn at_start(quotation: &str) -> Option<Mark> {
    let within = quotation.trim_start().strip_prefix('>')?;
    let within = within.trim_start_matches(is_blank);
    let start = quotation.len() - within.len();
    Some(alert(within)?.shifted(start))
}

/// Returns the alert mark that a text begins with, in square brackets with an exclamation mark.
fn alert(text: &str) -> Option<Mark> {
    /// How many stray characters may be before the exclamation mark.
    const MAX_STRAY_CHARACTERS: usize = 3;
    let behind = text.strip_prefix(SQUARE)?.trim_start_matches(is_blank);
    let (at, _) = behind
        .char_indices()
        .take(MAX_STRAY_CHARACTERS + 1)
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
            // A sign right after it sets whether a callout is folded.
            let fold = line[end + close..]
                .chars()
                .next()
                .filter(|one| matches!(one, '+' | '-' | '＋' | '－'));
            let span = 0..start + end + close + fold.map_or(0, char::len_utf8);
            let words = &line[..end];
            let title = &line[span.end - start..];
            let level = level_of_alert(words).or_else(|| level_of_title(title));
            let has_words = words.chars().any(char::is_alphanumeric);
            let level = match is_exact {
                true => level,
                false => level.filter(|_| has_words).map(|_| (Level::Private, true)),
            };
            level.map(|found| Mark::new(span, found))
        }
        // The bracket is missing: the mark ends somewhere in the line.
        None => begins_with_level(line).then(|| {
            let word = line.find(|one: char| !one.is_alphanumeric());
            let end = start + word.unwrap_or(line.len());
            Mark::new(0..end, (Level::Private, true))
        }),
    }
}

/// Returns the level of the text after the exclamation mark.
fn level_of_alert(words: &str) -> Option<(Level, bool)> {
    let guess = Some((Level::Private, true));
    if !words.chars().any(char::is_alphanumeric) {
        return guess;
    }
    // The part after a `|` is for the appearance of a callout.
    let (name, _) = words.split_once(['|', '｜']).unwrap_or((words, ""));
    // A level that reveals something must be written exactly.
    let is_plain = name
        .chars()
        .all(|one| one.is_alphanumeric() || is_blank(one));
    match level_of(name, Notation::Mark) {
        Some((Level::Public, _)) if !is_plain => return guess,
        Some(found) => return Some(found),
        None if means_internal(name) => return Some((Level::Internal, false)),
        None => {}
    }
    let first = name
        .split([':', '：', '-', '·', '/', ' '])
        .next()
        .unwrap_or(name);
    // The first of several English words is an adjective: `[!Secret manager]`.
    let is_apart =
        !first.is_ascii() || !name[first.len()..].starts_with(' ') || is_level_itself(first);
    let first = level_of(first, Notation::Mark).filter(|_| is_apart);
    match first {
        Some((Level::Private, _)) => guess,
        Some((Level::Internal, _)) => Some((Level::Internal, false)),
        _ => guess.filter(|_| means_private(words) || contains_private(words)),
    }
}

/// Returns the level that the title of a callout begins with: `[!note] 私密`.
fn level_of_title(title: &str) -> Option<(Level, bool)> {
    let title = title.trim_start_matches(|one: char| !one.is_alphanumeric());
    let end = title.find(|one: char| !one.is_alphanumeric());
    let (word, rest) = title.split_at(end.unwrap_or(title.len()));
    let is_apart = !word.is_ascii()
        || !rest.starts_with(|one: char| one.is_whitespace() && !rest.trim().is_empty());
    let is_topic = rest.trim().is_empty() && !is_level_itself(word);
    (is_private_word(word) && is_apart && !is_topic).then_some((Level::Private, true))
}

/// Returns whether a line contains a character that marks consist of. This is called for every line, so it looks at
/// bytes: ASCII brackets and `>`, and the last two bytes of full-width ones.
pub(super) fn may_contain_mark(line: &str) -> bool {
    let bytes = line.as_bytes();
    let follow = |at: usize| (bytes.get(at + 1).copied(), bytes.get(at + 2).copied());
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'<' | b'>' | b'#' => true,
        b':' | b'!' | b'?' | b'=' | b'/' => bytes.get(at + 1) == Some(byte),
        0xef => match follow(at) {
            (Some(0xbc), Some(last)) => {
                matches!(last, 0x81 | 0x83 | 0x88 | 0x89 | 0x9a | 0x9e | 0xbb | 0xbd)
            }
            (Some(0xbd), Some(last)) => matches!(last, 0x9b | 0x9d),
            (Some(0xb9), _) => true,
            _ => false,
        },
        0xe3 => matches!(follow(at), (Some(0x80), Some(0x88..=0x97))),
        0xe2 => matches!(follow(at), (Some(0x9d | 0x9f | 0xa6), _)),
        _ => false,
    })
}

/// Returns whether a mark has its closing bracket.
pub(super) fn is_closed(mark: &str) -> bool {
    mark.trim_end_matches(['+', '-', '＋', '－'])
        .ends_with(CLOSING)
}

/// Truncates a text to the length of the longest possible mark.
fn head(text: &str) -> &str {
    const LONGEST_BYTES: usize = 120;
    let mut end = text.len().min(LONGEST_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Strips what may follow a mark at the end of a line.
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
    crate::note::line::is_invisible(character)
}

#[cfg(test)]
mod tests;
