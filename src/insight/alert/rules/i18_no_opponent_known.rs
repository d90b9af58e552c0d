//! I18: no opponent or sceptic is recorded, though there is something to win: look for the rivals' friends.

use crate::domain::{Attitude, Project, Stage};
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Finding, Rule, RuleContext};

pub(super) const RULE: Rule = Rule {
    id: "I18",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    messages: &["i18"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let mut won = context.projects.iter();
    let Some(open) = won.find(|open| open.has_reached(Stage::Planning)) else {
        return Vec::new();
    };
    let mut people = context.people.iter();
    let in_committee = |open: &crate::insight::alert::ActiveProject<'_>| {
        let attitudes = open.project.committee().filter_map(|one| one.attitude());
        attitudes.into_iter().any(Attitude::is_against_us)
    };
    let is_known = people.any(|person| {
        let attitude = person.standing.attitude();
        attitude.is_some_and(Attitude::is_against_us)
    }) || context.projects.iter().any(in_committee);
    if is_known || context.people.is_empty() {
        return Vec::new();
    }
    let finding = Finding::at("i18", Ground::field(open.item(), Project::COMMITTEE));
    vec![finding.number("count", context.people.len())]
}
