//! kafolio compiles key-account notes, Markdown with YAML front matter, into a browsable static site.
//!
//! A pure function from a snapshot of files to a tree of files, in a thin shell of effects:
//!
//! ```text
//! Snapshot → Note → Draft → Account → Summary → pages, emitted as they are made
//! ```
//!
//! # Layers
//!
//! A module uses only modules above it in this list; `tests/tidy` checks that.
//!
//! | module | what it owns |
//! |---|---|
//! | [`text`] | sources and positions in them, the snapshot (all inputs, including the date), diagnostics and their messages |
//! | [`forms`] | the field dictionary of the seven forms (`forms.yaml` declares every field once) and the types of values |
//! | [`note`] | parses one file into one note and never fails: front matter with positions, typed values, Markdown |
//! | [`domain`] | accounts, contacts, projects, visits; what refers to what; what a reader may know on a day |
//! | [`insight`] | facts derived from accounts: scorecards, meetings, stages, promises, coverage; one alert rule a file |
//! | [`scaffold`] | new notes from templates, and the starter site |
//! | [`figure`] | draws numbers as SVG; knows nothing of accounts; the only module that uses plotters |
//! | [`theme`] | templates, styles and words; the only module that builds Tera |
//! | [`html`] | what all pages share, and how values are written as HTML |
//! | [`site`] | the pages of the site, the search index, calendars |
//! | [`documents`] | documents of one file: reports and changes |
//! | [`build`] | one build: the account is the unit of work, a cache makes the next build short |
//! | [`disclosure`] | proves that nothing withheld leaves: canaries, the inspection of every file, pictures encoded anew |
//! | [`console`] | the terminal: printing, and its language |
//! | [`disk`] | reads a site's folder, writes an output folder |
//! | [`publish`] | plan → prove → write → disclose, for sites and documents alike; what is reported of them |
//! | [`watch`] | notices changes on disk and builds again |
//! | [`preview`] | serves a site from memory to browsers |
//! | [`cli`] | the command line: arguments, exit codes, one file a command |
//!
//! # Invariants
//!
//! 1. The same snapshot and options give the same bytes: no clock, hash order or thread order reaches a page.
//! 2. Outside [`console`], [`disk`], [`publish`], [`watch`], [`preview`] and [`cli`] there is no file, clock, environment, network or printing.
//! 3. A bad field costs only itself, a bad note only itself; all diagnostics of a run appear at once.
//! 4. Every diagnostic has a stable code, a position, a sentence that helps and a case in `tests/spec`.
//! 5. After linking, cut and filter, nothing later and nothing withheld exists, so nothing downstream can leak it.
//! 6. Every link is relative and names an existing file.
//! 7. A build with a cache equals a clean one, byte for byte (`tests/incremental.rs`); so does a proof (`tests/repeated_proofs.rs`).
//! 8. The writer touches only changed files, removes only what its own manifest names, and leaves the last good site on
//!    any failure.
// A site's owner sees a diagnostic, never a panic. `#[expect]` names the few places that may stop, with the reason.
#![warn(
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::unwrap_used
)]

pub mod build;
pub mod cli;
pub mod console;
pub mod disclosure;
pub mod disk;
pub mod documents;
pub mod domain;
pub mod figure;
pub mod forms;
pub mod html;
pub mod insight;
pub mod note;
pub mod preview;
pub mod publish;
pub mod scaffold;
pub mod site;
pub mod text;
pub mod theme;
pub mod watch;
