//! I19: by influence, those against us weigh as much as those for us.

use crate::insight::alert::person::is_for_us;
use crate::insight::alert::{AlertSeverity, Case, Finding, Person, Rule};

pub(super) const RULE: Rule = Rule {
    id: "I19",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    tells: &["i19"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let (mut against, mut of_us) = (Vec::new(), Vec::new());
    for person in &case.people {
        match person.attitude() {
            Some("opponent") => against.push(person),
            attitude if is_for_us(attitude) => of_us.push(person),
            _ => {}
        }
    }
    let weight = |people: &[&Person<'_, 'a>]| people.iter().map(|one| one.influence()).sum();
    let (against_us, for_us): (i64, i64) = (weight(&against), weight(&of_us));
    let Some(first) = against.first().filter(|_| against_us >= for_us) else {
        return Vec::new();
    };
    let grounds = against.iter().chain(&of_us);
    let grounds = grounds.map(|person| person.ground("attitude"));
    let finding = Finding::resting_on("i19", grounds, first.ground("attitude"))
        .number("against", against_us)
        .number("for", for_us);
    vec![finding.names("names", against.iter().map(|person| person.name()))]
}
