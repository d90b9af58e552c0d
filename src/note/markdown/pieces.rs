//! HTML with holes: escapes what is written into it; the holes are filled by `render`.

use crate::forms::Level;
use crate::text::Language;
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

/// The texts in the page's language that a body needs.
#[derive(Clone, Copy, Debug)]
pub struct Labels<'a> {
    /// Title of a note callout.
    pub note: &'a str,
    /// Title of a tip callout.
    pub tip: &'a str,
    /// Title of an important callout.
    pub important: &'a str,
    /// Title of a warning callout.
    pub warning: &'a str,
    /// Title of a caution callout.
    pub caution: &'a str,
    /// The name of the arrow after a footnote, for screen readers.
    pub back_to_text: &'a str,
    /// A ticked task, for screen readers.
    pub done: &'a str,
    /// A task not yet ticked, for screen readers.
    pub open: &'a str,
    /// The language for levels of parts; `None` if readers must not see levels.
    pub levels: Option<Language>,
}

/// A hole for one of the [`Labels`].
#[derive(Clone, Copy, Debug, Hash)]
pub(super) enum Label {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
    Done,
    Open,
}

impl Label {
    pub(super) fn text<'a>(self, labels: &Labels<'a>) -> &'a str {
        match self {
            Label::Note => labels.note,
            Label::Tip => labels.tip,
            Label::Important => labels.important,
            Label::Warning => labels.warning,
            Label::Caution => labels.caution,
            Label::Done => labels.done,
            Label::Open => labels.open,
        }
    }
}

/// A part of the HTML that is only known later.
#[derive(Clone, Copy, Debug, Hash)]
pub(super) enum Hole {
    /// Reserved, but not needed.
    Nothing,
    /// A line break of the source.
    LineBreak,
    /// The start of the link with this index in [`Body::links`].
    LinkStart(usize),
    /// The start of a link to the target with this index in `Body::same_page_hrefs`.
    SamePageLinkStart(usize),
    /// The end of the innermost link.
    LinkEnd,
    /// The image with this index in [`Body::links`].
    Image(usize),
    /// The same for an image in a link's text, which cannot be a link itself.
    ImageInLink(usize),
    /// The id of the heading with this index.
    HeadingId(usize),
    /// The class of a task list.
    TaskListClass,
    /// A label in the page's language.
    Label(Label),
    /// The start of a part with its own level.
    LevelledPart(Level),
    /// The level of the section under a heading.
    LevelOfHeading(Level),
    /// The link back from the footnote with this number.
    BackLink(usize),
}

/// HTML and the holes in it.
#[derive(Debug, Default, Hash)]
pub(super) struct Pieces {
    pub(super) html: String,
    /// Holes and their offsets in `html`, ascending.
    pub(super) holes: Vec<(usize, Hole)>,
}

impl Pieces {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Pieces {
            html: String::with_capacity(bytes),
            holes: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.html.trim().is_empty() && self.holes.is_empty()
    }

    pub(super) fn raw(&mut self, markup: &str) {
        self.html.push_str(markup);
    }

    pub(super) fn escaped(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _ = escape_html_body_text(&mut self.html, text);
    }

    pub(super) fn escaped_attribute(&mut self, text: &str) {
        escape_attribute(&mut self.html, text);
    }

    /// Removes `markup` from the end of the HTML if it is there; it must not contain a hole.
    pub(super) fn remove_end(&mut self, markup: &str) -> bool {
        let length = self.html.strip_suffix(markup).map(str::len);
        if let Some(length) = length {
            self.html.truncate(length);
        }
        length.is_some()
    }

    /// Adds a hole and returns its index for [`Pieces::replace_hole`].
    pub(super) fn hole(&mut self, hole: Hole) -> usize {
        self.holes.push((self.html.len(), hole));
        self.holes.len() - 1
    }

    /// Replaces a hole that was added earlier.
    pub(super) fn replace_hole(&mut self, index: usize, hole: Hole) {
        if let Some((_, existing)) = self.holes.get_mut(index) {
            *existing = hole;
        }
    }

    /// Returns a size that changes with everything that is added.
    pub(super) fn extent(&self) -> (usize, usize) {
        (self.html.len(), self.holes.len())
    }

    pub(super) fn append(&mut self, other: Pieces) {
        let shift = self.html.len();
        self.html.push_str(&other.html);
        let shifted = other.holes.into_iter().map(|(at, hole)| (at + shift, hole));
        self.holes.extend(shifted);
    }

    /// Writes the start tag of a link to another site, to be closed with `</a>`.
    pub(super) fn external_link_start(&mut self, address: &str, title: &str) {
        self.raw("<a href=\"");
        escape_address(&mut self.html, address);
        self.raw("\" rel=\"noreferrer\"");
        write_title(&mut self.html, title);
        self.raw(">");
    }
}

/// Escapes for an attribute in quotation marks.
pub(super) fn escape_attribute(html: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = escape_html(html, text);
}

/// Escapes an address for an attribute in quotation marks.
pub(super) fn escape_address(html: &mut String, address: &str) {
    // Writing to a string cannot fail.
    let _ = escape_href(html, address);
}

/// Writes a `title` attribute, unless it is empty.
pub(super) fn write_title(html: &mut String, title: &str) {
    if !title.is_empty() {
        html.push_str(" title=\"");
        escape_attribute(html, title);
        html.push('"');
    }
}
