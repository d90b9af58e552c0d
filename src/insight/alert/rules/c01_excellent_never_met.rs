//! C01: rapport is recorded as excellent with somebody whom we never met according to the reports.

use crate::domain::{Contact, Rapport};
use crate::insight::alert::{AlertSeverity, Finding, FindingValue, Rule, RuleContext};

pub(super) const RULE: Rule = Rule {
    id: "C01",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    messages: &["c01"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let people = context.people.iter();
    let unmet = people.filter(|person| person.last_met.is_none());
    let excellent = unmet.filter_map(|person| {
        let rapport = person.standing.rapport?;
        let finding = Finding::at("c01", person.ground(Contact::RAPPORT))
            .with_text("name", person.name())
            .with("rapport", FindingValue::Value(rapport.value))
            .owned_by(person.contact.owner());
        (person.standing.rapport() == Some(Rapport::Excellent)).then_some(finding)
    });
    excellent.collect()
}
