//! Searches a text for many names at once, ignoring ASCII case.

use aho_corasick::{AhoCorasick, MatchKind};

/// Builds an automaton that finds the leftmost, longest of some names. The names are fixed at compile time.
#[expect(
    clippy::expect_used,
    reason = "the names are our own; every test that reads a note builds them"
)]
pub(super) fn finder<'n>(names: impl IntoIterator<Item = &'n str>) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(names)
        .expect("some hundred names of our own")
}
