//! C02: a supporter, of whom two visits say otherwise.
//!
//! Somebody counts as a supporter by their own note, or by the committee of an open project. A visit or exchange says
//! otherwise where it observed another attitude; what was observed before the last supportive observation is history.

use crate::insight::Ground;
use crate::insight::alert::person::is_for_us;
use crate::insight::alert::{AlertSeverity, Case, Finding, Person, Rule, Said, Threshold};

const VISITS: Threshold = Threshold::of("otherwise_visits", 2);

pub(super) const RULE: Rule = Rule {
    id: "C02",
    severity: AlertSeverity::Amber,
    thresholds: &[VISITS],
    tells: &["c02"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let least = case.threshold(&VISITS).max(1);
    let people = case.people.iter();
    let found = people.filter_map(|person| {
        let claim = claim(case, person)?;
        let observed = person.standing.observations.iter().rev();
        let attitudes = observed.filter_map(|one| Some((one, one.record.entry("attitude")?)));
        let otherwise: Vec<_> = attitudes
            .take_while(|(one, _)| !is_for_us(one.record.choice("attitude")))
            .collect();
        let (_, latest) = otherwise.first()?;
        let count = i64::try_from(otherwise.len()).unwrap_or(i64::MAX);
        let against = otherwise
            .iter()
            .map(|(one, entry)| Ground::at(one.item, entry.span));
        let finding = Finding::at("c02", claim)
            .and_at(against)
            .says("name", person.name())
            .number("count", count)
            .with("attitude", Said::Value(&latest.value))
            .owned_by(person.record().text("owner"));
        (count >= least).then_some(finding)
    });
    found.collect()
}

/// Where somebody is said to be for us.
fn claim<'a>(case: &Case<'_, 'a>, person: &Person<'_, 'a>) -> Option<Ground<'a>> {
    let own = &person.contact.item;
    if is_for_us(own.record.choice("attitude")) {
        return Some(Ground::field(own, "attitude"));
    }
    let members = case.projects.iter().flat_map(|open| {
        let members = open.item().record.records("committee").iter();
        members.map(|member| (open.item(), member))
    });
    let mut claims = members.filter(|(_, member)| {
        let whom = member.reference("contact").and_then(|one| one.target);
        whom == Some(own.id) && is_for_us(member.choice("attitude"))
    });
    claims
        .next()
        .map(|(item, member)| Ground::at(item, member.span))
}
