//! I14: the claimed stage is ahead of the evidenced one.

use super::i13_stage_stalled::stage;
use crate::insight::alert::{
    ActiveProject, AlertSeverity, Finding, FindingValue, Rule, RuleContext,
};

pub(super) const RULE: Rule = Rule {
    id: "I14",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    messages: &["i14"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    context.projects.iter().filter_map(is_ahead).collect()
}

fn is_ahead<'a>(open: &ActiveProject<'a>) -> Option<Finding<'a>> {
    let progress = &open.progress;
    let claimed = progress.claimed_number()?;
    let lacking = progress.evidence.get(progress.evidenced)?.stage;
    let finding = Finding::at("i14", open.stage_ground())
        .with_text("project", open.name())
        .number("claimed", claimed)
        .number("evidenced", progress.evidenced)
        .with("lacking", FindingValue::Choice(stage(open, lacking)?));
    (claimed > progress.evidenced).then_some(finding)
}
