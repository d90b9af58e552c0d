//! A visit, call or meeting, and the rows of its lists.

use super::fields::fields;
use super::{Item, Mode, NextVisit, Objective, ObservationEntry, Outcome, PromiseEntry, Stage};
use crate::forms::{Moment, Record};

/// A visit, call or meeting.
#[derive(Clone, Debug, Hash)]
pub struct Visit {
    /// Its note.
    pub item: Item,
    /// When it was; `None` for a note without a readable date, which is sorted first.
    pub date: Option<Moment>,
}

fields! {
    note Visit in "visit" {
        /// When the report was written.
        [REPORTED_ON] reported_on: moment;
        /// The stage of the project at the time.
        [STAGE] stage: choice(Stage);
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

impl Visit {
    /// The fields of its note.
    pub fn record(&self) -> &Record {
        &self.item.record
    }

    /// The day.
    pub fn day(&self) -> Option<jiff::civil::Date> {
        self.date.map(|date| date.day)
    }
}
