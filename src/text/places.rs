//! Places in one source when many are asked for: each is counted from the milestone before it, not from the start.

use super::source::{Position, advanced, floor};
use super::{Place, Source, Span};

/// How many bytes lie between two milestones. A milestone takes 16 bytes: 1.6 % of the text.
const STRIDE_BYTES: usize = 1024;

/// The places of one source, in time that does not grow with its length.
pub struct Places<'a> {
    text: &'a str,
    /// The position of the character at or before every stride.
    milestones: Vec<Position>,
}

impl<'a> Places<'a> {
    /// Walks through the source once.
    pub fn of(source: &'a Source) -> Places<'a> {
        let text = source.text.as_ref();
        let mut milestones = vec![Position::START];
        let mut from = 0;
        for offset in (STRIDE_BYTES..=text.len()).step_by(STRIDE_BYTES) {
            let to = floor(text, offset);
            let last = milestones.last().copied().unwrap_or(Position::START);
            milestones.push(advanced(last, &text[from..to]));
            from = to;
        }
        Places { text, milestones }
    }

    /// Where a span lies; the same as [`Source::place`].
    pub fn place(&self, span: Span) -> Place {
        Place::between(self.position(span.start), self.position(span.end))
    }

    fn position(&self, offset: u32) -> Position {
        let offset = floor(self.text, offset as usize);
        let stride = offset / STRIDE_BYTES;
        let from = floor(self.text, stride * STRIDE_BYTES);
        let milestone = self.milestones.get(stride).copied();
        advanced(
            milestone.unwrap_or(Position::START),
            &self.text[from..offset],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_the_one_that_is_counted_from_the_start() {
        let long_line = "记a録".repeat(700);
        let text = format!("一\n\n{long_line}\r\n{}\n{long_line}", "短\n".repeat(500));
        let source = Source {
            path: "a.md".into(),
            text: text.as_str().into(),
        };
        let places = Places::of(&source);
        for start in (0..text.len() + 3).step_by(7) {
            let span = Span::new(start, start + 5);
            assert_eq!(places.place(span), source.place(span), "at {start}");
        }
        let empty = Source {
            path: "b.md".into(),
            text: "".into(),
        };
        assert_eq!(Places::of(&empty).place(Span::new(0, 9)).column, 1);
    }
}
