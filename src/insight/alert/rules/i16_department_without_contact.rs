//! I16: a department whose concern we know, and in which we know nobody.

use crate::forms::{Record, Value};
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Case, Finding, Rule, Said};

pub(super) const RULE: Rule = Rule {
    id: "I16",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    tells: &["i16"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let concerns = case.account.item.record.records("concerns").iter();
    let mut found = Vec::new();
    let mut told: Vec<&Value> = Vec::new();
    for row in concerns {
        let Some(department) = department_of(row) else {
            continue;
        };
        let known = case.people.iter().any(|person| {
            !person.is_placeholder()
                && department_of(person.record()).is_some_and(|own| is_same(own, department))
        });
        if known || told.iter().any(|one| is_same(one, department)) {
            continue;
        }
        told.push(department);
        let ground = Ground::at(&case.account.item, row.span);
        let finding = Finding::at("i16", ground).with("department", Said::Value(department));
        found.push(finding.says("concern", row.text("concern").unwrap_or("…")));
    }
    found
}

fn department_of(record: &Record) -> Option<&Value> {
    record.entry("department").map(|entry| &entry.value)
}

/// Whether two departments are one: the same of the list, or the same words.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Choice(_, one), Value::Choice(_, other)) => one == other,
        _ => false,
    }
}
