//! Names that are looked for in a text, all at once and in any case of ASCII letters.

use aho_corasick::{AhoCorasick, MatchKind};

/// Finds some names: of two that begin in one place the longer. Which names there are is known when the program is written.
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
