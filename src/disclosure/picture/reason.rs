//! Why an attachment is not published.

use crate::text::Term;

/// Why an attachment is withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Only its name is that of a picture.
    NotAPicture,
    /// It is truncated or malformed.
    Damaged,
    /// Its type, named here, cannot be decoded.
    UnknownKind(String),
    /// It would take too much memory or time.
    TooLarge,
    /// It is text with private fields or a level mark.
    PrivateText,
}

impl Reason {
    /// Returns the reason in words.
    pub fn words(&self) -> Term {
        Term::phrase(match self {
            Reason::NotAPicture => "disclosure.not-a-picture",
            Reason::Damaged => "disclosure.damaged",
            Reason::UnknownKind(kind) => {
                return Term::phrase_with("disclosure.unknown-kind", &[("kind", kind)]);
            }
            Reason::TooLarge => "disclosure.too-large",
            Reason::PrivateText => "disclosure.private-text",
        })
    }

    /// Returns the remedy.
    pub fn advice(&self) -> Term {
        Term::phrase(match self {
            Reason::NotAPicture => "disclosure.use-a-picture",
            Reason::Damaged | Reason::UnknownKind(_) => "disclosure.save-anew",
            Reason::TooLarge => "disclosure.reduce",
            Reason::PrivateText => "disclosure.move-into-note",
        })
    }
}

/// Discards the error of a codec: its text is about bytes, in English.
pub(super) fn damaged<E>(_: E) -> Reason {
    Reason::Damaged
}
