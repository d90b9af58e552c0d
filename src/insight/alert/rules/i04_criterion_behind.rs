//! I04: a criterion with much weight on which a rival leads.

use crate::insight::alert::{
    ActiveProject, AlertSeverity, Finding, FindingValue, Rule, RuleContext, Threshold,
};
use crate::insight::{Ground, Scorecard, ScorecardRow};

const WEIGHT: Threshold = Threshold::of("criterion_weight_percent", 20);
const POINTS: Threshold = Threshold::of("criterion_behind_points", 1);

pub(super) const RULE: Rule = Rule {
    id: "I04",
    severity: AlertSeverity::Red,
    thresholds: &[WEIGHT, POINTS],
    messages: &["i04"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let (weight, points) = (context.threshold(&WEIGHT), context.threshold(&POINTS));
    let mut found = Vec::new();
    for open in &context.projects {
        let Some(card) = &open.card else { continue };
        let is_heavy = |row: &&ScorecardRow<'a>| {
            let hundredths = row.weight.map(|weight| i64::from(weight.hundredths));
            hundredths.is_some_and(|hundredths| hundredths >= weight.saturating_mul(100))
        };
        let heavy = card.rows.iter().filter(is_heavy);
        found.extend(heavy.filter_map(|row| behind(open, card, row, points)));
    }
    found
}

/// Finds the rival that leads most on a row, if by at least so many points.
fn behind<'a>(
    open: &ActiveProject<'a>,
    card: &Scorecard<'a>,
    row: &ScorecardRow<'a>,
    points: i64,
) -> Option<Finding<'a>> {
    let gaps = (0..card.rivals.len()).filter_map(|rival| Some((row.gap(rival)?, rival)));
    let (gap, rival) = gaps.min()?;
    if i64::from(-gap) < points.max(1) {
        return None;
    }
    let finding = Finding::at("i04", Ground::at(open.item(), row.entry.record.span))
        .with_text("criterion", row.criterion)
        .with_text("weight", row.weight?.number())
        .with(
            "rival",
            FindingValue::Reference(card.rivals.get(rival)?.name),
        )
        .with_text("project", open.name())
        .number("gap", -gap)
        .number("us", row.us.points()?);
    Some(finding.number("theirs", row.rivals.get(rival)?.points()?))
}
