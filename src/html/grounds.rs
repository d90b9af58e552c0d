//! Evidence as a page shows it: a folded list of notes, or a link to where they are listed.

use super::escape::escaped;
use serde::{Serialize, Serializer};

/// The places that support a fact.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grounds {
    /// Their number, in words; empty if there are none.
    pub count: String,
    /// Each note with its lines, as HTML.
    pub notes: Vec<String>,
    /// The page that lists them instead; empty if this one does.
    pub href: String,
}

impl Grounds {
    /// A folded list behind the count, or a link to where they are listed; empty if there are none.
    pub fn html(&self) -> String {
        let count = escaped(&self.count);
        if !self.href.is_empty() {
            let href = escaped(&self.href);
            return format!("<p class=grounds><a href=\"{href}\">{count}</a></p>");
        }
        if self.notes.is_empty() {
            return String::new();
        }
        let notes: Vec<String> = self
            .notes
            .iter()
            .map(|note| format!("<li>{note}"))
            .collect();
        format!(
            "<details class=grounds><summary>{count}</summary><ul>{}</ul></details>",
            notes.concat()
        )
    }
}

/// Templates get the HTML.
impl Serialize for Grounds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.html())
    }
}
