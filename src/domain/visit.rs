//! A visit, call or meeting, and the rows of its lists.

use super::fields::fields;
use super::{Account, Attitude, Influence, Item, Mode, Objective, Outcome, Rapport, RelationState};
use crate::forms::{Moment, Record, Reference};

/// A visit, call or meeting.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Its note.
    pub item: Item,
    /// When it was; `None` for a note without a readable date, which is sorted first.
    pub date: Option<Moment>,
}

fields! {
    note Visit in "visit" {
        /// The people who were met.
        [PEOPLE] people: references;
        /// How it took place.
        [MODE] mode: choice(Mode);
        /// What it was for.
        [OBJECTIVES] objectives: choices(Objective);
        /// What was to be reached.
        [AIM] aim: text;
        /// What was talked about.
        [TOPICS] topics: text;
        /// What it resulted in.
        [OUTCOME] outcome: choice(Outcome);
        /// Where it took place.
        [PLACE] place: text;
        /// Our people who came along.
        [ACCOMPANIED_BY] accompanied_by: texts;
        /// Who signed the report.
        [SIGNED_BY] signed_by: text;
        /// The next visit that was agreed.
        [NEXT_VISIT] next_visit: record(NextVisit);
        /// What we promised.
        [PROMISES] promises: records(PromiseEntry);
        /// What the customer promised.
        [CUSTOMER_COMMITMENTS] customer_commitments: records(PromiseEntry);
        /// What we have to do.
        [ACTIONS] actions: records(PromiseEntry);
        /// What was observed of people.
        [OBSERVATIONS] observations: records(ObservationEntry);
    }
}

fields! {
    /// A visit that was agreed.
    record NextVisit in "visit.next_visit" {
        /// When.
        [DATE] date: moment;
        /// Where.
        [PLACE] place: text;
        /// What for.
        [PURPOSE] purpose: text;
        /// What is planned.
        [PLAN] plan: text;
    }
}

fields! {
    /// A promise of either side, or an action.
    record PromiseEntry in "visit.promises", "visit.customer_commitments", "visit.actions", "exchange.summary.actions" {
        /// What is to be done.
        [TASK] task: text;
        /// Who on our side does it.
        owner: text;
        /// The person at the customer it is for.
        recipient = "for": reference;
        /// The person at the customer who promised.
        promised_by = "contact": reference;
        /// Until when.
        due: moment;
        /// When it was done.
        [DONE] done: moment;
    }
}

fields! {
    /// What was observed of a person.
    record ObservationEntry in "visit.observations", "exchange.summary.observations" {
        /// The person.
        [CONTACT] contact: reference;
        /// The rapport.
        rapport: choice(Rapport);
        /// The closeness of the relation.
        relation_state: choice(RelationState);
        /// The attitude.
        attitude: choice(Attitude);
        /// The influence.
        influence: choice(Influence);
    }
}

impl Visit {
    /// The fields of its note.
    pub fn record(&self) -> &Record {
        &self.item.record
    }

    /// The day.
    pub fn day(&self) -> Option<jiff::civil::Date> {
        self.date.map(|date| date.day)
    }

    /// Our participants: the manager, else the account's, and companions.
    pub fn ours<'a>(&'a self, account: &'a Account) -> Vec<&'a str> {
        let manager = self.item.manager().or(account.manager());
        let companions = self.accompanied_by().iter().map(AsRef::as_ref);
        manager.into_iter().chain(companions).collect()
    }
}

impl<'a> PromiseEntry<'a> {
    /// The person at the customer it is for, or who made it.
    pub fn person(self) -> Option<&'a Reference> {
        self.promised_by().or(self.recipient())
    }
}
