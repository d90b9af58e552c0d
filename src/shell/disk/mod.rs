//! The disk: a site's folder is read into memory, and a built site is written to its output folder.
//!
//! `read` owns what of a folder is read, `built` which files among the notes an earlier build wrote, `part` the same as `read` for one path, `survey` what of it is seen without reading,
//! `write` what happens to an output folder: `admission` says which folders are
//! taken at all, `manifest` lists the files that are ours, `record` says for whom they are, `guard` what is not put in their place, `claims` the paths of one build, `standing` is what is there
//! already, `stage` what is not yet shown, `create` one new file among the notes, `attachment` one that is asked for, `fault` what can go wrong, `place` which paths are acceptable. What a file
//! means is left to others.

mod admission;
mod attachment;
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
