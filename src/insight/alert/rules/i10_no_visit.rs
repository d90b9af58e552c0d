//! I10: no meeting for longer than the tier allows, or none with somebody who decides.

use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Case, Finding, Person, Rule, Threshold};

const VIP: Threshold = Threshold::of("visit_days_vip", 14);
const IMPORTANT: Threshold = Threshold::of("visit_days_important", 30);
const GENERAL: Threshold = Threshold::of("visit_days_general", 60);
const DECIDER: Threshold = Threshold::of("visit_days_decider", 45);

pub(super) const RULE: Rule = Rule {
    id: "I10",
    severity: AlertSeverity::Amber,
    thresholds: &[VIP, IMPORTANT, GENERAL, DECIDER],
    tells: &["i10", "i10-never", "i10-decider"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    if !case.is_pursued() {
        return Vec::new();
    }
    let limit = case.threshold(match case.tier() {
        "vip" => &VIP,
        "important" => &IMPORTANT,
        _ => &GENERAL,
    });
    let mut found = Vec::new();
    match case.meetings.last() {
        None => found.push(Finding::at("i10-never", case.own("tier")).number("limit", limit)),
        Some(last) => {
            let days = case.days_since(last.date.day);
            let finding = Finding::at("i10", Ground::field(last.item, "date"))
                .number("days", days)
                .number("limit", limit)
                .day("last", last.date);
            found.extend((days > limit).then_some(finding));
        }
    }
    let decider_days = case.threshold(&DECIDER);
    let deciders = case.people.iter().filter(|person| person.decides);
    found.extend(deciders.filter_map(|person| unseen(case, person, decider_days)));
    found
}

/// Somebody who decides and was met, too long ago. Who was never met is the business of I01.
fn unseen<'a>(case: &Case<'_, 'a>, person: &Person<'_, 'a>, limit: i64) -> Option<Finding<'a>> {
    let last = person.last_met?;
    let days = case.days_since(last.date.day);
    let finding = Finding::at("i10-decider", Ground::field(last.item, "people"))
        .says("name", person.name())
        .number("days", days)
        .number("limit", limit)
        .day("last", last.date)
        .owned_by(person.record().text("owner"));
    (days > limit).then_some(finding)
}
