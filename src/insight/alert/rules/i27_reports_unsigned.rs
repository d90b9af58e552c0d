//! I27: visit reports that the leader has not signed.

use crate::domain::Visit;
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Finding, Rule, RuleContext, Threshold};

const DAYS: Threshold = Threshold::of("unsigned_days", 7);

pub(super) const RULE: Rule = Rule {
    id: "I27",
    severity: AlertSeverity::Information,
    thresholds: &[DAYS],
    messages: &["i27"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let limit = context.threshold(&DAYS);
    let visits = context.account.visits.iter();
    let unsigned: Vec<_> = visits
        .filter(|visit| visit.signed_by().is_none())
        .filter(|visit| {
            visit
                .day()
                .is_some_and(|day| context.days_since(day) > limit)
        })
        .collect();
    let (Some(first), Some(last)) = (unsigned.first(), unsigned.last()) else {
        return Vec::new();
    };
    let latest_first = unsigned.iter().rev();
    let grounds = latest_first.map(|visit| Ground::field(&visit.item, Visit::SIGNED_BY));
    let finding = Finding::based_on("i27", grounds, Ground::field(&last.item, Visit::SIGNED_BY))
        .number("count", unsigned.len())
        .number("limit", limit);
    vec![finding.with_text("first", first.item.name())]
}
