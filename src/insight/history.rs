//! What was known about an account's people on any day, and the days on which that changed.
//!
//! A value is that of the latest observation up to the day. Before the first observation it was unknown; without any
//! observation the contact's own field applies, which has no date. A first meeting, joining and leaving are changes
//! as well.

use super::meeting::Meeting;
use super::standing::Standing;
use crate::domain::{Account, Contact, FieldKey, Item};
use crate::forms::Value;
use jiff::civil::Date;

/// The observed fields of a person that the map shows, in the order in which changes are listed.
pub const OBSERVED: [FieldKey; 4] = [
    Contact::ATTITUDE,
    Contact::INFLUENCE,
    Contact::RELATION_STATE,
    Contact::RAPPORT,
];

/// A day on which something changed.
#[derive(Clone, Debug)]
pub struct ChangeDay<'a> {
    /// The day.
    pub day: Date,
    /// What changed, in the order of the people.
    pub changes: Vec<Change<'a>>,
}

/// A change in what is known about a person.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The person, by index among the account's contacts.
    pub contact: usize,
    /// What changed.
    pub kind: ChangeKind<'a>,
    /// The note that shows it.
    pub item: &'a Item,
}

/// What changed.
#[derive(Clone, Copy, Debug)]
pub enum ChangeKind<'a> {
    /// We met for the first time.
    Met,
    /// The person joined.
    Joined,
    /// The person left.
    Left,
    /// Something else was observed than before.
    Observed {
        /// The field.
        key: FieldKey,
        /// What was known before, if anything.
        from: Option<&'a Value>,
        /// What was observed.
        to: &'a Value,
    },
}

/// Returns what was known about a person on a day, by the key of its field.
pub fn known_on<'a>(
    contact: &'a Contact,
    standing: &Standing<'a>,
    key: FieldKey,
    day: Date,
) -> Option<&'a Value> {
    let mut observed = standing
        .observations
        .iter()
        .filter_map(|one| Some((one.date.day, key.entry(one.entry.record)?)))
        .peekable();
    if observed.peek().is_none() {
        return key.entry(contact.record()).map(|entry| &entry.value);
    }
    let until = observed.take_while(|(day_seen, _)| *day_seen <= day);
    until.last().map(|(_, entry)| &entry.value)
}

/// Returns the days on which something changed, oldest first.
pub fn change_days<'a>(
    account: &'a Account,
    standings: &[Standing<'a>],
    meetings: &[Meeting<'a>],
) -> Vec<ChangeDay<'a>> {
    let mut changes: Vec<(Date, Change<'a>)> = Vec::new();
    for (contact, (person, standing)) in account.contacts.iter().zip(standings).enumerate() {
        let own = |kind: ChangeKind<'a>| Change {
            contact,
            kind,
            item: &person.item,
        };
        let joined = person.joined_on();
        changes.extend(joined.map(|joined| (joined.day, own(ChangeKind::Joined))));
        let first = meetings.iter().find(|meeting| meeting.includes(person));
        changes.extend(first.map(|meeting| {
            let met = Change {
                item: meeting.item,
                ..own(ChangeKind::Met)
            };
            (meeting.date.day, met)
        }));
        for key in OBSERVED {
            changes.extend(observed_changes(contact, standing, key));
        }
        let left = person.left_on();
        changes.extend(left.map(|left| (left.day, own(ChangeKind::Left))));
    }
    // People who joined before anything else is known about the account have always been there.
    let began = changes.iter().filter(|(_, change)| !is_about_post(change));
    let began = began.map(|(day, _)| *day).min();
    changes.retain(|(day, _)| began.is_some_and(|began| *day >= began));
    changes.sort_by_key(|(day, change)| (*day, change.contact));
    let mut change_days: Vec<ChangeDay<'a>> = Vec::new();
    for (day, change) in changes {
        match change_days
            .last_mut()
            .filter(|change_day| change_day.day == day)
        {
            Some(change_day) => change_day.changes.push(change),
            None => change_days.push(ChangeDay {
                day,
                changes: vec![change],
            }),
        }
    }
    change_days
}

/// Returns the observed changes of one field of a person; an unchanged observation is none.
fn observed_changes<'a>(
    contact: usize,
    standing: &Standing<'a>,
    key: FieldKey,
) -> Vec<(Date, Change<'a>)> {
    let mut known: Option<&'a Value> = None;
    let mut changes = Vec::new();
    for one in &standing.observations {
        let Some(entry) = key.entry(one.entry.record) else {
            continue;
        };
        if known.is_none_or(|known| !known.is_same_choice(&entry.value)) {
            let kind = ChangeKind::Observed {
                key,
                from: known,
                to: &entry.value,
            };
            let item = one.item;
            changes.push((
                one.date.day,
                Change {
                    contact,
                    kind,
                    item,
                },
            ));
        }
        known = Some(&entry.value);
    }
    changes
}

/// Whether a change is about the post, not about what we know.
fn is_about_post(change: &Change<'_>) -> bool {
    matches!(change.kind, ChangeKind::Joined | ChangeKind::Left)
}
