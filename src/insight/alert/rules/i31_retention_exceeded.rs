//! I31: private fields of a person are kept for longer than the house allows itself, counted from the last time that it had
//! to do with the person. Only those who may see such fields are told; nothing is told where `site.yaml` names no period.

use crate::forms::{Entry, Level, Moment};
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Case, Finding, Person, Rule};
use jiff::ToSpan;
use jiff::civil::Date;

pub(super) const RULE: Rule = Rule {
    id: "I31",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    tells: &["i31"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let Some(months) = case.settings.retention_months else {
        return Vec::new();
    };
    let kept_from = case.as_of.saturating_sub(months.months());
    let people = case.people.iter();
    people
        .filter_map(|person| kept_too_long(person, months, kept_from))
        .collect()
}

fn kept_too_long<'a>(person: &Person<'_, 'a>, months: i64, kept_from: Date) -> Option<Finding<'a>> {
    let is_private = |entry: &&Entry| entry.field.level == Level::Private;
    let private = person.record().entries.iter().filter(is_private);
    let item = &person.contact.item;
    let mut places = private.map(|entry| Ground::at(item, entry.span));
    let first = places.next()?;
    let last = last_contact(person)?;
    let finding = Finding::at("i31", first)
        .and_at(places)
        .says("name", person.name())
        .number("months", months)
        .day("day", last);
    (last.day < kept_from).then_some(finding)
}

/// The last day on which the house had to do with a person: a meeting, an observation, the day the person left.
fn last_contact(person: &Person<'_, '_>) -> Option<Moment> {
    let met = person.last_met.map(|meeting| meeting.date);
    let seen = person.standing.observations.iter().map(|one| one.date);
    let left = person.record().moment("left_on");
    let all = met.into_iter().chain(seen).chain(left);
    all.max_by_key(|one| one.day)
}
