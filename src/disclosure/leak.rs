//! A leak: a file that contains, or depends on, what its reader may not see.

use super::overlap::{BlankedNotes, field_words};
use super::probe::ValuePath;
use crate::text::{Code, Diagnostic, Source, Term};

/// A leak in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// The file, relative to the root of the site.
    pub file: String,
    /// The path of the leaked value; `None` if it could not be found out.
    pub path: Option<ValuePath>,
    /// The check that found it.
    pub check: LeakCheck,
}

/// The check that found a leak.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeakCheck {
    /// The site's own theme contains the text.
    Theme {
        /// The place, as `file:line`.
        line: String,
        /// The text, normalized for comparison.
        piece: String,
    },
    /// The file contains text of the value.
    Search {
        /// The text, normalized for comparison.
        piece: String,
    },
    /// The file differs if withheld values differ.
    Comparison,
}

impl LeakCheck {
    /// Whether text was found that the theme does not contain.
    pub fn is_search(&self) -> bool {
        matches!(self, LeakCheck::Search { .. })
    }
}

impl Leak {
    /// A file that depends on a withheld value that is not located yet.
    pub(super) fn of_comparison(file: &str) -> Leak {
        Leak {
            file: file.to_owned(),
            path: None,
            check: LeakCheck::Comparison,
        }
    }

    /// Returns the diagnostic of a leak. The value is in its note, from `at` on; it is not quoted.
    pub(super) fn diagnostic(
        &self,
        audience: &str,
        at: u32,
        notes: &mut BlankedNotes<'_>,
    ) -> Diagnostic {
        let piece = match &self.check {
            LeakCheck::Search { piece } | LeakCheck::Theme { piece, .. } => piece.as_str(),
            LeakCheck::Comparison => "",
        };
        let path = self.path.as_ref();
        let location = path.and_then(|path| notes.locate(&path.note, at, piece));
        let leak = match (location, path) {
            (Some((source, span)), _) => Diagnostic::at(Code::Leak, &source, span),
            (None, path) => Diagnostic::of_file(
                Code::Leak,
                &Source {
                    path: path.map_or("content".into(), |path| path.note.clone()),
                    text: "".into(),
                },
            ),
        };
        let field = match path {
            Some(path) => field_words(path),
            None => Term::phrase("disclosure.some-field"),
        };
        let check = match self.check {
            LeakCheck::Comparison => "disclosure.file-changes",
            _ => "disclosure.file-contains",
        };
        let leak = leak
            .with("file", self.file.as_str())
            .with("audience", audience)
            .with_term("field", field)
            .with_term("check", Term::phrase(check));
        match &self.check {
            LeakCheck::Theme { line, .. } => leak.with("theme", line.as_str()),
            LeakCheck::Search { .. } => leak,
            LeakCheck::Comparison => leak.with_term("bug", Term::same("kafolio")),
        }
    }
}
