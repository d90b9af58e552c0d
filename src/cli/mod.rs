//! The only room with effects: files, the clock, the terminal, other programs. Everything else is pure.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]

mod arguments;
mod attachments;
mod browser;
mod building;
mod changes;
mod command;
mod completions;
mod disclosing;
mod options;

mod forms;
mod help;
mod init;

mod new;
mod one_file;
mod password;
mod pdf;
mod person;
mod pictures;

mod progress;
mod proving;
mod report;
mod reporting;
mod sealed;
mod serve;
mod theme;
mod to_disk;
mod usage;
mod watch;
mod world;

pub use command::run;
