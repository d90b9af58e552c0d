//! What changes on disk is noticed, read again, and built again.
//!
//! `watcher` notices, by the system's events or by looking (`surveyor`, which also finds out where events do not arrive);
//! `session` holds the site between two builds, and `entries` puts into its snapshot what was read again.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod entries;
mod session;
mod surveyor;
mod watcher;

pub use session::Changes;
pub use session::Session;
pub use watcher::{How, Watcher};
