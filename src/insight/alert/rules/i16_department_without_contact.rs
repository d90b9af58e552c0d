//! I16: a department whose concerns we know, but none of its people.

use crate::forms::Value;
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Finding, FindingValue, Rule, RuleContext};

pub(super) const RULE: Rule = Rule {
    id: "I16",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    messages: &["i16"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let concerns = context.account.concerns();
    let mut found = Vec::new();
    let mut reported: Vec<&Value> = Vec::new();
    for row in concerns {
        let Some(department) = row.department_value() else {
            continue;
        };
        let known = context.people.iter().any(|person| {
            !person.is_placeholder()
                && person
                    .contact
                    .department_value()
                    .is_some_and(|own| own.is_same_choice(department))
        });
        if known || reported.iter().any(|one| one.is_same_choice(department)) {
            continue;
        }
        reported.push(department);
        let ground = Ground::at(&context.account.item, row.record.span);
        let finding =
            Finding::at("i16", ground).with("department", FindingValue::Value(department));
        found.push(finding.with_text("concern", row.concern().unwrap_or("…")));
    }
    found
}
