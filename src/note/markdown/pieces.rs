//! HTML with holes. Owns the escaping of what goes into it and the kinds of holes; leaves the filling
//! of them to the rendering.

use crate::forms::Level;
use crate::text::Language;
use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

/// The words of the page's language that a body needs.
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
    /// What the arrow behind a footnote does, for screen readers.
    pub back_to_text: &'a str,
    /// A ticked task, for screen readers.
    pub done: &'a str,
    /// A task not yet ticked, for screen readers.
    pub open: &'a str,
    /// In which language the level of a part is named; nothing where readers are not told of levels.
    pub levels: Option<Language>,
}

/// Which of the [`Labels`] goes into a hole.
#[derive(Clone, Copy, Debug)]
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

/// What is known only later than the HTML around it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Hole {
    /// Was put there in case, and is not needed.
    Nothing,
    /// A line break of the source.
    LineBreak,
    /// The start of the link with this index in [`Body::links`].
    LinkStart(usize),
    /// The start of a link to the place with this index in `Body::place_hrefs`.
    PlaceStart(usize),
    /// The end of the innermost link.
    LinkEnd,
    /// The image with this index in [`Body::links`].
    Image(usize),
    /// The same for an image among a link's words, which cannot be a link itself.
    ImageInLink(usize),
    /// The id of the heading with this index.
    HeadingId(usize),
    /// The class of a list of tasks.
    TaskListClass,
    /// A word of the page's language.
    Label(Label),
    /// The start of a part that has a level of its own.
    LevelledPart(Level),
    /// The level of what stands under a heading.
    LevelOfHeading(Level),
    /// The way back from the footnote with this number.
    BackLink(usize),
}

/// HTML and the holes in it.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) html: String,
    /// Holes and where they are in `html`, ascending.
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
        // Writing into a text cannot fail.
        let _ = escape_html_body_text(&mut self.html, text);
    }

    pub(super) fn escaped_attribute(&mut self, text: &str) {
        escape_attribute(&mut self.html, text);
    }

    /// Takes the end of the HTML back if it is `markup`, which has no hole in it.
    pub(super) fn take_back(&mut self, markup: &str) -> bool {
        let length = self.html.strip_suffix(markup).map(str::len);
        if let Some(length) = length {
            self.html.truncate(length);
        }
        length.is_some()
    }

    /// Adds a hole; what is returned is its place for [`Pieces::fill`].
    pub(super) fn hole(&mut self, hole: Hole) -> usize {
        self.holes.push((self.html.len(), hole));
        self.holes.len() - 1
    }

    /// Decides on a hole that was left open.
    pub(super) fn fill(&mut self, place: usize, hole: Hole) {
        if let Some((_, there)) = self.holes.get_mut(place) {
            *there = hole;
        }
    }

    /// How much there is: changes with everything that is added.
    pub(super) fn extent(&self) -> (usize, usize) {
        (self.html.len(), self.holes.len())
    }

    pub(super) fn append(&mut self, other: Pieces) {
        let shift = self.html.len();
        self.html.push_str(&other.html);
        let shifted = other.holes.into_iter().map(|(at, hole)| (at + shift, hole));
        self.holes.extend(shifted);
    }

    /// The start tag of a link out of the site, to be closed with `</a>`.
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
    // Writing into a text cannot fail.
    let _ = escape_html(html, text);
}

/// Escapes an address for an attribute in quotation marks.
pub(super) fn escape_address(html: &mut String, address: &str) {
    // Writing into a text cannot fail.
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
