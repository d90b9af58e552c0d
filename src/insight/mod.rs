//! Facts derived from an account: what is known about people, meetings, stages, totals, sensitivity, promises,
//! coverage, information, health, differences between two days, and alerts. All functions are pure; facts cite the
//! places in notes that they are based on.
//!
//! Everything is computed from an account that was cut and filtered, so a fact never depends on what is withheld.

mod advance;
mod alert;
mod coverage;
mod decision;
mod difference;
mod ground;
mod health;
mod history;
mod information;
mod limit;
mod meeting;
mod promise;
mod promise_counts;
mod scorecard;
mod sensitivity;
mod stage;
mod standing;

pub use advance::{StalledRun, aim_reached, stalled_runs};
pub use alert::{
    ActiveProject, Alert, AlertSeverity, Finding, FindingValue, Mute, Person, RULES, Rule,
    RuleContext, RuleFacts, Threshold, alerts, check_mutes, check_thresholds,
};
pub use coverage::{Coverage, CoveredPerson, DepartmentCoverage, Reach};
pub use decision::Deciders;
pub use difference::{DayView, Difference, State, Subject, Topic, differences};
pub use ground::Ground;
pub use health::{Health, HealthFacts, HealthPart, HealthPartKind, PART_POINTS, health};
pub use history::{Change, ChangeDay, ChangeKind, OBSERVED, change_days, known_on};
pub use information::{InformationClass, QuestionStatus, information};
pub use limit::stage_limit_days;
pub use meeting::{Agreed, Appointment, Meeting, appointments, days_between, meetings};
pub use promise::{Promise, PromiseState, Side, promises};
pub use promise_counts::{PromiseCounts, count_promises};
pub use scorecard::{
    RivalTotal, Scorecard, ScorecardRow, SideScores, lead_history, same_rival, scorecard,
};
pub use sensitivity::{ScoreTurn, Sensitivity, VisitWorth, WeightTurn, sensitivity};
pub use stage::{Progress, StageEvidence, StageSpan, lead_project, progress, stage_spans};
pub use standing::{KnownValue, Observation, Standing, standing};
