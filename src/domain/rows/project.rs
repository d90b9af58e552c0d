//! The rows of a project's lists.

use crate::domain::fields::fields;
use crate::domain::{Attitude, BuyingRole, Contact, Proof, Stage};

fields! {
    /// A stage that a project entered.
    record StageEntry in "project.stage_history" {
        /// The stage.
        [STAGE] stage: choice(Stage);
        /// When.
        [DATE] date: moment;
    }
}

fields! {
    /// A product that the customer needs.
    record Product in "project.products" {
        /// Its name.
        name: text;
        /// Which specification.
        [SPECIFICATION] specification: text;
        /// How many.
        [QUANTITY] quantity: text;
    }
}

fields! {
    /// A member of the purchase committee.
    record CommitteeMember in "project.committee" {
        /// The part the person plays.
        [ROLE] role: choice(BuyingRole);
        /// The person.
        [CONTACT] contact: reference;
        /// The person's attitude in this project.
        [ATTITUDE] attitude: choice(Attitude);
    }
}

fields! {
    /// A proof of trust that was given.
    record GivenProof in "project.proofs" {
        /// Which one.
        [PROOF] proof: choice(Proof);
    }
}

fields! {
    /// A piece of our own work.
    record PlannedWork in "project.work_plan" {
        /// What it is.
        [WORK] work: text;
    }
}

fields! {
    /// A purchase criterion (form 2).
    record Criterion in "project.criteria" {
        /// The criterion.
        [CRITERION] criterion: text;
        /// Its weight.
        [WEIGHT] weight: percent;
    }
}

fields! {
    /// The scores of one criterion (form 4).
    record CompetitionRow in "project.competition" {
        /// The criterion.
        [CRITERION] criterion: text;
        /// Its weight, if written here.
        [WEIGHT] weight: percent;
        /// Our score.
        [US] us: scores;
        /// The rivals' scores.
        [SCORES] scores: map;
        /// What supports them.
        [EVIDENCE] evidence: references;
    }
}

fields! {
    /// A competitor who quotes.
    record CompetitorEntry in "project.competitors" {
        /// Which one.
        [NAME] name: reference;
        /// Its product.
        product: text;
        /// Its price.
        [PRICE] price: money;
        /// What the customer likes about it.
        satisfied_with: text;
        /// What the customer dislikes about it.
        dissatisfied_with: text;
    }
}

impl CommitteeMember<'_> {
    /// Whether the member is this person.
    pub fn is(self, contact: &Contact) -> bool {
        let member = self.contact();
        member.is_some_and(|one| one.target == Some(contact.item.id))
    }
}
