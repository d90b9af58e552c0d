//! I12: visit after visit without a result: continuation counts as failure.

use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Case, Finding, Rule, Threshold};

const IN_A_ROW: Threshold = Threshold::of("continuations", 2);

pub(super) const RULE: Rule = Rule {
    id: "I12",
    severity: AlertSeverity::Amber,
    thresholds: &[IN_A_ROW],
    tells: &["i12"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let visits = case.account.visits.iter().rev();
    let judged = visits.filter(|visit| visit.item.record.has("outcome"));
    let running: Vec<_> = judged
        .take_while(|visit| visit.item.record.choice("outcome") == Some("continuation"))
        .collect();
    let (Some(last), Some(first)) = (running.first(), running.last()) else {
        return Vec::new();
    };
    let count = i64::try_from(running.len()).unwrap_or(i64::MAX);
    if count < case.threshold(&IN_A_ROW) {
        return Vec::new();
    }
    let grounds = running
        .iter()
        .map(|visit| Ground::field(&visit.item, "outcome"));
    let finding = Finding::resting_on("i12", grounds, Ground::field(&last.item, "outcome"))
        .number("count", count)
        .says("first", first.item.name());
    vec![finding.says("last", last.item.name())]
}
