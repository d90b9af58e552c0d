//! I09: the customer's credit is on the black list, or something abnormal was noted. Private fields: only those who may see
//! them are told. A known anomaly is muted with its reason; there is no date by which it could be told from a new one.

use crate::insight::alert::{AlertSeverity, Case, Finding, Rule};

pub(super) const RULE: Rule = Rule {
    id: "I09",
    severity: AlertSeverity::Red,
    thresholds: &[],
    tells: &["i09-black", "i09-anomaly"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let record = &case.account.item.record;
    let mut found = Vec::new();
    if record.choice("credit") == Some("black") {
        found.push(Finding::at("i09-black", case.own("credit")));
    }
    if let Some(words) = record.text("anomalies") {
        let first = words.lines().next().unwrap_or_default();
        found.push(Finding::at("i09-anomaly", case.own("anomalies")).says("anomaly", first));
    }
    found
}
