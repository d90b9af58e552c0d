//! I15: one of the customer's promises is overdue.

use super::i02_promise_overdue::overdue;
use crate::insight::Side;
use crate::insight::alert::{AlertSeverity, Finding, Rule, RuleContext, Threshold};

const DAYS: Threshold = Threshold::of("their_promise_overdue_days", 0);

pub(super) const RULE: Rule = Rule {
    id: "I15",
    severity: AlertSeverity::Amber,
    thresholds: &[DAYS],
    messages: &["i15", "i15-nobody"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let limit = context.threshold(&DAYS);
    let theirs = context
        .promises
        .iter()
        .filter(|one| one.side == Side::Theirs);
    let found =
        theirs.filter_map(|promise| overdue(context, promise, limit, ["i15", "i15-nobody"]));
    found.map(|(finding, _)| finding).collect()
}
