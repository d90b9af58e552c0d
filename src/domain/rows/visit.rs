//! The next visit, promises and observations: parts of visits and exchanges.

use crate::domain::fields::fields;
use crate::domain::{Attitude, Influence, Rapport, RelationState};
use crate::forms::Reference;

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
        [RAPPORT] rapport: choice(Rapport);
        /// The closeness of the relation.
        [RELATION_STATE] relation_state: choice(RelationState);
        /// The attitude.
        [ATTITUDE] attitude: choice(Attitude);
        /// The influence.
        [INFLUENCE] influence: choice(Influence);
        /// What else was noticed.
        [NOTE] note: text;
    }
}

impl<'a> PromiseEntry<'a> {
    /// The person at the customer it is for, or who made it.
    pub fn person(self) -> Option<&'a Reference> {
        self.promised_by().or(self.recipient())
    }
}
