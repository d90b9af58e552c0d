//! I02: one of our promises is overdue: by how many days, whose it is, and who is waiting.

use crate::insight::alert::{AlertSeverity, Finding, FindingValue, Rule, RuleContext, Threshold};
use crate::insight::{Ground, Promise, PromiseState, Side};

const DAYS: Threshold = Threshold::of("promise_overdue_days", 0);

pub(super) const RULE: Rule = Rule {
    id: "I02",
    severity: AlertSeverity::Red,
    thresholds: &[DAYS],
    messages: &["i02", "i02-nobody"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let limit = context.threshold(&DAYS);
    let ours = context.promises.iter().filter(|one| one.side == Side::Ours);
    let found = ours.filter_map(|promise| overdue(context, promise, limit, ["i02", "i02-nobody"]));
    found
        .map(|(finding, promise)| match promise.owner() {
            Some(owner) => finding
                .with("owner", FindingValue::Ours(owner))
                .owned_by(Some(owner)),
            None => finding.with_text("owner", "?"),
        })
        .collect()
}

/// Finds a promise that is overdue by more than a number of days; `messages` are those with and without the name of a
/// person.
pub(super) fn overdue<'p, 'a>(
    context: &RuleContext<'_, 'a>,
    promise: &'p Promise<'a>,
    limit_days: i64,
    messages: [&'static str; 2],
) -> Option<(Finding<'a>, &'p Promise<'a>)> {
    let PromiseState::OverdueDays(days) = promise.state else {
        return None;
    };
    let due = promise.due().filter(|_| i64::from(days) > limit_days)?;
    let ground = Ground::at(promise.item, promise.span());
    let finding = match promise
        .contact()
        .and_then(|contact| context.name_of(contact))
    {
        Some(name) => Finding::at(messages[0], ground).with_text("name", name),
        None => Finding::at(messages[1], ground),
    };
    let finding = finding.with_text("task", promise.task()).day("due", due);
    Some((finding.number("days", days), promise))
}
