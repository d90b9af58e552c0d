//! I23: good rapport, but only with people of little influence: friends do not move a purchase.

use crate::domain::{Contact, Rapport};
use crate::insight::alert::{AlertSeverity, Finding, Rule, RuleContext};

pub(super) const RULE: Rule = Rule {
    id: "I23",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    messages: &["i23"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let people = context.people.iter();
    let good: Vec<_> = people
        .filter(|person| person.standing.rapport() >= Some(Rapport::Congenial))
        .collect();
    let Some(first) = good.first() else {
        return Vec::new();
    };
    if good.iter().any(|person| person.influence() > 1) {
        return Vec::new();
    }
    let grounds = good.iter().map(|person| person.ground(Contact::RAPPORT));
    let finding = Finding::based_on("i23", grounds, first.ground(Contact::RAPPORT))
        .number("count", good.len());
    vec![finding.names("names", good.iter().map(|person| person.name()))]
}
