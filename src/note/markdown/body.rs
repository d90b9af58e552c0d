//! A parsed body: HTML with holes, the links and headings in it, and its problems.

use super::pieces::Pieces;
use std::ops::Range;

/// A parsed Markdown text: HTML with holes for links, and everything it refers to.
#[derive(Debug, Default, Hash)]
pub struct Body {
    pub(super) pieces: Pieces,
    /// The addresses of links within the same page.
    pub(super) same_page_hrefs: Vec<String>,
    pub(super) size_limit_bytes: usize,
    /// The links into the site, in the order of the text, which the caller resolves. Links to other sites and within
    /// the same page are not among them.
    pub links: Vec<Link>,
    /// The headings in the order of the text.
    pub headings: Vec<Heading>,
    /// Problems to report to the author.
    pub problems: Vec<Problem>,
}

impl Body {
    /// Returns whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

/// How a link was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// `[text](target)`
    Link,
    /// `[[target]]` or `[[target|text]]`
    Wikilink,
    /// `![alternative text](target)`
    Image,
    /// `![[target]]`
    Embed,
}

/// A link into the site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// How it was written.
    pub kind: LinkKind,
    /// Path or name without the fragment; percent-decoded unless a wikilink. Empty for `[text]()`.
    pub target: String,
    /// The part after the `#`, decoded likewise; empty if there is none.
    pub fragment: String,
    /// The whole construct in the source given to [`parse`](super::parse), in bytes.
    pub span: Range<usize>,
    /// The title in quotation marks after the address; empty if there is none.
    pub title: String,
    /// The text shown if the link has none in the HTML: an image's alternative text, else the target.
    pub text: String,
    /// Whether the HTML contains the link's text.
    pub(super) has_text_in_html: bool,
}

impl Link {
    /// Returns whether it is shown under the name of its target, because it has no text of its own.
    pub fn is_named_by_target(&self) -> bool {
        match self.kind {
            LinkKind::Link | LinkKind::Wikilink => !self.has_text_in_html,
            LinkKind::Image | LinkKind::Embed => self.text.is_empty(),
        }
    }
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Heading {
    /// The level in the HTML, 3 to 6: a note's `#` and `##` are below the page's own two.
    pub level: u8,
    /// The text without markup.
    pub text: String,
    /// The id in the HTML, unique within the body.
    pub id: String,
}

/// A kind of problem with a body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// A link whose scheme is not allowed; the scheme, or `//` for an address of another host.
    SchemeNotAllowed(String),
    /// `[text](报价 v2.pdf)` is not a link because of the space; `<报价 v2.pdf>` or `%20` would be.
    LinkWithSpace,
    /// Something in the position of a level that is not one; the word. It counts as private.
    UnknownLevel(String),
    /// A level where none is allowed; the word. What it may apply to counts as private.
    MisplacedLevel(String),
    /// The HTML would be far too large for the source; it ends with `…`.
    TooLarge,
}

/// A problem and its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Problem {
    /// The kind of problem.
    pub kind: ProblemKind,
    /// Its position in the source given to [`parse`](super::parse), in bytes.
    pub span: Range<usize>,
}

/// The target of a link, as resolved by the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// Another page or file.
    To {
        /// Relative to the page, not escaped for HTML; spaces and Chinese are allowed, while a `%`, `?` or `#` in a
        /// file name must be percent-encoded.
        href: String,
        /// The target's own name, used if a wikilink has no text of its own.
        name: Option<String>,
    },
    /// No target: the text stays, the link is removed.
    Text,
    /// No target, and the reader may see that: the text gets the class `broken`.
    Broken,
}
