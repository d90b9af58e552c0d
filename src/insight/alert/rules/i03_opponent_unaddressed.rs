//! I03: an opponent of influence, and nothing open that is meant for them.

use crate::insight::Side;
use crate::insight::alert::{AlertSeverity, Case, Finding, Person, Rule, Said, Threshold};

/// Influence from 1, member, to 4, decision maker.
const INFLUENCE: Threshold = Threshold::of("opponent_influence", 3);

pub(super) const RULE: Rule = Rule {
    id: "I03",
    severity: AlertSeverity::Red,
    thresholds: &[INFLUENCE],
    tells: &["i03"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let least = case.threshold(&INFLUENCE);
    let people = case.people.iter();
    let opponents = people
        .filter(|person| person.attitude() == Some("opponent") && person.influence() >= least);
    let alone = opponents.filter(|person| !has_plan(case, person));
    let finding = |person: &Person<'_, 'a>| {
        let influence = person.standing.influence.map(|known| known.value);
        let finding = Finding::at("i03", person.ground("attitude"))
            .and_at([person.ground("influence")])
            .says("name", person.name());
        match influence {
            Some(value) => finding.with("influence", Said::Value(value)),
            None => finding.says("influence", "?"),
        }
    };
    alone.map(finding).collect()
}

/// Whether a promise or an action of ours that is open is meant for a person.
fn has_plan(case: &Case<'_, '_>, person: &Person<'_, '_>) -> bool {
    let mut ours = case.promises.iter().filter(|one| one.side != Side::Theirs);
    ours.any(|one| {
        let whom = one.contact().and_then(|contact| contact.target);
        one.state.is_open() && whom == Some(person.contact.item.id)
    })
}
