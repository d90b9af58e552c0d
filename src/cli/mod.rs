//! The command line: arguments, exit codes, and one file per command.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod arguments;
mod build;
mod changes;
mod completions;
mod exit;
mod failure;
mod forms;
mod help;
mod init;
mod new;
mod options;
mod person;
mod report;
mod run;
mod serve;
mod theme;
mod usage;
mod watch;

pub use run::run;
