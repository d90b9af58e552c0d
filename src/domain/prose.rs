//! The Markdown of a note with its links resolved.

use crate::note::markdown::Body;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LinkTarget {
    /// An item with a page, by id.
    Item(u32),
    /// An attachment, by its path in the site's folder.
    Asset(String),
    /// Nothing that exists.
    Missing,
}

/// Parsed Markdown with the targets of its links.
#[derive(Debug, Default, Hash)]
pub struct Prose {
    /// The text.
    pub body: Body,
    /// The targets of the body's links, in their order.
    pub targets: Vec<LinkTarget>,
}
