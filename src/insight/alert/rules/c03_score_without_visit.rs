//! C03: our score was raised without a meeting between the two dates.

use crate::forms::Score;
use crate::insight::Ground;
use crate::insight::alert::{ActiveProject, AlertSeverity, Finding, Rule, RuleContext};

pub(super) const RULE: Rule = Rule {
    id: "C03",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    messages: &["c03"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let mut found = Vec::new();
    for open in &context.projects {
        let rows = open.card.iter().flat_map(|card| &card.rows);
        found.extend(rows.filter_map(|row| raised(context, open, row.criterion, row.us.history)));
    }
    found
}

/// Returns the last change of a score, if it went up without a meeting in between.
fn raised<'a>(
    context: &RuleContext<'_, 'a>,
    open: &ActiveProject<'a>,
    criterion: &'a str,
    history: &'a [Score],
) -> Option<Finding<'a>> {
    let mut dated: Vec<(&'a Score, crate::forms::Moment)> = history
        .iter()
        .filter_map(|score| Some((score, score.date?)))
        .collect();
    dated.sort_by_key(|(_, date)| date.day);
    let [.., (before, from), (now, to)] = dated.as_slice() else {
        return None;
    };
    let between = |day| day > from.day && day <= to.day;
    let mut meetings = context.meetings.iter();
    let met = meetings.any(|meeting| between(meeting.date.day));
    let finding = Finding::at("c03", Ground::at(open.item(), now.span))
        .and_at([Ground::at(open.item(), before.span)])
        .with_text("criterion", criterion)
        .with_text("project", open.name())
        .number("before", before.points)
        .number("now", now.points)
        .day("from", *from)
        .day("to", *to);
    (now.points > before.points && !met).then_some(finding)
}
