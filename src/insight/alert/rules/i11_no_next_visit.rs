//! I11: the last meeting was a visit without an agreed next one with date and purpose, and nothing else is agreed.

use crate::domain::Visit;
use crate::forms::Kind;
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Finding, Rule, RuleContext};

pub(super) const RULE: Rule = Rule {
    id: "I11",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    messages: &["i11", "i11-aimless"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let Some(last) = context.meetings.last() else {
        return Vec::new();
    };
    if !context.account.is_pursued() || last.item.kind != Kind::Visit {
        return Vec::new();
    }
    let next = last.item.next_visit();
    let (has_date, has_purpose) = next.map_or((false, false), |next| {
        (next.date().is_some(), next.purpose().is_some())
    });
    let is_ahead = |one: &crate::insight::Appointment<'_>| {
        one.fulfilled_by.is_none() && one.date.day >= context.as_of
    };
    let message = match (has_date, has_purpose) {
        (true, true) => return Vec::new(),
        (true, false) => "i11-aimless",
        (false, _) if context.appointments.iter().any(is_ahead) => return Vec::new(),
        (false, _) => "i11",
    };
    let finding = Finding::at(message, Ground::field(last.item, Visit::NEXT_VISIT));
    let owner = last.item.manager();
    vec![finding.day("last", last.date).owned_by(owner)]
}
