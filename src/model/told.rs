//! What a walk over the notes was told: the words that are withheld and where they stand, those that are not, and how many
//! values there are of each field.

use super::withheld::{Met, Spot};
use std::collections::BTreeMap;

/// Values of the notes by whether the reader may have them.
#[derive(Debug, Default)]
pub struct Told {
    /// Words that the reader may not have.
    pub withheld: Vec<(Spot, Box<str>)>,
    /// Words that the reader may have.
    pub included: Vec<Box<str>>,
    /// Of each field, by its kind of note and key, how many values are included and how many withheld.
    pub counts: BTreeMap<String, Counts>,
    /// The places that are withheld, by their numbers.
    pub places: BTreeMap<u64, Spot>,
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

impl Told {
    /// Takes a value down that was met in a note of a kind.
    pub fn take_down(&mut self, kind: &str, (place, words, withheld): Met<'_>) {
        let counts = self
            .counts
            .entry(format!("{kind}.{}", place.field))
            .or_default();
        match withheld {
            true => counts.withheld += 1,
            false => counts.included += 1,
        }
        if withheld {
            self.places
                .entry(place.number())
                .or_insert_with(|| place.clone());
        }
        match (words.trim().is_empty(), withheld) {
            (true, _) => {}
            (false, true) => self.withheld.push((place.clone(), words.into())),
            (false, false) => self.included.push(words.into()),
        }
    }
}
