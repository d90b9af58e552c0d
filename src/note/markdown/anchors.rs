//! Links and images: which are the caller's to resolve, which stand as they are, which are words only.

use super::links::{Destination, Notation, classify};
use super::pieces::Hole;
use super::writer::Writer;
use super::{Link, LinkKind, ProblemKind};
use pulldown_cmark::LinkType;
use std::ops::Range;

/// A link whose end has not come yet.
pub(super) struct OpenLink {
    end: LinkEnd,
    /// What is shown if the link has no words.
    words_of_its_own: String,
    /// Whether its text is the target itself, which a better name may replace.
    pub(super) is_muted: bool,
    /// How much there was when it began.
    start: (usize, usize),
}

enum LinkEnd {
    /// Its words stand alone.
    Nothing,
    /// It leads out of the site.
    Tag,
    /// It leads to a place on the same page.
    Place,
    /// It leads into the site; its index among the body's links.
    Inside(usize),
}

/// An image whose end has not come yet.
pub(super) struct Image {
    end: ImageEnd,
    pub(super) alternative: String,
    /// What is shown if it has no alternative words and no picture either.
    words_of_its_own: String,
    /// Whether its text is the target itself.
    pub(super) is_muted: bool,
    /// The images within its words.
    depth: usize,
}

enum ImageEnd {
    Words,
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
        let (end, words_of_its_own) = match classify(&destination, notation) {
            Destination::Refused(scheme) => {
                let span = self.prepared.source_range(range);
                self.problem(ProblemKind::SchemeNotAllowed(scheme), span);
                (LinkEnd::Nothing, destination)
            }
            _ if is_nested => (LinkEnd::Nothing, destination),
            Destination::External(address) => {
                let title = self.prepared.strip(title);
                self.out.external_link_start(&address, &title);
                (LinkEnd::Tag, address)
            }
            Destination::Place(fragment) => {
                self.places.push(fragment.clone());
                self.out.hole(Hole::PlaceStart(self.places.len() - 1));
                (LinkEnd::Place, fragment)
            }
            Destination::Inside { target, fragment } => {
                let kind = match notation {
                    Notation::Address => LinkKind::Link,
                    Notation::Title => LinkKind::Wikilink,
                };
                let link = self.inside_link(kind, target, fragment, title, range);
                let index = self.add_link(Link {
                    words: destination,
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
            words_of_its_own,
            is_muted: link_type == LinkType::WikiLink { has_pothole: false },
            start,
        });
    }

    /// A destination as the author wrote it.
    fn destination(&self, link_type: LinkType, destination: &str) -> (String, Notation) {
        let destination = self.prepared.strip(destination);
        match link_type {
            LinkType::WikiLink { .. } => {
                // In a table the author must write `[[target\|words]]`.
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
            words: String::new(),
            has_words_in_html: true,
        }
    }

    pub(super) fn end_link(&mut self) {
        if self.image.is_some() {
            return;
        }
        let Some(link) = self.open_links.pop() else {
            return;
        };
        let has_words = self.out.extent() != link.start;
        match link.end {
            LinkEnd::Inside(index) => {
                if let Some(link) = self.body.links.get_mut(index) {
                    link.has_words_in_html = has_words;
                }
            }
            _ if has_words => {}
            _ => self.out.escaped(&link.words_of_its_own),
        }
        match link.end {
            LinkEnd::Nothing => {}
            LinkEnd::Tag => self.out.raw("</a>"),
            LinkEnd::Place | LinkEnd::Inside(_) => {
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
            Destination::Refused(scheme) => {
                let span = self.prepared.source_range(range);
                self.problem(ProblemKind::SchemeNotAllowed(scheme), span);
                ImageEnd::Words
            }
            // A page fetches nothing from elsewhere, so the image is linked.
            Destination::External(address) if self.open_links.is_empty() => {
                ImageEnd::External(address, self.prepared.strip(title).into_owned())
            }
            Destination::External(_) | Destination::Place(_) => ImageEnd::Words,
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
            words_of_its_own: destination,
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
        let words = match image.alternative.is_empty() {
            true => &image.words_of_its_own,
            false => &image.alternative,
        };
        match image.end {
            ImageEnd::Words => self.out.escaped(words),
            ImageEnd::External(address, title) => {
                self.out.external_link_start(&address, &title);
                self.out.escaped(words);
                self.out.raw("</a>");
            }
            ImageEnd::Inside(link) => {
                let index = self.add_link(Link {
                    words: image.alternative,
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
