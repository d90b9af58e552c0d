//! C04: a person's note differs from what a later visit observed. The observation takes precedence.

use crate::domain::FieldKey;
use crate::insight::Ground;
use crate::insight::OBSERVED;
use crate::insight::alert::{AlertSeverity, Finding, FindingValue, Person, Rule, RuleContext};

pub(super) const RULE: Rule = Rule {
    id: "C04",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    messages: &["c04"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let people = context.people.iter();
    people
        .flat_map(|person| OBSERVED.iter().filter_map(|key| contradicts(person, *key)))
        .collect()
}

fn contradicts<'a>(person: &Person<'_, 'a>, key: FieldKey) -> Option<Finding<'a>> {
    use crate::forms::Value::Choice;
    let own = key.entry(person.contact.record())?;
    let observed = person.standing.observations.iter().rev();
    let mut observed = observed.filter_map(|one| Some((one, key.entry(one.entry.record)?)));
    let (observation, seen) = observed.next()?;
    let (Choice(_, written), Choice(_, observed_value)) = (&own.value, &seen.value) else {
        return None;
    };
    let finding = Finding::at("c04", Ground::field(&person.contact.item, key))
        .and_at([Ground::at(observation.item, seen.span)])
        .with_text("name", person.name())
        .with("field", FindingValue::Field(own.field))
        .with("written", FindingValue::Value(&own.value))
        .with("seen", FindingValue::Value(&seen.value))
        .day("day", observation.date);
    (written != observed_value).then_some(finding)
}
