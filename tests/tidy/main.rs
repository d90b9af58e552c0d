//! Checks of the source code itself: what a review finds twice becomes a check here.
//!
//! `layers`: which module may use which, and which may access the system. `cycles`: which files may use one another, by what
//! `imports` finds. `shape`: length, opening comment and name of files. `words`: every key and every string that is used exists,
//! and is used. `phrases`: likewise the program's own words.
#![allow(clippy::disallowed_methods)]

mod cycles;
mod imports;
mod layers;
mod phrases;
mod shape;
mod sources;
mod words;
