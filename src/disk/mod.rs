//! The disk: a site's folder is read into memory, and a built site is written to its output folder.
//!
//! Reading: `read` walks a folder, `part` reads one path, `survey` looks without reading, `built` knows the files that an
//! earlier build wrote among the notes. Writing: `write` owns an output folder, `admission` decides which folders are
//! accepted, `manifest` lists our files, `record` says for whom they are, `guard` refuses what would show readers more,
//! `claims` holds the paths of one build, `standing` what is there already, `stage` what is not visible yet. `create`
//! writes one new file, `attachment` opens one that is requested, `place` checks paths, `fault` is what can go wrong.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod admission;
mod attachment;
pub(crate) mod attachments;
mod built;
mod claims;
mod create;
mod fault;
mod guard;
mod manifest;
mod part;
mod place;
mod read;
mod record;
pub(crate) mod site_folder;
mod stage;
mod standing;
mod survey;
mod write;

pub use attachment::open_attachment;
pub use create::{CreateError, create_file};
pub use fault::{Fault, OpenError, WriteError};
pub use guard::{Allowed, Held};
pub use part::{Part, read_part};
pub use place::{Misplaced, check_place};
pub use read::{FileFound, Found, Link, NOTE_SIZE_LIMIT_BYTES, Refusal, read_folder, real_root};
pub use record::ScopeRecord;
pub use survey::{Survey, survey};
pub use write::{Writer, Written};

/// The name of the list of files that are ours, in the output folder.
pub const MANIFEST_NAME: &str = ".kafolio.json";
