//! Finds many positions in one source: each is counted from the nearest checkpoint, not from the start.

use super::source::{Position, advance, floor_char_boundary};
use super::{Place, Source, Span};

/// Bytes between two checkpoints. A checkpoint takes 16 bytes: 1.6 % of the text.
const STRIDE_BYTES: usize = 1024;

/// The lines and columns of one source, found in time that does not grow with its length.
pub struct LineIndex<'a> {
    text: &'a str,
    /// The position of the character at or before each multiple of the stride.
    checkpoints: Vec<Position>,
}

impl<'a> LineIndex<'a> {
    /// Builds the index in one pass through the source.
    pub fn of(source: &'a Source) -> LineIndex<'a> {
        let text = source.text.as_ref();
        let mut checkpoints = vec![Position::START];
        let mut from = 0;
        for offset in (STRIDE_BYTES..=text.len()).step_by(STRIDE_BYTES) {
            let to = floor_char_boundary(text, offset);
            let last = checkpoints.last().copied().unwrap_or(Position::START);
            checkpoints.push(advance(last, &text[from..to]));
            from = to;
        }
        LineIndex { text, checkpoints }
    }

    /// Returns the lines and columns of a span; the same as [`Source::place`].
    pub fn place(&self, span: Span) -> Place {
        Place::between(self.position(span.start), self.position(span.end))
    }

    fn position(&self, offset: u32) -> Position {
        let offset = floor_char_boundary(self.text, offset as usize);
        let stride = offset / STRIDE_BYTES;
        let from = floor_char_boundary(self.text, stride * STRIDE_BYTES);
        let checkpoint = self.checkpoints.get(stride).copied();
        advance(
            checkpoint.unwrap_or(Position::START),
            &self.text[from..offset],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_equals_the_one_counted_from_the_start() {
        let long_line = "记a録".repeat(700);
        let text = format!("一\n\n{long_line}\r\n{}\n{long_line}", "短\n".repeat(500));
        let source = Source {
            path: "a.md".into(),
            text: text.as_str().into(),
        };
        let index = LineIndex::of(&source);
        for start in (0..text.len() + 3).step_by(7) {
            let span = Span::new(start, start + 5);
            assert_eq!(index.place(span), source.place(span), "at {start}");
        }
        let empty = Source {
            path: "b.md".into(),
            text: "".into(),
        };
        assert_eq!(LineIndex::of(&empty).place(Span::new(0, 9)).column, 1);
    }
}
