//! I19: weighted by influence, opponents are at least as strong as supporters.

use crate::domain::{Attitude, Contact};
use crate::insight::alert::{AlertSeverity, Finding, Person, Rule, RuleContext};

pub(super) const RULE: Rule = Rule {
    id: "I19",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    messages: &["i19"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let (mut opponents, mut supporters) = (Vec::new(), Vec::new());
    for person in &context.people {
        match person.standing.attitude() {
            Some(Attitude::Opponent) => opponents.push(person),
            Some(attitude) if attitude.is_for_us() => supporters.push(person),
            _ => {}
        }
    }
    let weight = |people: &[&Person<'_, 'a>]| people.iter().map(|one| one.influence()).sum();
    let (opponent_weight, supporter_weight): (i64, i64) = (weight(&opponents), weight(&supporters));
    let Some(first) = opponents
        .first()
        .filter(|_| opponent_weight >= supporter_weight)
    else {
        return Vec::new();
    };
    let grounds = opponents.iter().chain(&supporters);
    let grounds = grounds.map(|person| person.ground(Contact::ATTITUDE));
    let finding = Finding::based_on("i19", grounds, first.ground(Contact::ATTITUDE))
        .number("against", opponent_weight)
        .number("for", supporter_weight);
    vec![finding.names("names", opponents.iter().map(|person| person.name()))]
}
