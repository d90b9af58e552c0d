//! I22: all contact depends on one of our people.

use crate::domain::Visit;
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Finding, FindingValue, Rule, RuleContext, Threshold};

const DAYS: Threshold = Threshold::of("one_of_ours_days", 90);
const MEETINGS: Threshold = Threshold::of("one_of_ours_meetings", 3);

pub(super) const RULE: Rule = Rule {
    id: "I22",
    severity: AlertSeverity::Amber,
    thresholds: &[DAYS, MEETINGS],
    messages: &["i22"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let days = context.threshold(&DAYS);
    let meetings: Vec<_> = context.meetings_within(days).collect();
    let count = i64::try_from(meetings.len()).unwrap_or(i64::MAX);
    let mut ours: Vec<&'a str> = Vec::new();
    for name in meetings.iter().flat_map(|meeting| &meeting.ours) {
        let is_known =
            |known: &&str| context.settings.person(known) == context.settings.person(name);
        if !ours.iter().any(is_known) {
            ours.push(name);
        }
    }
    let ([only], Some(last)) = (ours.as_slice(), meetings.last()) else {
        return Vec::new();
    };
    if count < context.threshold(&MEETINGS) {
        return Vec::new();
    }
    let grounds = meetings
        .iter()
        .map(|one| Ground::field(one.item, Visit::PEOPLE));
    let finding = Finding::based_on("i22", grounds, Ground::field(last.item, Visit::PEOPLE))
        .with("name", FindingValue::Ours(only))
        .number("count", count)
        .number("days", days);
    vec![finding.owned_by(Some(only))]
}
