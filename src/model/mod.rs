//! The domain as plain data: what lies where, what refers to what, and what is known on a day to a reader.
//!
//! Notes become drafts of accounts (`draft`); the directory knows every name (`directory`); a draft is linked against
//! it (`link`), cut at the day looked at (`cut`) and filtered for its reader (`filter`). After that nothing later and
//! nothing withheld exists, so nothing downstream can show it.

mod account;
mod audience;
mod canary;
mod check;
mod cut;
mod directory;
mod draft;
mod filter;
mod folder;
mod item;
mod link;
mod looks;
mod met;
mod misnamed;
mod misread;
mod place;
mod prose;
mod public_names;
mod rivals;
mod roll;
mod scope;
mod settings;
mod slug;
mod superiors;
mod team;
mod told;
mod unplaced;
mod withheld;

pub use account::{Account, Contact, Exchange, Project, Visit, account_of};
pub use audience::{Audience, Viewpoint};
pub use check::check;
pub use cut::{cut, cut_item};
pub use directory::{Asked, Directory, Found, Lookups, Question, Target};
pub use draft::{Draft, Layout, draft_of, other_of};
pub use filter::{filter, filter_item};
pub use item::Item;
pub use link::{link, link_item};
pub use looks::{Colour, Looks};
pub use met::{Met, Shape, Spot, Swap, Why, With};
pub use misnamed::name_of_note;
pub(crate) use place::fields_in_texts;
pub use place::{Place, RESERVED_PAGES, RESERVED_ROOMS, is_in_reserved_room, place_of};
pub use prose::{Leads, Prose, is_active};
pub use rivals::check_rivals;
pub use roll::{Roll, RollEntry};
pub use scope::Scope;
pub use settings::{Settings, Teammate};
pub use slug::{TakenSlugs, slug_of};
pub use superiors::check_superiors;
pub use team::{check_team, each_person};
pub use told::{Counts, Included, Told, Withheld};
pub use withheld::Walk;
