//! Links and images: which the caller resolves, which are written as they are, and which are only text.

use super::body::{Link, LinkKind, ProblemKind};
use super::links::{Destination, Notation, classify};
use super::pieces::Hole;
use super::writer::Writer;
use pulldown_cmark::LinkType;
use std::ops::Range;

/// A link that has not ended yet.
pub(super) struct OpenLink {
    end: LinkEnd,
    /// The text shown if the link has none.
    fallback_text: String,
    /// Whether its text is the target itself, which a better name may replace.
    pub(super) is_muted: bool,
    /// The extent of the output when it began.
    start: (usize, usize),
}

enum LinkEnd {
    /// Not a link: only its text.
    Nothing,
    /// A link to another site.
    External,
    /// A link within the same page.
    SamePage,
    /// A link into the site; its index among the body's links.
    Inside(usize),
}

/// An image that has not ended yet.
pub(super) struct Image {
    end: ImageEnd,
    pub(super) alternative: String,
    /// The text shown if it has neither alternative text nor a picture.
    fallback_text: String,
    /// Whether its text is the target itself.
    pub(super) is_muted: bool,
    /// How many images are open within its text.
    depth: usize,
}

enum ImageEnd {
    Text,
    External(String, String),
    Inside(Link),
}

impl Writer<'_> {
    pub(super) fn start_link(
        &mut self,
        link_type: LinkType,
        destination: &str,
        title: &str,
        range: &Range<usize>,
    ) {
        if self.image.is_some() {
            return;
        }
        let (destination, notation) = self.destination(link_type, destination);
        let is_nested = !self.open_links.is_empty();
        let start = self.out.extent();
        let (end, fallback_text) = match classify(&destination, notation) {
            Destination::Disallowed(scheme) => {
                let span = self.prepared.source_range(range);
                self.problem(ProblemKind::SchemeNotAllowed(scheme), span);
                (LinkEnd::Nothing, destination)
            }
            _ if is_nested => (LinkEnd::Nothing, destination),
            Destination::External(address) => {
                let title = self.prepared.strip(title);
                self.out.external_link_start(&address, &title);
                (LinkEnd::External, address)
            }
            Destination::SamePage(fragment) => {
                self.same_page_fragments.push(fragment.clone());
                self.out
                    .hole(Hole::SamePageLinkStart(self.same_page_fragments.len() - 1));
                (LinkEnd::SamePage, fragment)
            }
            Destination::Inside { target, fragment } => {
                let kind = match notation {
                    Notation::Address => LinkKind::Link,
                    Notation::Title => LinkKind::Wikilink,
                };
                let link = self.inside_link(kind, target, fragment, title, range);
                let index = self.add_link(Link {
                    text: destination,
                    ..link
                });
                self.out.hole(Hole::LinkStart(index));
                (LinkEnd::Inside(index), String::new())
            }
        };
        let start = match end {
            LinkEnd::Nothing => start,
            _ => self.out.extent(),
        };
        self.open_links.push(OpenLink {
            end,
            fallback_text,
            is_muted: link_type == LinkType::WikiLink { has_pothole: false },
            start,
        });
    }

    /// Returns a destination as the author wrote it.
    fn destination(&self, link_type: LinkType, destination: &str) -> (String, Notation) {
        let destination = self.prepared.strip(destination);
        match link_type {
            LinkType::WikiLink { .. } => {
                // In a table the author must write `[[target\|text]]`.
                let title = destination.strip_suffix('\\').unwrap_or(&destination);
                (title.to_owned(), Notation::Title)
            }
            LinkType::Email => (format!("mailto:{destination}"), Notation::Address),
            _ => (destination.into_owned(), Notation::Address),
        }
    }

    fn inside_link(
        &self,
        kind: LinkKind,
        target: String,
        fragment: String,
        title: &str,
        range: &Range<usize>,
    ) -> Link {
        Link {
            kind,
            target,
            fragment,
            span: self.prepared.source_range(range),
            title: self.prepared.strip(title).into_owned(),
            text: String::new(),
            has_text_in_html: true,
        }
    }

    pub(super) fn end_link(&mut self) {
        if self.image.is_some() {
            return;
        }
        let Some(link) = self.open_links.pop() else {
            return;
        };
        let has_text = self.out.extent() != link.start;
        match link.end {
            LinkEnd::Inside(index) => {
                if let Some(link) = self.body.links.get_mut(index) {
                    link.has_text_in_html = has_text;
                }
            }
            _ if has_text => {}
            _ => self.out.escaped(&link.fallback_text),
        }
        match link.end {
            LinkEnd::Nothing => {}
            LinkEnd::External => self.out.raw("</a>"),
            LinkEnd::SamePage | LinkEnd::Inside(_) => {
                self.out.hole(Hole::LinkEnd);
            }
        }
    }

    pub(super) fn start_image(
        &mut self,
        link_type: LinkType,
        destination: &str,
        title: &str,
        range: &Range<usize>,
    ) {
        if let Some(image) = &mut self.image {
            image.depth += 1;
            return;
        }
        let (destination, notation) = self.destination(link_type, destination);
        let end = match classify(&destination, notation) {
            Destination::Disallowed(scheme) => {
                let span = self.prepared.source_range(range);
                self.problem(ProblemKind::SchemeNotAllowed(scheme), span);
                ImageEnd::Text
            }
            // A page loads nothing from other sites, so the image is linked.
            Destination::External(address) if self.open_links.is_empty() => {
                ImageEnd::External(address, self.prepared.strip(title).into_owned())
            }
            Destination::External(_) | Destination::SamePage(_) => ImageEnd::Text,
            Destination::Inside { target, fragment } => {
                let kind = match notation {
                    Notation::Address => LinkKind::Image,
                    Notation::Title => LinkKind::Embed,
                };
                ImageEnd::Inside(self.inside_link(kind, target, fragment, title, range))
            }
        };
        self.image = Some(Image {
            end,
            alternative: String::new(),
            fallback_text: destination,
            is_muted: link_type == LinkType::WikiLink { has_pothole: false },
            depth: 0,
        });
    }

    pub(super) fn end_image(&mut self) {
        match &mut self.image {
            Some(image) if image.depth > 0 => {
                image.depth -= 1;
                return;
            }
            _ => {}
        }
        let Some(image) = self.image.take() else {
            return;
        };
        self.start_line();
        let text = match image.alternative.is_empty() {
            true => &image.fallback_text,
            false => &image.alternative,
        };
        match image.end {
            ImageEnd::Text => self.out.escaped(text),
            ImageEnd::External(address, title) => {
                self.out.external_link_start(&address, &title);
                self.out.escaped(text);
                self.out.raw("</a>");
            }
            ImageEnd::Inside(link) => {
                let index = self.add_link(Link {
                    text: image.alternative,
                    ..link
                });
                self.out.hole(match self.open_links.is_empty() {
                    true => Hole::Image(index),
                    false => Hole::ImageInLink(index),
                });
            }
        }
    }
}
