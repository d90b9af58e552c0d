//! What is known about a person: the latest dated observation up to the day, else the contact's own field.

use crate::domain::{
    Account, Attitude, Contact, FieldKey, Influence, Item, KnownChoice, ObservationEntry, Rapport,
    RelationState,
};
use crate::forms::{Moment, Value};

/// A known value about a person, and since when.
#[derive(Clone, Copy, Debug)]
pub struct KnownValue<'a> {
    /// The value.
    pub value: &'a Value,
    /// The note and the day of the observation; `None` for the contact's own field.
    pub observed: Option<(&'a Item, Moment)>,
}

impl KnownValue<'_> {
    /// Returns the value as an enum; `None` for the author's own words.
    pub fn choice<T: KnownChoice>(&self) -> Option<T> {
        T::of(self.value)
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

impl Standing<'_> {
    /// How well we get on.
    pub fn rapport(&self) -> Option<Rapport> {
        self.rapport.and_then(|known| known.choice())
    }

    /// How much the person influences what is decided.
    pub fn influence(&self) -> Option<Influence> {
        self.influence.and_then(|known| known.choice())
    }

    /// How close the relation is.
    pub fn relation_state(&self) -> Option<RelationState> {
        self.relation_state.and_then(|known| known.choice())
    }

    /// The attitude towards us.
    pub fn attitude(&self) -> Option<Attitude> {
        self.attitude.and_then(|known| known.choice())
    }

    /// The weight of the influence, from 1 to 4.
    pub fn weight(&self) -> usize {
        Influence::weight(self.influence())
    }
}

/// One observation of a person.
#[derive(Clone, Copy, Debug)]
pub struct Observation<'a> {
    /// The note of the visit or exchange that made it.
    pub item: &'a Item,
    /// When.
    pub date: Moment,
    /// What was observed.
    pub entry: ObservationEntry<'a>,
}

/// Returns what is known about a person of an account.
pub fn standing<'a>(account: &'a Account, contact: &'a Contact) -> Standing<'a> {
    let observations = observations(account, contact.item.id);
    let known = |key: FieldKey| {
        let observed = observations.iter().rev().find_map(|observation| {
            let value = &key.entry(observation.entry.record)?.value;
            Some(KnownValue {
                value,
                observed: Some((observation.item, observation.date)),
            })
        });
        observed.or_else(|| {
            key.entry(contact.record()).map(|entry| KnownValue {
                value: &entry.value,
                observed: None,
            })
        })
    };
    Standing {
        rapport: known(Contact::RAPPORT),
        influence: known(Contact::INFLUENCE),
        relation_state: known(Contact::RELATION_STATE),
        attitude: known(Contact::ATTITUDE),
        observations,
    }
}

/// Returns all observations of a person, oldest first; those of one day in the order written.
fn observations(account: &Account, contact: u32) -> Vec<Observation<'_>> {
    let of_visits = account
        .visits
        .iter()
        .filter_map(|visit| Some((&visit.item, visit.date?, visit.observations())));
    let of_exchanges = account.exchanges.iter().filter_map(|exchange| {
        Some((
            &exchange.item,
            exchange.took_place_on()?,
            exchange.summary()?.observations(),
        ))
    });
    let mut all: Vec<Observation<'_>> = Vec::new();
    for (item, date, entries) in of_visits.chain(of_exchanges) {
        let of_contact = |entry: &ObservationEntry<'_>| {
            entry
                .contact()
                .is_some_and(|found| found.target == Some(contact))
        };
        let here = entries.filter(of_contact);
        all.extend(here.map(|entry| Observation { item, date, entry }));
    }
    all.sort_by_key(|observation| (observation.date.day, observation.date.minute));
    all
}
