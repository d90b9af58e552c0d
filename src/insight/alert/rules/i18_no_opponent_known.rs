//! I18: nobody who is against us or doubts is recorded, though there is something to win: look for the rivals' friends.

use crate::insight::Ground;
use crate::insight::alert::person::is_against_us;
use crate::insight::alert::{AlertSeverity, Case, Finding, Rule};

pub(super) const RULE: Rule = Rule {
    id: "I18",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    tells: &["i18"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let mut won = case.projects.iter();
    let Some(open) = won.find(|open| open.has_come_to("planning")) else {
        return Vec::new();
    };
    let mut people = case.people.iter();
    let in_committee = |open: &crate::insight::alert::OpenProject<'_>| {
        let mut members = open.item().record.records("committee").iter();
        members.any(|member| is_against_us(member.choice("attitude")))
    };
    let is_known = people.any(|person| is_against_us(person.attitude()))
        || case.projects.iter().any(in_committee);
    if is_known || case.people.is_empty() {
        return Vec::new();
    }
    let finding = Finding::at("i18", Ground::field(open.item(), "committee"));
    vec![finding.number("count", case.people.len())]
}
