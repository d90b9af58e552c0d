//! I06: the relationship depends on too few people: not enough of the customer's were met recently.

use crate::domain::{Account, Tier, Visit};
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Finding, Rule, RuleContext, Threshold};

const DAYS: Threshold = Threshold::of("people_met_days", 90);
const PEOPLE: Threshold = Threshold::of("people_met", 2);
const PEOPLE_VIP: Threshold = Threshold::of("people_met_vip", 3);

pub(super) const RULE: Rule = Rule {
    id: "I06",
    severity: AlertSeverity::Red,
    thresholds: &[DAYS, PEOPLE, PEOPLE_VIP],
    messages: &["i06", "i06-nobody"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let days = context.threshold(&DAYS);
    let least = context.threshold(match context.account.tier() {
        Tier::Vip => &PEOPLE_VIP,
        Tier::Important | Tier::General => &PEOPLE,
    });
    let is_recent = |day| context.days_since(day) <= days;
    let people = context.people.iter().filter(|person| {
        person
            .last_met
            .is_some_and(|meeting| is_recent(meeting.date.day))
    });
    let met: Vec<_> = people.collect();
    let count = i64::try_from(met.len()).unwrap_or(i64::MAX);
    if !context.account.is_pursued() || count >= least {
        return Vec::new();
    }
    let grounds = met.iter().filter_map(|person| person.last_met);
    let grounds = grounds.map(|meeting| Ground::field(meeting.item, Visit::PEOPLE));
    let message = match met.is_empty() {
        true => "i06-nobody",
        false => "i06",
    };
    let finding = Finding::based_on(message, grounds, context.own(Account::TIER))
        .number("days", days)
        .number("count", count)
        .number("least", least);
    vec![finding.names("names", met.iter().map(|person| person.name()))]
}
