//! Search without a server: what of the notes is found, in scripts that register themselves with the page that loads them.
//!
//! `words` are the words of a note; `section` those of one account, which its summary carries; `shard` groups sections
//! into scripts; `fold` and `pinyin` say how words are compared, here and in the browser; `self_test` looks for some of
//! what other pages show in the scripts just made. Everything here comes from notes that are cut and filtered already.

mod fold;
mod labels;
pub(crate) mod pages;
mod pinyin;
mod section;
mod self_test;
mod shard;
mod words;

pub use fold::folded;
pub use pinyin::readings;
pub(crate) use section::{Section, Topic, section_of_account, section_of_others};
pub(crate) use self_test::{Sample, missed};
pub(crate) use shard::{Shard, group_of, groups_for, labels, static_scripts};
