//! The paper forms, and where their fields are in notes.

use super::{Field, Kind};
use crate::text::Translated;

/// A paper form and where its fields are in a note.
#[derive(Debug)]
pub struct FormPart {
    /// The form's number.
    pub form: u8,
    /// Its title.
    pub labels: Translated,
    /// The kind of note that contains it.
    pub kind: Kind,
    /// The key that contains its own fields; `None` if they are at the top level of the note.
    pub under: Option<String>,
}

/// A field of a paper form.
#[derive(Clone, Copy, Debug)]
pub struct FormField {
    /// The field.
    pub field: &'static Field,
    /// The key that contains it; `None` if it is at the top level of the note.
    pub under: Option<&'static str>,
}
