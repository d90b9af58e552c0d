//! I10: no meeting for longer than the tier allows, or none with a decision maker.

use crate::domain::{Account, Item, Tier, Visit};
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Finding, Person, Rule, RuleContext, Threshold};

const VIP: Threshold = Threshold::of("visit_days_vip", 14);
const IMPORTANT: Threshold = Threshold::of("visit_days_important", 30);
const GENERAL: Threshold = Threshold::of("visit_days_general", 60);
const DECIDER: Threshold = Threshold::of("visit_days_decider", 45);

pub(super) const RULE: Rule = Rule {
    id: "I10",
    severity: AlertSeverity::Amber,
    thresholds: &[VIP, IMPORTANT, GENERAL, DECIDER],
    messages: &["i10", "i10-never", "i10-decider"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    if !context.account.is_pursued() {
        return Vec::new();
    }
    let limit = context.threshold(match context.account.tier() {
        Tier::Vip => &VIP,
        Tier::Important => &IMPORTANT,
        Tier::General => &GENERAL,
    });
    let mut found = Vec::new();
    match context.meetings.last() {
        None => {
            found.push(Finding::at("i10-never", context.own(Account::TIER)).number("limit", limit))
        }
        Some(last) => {
            let days = context.days_since(last.date.day);
            let finding = Finding::at("i10", Ground::field(last.item, Item::DATE))
                .number("days", days)
                .number("limit", limit)
                .day("last", last.date);
            found.extend((days > limit).then_some(finding));
        }
    }
    let decider_days = context.threshold(&DECIDER);
    let deciders = context.people.iter().filter(|person| person.decides);
    found.extend(deciders.filter_map(|person| decider_overdue(context, person, decider_days)));
    found
}

/// Finds a decision maker who was not met for too long. I01 covers those who were never met.
fn decider_overdue<'a>(
    context: &RuleContext<'_, 'a>,
    person: &Person<'_, 'a>,
    limit: i64,
) -> Option<Finding<'a>> {
    let last = person.last_met?;
    let days = context.days_since(last.date.day);
    let finding = Finding::at("i10-decider", Ground::field(last.item, Visit::PEOPLE))
        .with_text("name", person.name())
        .number("days", days)
        .number("limit", limit)
        .day("last", last.date)
        .owned_by(person.contact.owner());
    (days > limit).then_some(finding)
}
