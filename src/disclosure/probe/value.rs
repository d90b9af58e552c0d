//! A value found in a note: its path, the kind of text, and whether a reader may see it.

use crate::forms::Kind;
use crate::text::{Span, fingerprint};
use std::sync::Arc;

/// The path of a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValuePath {
    /// The note's file.
    pub note: Arc<str>,
    /// The name of a note within another; else empty.
    pub within: Arc<str>,
    /// The field, in keys: `bank`, `promises.task`; `text` for the Markdown, `file` for the name of the file, `others` for
    /// keys that no form has.
    pub field: Arc<str>,
}

impl ValuePath {
    /// The path of the name of a note's file.
    pub(super) fn of_file(note: Arc<str>) -> ValuePath {
        ValuePath {
            note,
            within: "".into(),
            field: "file".into(),
        }
    }

    /// The number that identifies the path.
    pub fn number(&self) -> u64 {
        fingerprint(self)
    }
}

/// The kind of text of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// The name of a person.
    Person,
    /// The name of an account, a project, a rival or a page.
    Name,
    /// Plain text.
    Plain,
    /// Markdown.
    Markdown,
    /// A key that no form has.
    Key,
    /// A reference to another note.
    Reference,
    /// The name of the note's file.
    File,
    /// A path that readers see, of a note or its page.
    Path,
}

/// Why a reader may not see a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithholdReason {
    /// It is private.
    Private,
    /// It has a key that no form has, in a page that is not private itself: many pages have such keys.
    UnknownKey,
    /// Its level is above the reader's.
    AboveLevel,
    /// It belongs to an account that is not in the site.
    OtherAccount,
    /// The note cannot be read, so its level is unknown.
    UnreadableNote,
}

/// A value that was found.
#[derive(Clone, Copy, Debug)]
pub struct VisitedValue<'m> {
    /// The kind of its note.
    pub kind: Kind,
    /// Its path.
    pub path: &'m ValuePath,
    /// The part of the file that contains it.
    pub span: Span,
    /// Its text; empty for other types.
    pub words: &'m str,
    /// The kind of text.
    pub text_kind: TextKind,
    /// Why the reader may not see it; `None` if it is included.
    pub withheld: Option<WithholdReason>,
}
