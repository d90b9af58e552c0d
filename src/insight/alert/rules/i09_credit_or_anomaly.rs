//! I09: the customer's credit is blacklisted, or an anomaly was recorded. The fields are private, so only readers who
//! may see them get the alert. A known anomaly is muted with a reason: it has no date that would distinguish it from
//! a new one.

use crate::domain::{Account, Credit};
use crate::insight::alert::{AlertSeverity, Finding, Rule, RuleContext};

pub(super) const RULE: Rule = Rule {
    id: "I09",
    severity: AlertSeverity::Red,
    thresholds: &[],
    messages: &["i09-black", "i09-anomaly"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let mut found = Vec::new();
    if context.account.credit() == Some(Credit::Black) {
        found.push(Finding::at("i09-black", context.own(Account::CREDIT)));
    }
    if let Some(words) = context.account.anomalies() {
        let first = words.lines().next().unwrap_or_default();
        found.push(
            Finding::at("i09-anomaly", context.own(Account::ANOMALIES)).with_text("anomaly", first),
        );
    }
    found
}
