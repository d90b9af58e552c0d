//! I20: the customer's criteria are unknown from the first visits on, or too old.

use crate::domain::{Project, Stage};
use crate::insight::Ground;
use crate::insight::alert::{ActiveProject, AlertSeverity, Finding, Rule, RuleContext, Threshold};

const DAYS: Threshold = Threshold::of("criteria_days", 90);

pub(super) const RULE: Rule = Rule {
    id: "I20",
    severity: AlertSeverity::Amber,
    thresholds: &[DAYS],
    messages: &["i20-missing", "i20-stale"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let projects = context.projects.iter();
    let visited = projects.filter(|open| open.has_reached(Stage::Visiting));
    visited.filter_map(|open| stale(context, open)).collect()
}

fn stale<'a>(context: &RuleContext<'_, 'a>, open: &ActiveProject<'a>) -> Option<Finding<'a>> {
    if open.project.criteria().len() == 0 {
        let stage = open.progress.claimed_number()?;
        let missing = Finding::at("i20-missing", Ground::field(open.item(), Project::CRITERIA));
        return Some(
            missing
                .with_text("project", open.name())
                .number("stage", stage),
        );
    }
    let written = open.project.date()?;
    let (days, limit) = (context.days_since(written.day), context.threshold(&DAYS));
    let finding = Finding::at("i20-stale", Ground::field(open.item(), Project::DATE))
        .with_text("project", open.name())
        .day("written", written)
        .number("days", days)
        .number("limit", limit);
    (days > limit).then_some(finding)
}
