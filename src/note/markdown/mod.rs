//! The Markdown of a note's body: parsed once into HTML with holes, filled when the page is written.
//! Owns the dialect (which constructs there are, how Chinese emphasis works), the safety of the HTML
//! and the headings' ids; leaves front matter, the finding of link targets and all wording to the caller.
//!
//! A body is untrusted: raw HTML is shown as text, addresses with other schemes than the allowed ones
//! are words, and the size of the output is bounded.

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
pub use level_words::{is_private_above, is_private_word, level_words, says_private};
pub use pieces::Labels;
pub use sections::{Section, Terms, has_marks, parts, sections, visible};

/// A Markdown text, parsed once: HTML with holes where links go, and what it refers to.
#[derive(Debug, Default)]
pub struct Body {
    pieces: pieces::Pieces,
    /// The addresses of links to places on the same page.
    place_hrefs: Vec<String>,
    size_limit_bytes: usize,
    /// What leads into the site and is for the caller to resolve, in the order of the text. Links out
    /// of the site and to places on the same page are not among them.
    pub links: Vec<Link>,
    /// The headings in the order of the text.
    pub headings: Vec<Heading>,
    /// What the author should know of.
    pub problems: Vec<Problem>,
}

/// How a link was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[words](target)`
    Link,
    /// `[[target]]` or `[[target|words]]`
    Wikilink,
    /// `![alternative words](target)`
    Image,
    /// `![[target]]`
    Embed,
}

/// A link into the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// How it was written.
    pub kind: LinkKind,
    /// Path or name without the fragment; percent-decoded unless a wikilink. Empty for `[words]()`.
    pub target: String,
    /// What follows the `#`, decoded likewise; empty without one.
    pub fragment: String,
    /// The whole construct in the source given to [`parse`], in bytes.
    pub span: Range<usize>,
    /// The title in quotation marks behind the address; empty without one.
    pub title: String,
    /// Words shown where the link has none in the HTML: an image's alternative words, else the target.
    pub words: String,
    /// Whether the words stand in the HTML.
    has_words_in_html: bool,
}

impl Link {
    /// Whether what is shown of it is the name of its target, for want of words of its own.
    pub fn is_named_by_target(&self) -> bool {
        match self.kind {
            LinkKind::Link | LinkKind::Wikilink => !self.has_words_in_html,
            LinkKind::Image | LinkKind::Embed => self.words.is_empty(),
        }
    }
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The level in the HTML, 3 to 6: a note's `#` and `##` stand below the page's own two.
    pub level: u8,
    /// The words without markup.
    pub text: String,
    /// The id in the HTML, unique within the body.
    pub id: String,
}

/// What may be wrong with a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A link whose scheme is not allowed; holds the scheme, `//` for an address of another host.
    SchemeNotAllowed(String),
    /// `[words](报价 v2.pdf)` is no link because of the space; `<报价 v2.pdf>` or `%20` would be.
    LinkWithSpace,
    /// What is written where a level stands, and is none; holds the word. It counts as private.
    UnknownLevel(String),
    /// A level where none can stand; holds the word. What it may mean counts as private.
    MisplacedLevel(String),
    /// The HTML would be out of all proportion to the source; it ends with `…`.
    TooLarge,
}

/// A problem and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// Where, in the source given to [`parse`], in bytes.
    pub span: Range<usize>,
}

/// Where a link leads, as the caller resolved it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// To another page or file.
    To {
        /// Relative to the page, not escaped for HTML; spaces and Chinese may stand as they are,
        /// while a `%`, `?` or `#` of a file's name must be percent-encoded already.
        href: String,
        /// The target's own name, used where a wikilink has no words of its own.
        name: Option<String>,
    },
    /// Nowhere: the words stay, the link goes.
    Words,
    /// Nowhere, and the reader may see that: the words are marked with the class `broken`.
    Broken,
}

/// Parses a body. Every text is Markdown, so this neither fails nor panics.
pub fn parse(source: &str) -> Body {
    writer::write(source)
}

impl Body {
    /// The HTML. `resolve` is asked once for each of [`Body::links`] that is shown, in their order.
    pub fn render(&self, labels: &Labels, resolve: &mut dyn FnMut(&Link) -> Resolution) -> String {
        render::render(self, Some(labels), resolve)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The heading a link's fragment means: by its words or its id, in any case of letters.
    pub fn heading(&self, fragment: &str) -> Option<&Heading> {
        let index = headings::Fragments::new(&self.headings).find(fragment)?;
        self.headings.get(index)
    }

    /// The HTML without what a page adds to it: labels, and where links and pictures lead.
    pub fn bare_html(&self) -> String {
        render::render(self, None, &mut |link| match link.kind {
            LinkKind::Link | LinkKind::Wikilink => Resolution::Broken,
            LinkKind::Image | LinkKind::Embed => Resolution::To {
                href: String::new(),
                name: None,
            },
        })
    }

    /// The words without markup, for search and excerpts; white space is folded into single spaces.
    pub fn plain_text(&self) -> String {
        let html = render::render(self, None, &mut |_| Resolution::Words);
        plain::text_of(&html)
    }
}

#[cfg(test)]
mod tests;
