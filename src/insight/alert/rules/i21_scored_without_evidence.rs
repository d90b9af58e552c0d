//! I21: too much of the weight is scored without evidence.

use crate::insight::Ground;
use crate::insight::alert::{ActiveProject, AlertSeverity, Finding, Rule, RuleContext, Threshold};

const PERCENT: Threshold = Threshold::of("unevidenced_percent", 30);

pub(super) const RULE: Rule = Rule {
    id: "I21",
    severity: AlertSeverity::Amber,
    thresholds: &[PERCENT],
    messages: &["i21"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let limit = context.threshold(&PERCENT);
    let unevidenced = |open: &ActiveProject<'a>| {
        let rows = open.card.as_ref()?.rows.iter();
        let rows: Vec<_> = rows
            .filter(|row| row.us.score.is_some() && !row.us.evidenced)
            .collect();
        let hundredths = rows.iter().filter_map(|row| row.weight);
        let hundredths: i64 = hundredths.map(|weight| i64::from(weight.hundredths)).sum();
        let first = rows.first().filter(|_| hundredths >= limit * 100)?;
        let ground =
            |row: &crate::insight::ScorecardRow<'a>| Ground::at(open.item(), row.entry.record.span);
        let grounds = rows.iter().map(|row| ground(row));
        let finding = Finding::based_on("i21", grounds, ground(first))
            .with_text("project", open.name())
            .number("percent", hundredths / 100);
        Some(finding.names("criteria", rows.iter().map(|row| row.criterion)))
    };
    context.projects.iter().filter_map(unevidenced).collect()
}
