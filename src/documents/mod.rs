//! Standalone documents of one file: reports about accounts, and the changes between two days.

mod changes;
mod report;

pub use changes::{ChangeLine, ChangedAccount, changes_file};
pub use report::{Chapter, Pack, Picture, report_file};
