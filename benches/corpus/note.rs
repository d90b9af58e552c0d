//! A file of a corpus.

/// One file: its path below the site's folder, with `/`, and its text.
#[derive(PartialEq)]
pub struct Note {
    pub path: String,
    pub text: String,
}
