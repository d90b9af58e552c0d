//! Notes to begin with: a blank note of a kind, with every field of its forms in the order of the paper and with what is
//! known already; and the notes of a first site.
//!
//! Texts only: what is known comes from the model (`start`, `visit`), where a note goes is said by its path (`place`),
//! and nothing is written here.

mod field;
mod hint;
mod note;
mod place;
mod rows;
mod start;
mod starter;
mod visit;
mod yaml;

pub use note::{Blank, Given, note_of};
pub use place::{path_of, slug_for};
pub use start::{ScaffoldContext, account_start, competitor_start, contact_start, project_start};
pub use starter::{StarterFile, starter};
pub use visit::{Meeting, Wish, exchange_start, visit_start};
