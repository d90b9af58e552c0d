//! Searches a text for many names at once, ignoring ASCII case.

use aho_corasick::{AhoCorasick, MatchKind};

/// Builds an automaton that finds the leftmost, longest of some names. The names are some hundred.
#[expect(clippy::expect_used, reason = "it fails for millions of names only")]
pub(super) fn finder<'n>(names: impl IntoIterator<Item = &'n str>) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(names)
        .expect("some hundred names")
}
