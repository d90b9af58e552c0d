//! Documents of one file: reports about accounts and what changed between two days.

mod changes;
mod report;

pub use changes::{ChangeLine, ChangedAccount, changes_file};
pub use report::{Chapter, Pack, Picture, report_file};
