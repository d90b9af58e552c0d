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
#[derive(Clone, Debug)]
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

impl Source {
    /// Where a span lies. Spans beyond the text or within a character are drawn in to what exists.
    pub fn place(&self, span: Span) -> Place {
        let (line, column) = position(&self.text, span.start as usize);
        let (end_line, end_column) = position(&self.text, span.end as usize);
        Place {
            line,
            column,
            end_line,
            end_column,
        }
    }

    /// The text of a span; empty where the span is not of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }
}

/// Line and column, from 1, of a byte offset.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, before[line_start..].chars().count() + 1)
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
