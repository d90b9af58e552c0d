//! I01: nobody who decides is known, or nobody who decides was ever met.

use crate::insight::alert::{AlertSeverity, Case, Finding, Person, Rule};

pub(super) const RULE: Rule = Rule {
    id: "I01",
    severity: AlertSeverity::Red,
    thresholds: &[],
    tells: &["i01-unknown", "i01-unmet"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    if !case.is_pursued() {
        return Vec::new();
    }
    let people = case.people.iter();
    let deciders: Vec<&Person<'_, 'a>> = people
        .filter(|person| person.decides && !person.is_placeholder())
        .collect();
    if deciders.is_empty() {
        let count = case.people.len();
        let unknown = Finding::at("i01-unknown", case.own("decision_maker"));
        return vec![unknown.number("count", count)];
    }
    if deciders.iter().any(|person| person.last_met.is_some()) {
        return Vec::new();
    }
    let names = deciders.iter().map(|person| person.name());
    let grounds = deciders.iter().map(|person| person.ground("influence"));
    let unmet = Finding::resting_on("i01-unmet", grounds, case.own("decision_maker"));
    let meetings = case.meetings.len();
    vec![unmet.names("names", names).number("meetings", meetings)]
}
