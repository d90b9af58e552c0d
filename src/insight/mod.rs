//! Facts that follow from what is known: standing of people, meetings, stages, totals, sensitivity, promises, coverage,
//! information, health, what differs between two days, and the alerts they raise. All pure; each knows the places in
//! notes that it rests on.
//!
//! Everything here is computed from an account that was cut and filtered, so a fact never rests on what is withheld.

mod advance;
mod alert;
mod coverage;
mod difference;
mod ground;
mod health;
mod history;
mod information;
mod ledger;
mod limit;
mod meeting;
mod promise;
mod scorecard;
mod sensitivity;
mod stage;
mod standing;

pub use advance::{Run, aim_reached, runs};
pub use alert::{
    Alert, AlertSeverity, Case, CaseFacts, Finding, Mute, OpenProject, Person, RULES, Rule, Said,
    Threshold, alerts, check_mutes, check_thresholds,
};
pub use coverage::{Coverage, DepartmentCoverage, Reach, Seen};
pub use difference::{About, DayView, Difference, State, Topic, differences};
pub use ground::Ground;
pub use health::{Health, HealthFacts, HealthPart, PART_POINTS, health};
pub use history::{Change, OBSERVED, Step, What, known_on, steps};
pub use information::{Answered, InformationClass, information};
pub use ledger::{Ledger, ledger};
pub use limit::stage_limit_days;
pub use meeting::{Appointment, Meeting, appointments, days_between, meetings};
pub use promise::{Promise, PromiseState, Side, promises};
pub use scorecard::{
    Held, RivalTotal, Scorecard, ScorecardRow, lead_history, same_rival, scorecard,
};
pub use sensitivity::{ScoreTurn, Sensitivity, VisitWorth, WeightTurn, sensitivity};
pub use stage::{Progress, StageEvidence, StageSpan, lead_project, progress, stage_spans};
pub use standing::{Known, Observation, Standing, standing};
