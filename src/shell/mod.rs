//! The only room with effects: files, the clock, the terminal, other programs. Everything else is pure.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]

mod browser;
mod cli;
mod command;
pub mod disk;
mod report;
mod world;

pub use command::run;
