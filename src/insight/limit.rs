//! How long a project may stay in a stage before somebody should ask why.

use crate::domain::{KnownChoice, Settings, Stage};

/// The default limit in days of each stage: what projects of this size usually take.
const USUAL_DAYS: [(Stage, i64); 7] = [
    (Stage::Planning, 60),
    (Stage::Visiting, 90),
    (Stage::PreliminaryProposal, 60),
    (Stage::Demonstration, 90),
    (Stage::SolutionDefinition, 60),
    (Stage::Evaluation, 60),
    (Stage::Negotiation, 45),
];

/// Returns the most days in a stage: `thresholds.stage_days_<stage>`, else `thresholds.stage_days`, else the default;
/// `None` for a final stage.
pub fn stage_limit_days(settings: &Settings, stage: Stage) -> Option<i64> {
    let (_, usual) = USUAL_DAYS.iter().find(|(known, _)| *known == stage)?;
    let of_all = settings.threshold("stage_days", *usual);
    Some(settings.threshold(&format!("stage_days_{}", stage.key()), of_all))
}
