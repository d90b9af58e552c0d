//! I12: several visits of a project in a row without a result: a continuation counts as a failure.

use crate::domain::Visit;
use crate::insight::alert::{AlertSeverity, Finding, Rule, RuleContext, Threshold};
use crate::insight::{Ground, StalledRun, stalled_runs};

/// Fewer than two are not a run.
const IN_A_ROW: Threshold = Threshold::of("continuations", 2);

pub(super) const RULE: Rule = Rule {
    id: "I12",
    severity: AlertSeverity::Amber,
    thresholds: &[IN_A_ROW],
    messages: &["i12"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let least = usize::try_from(context.threshold(&IN_A_ROW)).unwrap_or_default();
    let stalled_runs = stalled_runs(context.account);
    let lasting = stalled_runs
        .iter()
        .filter(|run| run.is_ongoing && run.visits.len() >= least);
    lasting.filter_map(|run| finding(context, run)).collect()
}

fn finding<'a>(context: &RuleContext<'_, 'a>, run: &StalledRun) -> Option<Finding<'a>> {
    let visits = context.account.visits.iter();
    let mut of_run = visits.filter(|visit| run.visits.contains(&visit.item.id));
    let first = of_run.next()?;
    let others = of_run.map(|visit| Ground::field(&visit.item, Visit::OUTCOME));
    let finding = Finding::at("i12", Ground::field(&first.item, Visit::OUTCOME))
        .and_at(others)
        .number("count", run.visits.len())
        .number("first", run.from);
    Some(finding.number("last", run.to))
}
