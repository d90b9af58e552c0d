//! Views of the nested records of notes, with typed fields.

mod account;
mod exchange;
mod project;
mod visit;

pub use account::{Concern, DepartmentEntry, KeyAccountRow, MuteEntry, SalesYear};
pub use exchange::{
    AnswerGiven, ExchangePlan, ExchangeSummary, GoalReached, InvitedContact, OurAttendee,
};
pub use project::{
    CommitteeMember, CompetitionRow, CompetitorEntry, Criterion, GivenProof, PlannedWork, Product,
    StageEntry,
};
pub use visit::{NextVisit, ObservationEntry, PromiseEntry};
