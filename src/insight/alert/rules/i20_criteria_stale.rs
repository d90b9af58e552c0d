//! I20: the customer's criteria are unknown from the first visits on, or were written down too long ago.

use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Case, Finding, OpenProject, Rule, Threshold};

const DAYS: Threshold = Threshold::of("criteria_days", 90);

pub(super) const RULE: Rule = Rule {
    id: "I20",
    severity: AlertSeverity::Amber,
    thresholds: &[DAYS],
    tells: &["i20-missing", "i20-stale"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let projects = case.projects.iter();
    let visited = projects.filter(|open| open.has_come_to("visiting"));
    visited.filter_map(|open| stale(case, open)).collect()
}

fn stale<'a>(case: &Case<'_, 'a>, open: &OpenProject<'a>) -> Option<Finding<'a>> {
    let record = &open.item().record;
    if record.records("criteria").is_empty() {
        let stage = open.progress.claimed_number()?;
        let missing = Finding::at("i20-missing", Ground::field(open.item(), "criteria"));
        return Some(missing.says("project", open.name()).number("stage", stage));
    }
    let written = record.moment("date")?;
    let (days, limit) = (case.days_since(written.day), case.threshold(&DAYS));
    let finding = Finding::at("i20-stale", Ground::field(open.item(), "date"))
        .says("project", open.name())
        .day("written", written)
        .number("days", days)
        .number("limit", limit);
    (days > limit).then_some(finding)
}
