//! A person at the customer, as the rules see them.

use crate::domain::{Attitude, Contact, FieldKey};
use crate::insight::{Ground, Meeting, Standing};

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

    /// Influence as coverage weights it: member and unknown 1, core 2, organizer 3, decision maker 4.
    pub fn influence(&self) -> i64 {
        i64::try_from(self.standing.weight()).unwrap_or_default()
    }

    /// Whether they are for us.
    pub fn is_for_us(&self) -> bool {
        self.standing.attitude().is_some_and(Attitude::is_for_us)
    }

    /// Whether the holder of the post is not known yet.
    pub fn is_placeholder(&self) -> bool {
        self.contact.is_placeholder()
    }

    /// Cites the current value of a field: the latest observation, else the contact's own field.
    pub fn ground(&self, key: FieldKey) -> Ground<'a> {
        ground_of(self.contact, self.standing, key)
    }
}

/// Cites the current value of a person's field.
pub(super) fn ground_of<'a>(
    contact: &'a Contact,
    standing: &Standing<'a>,
    key: FieldKey,
) -> Ground<'a> {
    let observed = standing.observations.iter().rev();
    let observed = observed.filter_map(|one| Some((one.item, key.entry(one.entry.record)?.span)));
    match observed.into_iter().next() {
        Some((item, span)) => Ground::at(item, span),
        None => Ground::field(&contact.item, key),
    }
}
