//! What is known of a person: the latest dated observation up to the day, and without one the contact's own field.

use crate::domain::{Account, Contact, Item};
use crate::forms::{Moment, Record, Value};

/// A value that is known of a person, and since when.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The value.
    pub value: &'a Value,
    /// The note and the day it was observed; nothing for the contact's own field.
    pub seen: Option<(&'a Item, Moment)>,
}

impl Known<'_> {
    /// The place of the value in its list; nothing for words of the author's own.
    pub fn rank(&self) -> Option<usize> {
        match self.value {
            Value::Choice(_, Ok(index)) => Some(usize::from(*index)),
            _ => None,
        }
    }

    /// The key of the value.
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

/// What is known of a person on the day looked at.
#[derive(Clone, Debug, Default)]
pub struct Standing<'a> {
    /// How well we get on.
    pub rapport: Option<Known<'a>>,
    /// How much weight the person has.
    pub influence: Option<Known<'a>>,
    /// How close the relation is.
    pub relation_state: Option<Known<'a>>,
    /// For or against us.
    pub attitude: Option<Known<'a>>,
    /// All observations, oldest first.
    pub observations: Vec<Observation<'a>>,
}

/// One observation of a person.
#[derive(Clone, Copy, Debug)]
pub struct Observation<'a> {
    /// The visit or exchange that made it.
    pub item: &'a Item,
    /// When.
    pub date: Moment,
    /// What was seen.
    pub record: &'a Record,
}

/// What is known of a person of an account.
pub fn standing<'a>(account: &'a Account, contact: &'a Contact) -> Standing<'a> {
    let observations = observations(account, contact.item.id);
    let known = |key: &str| {
        let seen = observations.iter().rev().find_map(|observation| {
            let value = &observation.record.entry(key)?.value;
            Some(Known {
                value,
                seen: Some((observation.item, observation.date)),
            })
        });
        seen.or_else(|| {
            contact.item.record.entry(key).map(|entry| Known {
                value: &entry.value,
                seen: None,
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

/// All observations of a person, oldest first; those of one day in the order written.
fn observations(account: &Account, contact: u32) -> Vec<Observation<'_>> {
    let of_visits = account
        .visits
        .iter()
        .filter_map(|visit| Some((&visit.item, visit.date?, &visit.item.record)));
    let of_exchanges = account
        .exchanges
        .iter()
        .filter_map(|exchange| Some((&exchange.item, exchange.held_on()?, exchange.summary()?)));
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
