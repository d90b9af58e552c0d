//! C04: a person's note says something else than a later visit observed. The observation holds.

use crate::insight::Ground;
use crate::insight::OBSERVED;
use crate::insight::alert::{AlertSeverity, Case, Finding, Person, Rule, Said};

pub(super) const RULE: Rule = Rule {
    id: "C04",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    tells: &["c04"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let people = case.people.iter();
    people
        .flat_map(|person| OBSERVED.iter().filter_map(|key| at_odds(person, key)))
        .collect()
}

fn at_odds<'a>(person: &Person<'_, 'a>, key: &'static str) -> Option<Finding<'a>> {
    use crate::forms::Value::Choice;
    let own = person.record().entry(key)?;
    let observed = person.standing.observations.iter().rev();
    let mut observed = observed.filter_map(|one| Some((one, one.record.entry(key)?)));
    let (observation, seen) = observed.next()?;
    let (Choice(_, written), Choice(_, held)) = (&own.value, &seen.value) else {
        return None;
    };
    let finding = Finding::at("c04", Ground::field(&person.contact.item, key))
        .and_at([Ground::at(observation.item, seen.span)])
        .says("name", person.name())
        .with("field", Said::Field(own.field))
        .with("written", Said::Value(&own.value))
        .with("seen", Said::Value(&seen.value))
        .day("day", observation.date);
    (written != held).then_some(finding)
}
