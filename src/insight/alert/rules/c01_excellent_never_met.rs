//! C01: rapport is said to be excellent with somebody whom no report has met.

use crate::insight::alert::{AlertSeverity, Case, Finding, Rule, Said};

pub(super) const RULE: Rule = Rule {
    id: "C01",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    tells: &["c01"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let people = case.people.iter();
    let unmet = people.filter(|person| person.last_met.is_none());
    let excellent = unmet.filter_map(|person| {
        let rapport = person.standing.rapport?;
        let finding = Finding::at("c01", person.ground("rapport"))
            .says("name", person.name())
            .with("rapport", Said::Value(rapport.value))
            .owned_by(person.record().text("owner"));
        (rapport.key() == Some("excellent")).then_some(finding)
    });
    excellent.collect()
}
