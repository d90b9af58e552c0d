//! C02: at least two visits contradict the record of a supporter.
//!
//! Somebody counts as a supporter by their own note, or by the committee of an open project. A visit or exchange
//! contradicts that if it observed another attitude; observations before the last supportive one do not count.

use crate::domain::{Attitude, Contact};
use crate::insight::Ground;
use crate::insight::alert::{
    AlertSeverity, Finding, FindingValue, Person, Rule, RuleContext, Threshold,
};

const VISITS: Threshold = Threshold::of("otherwise_visits", 2);

pub(super) const RULE: Rule = Rule {
    id: "C02",
    severity: AlertSeverity::Amber,
    thresholds: &[VISITS],
    messages: &["c02"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let least = context.threshold(&VISITS).max(1);
    let people = context.people.iter();
    let found = people.filter_map(|person| {
        let claim = claim(context, person)?;
        let observed = person.standing.observations.iter().rev();
        let attitudes =
            observed.filter_map(|one| Some((one, Contact::ATTITUDE.entry(one.entry.record)?)));
        let contradicting: Vec<_> = attitudes
            .take_while(|(one, _)| !one.entry.attitude().is_some_and(Attitude::is_for_us))
            .collect();
        let (_, latest) = contradicting.first()?;
        let count = i64::try_from(contradicting.len()).unwrap_or(i64::MAX);
        let against = contradicting
            .iter()
            .map(|(one, entry)| Ground::at(one.item, entry.span));
        let finding = Finding::at("c02", claim)
            .and_at(against)
            .with_text("name", person.name())
            .number("count", count)
            .with("attitude", FindingValue::Value(&latest.value))
            .owned_by(person.contact.owner());
        (count >= least).then_some(finding)
    });
    found.collect()
}

/// Cites the note that records a person as being for us.
fn claim<'a>(context: &RuleContext<'_, 'a>, person: &Person<'_, 'a>) -> Option<Ground<'a>> {
    let own = &person.contact.item;
    if person
        .contact
        .own_attitude()
        .is_some_and(Attitude::is_for_us)
    {
        return Some(Ground::field(own, Contact::ATTITUDE));
    }
    let members = context.projects.iter().flat_map(|open| {
        let members = open.project.committee();
        members.map(|member| (open.item(), member))
    });
    let mut claims = members.filter(|(_, member)| {
        let person = member.contact().and_then(|one| one.target);
        person == Some(own.id) && member.attitude().is_some_and(Attitude::is_for_us)
    });
    claims
        .next()
        .map(|(item, member)| Ground::at(item, member.record.span))
}
