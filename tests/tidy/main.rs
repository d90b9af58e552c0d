//! Checks of the source code itself: what a review finds twice becomes a check here.
//!
//! `layers`: which module may use which, and which may access the system. `shape`: length, opening comment and name of
//! files. `words`: every key and every string that is used exists, and is used.
#![allow(clippy::disallowed_methods)]

mod layers;
mod shape;
mod sources;
mod words;
