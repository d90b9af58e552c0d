//! The only room with effects: files, the clock, the terminal, other programs. Everything else is pure.

mod browser;
mod cli;
mod command;
pub mod disk;
mod report;
mod world;

pub use command::run;
