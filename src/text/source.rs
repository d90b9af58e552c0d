//! Source files, and positions in them.

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
    /// Returns the span of a byte range. Sources are far shorter than 4 GiB (the reader refuses longer ones).
    pub fn new(start: usize, end: usize) -> Span {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span {
            start: clamp(start),
            end: clamp(end.max(start)),
        }
    }

    /// Returns the span moved forward by `offset` bytes.
    pub fn shifted(self, offset: usize) -> Span {
        Span::new(self.start as usize + offset, self.end as usize + offset)
    }
}

/// One text file as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// Relative to the site's folder, with `/`: `content/accounts/lanche/index.md`.
    pub path: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
}

/// A range as editors show it: lines and columns from 1, columns in characters, ends exclusive.
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
    /// Returns the lines and columns of a span. An offset beyond the text or within a character is moved back to the
    /// nearest character boundary. Counts from the start of the text; to look up many spans of one source, use
    /// [`super::LineIndex`].
    pub fn place(&self, span: Span) -> Place {
        let position = |offset: u32| {
            let offset = floor_char_boundary(&self.text, offset as usize);
            advance(Position::START, &self.text[..offset])
        };
        Place::between(position(span.start), position(span.end))
    }

    /// Returns the text of a span; empty if the span does not belong to this text.
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
    /// The start of a text.
    pub const START: Position = Position { line: 1, column: 1 };
}

/// Returns the position after `text`, if `text` begins at `from`.
pub(super) fn advance(from: Position, text: &str) -> Position {
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

/// Returns the nearest character boundary at or before an offset; the end of the text for an offset beyond it.
pub(super) fn floor_char_boundary(text: &str, offset: usize) -> usize {
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
