//! A person at the customer, as the rules see them.

use crate::domain::Contact;
use crate::forms::Record;
use crate::insight::{Ground, KnownValue, Meeting, Standing};

/// A person who is present on the day.
#[derive(Clone, Copy, Debug)]
pub struct Person<'c, 'a> {
    /// The person.
    pub contact: &'a Contact,
    /// What is known about them.
    pub standing: &'c Standing<'a>,
    /// The last meeting with them.
    pub last_met: Option<&'c Meeting<'a>>,
    /// Whether they decide: by influence, as named by the account, or as the boss of an open project's committee.
    pub decides: bool,
}

impl<'a> Person<'_, 'a> {
    /// The name.
    pub fn name(&self) -> &'a str {
        &self.contact.name
    }

    /// The note.
    pub fn record(&self) -> &'a Record {
        &self.contact.item.record
    }

    /// Influence as coverage weights it: member and unknown 1, core 2, organizer 3, decision maker 4.
    pub fn influence(&self) -> i64 {
        let rank = self.standing.influence.and_then(|known| known.rank());
        i64::try_from(rank.unwrap_or_default()).unwrap_or_default() + 1
    }

    /// The key of their attitude towards us.
    pub fn attitude(&self) -> Option<&'static str> {
        self.standing.attitude.and_then(|known| known.key())
    }

    /// Whether the holder of the post is not known yet.
    pub fn is_placeholder(&self) -> bool {
        self.record().yes("placeholder")
    }

    /// Cites the current value of a field: the latest observation, else the contact's own field.
    pub fn ground(&self, key: &str) -> Ground<'a> {
        ground_of(self.contact, self.standing, key)
    }
}

/// Cites the current value of a person's field.
pub(super) fn ground_of<'a>(
    contact: &'a Contact,
    standing: &Standing<'a>,
    key: &str,
) -> Ground<'a> {
    let observed = standing.observations.iter().rev();
    let observed = observed.filter_map(|one| Some((one.item, one.record.entry(key)?.span)));
    match observed.into_iter().next() {
        Some((item, span)) => Ground::at(item, span),
        None => Ground::field(&contact.item, key),
    }
}

/// Whether an attitude is for us.
pub(super) fn is_for_us(attitude: Option<&str>) -> bool {
    matches!(attitude, Some("champion" | "supporter"))
}

/// Whether an attitude is against us or sceptical.
pub(super) fn is_against_us(attitude: Option<&str>) -> bool {
    matches!(attitude, Some("opponent" | "sceptic"))
}

/// Returns the rank of a value in its list; `None` if it is not known.
pub(super) fn rank(known: Option<KnownValue<'_>>) -> Option<usize> {
    known.and_then(|known| known.rank())
}
