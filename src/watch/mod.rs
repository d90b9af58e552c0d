//! Watches a site's folders, reads again what changed, and rebuilds.
//!
//! `watcher` notices changes by the system's events or by polling (`surveyor`, which also detects lost events);
//! `session` keeps the site between builds, and `entries` merges what was read again into its snapshot.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod entries;
mod session;
mod surveyor;
mod watcher;

pub use session::{Changes, NotesUnreadable, Session};
pub use watcher::{WatchMode, Watcher};
