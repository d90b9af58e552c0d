//! References: the place of every note, the directory of all names, and links between notes.

mod check;
pub(in crate::domain) mod directory;
mod draft;
mod folder;
mod index;
mod link;
mod links_in_texts;
mod misnamed;
mod misread;
mod place;
mod rivals;
mod superiors;
mod team;
mod unplaced;

pub use check::check;
pub use directory::{Answers, Directory, Lookups, Matches, Question, Referent, Target};
pub use draft::{Draft, Layout, draft_of, other_of};
pub use index::{Index, IndexEntry};
pub use link::{link, link_item};
pub use links_in_texts::is_active;
pub(crate) use links_in_texts::without_unresolved_names;
pub use misnamed::name_of_note;
pub(crate) use place::fields_in_texts;
pub use place::{Place, ReservedRoutes, place_of};
pub use rivals::check_rivals;
pub use superiors::check_superiors;
pub use team::{check_team, each_person};
