//! I22: all contact runs through one of our people.

use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Case, Finding, Rule, Said, Threshold};

const DAYS: Threshold = Threshold::of("one_of_ours_days", 90);
const MEETINGS: Threshold = Threshold::of("one_of_ours_meetings", 3);

pub(super) const RULE: Rule = Rule {
    id: "I22",
    severity: AlertSeverity::Amber,
    thresholds: &[DAYS, MEETINGS],
    tells: &["i22"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let days = case.threshold(&DAYS);
    let meetings: Vec<_> = case.meetings_within(days).collect();
    let count = i64::try_from(meetings.len()).unwrap_or(i64::MAX);
    let mut ours: Vec<&'a str> = Vec::new();
    for name in meetings.iter().flat_map(|meeting| &meeting.ours) {
        let is_known = |known: &&str| case.settings.person(known) == case.settings.person(name);
        if !ours.iter().any(is_known) {
            ours.push(name);
        }
    }
    let ([only], Some(last)) = (ours.as_slice(), meetings.last()) else {
        return Vec::new();
    };
    if count < case.threshold(&MEETINGS) {
        return Vec::new();
    }
    let grounds = meetings.iter().map(|one| Ground::field(one.item, "people"));
    let finding = Finding::resting_on("i22", grounds, Ground::field(last.item, "people"))
        .with("name", Said::Ours(only))
        .number("count", count)
        .number("days", days);
    vec![finding.owned_by(Some(only))]
}
