//! The domain as plain data: accounts and what belongs to them, references between notes, and what a reader may know
//! on a day.
//!
//! Notes become drafts of accounts; `resolve` knows every name and links a draft; `visibility` cuts it to the as-of
//! day and filters it for its reader. After that nothing later and nothing withheld exists, so nothing downstream can
//! show it.

mod account;
mod appearance;
mod choices;
mod contact;
mod exchange;
mod fields;
mod item;
mod project;
mod prose;
pub(crate) mod resolve;
mod rows;
mod settings;
mod slug;
pub(crate) mod visibility;
mod visit;

pub use account::{Account, account_of};
pub use appearance::{Appearance, Colour};
pub use choices::{
    Attitude, BuyingRole, Credit, Department, Influence, KeyAccountCriterion, KnownChoice, Mode,
    Objective, Outcome, Proof, Rapport, RelationState, Stage, Status, Step, Tier,
};
pub use contact::Contact;
pub use exchange::Exchange;
pub use fields::{FieldKey, Rows};
pub use item::Item;
pub use project::Project;
pub use prose::{LinkTarget, Prose};
pub use resolve::{
    Answers, Directory, Draft, Index, IndexEntry, Layout, Lookups, Matches, Place, Question,
    Referent, ReservedRoutes, Target, check, check_rivals, check_superiors, check_team, draft_of,
    each_person, is_active, link, link_item, name_of_note, other_of, place_of,
};
pub(crate) use resolve::{fields_in_texts, without_unresolved_names};
pub use rows::{
    AnswerGiven, CommitteeMember, CompetitionRow, CompetitorEntry, Concern, Criterion,
    DepartmentEntry, ExchangePlan, ExchangeSummary, GivenProof, GoalReached, InvitedContact,
    KeyAccountRow, MuteEntry, NextVisit, ObservationEntry, OurAttendee, PlannedWork, Product,
    PromiseEntry, SalesYear, StageEntry,
};
pub use settings::{Settings, SiteNote, Teammate};
pub use slug::{TakenSlugs, slug_of};
pub use visibility::{Audience, Scope, Viewpoint, cut, cut_item, filter, filter_item};
pub(crate) use visibility::{fits, is_always_shown, is_known, may_see};
pub use visit::Visit;
