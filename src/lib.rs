//! kafolio compiles key-account notes, Markdown with YAML front matter, into a browsable static site.
//!
//! A pure function from a snapshot of files to a tree of files, in a thin shell of effects:
//!
//! ```text
//! Snapshot → Note → Draft → Account → Summary → pages, emitted as they are made
//! ```
//!
//! # The map of the house
//!
//! A room knows only those above it in this list; `tests/tidy.rs` holds the walls.
//!
//! | room | what it owns |
//! |---|---|
//! | [`text`] | sources and places in them, the snapshot (all inputs, the date among them), diagnostics and their words |
//! | [`forms`] | the field dictionary of the seven forms (`forms.yaml`, the one home of every field) and what a field holds |
//! | [`note`] | one file becomes one note and never fails: front matter with places, typed reading, Markdown |
//! | [`model`] | what lies where, what refers to what, what is known on a day (the cut) to a reader (the filter) |
//! | [`insight`] | facts that follow: standing, meetings, stages, totals, promises, coverage; alerts, one rule a file |
//! | [`blank`] | notes to begin with: the forms with what is known already, the notes of a first site |
//! | [`figure`] | numbers become SVG; ignorant of accounts; the only room that names plotters |
//! | [`theme`] | templates, styles, words; the only room that builds Tera |
//! | [`render`] | views and pages |
//! | [`compile`] | one build: the account is the unit of work, the cache makes the next build short |
//! | [`share`] | what must be true of files before they leave the company: pictures encoded anew, nothing withheld in any byte |
//! | [`shell`] | the only room with effects: command line, disk, clock, terminal |
//!
//! # What holds
//!
//! 1. The same snapshot and choice give the same bytes: no clock, no hash order, no thread order reaches a page.
//! 2. Outside [`shell`] there is no file, clock, environment, network or printing.
//! 3. A bad field costs itself, a bad note itself; all diagnostics of a run appear at once.
//! 4. Every diagnostic has a stable code, a place, a sentence that helps and a case in `tests/spec`.
//! 5. After linking, cut and filter, nothing later and nothing withheld exists, so nothing downstream can leak it.
//! 6. Every link is relative and names a file.
//! 7. A build with a cache equals a clean one, byte for byte (`tests/incremental.rs`); so does a trial (`tests/trials.rs`).
//! 8. The writer touches changed files only, removes only what its own manifest names, and leaves the last good site
//!    on any failure.

pub mod blank;
pub mod compile;
pub mod figure;
pub mod forms;
pub mod insight;
pub mod model;
pub mod note;
pub mod render;
pub mod share;
pub mod shell;
pub mod text;
pub mod theme;
