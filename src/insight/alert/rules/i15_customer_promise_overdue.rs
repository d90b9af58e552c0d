//! I15: a promise of the customer's is overdue.

use super::promise_overdue::overdue;
use crate::insight::Side;
use crate::insight::alert::{AlertSeverity, Case, Finding, Rule, Threshold};

const DAYS: Threshold = Threshold::of("their_promise_overdue_days", 0);

pub(super) const RULE: Rule = Rule {
    id: "I15",
    severity: AlertSeverity::Amber,
    thresholds: &[DAYS],
    tells: &["i15", "i15-nobody"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let limit = case.threshold(&DAYS);
    let theirs = case.promises.iter().filter(|one| one.side == Side::Theirs);
    let found = theirs.filter_map(|promise| overdue(case, promise, limit, ["i15", "i15-nobody"]));
    found.map(|(finding, _)| finding).collect()
}
