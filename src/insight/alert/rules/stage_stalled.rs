//! I13: a project is in its stage for too long, or went back.

use crate::forms::{Choice, dictionary};
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Case, Finding, OpenProject, Rule, Said, Threshold};
use crate::insight::stage::stage_number;

/// By stage, in the order of the form; a won project may stay.
const DAYS: [Threshold; 7] = [
    Threshold::of("stage_days_planning", 30),
    Threshold::of("stage_days_visiting", 60),
    Threshold::of("stage_days_preliminary_proposal", 45),
    Threshold::of("stage_days_demonstration", 60),
    Threshold::of("stage_days_solution_definition", 60),
    Threshold::of("stage_days_evaluation", 60),
    Threshold::of("stage_days_negotiation", 45),
];

pub(super) const RULE: Rule = Rule {
    id: "I13",
    severity: AlertSeverity::Amber,
    thresholds: &DAYS,
    tells: &["i13", "i13-back"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let projects = case.projects.iter();
    projects
        .flat_map(|open| [went_back(open), stalled(case, open)])
        .flatten()
        .collect()
}

fn stalled<'a>(case: &Case<'_, 'a>, open: &OpenProject<'a>) -> Option<Finding<'a>> {
    let span = open.spans.last()?;
    let limit = DAYS.get(stage_number(span.stage)?.checked_sub(1)?)?;
    let limit = case.threshold(limit);
    let finding = Finding::at("i13", Ground::field(open.item(), "stage_history"))
        .says("project", open.name())
        .with("stage", Said::Choice(stage(span.stage)?))
        .day("since", span.from)
        .number("days", span.days)
        .number("limit", limit);
    (i64::from(span.days) > limit).then_some(finding)
}

fn went_back<'a>(open: &OpenProject<'a>) -> Option<Finding<'a>> {
    let [.., before, now] = open.spans.as_slice() else {
        return None;
    };
    let is_back = stage_number(now.stage)? < stage_number(before.stage)?;
    let finding = Finding::at("i13-back", Ground::field(open.item(), "stage_history"))
        .says("project", open.name())
        .with("from", Said::Choice(stage(before.stage)?))
        .with("to", Said::Choice(stage(now.stage)?))
        .day("since", now.from);
    is_back.then_some(finding)
}

/// A stage with its labels.
pub(super) fn stage(key: &str) -> Option<&'static Choice> {
    let stages = dictionary().choices("stage")?;
    stages.values.iter().find(|choice| choice.key == key)
}
