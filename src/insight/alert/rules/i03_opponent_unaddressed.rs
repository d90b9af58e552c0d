//! I03: an influential opponent, and no open action that addresses them.

use crate::domain::{Attitude, Contact};
use crate::insight::Side;
use crate::insight::alert::{
    AlertSeverity, Finding, FindingValue, Person, Rule, RuleContext, Threshold,
};

/// Influence from 1 (member) to 4 (decision maker).
const INFLUENCE: Threshold = Threshold::of("opponent_influence", 3);

pub(super) const RULE: Rule = Rule {
    id: "I03",
    severity: AlertSeverity::Red,
    thresholds: &[INFLUENCE],
    messages: &["i03"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let least = context.threshold(&INFLUENCE);
    let people = context.people.iter();
    let opponents = people.filter(|person| {
        person.standing.attitude() == Some(Attitude::Opponent) && person.influence() >= least
    });
    let alone = opponents.filter(|person| !has_plan(context, person));
    let finding = |person: &Person<'_, 'a>| {
        let influence = person.standing.influence.map(|known| known.value);
        let finding = Finding::at("i03", person.ground(Contact::ATTITUDE))
            .and_at([person.ground(Contact::INFLUENCE)])
            .with_text("name", person.name());
        match influence {
            Some(value) => finding.with("influence", FindingValue::Value(value)),
            None => finding.with_text("influence", "?"),
        }
    };
    alone.map(finding).collect()
}

/// Whether one of our open promises or actions is meant for a person.
fn has_plan(context: &RuleContext<'_, '_>, person: &Person<'_, '_>) -> bool {
    let mut ours = context
        .promises
        .iter()
        .filter(|one| one.side != Side::Theirs);
    ours.any(|one| {
        let best_person = one.contact().and_then(|contact| contact.target);
        one.state.is_open() && best_person == Some(person.contact.item.id)
    })
}
