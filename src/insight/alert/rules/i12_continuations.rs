//! I12: visit after visit of a project without a result: continuation counts as failure.

use crate::insight::alert::{AlertSeverity, Case, Finding, Rule, Threshold};
use crate::insight::{Ground, Run, runs};

/// Fewer than two are no run.
const IN_A_ROW: Threshold = Threshold::of("continuations", 2);

pub(super) const RULE: Rule = Rule {
    id: "I12",
    severity: AlertSeverity::Amber,
    thresholds: &[IN_A_ROW],
    tells: &["i12"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let least = usize::try_from(case.threshold(&IN_A_ROW)).unwrap_or_default();
    let runs = runs(case.account);
    let lasting = runs
        .iter()
        .filter(|run| run.lasts && run.visits.len() >= least);
    lasting.filter_map(|run| finding(case, run)).collect()
}

fn finding<'a>(case: &Case<'_, 'a>, run: &Run) -> Option<Finding<'a>> {
    let visits = case.account.visits.iter();
    let mut of_run = visits.filter(|visit| run.visits.contains(&visit.item.id));
    let first = of_run.next()?;
    let others = of_run.map(|visit| Ground::field(&visit.item, "outcome"));
    let finding = Finding::at("i12", Ground::field(&first.item, "outcome"))
        .and_at(others)
        .number("count", run.visits.len())
        .number("first", run.from);
    Some(finding.number("last", run.to))
}
