//! I06: hanging by a thread: too few people of the customer's met lately.

use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Case, Finding, Rule, Threshold};

const DAYS: Threshold = Threshold::of("people_met_days", 90);
const PEOPLE: Threshold = Threshold::of("people_met", 2);
const PEOPLE_VIP: Threshold = Threshold::of("people_met_vip", 3);

pub(super) const RULE: Rule = Rule {
    id: "I06",
    severity: AlertSeverity::Red,
    thresholds: &[DAYS, PEOPLE, PEOPLE_VIP],
    tells: &["i06", "i06-nobody"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let days = case.threshold(&DAYS);
    let least = case.threshold(match case.tier() {
        "vip" => &PEOPLE_VIP,
        _ => &PEOPLE,
    });
    let lately = |day| case.days_since(day) <= days;
    let people = case.people.iter().filter(|person| {
        person
            .last_met
            .is_some_and(|meeting| lately(meeting.date.day))
    });
    let met: Vec<_> = people.collect();
    let count = i64::try_from(met.len()).unwrap_or(i64::MAX);
    if !case.is_pursued() || count >= least {
        return Vec::new();
    }
    let grounds = met.iter().filter_map(|person| person.last_met);
    let grounds = grounds.map(|meeting| Ground::field(meeting.item, "people"));
    let tells = match met.is_empty() {
        true => "i06-nobody",
        false => "i06",
    };
    let finding = Finding::resting_on(tells, grounds, case.own("tier"))
        .number("days", days)
        .number("count", count)
        .number("least", least);
    vec![finding.names("names", met.iter().map(|person| person.name()))]
}
