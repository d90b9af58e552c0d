//! I31: private fields of a person are kept for longer than the company's retention period, counted from the last
//! contact. Only readers who may see such fields get the alert, and only if `site.yaml` sets a period.

use crate::forms::{Entry, Level, Moment};
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Finding, Person, Rule, RuleContext};
use jiff::ToSpan;
use jiff::civil::Date;

pub(super) const RULE: Rule = Rule {
    id: "I31",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    messages: &["i31"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let Some(months) = context.settings.retention_months else {
        return Vec::new();
    };
    let retention_start = context.as_of.saturating_sub(months.months());
    let people = context.people.iter();
    people
        .filter_map(|person| retention_exceeded(person, months, retention_start))
        .collect()
}

fn retention_exceeded<'a>(
    person: &Person<'_, 'a>,
    months: i64,
    retention_start: Date,
) -> Option<Finding<'a>> {
    let is_private = |entry: &&Entry| entry.field.level == Level::Private;
    let private = person.contact.record().entries.iter().filter(is_private);
    let item = &person.contact.item;
    let mut places = private.map(|entry| Ground::at(item, entry.span));
    let first = places.next()?;
    let last = last_contact(person)?;
    let finding = Finding::at("i31", first)
        .and_at(places)
        .with_text("name", person.name())
        .number("months", months)
        .day("day", last);
    (last.day < retention_start).then_some(finding)
}

/// Returns the last contact with a person: a meeting, an observation, the day the person left.
fn last_contact(person: &Person<'_, '_>) -> Option<Moment> {
    let met = person.last_met.map(|meeting| meeting.date);
    let seen = person.standing.observations.iter().map(|one| one.date);
    let left = person.contact.left_on();
    let all = met.into_iter().chain(seen).chain(left);
    all.max_by_key(|one| one.day)
}
