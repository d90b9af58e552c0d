//! The loop of editing: what changes on disk is noticed, read again, and built again.
//!
//! `watcher` notices, by the system's events or by looking (`lost` finds out where events do not come); `session` holds
//! the site between two builds, and `entries` puts into its snapshot what was read again; `to_disk` is the command.

mod entries;
mod session;

pub use session::{Changes, Session};
