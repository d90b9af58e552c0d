//! What a walk over the notes was told: the words that are withheld and where they stand, those that are not, and how many
//! values there are of each field.

use super::value::{TextKind, ValuePath, VisitedValue, WithholdReason};
use crate::text::Span;
use std::collections::BTreeMap;

/// Words that the reader may have.
#[derive(Debug)]
pub struct Included {
    /// Where they stand; nothing for what the settings say.
    pub place: Option<ValuePath>,
    /// The part of the file in which they stand.
    pub span: Span,
    /// The words.
    pub words: Box<str>,
    /// What kind of words they are.
    pub shape: TextKind,
}

/// Words that the reader may not have.
#[derive(Debug)]
pub struct Withheld {
    /// Where they stand.
    pub place: ValuePath,
    /// The part of the file in which they stand.
    pub span: Span,
    /// The words.
    pub words: Box<str>,
    /// What kind of words they are.
    pub shape: TextKind,
    /// Why they are withheld.
    pub why: WithholdReason,
}

/// Values of the notes by whether the reader may have them.
#[derive(Debug, Default)]
pub struct ValueInventory {
    /// Words that the reader may not have.
    pub withheld: Vec<Withheld>,
    /// Words that the reader may have.
    pub included: Vec<Included>,
    /// Of each field, by its kind of note and key, how many values are included and how many withheld.
    pub counts: BTreeMap<String, Counts>,
    /// The places that are withheld, by their numbers.
    pub places: BTreeMap<u64, ValuePath>,
    /// They stand in notes that do not belong to the accounts of the audience. Nothing is recorded of what these withhold:
    /// it is no matter of this audience.
    pub is_elsewhere: bool,
}

/// How many values of a field there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Values that the reader may have.
    pub included: usize,
    /// Values that the reader may not have.
    pub withheld: usize,
}

impl ValueInventory {
    /// Takes a value down that was met in a note of a kind.
    pub fn record(&mut self, kind: &str, met: VisitedValue<'_>) {
        if met.shape != TextKind::Path {
            self.count(kind, &met);
        }
        let VisitedValue { place, span, .. } = met;
        let words = met.words;
        if words.trim().is_empty() {
            return;
        }
        match met.withheld {
            Some(why) => self.withheld.push(Withheld {
                place: place.clone(),
                span,
                words: words.into(),
                shape: met.shape,
                why,
            }),
            None => self.included.push(Included {
                place: Some(place.clone()),
                span,
                words: words.into(),
                shape: met.shape,
            }),
        }
    }

    fn count(&mut self, kind: &str, met: &VisitedValue<'_>) {
        let field = format!("{kind}.{}", met.place.field);
        let counts = self.counts.entry(field).or_default();
        match met.withheld {
            Some(_) => counts.withheld += 1,
            None => counts.included += 1,
        }
        if met.withheld.is_some() {
            self.places
                .entry(met.place.number())
                .or_insert_with(|| met.place.clone());
        }
    }
}
