//! How long a project may stay in a stage before somebody should ask why.

use crate::domain::Settings;

/// Days in a stage where site.yaml says nothing: what projects of this size take from step to step.
const USUAL_DAYS: [(&str, i64); 7] = [
    ("planning", 60),
    ("visiting", 90),
    ("preliminary_proposal", 60),
    ("demonstration", 90),
    ("solution_definition", 60),
    ("evaluation", 60),
    ("negotiation", 45),
];

/// The most days in a stage: `thresholds.stage_days_<stage>`, else `thresholds.stage_days`, else the usual; nothing for
/// a stage that is an end.
pub fn stage_limit_days(settings: &Settings, stage: &str) -> Option<i64> {
    let (_, usual) = USUAL_DAYS.iter().find(|(known, _)| *known == stage)?;
    let of_all = settings.threshold("stage_days", *usual);
    Some(settings.threshold(&format!("stage_days_{stage}"), of_all))
}
