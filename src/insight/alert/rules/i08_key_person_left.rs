//! I08: a champion or a decision maker has left.

use crate::insight::Ground;
use crate::insight::alert::person::rank;
use crate::insight::alert::{AlertSeverity, Finding, FindingValue, Rule, RuleContext, Threshold};

const DAYS: Threshold = Threshold::of("left_days", 90);
/// The rank of `decision_maker` in the list of influence.
const DECIDES: usize = 3;

pub(super) const RULE: Rule = Rule {
    id: "I08",
    severity: AlertSeverity::Red,
    thresholds: &[DAYS],
    messages: &["i08-champion", "i08-decider"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let limit = context.threshold(&DAYS);
    let named = context.account.item.record.references("decision_maker");
    let mut found = Vec::new();
    for (contact, standing) in context.account.contacts.iter().zip(context.standings) {
        let Some(left) = contact.item.record.moment("left_on") else {
            continue;
        };
        let days = context.days_since(left.day);
        let is_named = named.iter().any(|one| one.target == Some(contact.item.id));
        let attitude = standing.attitude.and_then(|known| known.key());
        let message = if is_named || rank(standing.influence) == Some(DECIDES) {
            "i08-decider"
        } else if attitude == Some("champion") {
            "i08-champion"
        } else {
            continue;
        };
        if (0..=limit).contains(&days) {
            let finding = Finding::at(message, Ground::field(&contact.item, "left_on"))
                .with_text("name", contact.name.as_str())
                .with_text("post", contact.item.record.text("title").unwrap_or("…"))
                .day("left", left);
            found.push(match contact.item.record.text("owner") {
                Some(owner) => finding
                    .owned_by(Some(owner))
                    .with("owner", FindingValue::Ours(owner)),
                None => finding.with_text("owner", "?"),
            });
        }
    }
    found
}
