//! I23: we get on well, but only with people of little influence: friends do not move a purchase.

use crate::insight::alert::person::rank;
use crate::insight::alert::{AlertSeverity, Case, Finding, Rule};

/// `congenial` in the list of rapport.
const GOOD: usize = 2;

pub(super) const RULE: Rule = Rule {
    id: "I23",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    tells: &["i23"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let people = case.people.iter();
    let good: Vec<_> = people
        .filter(|person| rank(person.standing.rapport).is_some_and(|rapport| rapport >= GOOD))
        .collect();
    let Some(first) = good.first() else {
        return Vec::new();
    };
    if good.iter().any(|person| person.influence() > 1) {
        return Vec::new();
    }
    let grounds = good.iter().map(|person| person.ground("rapport"));
    let finding =
        Finding::resting_on("i23", grounds, first.ground("rapport")).number("count", good.len());
    vec![finding.names("names", good.iter().map(|person| person.name()))]
}
