//! C03: our score was raised, and nobody met the customer between the two days.

use crate::forms::Score;
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Case, Finding, OpenProject, Rule};

pub(super) const RULE: Rule = Rule {
    id: "C03",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    tells: &["c03"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let mut found = Vec::new();
    for open in &case.projects {
        let rows = open.card.iter().flat_map(|card| &card.rows);
        found.extend(rows.filter_map(|row| raised(case, open, row.criterion, row.us.history)));
    }
    found
}

/// The last change of a score, if it went up between two meetings.
fn raised<'a>(
    case: &Case<'_, 'a>,
    open: &OpenProject<'a>,
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
    let mut meetings = case.meetings.iter();
    let met = meetings.any(|meeting| between(meeting.date.day));
    let finding = Finding::at("c03", Ground::at(open.item(), now.span))
        .and_at([Ground::at(open.item(), before.span)])
        .says("criterion", criterion)
        .says("project", open.name())
        .number("before", before.points)
        .number("now", now.points)
        .day("from", *from)
        .day("to", *to);
    (now.points > before.points && !met).then_some(finding)
}
