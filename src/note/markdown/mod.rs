//! The Markdown of a note's body, parsed once into HTML with holes that are filled when the page is written. Defines
//! the dialect (which constructs exist, how Chinese emphasis works), the safety of the HTML and the ids of headings;
//! front matter, link resolution and all wording are left to the caller.
//!
//! A body is untrusted: raw HTML is shown as text, links whose scheme is not allowed become plain text, and the size of
//! the output is bounded.

mod anchors;
mod bare;
mod blocks;
mod cjk;
mod code;
mod fields;
mod finder;
mod footnotes;
mod headings;
mod inlines;
mod level_words;
mod links;
mod marks;
mod pieces;
mod plain;
mod render;
mod sections;
mod writer;

use std::ops::Range;

pub use super::line::is_decoration;
pub(super) use code::code_ranges;
pub(super) use fields::level_of_name;
pub use fields::{field_names, may_hold_fields, text_fields};
pub(super) use footnotes::footnotes_only_in;
pub use headings::heading_id;
pub(super) use level_words::{is_level_itself, mentions_level};
pub use level_words::{is_private_word, level_words, marks_following_private, means_private};
pub use pieces::Labels;
pub use sections::{Section, Terms, has_marks, parts, sections, visible};

/// A parsed Markdown text: HTML with holes for links, and everything it refers to.
#[derive(Debug, Default)]
pub struct Body {
    pieces: pieces::Pieces,
    /// The addresses of links within the same page.
    same_page_hrefs: Vec<String>,
    size_limit_bytes: usize,
    /// The links into the site, in the order of the text, which the caller resolves. Links to other sites and within
    /// the same page are not among them.
    pub links: Vec<Link>,
    /// The headings in the order of the text.
    pub headings: Vec<Heading>,
    /// Problems to report to the author.
    pub problems: Vec<Problem>,
}

/// How a link was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// How it was written.
    pub kind: LinkKind,
    /// Path or name without the fragment; percent-decoded unless a wikilink. Empty for `[text]()`.
    pub target: String,
    /// The part after the `#`, decoded likewise; empty if there is none.
    pub fragment: String,
    /// The whole construct in the source given to [`parse`], in bytes.
    pub span: Range<usize>,
    /// The title in quotation marks after the address; empty if there is none.
    pub title: String,
    /// The text shown if the link has none in the HTML: an image's alternative text, else the target.
    pub text: String,
    /// Whether the HTML contains the link's text.
    has_text_in_html: bool,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The level in the HTML, 3 to 6: a note's `#` and `##` are below the page's own two.
    pub level: u8,
    /// The text without markup.
    pub text: String,
    /// The id in the HTML, unique within the body.
    pub id: String,
}

/// A kind of problem with a body.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem.
    pub kind: ProblemKind,
    /// Its position in the source given to [`parse`], in bytes.
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

/// Parses a body. Every text is valid Markdown, so this neither fails nor panics.
pub fn parse(source: &str) -> Body {
    writer::write(source)
}

impl Body {
    /// Renders the HTML. `resolve` is called once for each of [`Body::links`] that is shown, in their order.
    pub fn render(&self, labels: &Labels, resolve: &mut dyn FnMut(&Link) -> Resolution) -> String {
        render::render(self, Some(labels), resolve)
    }

    /// Returns whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Returns the heading that a link's fragment refers to: by its text or its id, ignoring case.
    pub fn heading(&self, fragment: &str) -> Option<&Heading> {
        let index = headings::Fragments::new(&self.headings).find(fragment)?;
        self.headings.get(index)
    }

    /// Renders the HTML without what a page adds to it: labels, and the targets of links and pictures.
    pub fn bare_html(&self) -> String {
        render::render(self, None, &mut |link| match link.kind {
            LinkKind::Link | LinkKind::Wikilink => Resolution::Broken,
            LinkKind::Image | LinkKind::Embed => Resolution::To {
                href: String::new(),
                name: None,
            },
        })
    }

    /// Returns the text without markup, for search and excerpts; white space is collapsed.
    pub fn plain_text(&self) -> String {
        let html = render::render(self, None, &mut |_| Resolution::Text);
        plain::text_of(&html)
    }
}

#[cfg(test)]
mod tests;
