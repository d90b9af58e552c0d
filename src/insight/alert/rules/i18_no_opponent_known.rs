//! I18: no opponent or sceptic is recorded, though there is something to win: look for the rivals' friends.

use crate::insight::Ground;
use crate::insight::alert::person::is_against_us;
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
    let Some(open) = won.find(|open| open.has_reached("planning")) else {
        return Vec::new();
    };
    let mut people = context.people.iter();
    let in_committee = |open: &crate::insight::alert::OpenProject<'_>| {
        let mut members = open.item().record.records("committee").iter();
        members.any(|member| is_against_us(member.choice("attitude")))
    };
    let is_known = people.any(|person| is_against_us(person.attitude()))
        || context.projects.iter().any(in_committee);
    if is_known || context.people.is_empty() {
        return Vec::new();
    }
    let finding = Finding::at("i18", Ground::field(open.item(), "committee"));
    vec![finding.number("count", context.people.len())]
}
