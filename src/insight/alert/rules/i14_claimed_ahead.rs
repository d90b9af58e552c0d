//! I14: the stage the notes claim is ahead of what they show.

use super::stage_stalled::stage;
use crate::insight::alert::{AlertSeverity, Case, Finding, OpenProject, Rule, Said};

pub(super) const RULE: Rule = Rule {
    id: "I14",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    tells: &["i14"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    case.projects.iter().filter_map(ahead).collect()
}

fn ahead<'a>(open: &OpenProject<'a>) -> Option<Finding<'a>> {
    let progress = &open.progress;
    let claimed = progress.claimed_number()?;
    let lacking = progress.evidence.get(progress.evidenced)?.stage;
    let finding = Finding::at("i14", open.stage_ground())
        .says("project", open.name())
        .number("claimed", claimed)
        .number("evidenced", progress.evidenced)
        .with("lacking", Said::Choice(stage(lacking)?));
    (claimed > progress.evidenced).then_some(finding)
}
