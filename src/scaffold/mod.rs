//! New notes: a note of a kind with every field of its forms in the order on paper, prefilled with what is known; and
//! the notes of a starter site.
//!
//! Makes texts only: known values come from the model (`prefill`, `visit`), the path follows from the name (`place`),
//! and nothing is written to disk here.

mod context;
mod field;
mod hint;
mod note;
mod place;
mod prefill;
mod rows;
mod starter;
mod visit;
mod yaml;

pub use context::ScaffoldContext;
pub use note::{Prefill, Scaffold, note_of};
pub use place::{path_of, slug_for};
pub use prefill::{account_scaffold, competitor_scaffold, contact_scaffold, project_scaffold};
pub use starter::{StarterFile, starter};
pub use visit::{MeetingRequest, NewMeeting, exchange_scaffold, visit_scaffold};
