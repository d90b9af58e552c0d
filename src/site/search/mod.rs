//! Search without a server: an index in scripts that register themselves with the page that loads them.
//!
//! `words` extracts the text of a note; `section` is the part of one account, carried by its summary; `shard` groups
//! sections into scripts; `fold` and `pinyin` define how words are compared, here and in the browser; `self_test`
//! searches the new scripts for samples of what other pages show. All input is already cut and filtered.

mod fold;
mod labels;
pub(crate) mod pages;
mod pinyin;
mod section;
mod self_test;
mod shard;
mod words;

pub use fold::folded;
pub(crate) use labels::FIRST_MARK;
pub use pinyin::readings;
pub(crate) use section::{Section, Topic, folder_of_kind, section_of_account, section_of_others};
pub(crate) use self_test::{Sample, missed};
pub(crate) use shard::{Shard, group_of, groups_for, labels, static_scripts};
