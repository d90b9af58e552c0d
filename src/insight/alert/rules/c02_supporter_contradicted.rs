//! C02: at least two visits contradict the record of a supporter.
//!
//! Somebody counts as a supporter by their own note, or by the committee of an open project. A visit or exchange
//! contradicts that if it observed another attitude; observations before the last supportive one do not count.

use crate::insight::Ground;
use crate::insight::alert::person::is_for_us;
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
        let attitudes = observed.filter_map(|one| Some((one, one.record.entry("attitude")?)));
        let contradicting: Vec<_> = attitudes
            .take_while(|(one, _)| !is_for_us(one.record.choice("attitude")))
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
            .owned_by(person.record().text("owner"));
        (count >= least).then_some(finding)
    });
    found.collect()
}

/// Cites the note that records a person as being for us.
fn claim<'a>(context: &RuleContext<'_, 'a>, person: &Person<'_, 'a>) -> Option<Ground<'a>> {
    let own = &person.contact.item;
    if is_for_us(own.record.choice("attitude")) {
        return Some(Ground::field(own, "attitude"));
    }
    let members = context.projects.iter().flat_map(|open| {
        let members = open.item().record.records("committee").iter();
        members.map(|member| (open.item(), member))
    });
    let mut claims = members.filter(|(_, member)| {
        let best_person = member.reference("contact").and_then(|one| one.target);
        best_person == Some(own.id) && is_for_us(member.choice("attitude"))
    });
    claims
        .next()
        .map(|(item, member)| Ground::at(item, member.span))
}
