//! What was known of an account's people on any day, and the days on which that changed.
//!
//! A value is that of the latest observation up to the day. Where an observation tells it later only, it was not known
//! before; where none ever does, the contact's own field holds, which bears no date. A first meeting, coming and
//! leaving are changes as well.

use super::meeting::Meeting;
use super::standing::Standing;
use crate::domain::{Account, Contact, Item};
use crate::forms::Value;
use jiff::civil::Date;

/// What is observed of a person and shown on the map, in the order in which it is told.
pub const OBSERVED: [&str; 4] = ["attitude", "influence", "relation_state", "rapport"];

/// A day on which something changed.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// The day.
    pub day: Date,
    /// What changed, in the order of the people.
    pub changes: Vec<Change<'a>>,
}

/// A change in what is known of a person.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The person, by its place among the account's.
    pub contact: usize,
    /// What changed.
    pub what: What<'a>,
    /// The note that says so.
    pub item: &'a Item,
}

/// What changed.
#[derive(Clone, Copy, Debug)]
pub enum What<'a> {
    /// We met for the first time.
    Met,
    /// Came to the post.
    Joined,
    /// Left.
    Left,
    /// Something was observed to be otherwise.
    Seen {
        /// The field.
        key: &'static str,
        /// What was known before; nothing where nothing was.
        from: Option<&'a Value>,
        /// What was observed.
        to: &'a Value,
    },
}

/// What was known of a person on a day, by the key of its field.
pub fn known_on<'a>(
    contact: &'a Contact,
    standing: &Standing<'a>,
    key: &str,
    day: Date,
) -> Option<&'a Value> {
    let mut observed = standing
        .observations
        .iter()
        .filter_map(|one| Some((one.date.day, one.record.entry(key)?)))
        .peekable();
    if observed.peek().is_none() {
        return contact.item.record.entry(key).map(|entry| &entry.value);
    }
    let until = observed.take_while(|(seen, _)| *seen <= day);
    until.last().map(|(_, entry)| &entry.value)
}

/// The days on which something changed, oldest first.
pub fn steps<'a>(
    account: &'a Account,
    standings: &[Standing<'a>],
    meetings: &[Meeting<'a>],
) -> Vec<Step<'a>> {
    let mut changes: Vec<(Date, Change<'a>)> = Vec::new();
    for (contact, (person, standing)) in account.contacts.iter().zip(standings).enumerate() {
        let own = |what: What<'a>| Change {
            contact,
            what,
            item: &person.item,
        };
        let of_field = |key: &str| person.item.record.moment(key).map(|moment| moment.day);
        changes.extend(of_field("joined_on").map(|day| (day, own(What::Joined))));
        let first = meetings
            .iter()
            .find(|meeting| meeting.people.contains(&person.item.id));
        changes.extend(first.map(|meeting| {
            let met = Change {
                item: meeting.item,
                ..own(What::Met)
            };
            (meeting.date.day, met)
        }));
        for key in OBSERVED {
            changes.extend(seen(contact, standing, key));
        }
        changes.extend(of_field("left_on").map(|day| (day, own(What::Left))));
    }
    // A person who came before anything is known of the account has always been there.
    let began = changes.iter().filter(|(_, change)| !is_of_post(change));
    let began = began.map(|(day, _)| *day).min();
    changes.retain(|(day, _)| began.is_some_and(|began| *day >= began));
    changes.sort_by_key(|(day, change)| (*day, change.contact));
    let mut steps: Vec<Step<'a>> = Vec::new();
    for (day, change) in changes {
        match steps.last_mut().filter(|step| step.day == day) {
            Some(step) => step.changes.push(change),
            None => steps.push(Step {
                day,
                changes: vec![change],
            }),
        }
    }
    steps
}

/// The changes of one field of a person that were observed; what stayed as it was is none.
fn seen<'a>(contact: usize, standing: &Standing<'a>, key: &'static str) -> Vec<(Date, Change<'a>)> {
    let mut known: Option<&'a Value> = None;
    let mut changes = Vec::new();
    for one in &standing.observations {
        let Some(entry) = one.record.entry(key) else {
            continue;
        };
        if known.is_none_or(|known| !is_same(known, &entry.value)) {
            let what = What::Seen {
                key,
                from: known,
                to: &entry.value,
            };
            let item = one.item;
            changes.push((
                one.date.day,
                Change {
                    contact,
                    what,
                    item,
                },
            ));
        }
        known = Some(&entry.value);
    }
    changes
}

/// Whether two values of a list are the same.
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Choice(_, one), Value::Choice(_, other)) => one == other,
        _ => false,
    }
}

/// Whether a change is of the post, not of what we know.
fn is_of_post(change: &Change<'_>) -> bool {
    matches!(change.what, What::Joined | What::Left)
}
