//! The loop of editing: what changes on disk is noticed, read again, and built again.
//!
//! `watcher` notices, by the system's events or by looking (`surveyor`, which also finds out where events do not come);
//! `session` holds the site between two builds, and `entries` puts into its snapshot what was read again; `to_disk` is
//! the command.

mod entries;
mod session;
mod surveyor;
mod to_disk;
mod watcher;

pub use session::Changes;
pub use session::Session;
pub(super) use to_disk::to_disk;
pub use watcher::{How, Watcher};
