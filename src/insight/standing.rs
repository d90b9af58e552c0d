//! What is known about a person: the latest dated observation up to the day, else the contact's own field.

use crate::domain::{Account, Contact, Item};
use crate::forms::{Moment, Record, Value};

/// A known value about a person, and since when.
#[derive(Clone, Copy, Debug)]
pub struct KnownValue<'a> {
    /// The value.
    pub value: &'a Value,
    /// The note and the day of the observation; `None` for the contact's own field.
    pub observed: Option<(&'a Item, Moment)>,
}

impl KnownValue<'_> {
    /// Returns the rank of the value in its list; `None` for the author's own words.
    pub fn rank(&self) -> Option<usize> {
        match self.value {
            Value::Choice(_, Ok(index)) => Some(usize::from(*index)),
            _ => None,
        }
    }

    /// Returns the key of the value.
    pub fn key(&self) -> Option<&'static str> {
        match self.value {
            Value::Choice(choices, Ok(index)) => choices
                .values
                .get(usize::from(*index))
                .map(|one| one.key.as_str()),
            _ => None,
        }
    }
}

/// What is known about a person on the as-of day.
#[derive(Clone, Debug, Default)]
pub struct Standing<'a> {
    /// The rapport.
    pub rapport: Option<KnownValue<'a>>,
    /// The influence.
    pub influence: Option<KnownValue<'a>>,
    /// The closeness of the relation.
    pub relation_state: Option<KnownValue<'a>>,
    /// The attitude towards us.
    pub attitude: Option<KnownValue<'a>>,
    /// All observations, oldest first.
    pub observations: Vec<Observation<'a>>,
}

/// One observation of a person.
#[derive(Clone, Copy, Debug)]
pub struct Observation<'a> {
    /// The note of the visit or exchange that made it.
    pub item: &'a Item,
    /// When.
    pub date: Moment,
    /// What was observed.
    pub record: &'a Record,
}

/// Returns what is known about a person of an account.
pub fn standing<'a>(account: &'a Account, contact: &'a Contact) -> Standing<'a> {
    let observations = observations(account, contact.item.id);
    let known = |key: &str| {
        let observed = observations.iter().rev().find_map(|observation| {
            let value = &observation.record.entry(key)?.value;
            Some(KnownValue {
                value,
                observed: Some((observation.item, observation.date)),
            })
        });
        observed.or_else(|| {
            contact.item.record.entry(key).map(|entry| KnownValue {
                value: &entry.value,
                observed: None,
            })
        })
    };
    Standing {
        rapport: known("rapport"),
        influence: known("influence"),
        relation_state: known("relation_state"),
        attitude: known("attitude"),
        observations,
    }
}

/// Returns all observations of a person, oldest first; those of one day in the order written.
fn observations(account: &Account, contact: u32) -> Vec<Observation<'_>> {
    let of_visits = account
        .visits
        .iter()
        .filter_map(|visit| Some((&visit.item, visit.date?, &visit.item.record)));
    let of_exchanges = account.exchanges.iter().filter_map(|exchange| {
        Some((
            &exchange.item,
            exchange.took_place_on()?,
            exchange.summary()?.record,
        ))
    });
    let mut all: Vec<Observation<'_>> = Vec::new();
    for (item, date, record) in of_visits.chain(of_exchanges) {
        let of_contact = |one: &&Record| {
            one.reference("contact")
                .is_some_and(|found| found.target == Some(contact))
        };
        let here = record.records("observations").iter().filter(of_contact);
        all.extend(here.map(|record| Observation { item, date, record }));
    }
    all.sort_by_key(|observation| (observation.date.day, observation.date.minute));
    all
}
