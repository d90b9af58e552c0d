//! I07: an agreed visit has passed without a report. A later meeting supersedes it.

use crate::domain::Visit;
use crate::forms::Kind;
use crate::insight::alert::{AlertSeverity, Finding, Rule, RuleContext};
use crate::insight::{Appointment, Ground};

pub(super) const RULE: Rule = Rule {
    id: "I07",
    severity: AlertSeverity::Red,
    thresholds: &[],
    messages: &["i07", "i07-aimless"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let last = context.meetings.last().map(|meeting| meeting.date.day);
    let agreed = context.appointments.iter();
    let agreed = agreed.filter(|one| one.item.kind == Kind::Visit && one.lapsed(context.as_of));
    let open = agreed.filter(|one| last.is_none_or(|last| last <= one.date.day));
    let finding = |one: &Appointment<'a>| {
        let ground = Ground::field(one.item, Visit::NEXT_VISIT);
        let finding = match one.purpose() {
            Some(purpose) => Finding::at("i07", ground).with_text("purpose", purpose),
            None => Finding::at("i07-aimless", ground),
        };
        let owner = one.item.manager();
        let days = context.days_since(one.date.day);
        finding
            .day("date", one.date)
            .number("days", days)
            .owned_by(owner)
    };
    open.map(finding).collect()
}
