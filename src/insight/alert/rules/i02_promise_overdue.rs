//! I02: a promise of ours is overdue: by how many days, on whom, and who is waiting.

use crate::insight::alert::{AlertSeverity, Case, Finding, Rule, Said, Threshold};
use crate::insight::{Ground, Promise, PromiseState, Side};

const DAYS: Threshold = Threshold::of("promise_overdue_days", 0);

pub(super) const RULE: Rule = Rule {
    id: "I02",
    severity: AlertSeverity::Red,
    thresholds: &[DAYS],
    tells: &["i02", "i02-nobody"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let limit = case.threshold(&DAYS);
    let ours = case.promises.iter().filter(|one| one.side == Side::Ours);
    let found = ours.filter_map(|promise| overdue(case, promise, limit, ["i02", "i02-nobody"]));
    found
        .map(|(finding, promise)| match promise.owner() {
            Some(owner) => finding
                .with("owner", Said::Ours(owner))
                .owned_by(Some(owner)),
            None => finding.says("owner", "?"),
        })
        .collect()
}

/// A promise that is overdue by more than a number of days; `tells` says it with its person, and without.
pub(super) fn overdue<'p, 'a>(
    case: &Case<'_, 'a>,
    promise: &'p Promise<'a>,
    limit_days: i64,
    tells: [&'static str; 2],
) -> Option<(Finding<'a>, &'p Promise<'a>)> {
    let PromiseState::OverdueDays(days) = promise.state else {
        return None;
    };
    let due = promise.due().filter(|_| i64::from(days) > limit_days)?;
    let ground = Ground::at(promise.item, promise.record.span);
    let finding = match promise.contact().and_then(|contact| case.name_of(contact)) {
        Some(name) => Finding::at(tells[0], ground).says("name", name),
        None => Finding::at(tells[1], ground),
    };
    let finding = finding.says("task", promise.task()).day("due", due);
    Some((finding.number("days", days), promise))
}
