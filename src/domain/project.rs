//! A purchase project, and the rows of its lists.

use super::fields::fields;
use super::{
    BuyingRole, CommitteeMember, CompetitionRow, CompetitorEntry, Criterion, GivenProof, Item,
    KnownChoice, PlannedWork, Product, Stage, StageEntry,
};
use crate::forms::{Percent, Record};

/// A purchase project.
#[derive(Clone, Debug, Hash)]
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
        /// What the customer may spend.
        [BUDGET] budget: money;
        /// How likely we win it.
        [PROBABILITY] probability: percent;
        /// How the customer buys.
        [PURCHASE_METHOD] purchase_method: value;
        /// When the customer is expected to buy.
        [EXPECTED_PURCHASE] expected_purchase: moment;
        /// When the customer wants to have it.
        [DELIVERY] delivery: moment;
        /// How the customer pays.
        [PAYMENT_TERMS] payment_terms: text;
        /// What the customer needs.
        [PRODUCTS] products: records(Product);
        /// The customer's needs.
        [NEEDS] needs: value;
        /// Who takes part in the purchase.
        [COMMITTEE] committee: records(CommitteeMember);
        /// The proofs of trust that were given.
        [PROOFS] proofs: records(GivenProof);
        /// Our own work on it.
        [WORK_PLAN] work_plan: records(PlannedWork);
        /// The purchase criteria (form 2).
        [CRITERIA] criteria: records(Criterion);
        /// The scores of both sides (form 4).
        [COMPETITION] competition: records(CompetitionRow);
        /// Who else quotes.
        [COMPETITORS] competitors: records(CompetitorEntry);
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

    /// Whether somebody of its committee is known to play a part.
    fn has_role(&self, role: BuyingRole) -> bool {
        let mut committee = self.committee();
        committee.any(|member| member.role() == Some(role) && member.contact().is_some())
    }

    /// The parts that nobody of its committee is known to play.
    pub fn vacant_roles(&self) -> impl Iterator<Item = BuyingRole> {
        let roles = BuyingRole::ALL.iter().copied();
        roles.filter(|role| !self.has_role(*role))
    }

    /// Whether the weights of its criteria add up to 100 %.
    pub fn weights_are_whole(&self) -> bool {
        let weights = self.criteria().filter_map(|row| row.weight());
        let sum = weights.fold(0_i32, |sum, weight| sum.saturating_add(weight.hundredths));
        sum == Percent::WHOLE.hundredths
    }
}
