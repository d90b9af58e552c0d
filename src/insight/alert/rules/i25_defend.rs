//! I25: an account that rivals are likely to attack, and that has a rival in it.

use crate::domain::{Account, KeyAccountCriterion, KeyAccountRow};
use crate::forms::{Reference, Score};
use crate::insight::alert::{AlertSeverity, Finding, FindingValue, Rule, RuleContext, Threshold};
use crate::insight::{Ground, same_rival};

const POINTS: Threshold = Threshold::of("exposure_points", 4);

pub(super) const RULE: Rule = Rule {
    id: "I25",
    severity: AlertSeverity::Amber,
    thresholds: &[POINTS],
    messages: &["i25"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let rows = context.account.key_account();
    let mut rows = rows.filter(|row| row.criterion() == Some(KeyAccountCriterion::Exposure));
    let Some((row, points)) = rows.next_back().and_then(|row| Some((row, points(row)?))) else {
        return Vec::new();
    };
    let mut rivals: Vec<&'a Reference> = Vec::new();
    let mut grounds = vec![Ground::at(&context.account.item, row.record.span)];
    for open in &context.projects {
        let listed = open.project.competitors();
        let listed = listed.filter_map(|row| row.name());
        let scored = open.card.iter().flat_map(|card| &card.rivals);
        for rival in listed.chain(scored.map(|rival| rival.name)) {
            if !rivals.iter().any(|known| same_rival(known, rival)) {
                rivals.push(rival);
                grounds.push(Ground::at(open.item(), rival.span));
            }
        }
    }
    if rivals.is_empty() || i64::from(points) < context.threshold(&POINTS) {
        return Vec::new();
    }
    let finding = Finding::based_on("i25", grounds, context.own(Account::KEY_ACCOUNT));
    let names = rivals.into_iter().map(FindingValue::Reference).collect();
    vec![
        finding
            .number("points", points)
            .with("names", FindingValue::List(names)),
    ]
}

fn points(row: KeyAccountRow<'_>) -> Option<u8> {
    Score::current(row.scores()).map(|score| score.points)
}
