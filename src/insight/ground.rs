//! Grounds: the places in notes that a fact is based on.

use crate::domain::{FieldKey, Item};
use crate::text::Span;

/// A place in a note that supports a fact.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The note.
    pub item: &'a Item,
    /// Where in its file.
    pub span: Span,
}

impl<'a> Ground<'a> {
    /// Cites a place in a note.
    pub fn at(item: &'a Item, span: Span) -> Ground<'a> {
        Ground { item, span }
    }

    /// Cites a field of a note, or the whole note if the field is empty.
    pub fn field(item: &'a Item, key: FieldKey) -> Ground<'a> {
        let entry = key.entry(&item.record);
        let span = entry.map_or(item.record.span, |entry| entry.span);
        Ground { item, span }
    }

    /// Returns its line in the file, from 1.
    pub fn line(&self) -> usize {
        self.item.source.place(self.span).line
    }
}
