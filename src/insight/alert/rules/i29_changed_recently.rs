//! I29: what changed of late: reports, what is known of people, stages. A site on paper knows no reader's last look; the days
//! are a threshold.

use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Case, Finding, Rule, Threshold};

const DAYS: Threshold = Threshold::of("changes_days", 7);

pub(super) const RULE: Rule = Rule {
    id: "I29",
    severity: AlertSeverity::Information,
    thresholds: &[DAYS],
    tells: &["i29"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let days = case.threshold(&DAYS);
    let lately = |day| (0..=days).contains(&case.days_since(day));
    let reports: Vec<Ground<'a>> = case
        .meetings
        .iter()
        .filter(|meeting| lately(meeting.date.day))
        .map(|meeting| Ground::field(meeting.item, "date"))
        .collect();
    let steps = case.steps.iter().filter(|step| lately(step.day));
    let people: Vec<Ground<'a>> = steps
        .flat_map(|step| &step.changes)
        .map(|change| Ground::field(change.item, "observations"))
        .collect();
    let stages: Vec<Ground<'a>> = case
        .projects
        .iter()
        .flat_map(|open| {
            let entered = open.spans.iter().filter(|span| lately(span.from.day));
            entered.map(|_| Ground::field(open.item(), "stage_history"))
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
