//! A source: a file's text under the path it is told of by, and places in it.

use std::sync::Arc;

/// A range of bytes in a source, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span of a byte range; sources are far shorter than 4 GiB (the reader refuses longer ones).
    pub fn new(start: usize, end: usize) -> Span {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span {
            start: clamp(start),
            end: clamp(end.max(start)),
        }
    }

    /// The same span further on in the file.
    pub fn shifted(self, offset: usize) -> Span {
        Span::new(self.start as usize + offset, self.end as usize + offset)
    }
}

/// One text file as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Relative to the site's folder, with `/`: `content/accounts/lanche/index.md`.
    pub path: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
}

/// A place as people count it: lines and columns from 1, columns in characters, ends exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// First line.
    pub line: usize,
    /// First column.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// The column after the last character.
    pub end_column: usize,
}

impl Place {
    pub(super) fn between(start: Position, end: Position) -> Place {
        Place {
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

impl Source {
    /// Where a span lies. Spans beyond the text or within a character are drawn in to what exists.
    /// Counts from the start of the text: for many places of one source take [`super::Places`].
    pub fn place(&self, span: Span) -> Place {
        let position = |offset: u32| {
            let offset = floor(&self.text, offset as usize);
            advanced(Position::START, &self.text[..offset])
        };
        Place::between(position(span.start), position(span.end))
    }

    /// The text of a span; empty where the span is not of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }
}

/// A line and a column, from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    line: usize,
    column: usize,
}

impl Position {
    /// Where a text begins.
    pub const START: Position = Position { line: 1, column: 1 };
}

/// The position behind some text that begins at a position.
pub(super) fn advanced(from: Position, text: &str) -> Position {
    let newlines = text.bytes().filter(|byte| *byte == b'\n').count();
    match text.rfind('\n') {
        Some(newline) => Position {
            line: from.line + newlines,
            column: text[newline + 1..].chars().count() + 1,
        },
        None => Position {
            line: from.line,
            column: from.column + text.chars().count(),
        },
    }
}

/// The offset of the character that an offset lies in; the end of the text for what is beyond it.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_characters() {
        let source = Source {
            path: "a.md".into(),
            text: "一\n名称: 岚澈\n".into(),
        };
        let start = source.text.find("岚澈").unwrap();
        let place = source.place(Span::new(start, start + "岚澈".len()));
        assert_eq!(
            place,
            Place {
                line: 2,
                column: 5,
                end_line: 2,
                end_column: 7
            }
        );
    }
}
