//! Facts that follow from what is known: standing of people, meetings, stages, totals, promises, coverage. All pure.
//!
//! Everything here is computed from an account that was cut and filtered, so a fact never rests on what is withheld.

mod coverage;
mod meeting;
mod promise;
mod scorecard;
mod stage;
mod standing;

pub use coverage::{Coverage, coverage};
pub use meeting::{Appointment, Meeting, appointments, meetings};
pub use promise::{Promise, PromiseState, Side, promises};
pub use scorecard::{RivalTotal, Scorecard, ScorecardRow, same_rival, scorecard};
pub use stage::{Progress, StageEvidence, StageSpan, lead_project, progress, stage_spans};
pub use standing::{Known, Observation, Standing, standing};
