//! I08: a champion or a decision maker has left.

use crate::domain::{Attitude, Contact};
use crate::insight::alert::{AlertSeverity, Finding, FindingValue, Rule, RuleContext, Threshold};
use crate::insight::{Deciders, Ground};

const DAYS: Threshold = Threshold::of("left_days", 90);

pub(super) const RULE: Rule = Rule {
    id: "I08",
    severity: AlertSeverity::Red,
    thresholds: &[DAYS],
    messages: &["i08-champion", "i08-decider"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let limit = context.threshold(&DAYS);
    let deciders = Deciders::of(context.account, context.standings, []);
    let mut found = Vec::new();
    for (contact, standing) in context.account.contacts.iter().zip(context.standings) {
        let Some(left) = contact.left_on() else {
            continue;
        };
        let days = context.days_since(left.day);
        let message = if deciders.contains(contact) {
            "i08-decider"
        } else if standing.attitude() == Some(Attitude::Champion) {
            "i08-champion"
        } else {
            continue;
        };
        if (0..=limit).contains(&days) {
            let finding = Finding::at(message, Ground::field(&contact.item, Contact::LEFT_ON))
                .with_text("name", contact.name.as_str())
                .with_text("post", contact.title().unwrap_or("…"))
                .day("left", left);
            found.push(match contact.owner() {
                Some(owner) => finding
                    .owned_by(Some(owner))
                    .with("owner", FindingValue::Ours(owner)),
                None => finding.with_text("owner", "?"),
            });
        }
    }
    found
}
