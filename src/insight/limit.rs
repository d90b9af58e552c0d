//! How long a project may stay in a stage before somebody should ask why.

use crate::domain::Settings;

/// The default limit in days of each stage: what projects of this size usually take.
const USUAL_DAYS: [(&str, i64); 7] = [
    ("planning", 60),
    ("visiting", 90),
    ("preliminary_proposal", 60),
    ("demonstration", 90),
    ("solution_definition", 60),
    ("evaluation", 60),
    ("negotiation", 45),
];

/// Returns the most days in a stage: `thresholds.stage_days_<stage>`, else `thresholds.stage_days`, else the default;
/// `None` for a final stage.
pub fn stage_limit_days(settings: &Settings, stage: &str) -> Option<i64> {
    let (_, usual) = USUAL_DAYS.iter().find(|(known, _)| *known == stage)?;
    let of_all = settings.threshold("stage_days", *usual);
    Some(settings.threshold(&format!("stage_days_{stage}"), of_all))
}
