//! I01: no decision maker is known, or none was ever met.

use crate::domain::{Account, Contact};
use crate::insight::alert::{AlertSeverity, Finding, Person, Rule, RuleContext};

pub(super) const RULE: Rule = Rule {
    id: "I01",
    severity: AlertSeverity::Red,
    thresholds: &[],
    messages: &["i01-unknown", "i01-unmet"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    if !context.account.is_pursued() {
        return Vec::new();
    }
    let people = context.people.iter();
    let deciders: Vec<&Person<'_, 'a>> = people
        .filter(|person| person.decides && !person.is_placeholder())
        .collect();
    if deciders.is_empty() {
        let count = context.people.len();
        let unknown = Finding::at("i01-unknown", context.own(Account::DECISION_MAKER));
        return vec![unknown.number("count", count)];
    }
    if deciders.iter().any(|person| person.last_met.is_some()) {
        return Vec::new();
    }
    let names = deciders.iter().map(|person| person.name());
    let grounds = deciders
        .iter()
        .map(|person| person.ground(Contact::INFLUENCE));
    let unmet = Finding::based_on("i01-unmet", grounds, context.own(Account::DECISION_MAKER));
    let meetings = context.meetings.len();
    vec![unmet.names("names", names).number("meetings", meetings)]
}
