//! What holds for all notes of a site.

use crate::forms::{Currency, Dictionary};

/// Settings of the site that are needed to read a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Conventions {
    /// The fields of the notes.
    pub dictionary: &'static Dictionary,
    /// The currency of amounts that name none.
    pub currency: Currency,
}
