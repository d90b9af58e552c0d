//! A value as it is met on a walk over the notes: where it stands, what kind of words it is, and whether a reader may have it.

use crate::text::{Span, fingerprint};
use std::ops::Range;
use std::sync::Arc;

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValuePath {
    /// The note's file.
    pub note: Arc<str>,
    /// Of a note that is written within another, its name; else empty.
    pub within: Arc<str>,
    /// The field, in keys: `bank`, `promises.task`; `text` for the Markdown, `file` for the name of the file, `others` for
    /// keys that no form has.
    pub field: Arc<str>,
}

impl ValuePath {
    /// The number by which other values are placed.
    pub fn number(&self) -> u64 {
        fingerprint(self)
    }
}

/// What kind of words a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// What a person is called.
    Person,
    /// What an account, a project, a rival or a page is called.
    Name,
    /// Words, shown as they are written.
    Plain,
    /// Markdown.
    Markdown,
    /// A key of the author's own.
    Key,
    /// What another note is referred to by.
    Reference,
    /// The name of the note's file.
    File,
    /// A path that readers see: of a note, or of its page.
    Path,
}

/// Why a reader may not have a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithholdReason {
    /// It is private.
    Private,
    /// It stands under a key that no form has, of a page that is not private itself: many a page has such keys.
    Unasked,
    /// It is above the reader's level.
    Above,
    /// It belongs to an account that is not in the site.
    OtherAccount,
    /// The note cannot be read, and nobody knows its level.
    Unread,
}

/// A value that was met.
#[derive(Clone, Copy, Debug)]
pub struct VisitedValue<'m> {
    /// Where it stands.
    pub place: &'m ValuePath,
    /// The part of the file in which it stands.
    pub span: Span,
    /// Its words; empty for what is no text.
    pub words: &'m str,
    /// What kind of words they are.
    pub shape: TextKind,
    /// Why the reader may not have it; nothing where it is included.
    pub withheld: Option<WithholdReason>,
}

/// What is put in the place of withheld values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Substitute {
    /// Other values.
    Canaries,
    /// Nothing, as if their lines were left blank.
    Nothing,
}

/// Which values are swapped, and for what.
#[derive(Clone, Copy, Debug)]
pub struct Substitution<'a> {
    /// The places, by their numbers.
    pub places: &'a Range<u64>,
    /// What is put there.
    pub with: Substitute,
}
