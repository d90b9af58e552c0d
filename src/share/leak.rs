//! A leak: a file that holds, or depends on, what its reader may not see.

use crate::model::Spot;
use crate::text::{Code, Diagnostic, Source};

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// The file, from the top of the site.
    pub file: String,
    /// The place whose value it shows; nothing where that could not be found out.
    pub place: Option<Spot>,
}

impl Leak {
    /// What is told of it.
    pub fn diagnostic(&self, audience: &str) -> Diagnostic {
        let path = match &self.place {
            Some(place) => place.note.split(" (").next().unwrap_or_default(),
            None => "content",
        };
        let source = Source {
            path: path.into(),
            text: "".into(),
        };
        let leak = Diagnostic::of_file(Code::Leak, &source)
            .with("file", self.file.as_str())
            .with("audience", audience);
        match &self.place {
            Some(place) => leak.with("field", place.field.as_str()),
            None => leak.with_ours("field", "某个字段", "some field"),
        }
    }
}
