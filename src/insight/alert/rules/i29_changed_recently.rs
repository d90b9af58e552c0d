//! I29: what changed recently: reports, what is known about people, stages. A static site does not know when a reader
//! last looked, so a threshold sets the number of days.

use crate::domain::{Item, Project, Visit};
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Finding, Rule, RuleContext, Threshold};

const DAYS: Threshold = Threshold::of("changes_days", 7);

pub(super) const RULE: Rule = Rule {
    id: "I29",
    severity: AlertSeverity::Information,
    thresholds: &[DAYS],
    messages: &["i29"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let days = context.threshold(&DAYS);
    let is_recent = |day| (0..=days).contains(&context.days_since(day));
    let reports: Vec<Ground<'a>> = context
        .meetings
        .iter()
        .filter(|meeting| is_recent(meeting.date.day))
        .map(|meeting| Ground::field(meeting.item, Item::DATE))
        .collect();
    let change_days = context
        .change_days
        .iter()
        .filter(|change_day| is_recent(change_day.day));
    let people: Vec<Ground<'a>> = change_days
        .flat_map(|change_day| &change_day.changes)
        .map(|change| Ground::field(change.item, Visit::OBSERVATIONS))
        .collect();
    let stages: Vec<Ground<'a>> = context
        .projects
        .iter()
        .flat_map(|open| {
            let entered = open.spans.iter().filter(|span| is_recent(span.from.day));
            entered.map(|_| Ground::field(open.item(), Project::STAGE_HISTORY))
        })
        .collect();
    let counts = [reports.len(), people.len(), stages.len()];
    let mut grounds = reports.into_iter().chain(people).chain(stages);
    let Some(first) = grounds.next() else {
        return Vec::new();
    };
    let finding = Finding::at("i29", first)
        .and_at(grounds)
        .number("days", days)
        .number("count", counts.iter().sum::<usize>())
        .number("reports", counts[0])
        .number("people", counts[1]);
    vec![finding.number("stages", counts[2])]
}
