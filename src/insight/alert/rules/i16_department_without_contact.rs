//! I16: a department whose concerns we know, but none of its people.

use crate::forms::{Record, Value};
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
    let concerns = context.account.item.record.records("concerns").iter();
    let mut found = Vec::new();
    let mut reported: Vec<&Value> = Vec::new();
    for row in concerns {
        let Some(department) = department_of(row) else {
            continue;
        };
        let known = context.people.iter().any(|person| {
            !person.is_placeholder()
                && department_of(person.record()).is_some_and(|own| is_same(own, department))
        });
        if known || reported.iter().any(|one| is_same(one, department)) {
            continue;
        }
        reported.push(department);
        let ground = Ground::at(&context.account.item, row.span);
        let finding =
            Finding::at("i16", ground).with("department", FindingValue::Value(department));
        found.push(finding.with_text("concern", row.text("concern").unwrap_or("…")));
    }
    found
}

fn department_of(record: &Record) -> Option<&Value> {
    record.entry("department").map(|entry| &entry.value)
}

/// Whether two departments are the same: the same choice, or the same text.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Choice(_, one), Value::Choice(_, other)) => one == other,
        _ => false,
    }
}
