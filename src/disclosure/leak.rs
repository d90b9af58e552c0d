//! A leak: a file that holds, or depends on, what its reader may not see.

use super::overlap::{Blanks, field_words};
use crate::domain::ValuePath;
use crate::text::{Code, Diagnostic, Source};

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// The file, from the top of the site.
    pub file: String,
    /// The place whose value it shows; nothing where that could not be found out.
    pub place: Option<ValuePath>,
    /// By which check it was found.
    pub by: By,
}

/// By which check a leak was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The site's own theme says the words.
    Theme {
        /// Where, as `file:line`.
        line: String,
        /// The words, as they are compared.
        piece: String,
    },
    /// The file holds words of the value.
    Search {
        /// The words, as they are compared.
        piece: String,
    },
    /// The file is another where withheld values are.
    Comparison,
}

impl By {
    /// Whether words were found that the theme does not say.
    pub fn is_search(&self) -> bool {
        matches!(self, By::Search { .. })
    }
}

impl Leak {
    /// A file that depends on what is withheld; on what is not known yet.
    pub(super) fn of_comparison(file: &str) -> Leak {
        Leak {
            file: file.to_owned(),
            place: None,
            by: By::Comparison,
        }
    }

    /// What is said of it. The value stands in its note, from `at` on; it is not quoted.
    pub(super) fn diagnostic(&self, audience: &str, at: u32, notes: &mut Blanks<'_>) -> Diagnostic {
        let piece = match &self.by {
            By::Search { piece } | By::Theme { piece, .. } => piece.as_str(),
            By::Comparison => "",
        };
        let place = self.place.as_ref();
        let stands = place.and_then(|place| notes.place(&place.note, at, piece));
        let leak = match (stands, place) {
            (Some((source, span)), _) => Diagnostic::at(Code::Leak, &source, span),
            (None, place) => Diagnostic::of_file(
                Code::Leak,
                &Source {
                    path: place.map_or("content".into(), |place| place.note.clone()),
                    text: "".into(),
                },
            ),
        };
        let [chinese, english] = match place {
            Some(place) => field_words(place),
            None => ["某个字段".to_owned(), "some field".to_owned()],
        };
        let (check_chinese, check_english) = match self.by {
            By::Comparison => (
                "保密的值换成别的，这个文件就跟着变",
                "the file changes where the withheld value changes",
            ),
            _ => (
                "文件里有这个值的原文",
                "the words of the value stand in the file",
            ),
        };
        let leak = leak
            .with("file", self.file.as_str())
            .with("audience", audience)
            .with_ours("field", chinese, english)
            .with_ours("check", check_chinese, check_english);
        match &self.by {
            By::Theme { line, .. } => leak.with("theme", line.as_str()),
            By::Search { .. } => leak,
            By::Comparison => leak.with_ours("bug", "kafolio", "kafolio"),
        }
    }
}
