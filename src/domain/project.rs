//! A purchase project, and the rows of its lists.

use super::fields::fields;
use super::{Attitude, BuyingRole, Item, Stage};
use crate::forms::{Percent, Record};

/// A purchase project.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its note.
    pub item: Item,
    /// The name.
    pub name: String,
}

fields! {
    note Project in "project" {
        /// When its criteria were recorded.
        [DATE] date: moment;
        /// The stage it is said to be in.
        [STAGE] stage: choice(Stage);
        /// The stages it has been in.
        [STAGE_HISTORY] stage_history: records(StageEntry);
        /// What it is worth.
        [AMOUNT] amount: money;
        /// When the customer is expected to buy.
        [EXPECTED_PURCHASE] expected_purchase: moment;
        /// What the customer needs.
        [PRODUCTS] products: records(Product);
        /// The customer's needs.
        [NEEDS] needs: value;
        /// Who takes part in the purchase.
        [COMMITTEE] committee: records(CommitteeMember);
        /// The proofs of trust that were given.
        [PROOFS] proofs: records(GivenProof);
        /// The purchase criteria (form 2).
        [CRITERIA] criteria: records(Criterion);
        /// The scores of both sides (form 4).
        [COMPETITION] competition: records(CompetitionRow);
        /// Who else quotes.
        [COMPETITORS] competitors: records(CompetitorEntry);
    }
}

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
        [PROOF] proof: value;
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
        /// Its price.
        [PRICE] price: money;
    }
}

impl Project {
    /// The fields of its note.
    pub fn record(&self) -> &Record {
        &self.item.record
    }

    /// Whether the purchase is still to be decided: neither won, lost nor on hold. A project without a stage is open.
    pub fn is_open(&self) -> bool {
        self.stage().is_none_or(Stage::is_open)
    }

    /// Whether we work on it, before or after the purchase: neither lost nor on hold.
    pub fn is_active(&self) -> bool {
        self.stage().is_none_or(Stage::is_active)
    }

    /// Whether the weights of its criteria add up to 100 %.
    pub fn weights_are_whole(&self) -> bool {
        let weights = self.criteria().filter_map(|row| row.weight());
        let sum = weights.fold(0_i32, |sum, weight| sum.saturating_add(weight.hundredths));
        sum == Percent::WHOLE.hundredths
    }
}
