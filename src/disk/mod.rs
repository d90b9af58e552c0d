//! The disk: a site's folder is read into memory, and a built site is written to its output folder.
//!
//! Reading: `read` walks a folder, `part` reads one path, `survey` lists without reading, `refusal` says why something is not
//! read, `built` recognizes the files that an earlier build wrote among the notes. Writing: `write` owns an output folder, `admission` decides which folders are
//! accepted, `manifest` lists our files, `record` stores their audience, `guard` refuses to replace a site by mistake,
//! `claims` collects the paths of one build, `existing` inspects what is already there, `stage` holds what is not visible
//! yet. `create` writes one new file, `attachment` opens one that is requested, `place` checks paths, `fault` defines the
//! errors.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod admission;
mod attachment;
pub(crate) mod attachments;
mod built;
mod claims;
mod create;
mod existing;
mod fault;
mod guard;
mod manifest;
mod part;
mod place;
mod read;
mod record;
mod refusal;
pub(crate) mod site_folder;
mod stage;
mod survey;
mod write;

pub use attachment::open_attachment;
pub use create::{CreateError, create_file};
pub use fault::{Fault, OpenError, WriteError};
pub use guard::{Allowed, Blocked};
pub use manifest::{MANIFEST_NAME, ManifestError};
pub use part::{Part, read_part};
pub use place::{Misplaced, check_place};
pub use read::{FileFound, Found, Link, NOTE_SIZE_LIMIT_BYTES, read_folder, real_root};
pub use record::ScopeRecord;
pub use refusal::{FolderError, Refusal};
pub use site_folder::SiteError;
pub use survey::{Survey, survey};
pub use write::{Writer, Written};
