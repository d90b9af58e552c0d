//! Fills the holes of a body: writes the links and images into the site. What is between the holes is already escaped.

use super::body::{Body, Link, LinkKind, Resolution};
use super::links;
use super::pieces::{Hole, Label, Labels, escape_address, escape_attribute, write_title};
use super::plain::text_of;
use crate::forms::Level;
use pulldown_cmark_escape::escape_html_body_text;

impl Body {
    /// Renders the HTML. `resolve` is called once for each of [`Body::links`] that is shown, in their order.
    pub fn render(&self, labels: &Labels, resolve: &mut dyn FnMut(&Link) -> Resolution) -> String {
        render(self, Some(labels), resolve)
    }

    /// Renders the HTML without what a page adds to it: labels, and the targets of links and pictures.
    pub fn bare_html(&self) -> String {
        render(self, None, &mut |link| match link.kind {
            LinkKind::Link | LinkKind::Wikilink => Resolution::Broken,
            LinkKind::Image | LinkKind::Embed => Resolution::To {
                href: String::new(),
                name: None,
            },
        })
    }

    /// Returns the text without markup, for search and excerpts; white space is collapsed.
    pub fn plain_text(&self) -> String {
        let html = render(self, None, &mut |_| Resolution::Text);
        text_of(&html)
    }
}

/// Fills the holes of a body. Without labels, what depends on them is left out.
fn render(
    body: &Body,
    labels: Option<&Labels>,
    resolve: &mut dyn FnMut(&Link) -> Resolution,
) -> String {
    let html = &body.pieces.html;
    let mut page = Page {
        html: String::with_capacity(html.len() + 64 * body.pieces.holes.len()),
        body,
        labels,
        resolve,
        link_ends: Vec::new(),
    };
    let mut copied = 0;
    for (at, hole) in &body.pieces.holes {
        page.html
            .push_str(html.get(copied..*at).unwrap_or_default());
        copied = *at;
        page.fill(*hole);
    }
    page.html.push_str(html.get(copied..).unwrap_or_default());
    page.html
}

/// A page whose holes are being filled.
struct Page<'p> {
    html: String,
    body: &'p Body,
    labels: Option<&'p Labels<'p>>,
    resolve: &'p mut dyn FnMut(&Link) -> Resolution,
    /// The end tags of the open links.
    link_ends: Vec<&'static str>,
}

impl Page<'_> {
    fn fill(&mut self, hole: Hole) {
        match hole {
            Hole::Nothing => {}
            Hole::LineBreak => self.html.push('\n'),
            Hole::LinkStart(index) => self.start_link(index),
            Hole::SamePageLinkStart(index) => {
                let href = self.body.same_page_hrefs.get(index);
                self.start_anchor(href.map(String::as_str).unwrap_or("#"), "");
                self.link_ends.push("</a>");
            }
            Hole::LinkEnd => self.html.push_str(self.link_ends.pop().unwrap_or_default()),
            Hole::Image(index) => self.image(index, false),
            Hole::ImageInLink(index) => self.image(index, true),
            Hole::HeadingId(index) => {
                if let Some(heading) = self.body.headings.get(index) {
                    self.html.push_str(" id=\"");
                    escape_attribute(&mut self.html, &heading.id);
                    self.html.push('"');
                }
            }
            Hole::TaskListClass => self.html.push_str(" class=\"tasks\""),
            Hole::Label(label) => self.label(label),
            Hole::LevelledPart(level) => self.levelled_part(level),
            Hole::LevelOfHeading(level) => {
                if let Some(text) = self.level_name(level) {
                    let key = level.key();
                    self.html
                        .push_str(&format!(" <small class=\"level {key}\">{text}</small>"));
                }
            }
            Hole::BackLink(number) => self.back_link(number),
        }
    }

    fn start_link(&mut self, index: usize) {
        let Some(link) = self.body.links.get(index) else {
            return;
        };
        let resolution = self.resolution(link);
        let mut text = link.text.as_str();
        let end = match &resolution {
            Resolution::To { href, name } => {
                self.start_anchor(href, &link.title);
                text = name.as_deref().unwrap_or(text);
                "</a>"
            }
            Resolution::Text => "",
            Resolution::Broken => {
                self.html.push_str("<span class=\"broken\">");
                "</span>"
            }
        };
        self.link_ends.push(end);
        if !link.has_text_in_html {
            self.push_text(text);
        }
    }

    /// Resolves a link, if the answer may be used.
    fn resolution(&mut self, link: &Link) -> Resolution {
        if self.html.len() > self.body.size_limit_bytes {
            return Resolution::Text;
        }
        match (self.resolve)(link) {
            Resolution::To { href, .. } if !links::is_allowed(&href) => Resolution::Broken,
            resolution => resolution,
        }
    }

    fn start_anchor(&mut self, href: &str, title: &str) {
        self.html.push_str("<a href=\"");
        escape_address(&mut self.html, href);
        self.html.push('"');
        write_title(&mut self.html, title);
        self.html.push('>');
    }

    fn push_text(&mut self, text: &str) {
        // Writing to a string cannot fail.
        let _ = escape_html_body_text(&mut self.html, text);
    }

    fn image(&mut self, index: usize, is_in_link: bool) {
        let Some(link) = self.body.links.get(index) else {
            return;
        };
        match self.resolution(link) {
            Resolution::To { href, .. } if is_picture(&link.target) => self.picture(link, &href),
            Resolution::To { href, name } if !is_in_link => {
                self.start_anchor(&href, &link.title);
                let (alternative, _) = alternative_and_width(link);
                let shown = name.filter(|_| link.text.is_empty());
                self.push_text(shown.as_deref().unwrap_or(alternative));
                self.html.push_str("</a>");
            }
            Resolution::Broken => {
                self.html.push_str("<span class=\"broken\">");
                self.push_text(alternative_and_width(link).0);
                self.html.push_str("</span>");
            }
            Resolution::To { .. } | Resolution::Text => {
                self.push_text(alternative_and_width(link).0)
            }
        }
    }

    fn picture(&mut self, link: &Link, src: &str) {
        let (alternative, width_pixels) = alternative_and_width(link);
        // With `![](…)`, an image without alternative text is decoration; with `![[…]]`, it has a name.
        let alternative = match link.kind {
            LinkKind::Image => link.text.as_str(),
            _ => alternative,
        };
        self.html.push_str("<img loading=\"lazy\" alt=\"");
        escape_attribute(&mut self.html, alternative);
        self.html.push_str("\" src=\"");
        escape_address(&mut self.html, src);
        self.html.push('"');
        if let Some(width_pixels) = width_pixels {
            self.html.push_str(" width=\"");
            self.html.push_str(&width_pixels.to_string());
            self.html.push('"');
        }
        write_title(&mut self.html, &link.title);
        self.html.push('>');
    }

    fn label(&mut self, label: Label) {
        let Some(labels) = self.labels else { return };
        let text = label.text(labels);
        match label {
            Label::Done | Label::Open => {
                self.html.push_str("<span class=\"vh\">");
                self.push_text(text);
                self.html.push_str(" </span>");
            }
            _ => self.push_text(text),
        }
    }

    fn level_name(&self, level: Level) -> Option<&'static str> {
        Some(level.name(self.labels?.levels?))
    }

    fn levelled_part(&mut self, level: Level) {
        match self.level_name(level) {
            Some(text) => {
                let key = level.key();
                self.html
                    .push_str(&format!("<div class=\"callout {key}\"><b>{text}</b>\n"));
            }
            None => self.html.push_str("<div>\n"),
        }
    }

    fn back_link(&mut self, number: usize) {
        let Some(labels) = self.labels else { return };
        self.html
            .push_str(&format!(" <a href=\"#fnref-{number}\" aria-label=\""));
        escape_attribute(&mut self.html, labels.back_to_text);
        self.html.push_str("\">↩</a>");
    }
}

/// Returns the alternative text of an image, and the width of `![[picture.png|300]]`, in pixels.
fn alternative_and_width(link: &Link) -> (&str, Option<u16>) {
    let file_name = link.target.rsplit('/').next().unwrap_or_default();
    let width_pixels = match link.kind {
        LinkKind::Embed => link.text.trim().parse().ok(),
        _ => None,
    };
    if link.text.is_empty() || width_pixels.is_some() {
        (file_name, width_pixels)
    } else {
        (&link.text, None)
    }
}

/// Returns whether a file is shown as an image, by its extension; others are linked.
fn is_picture(target: &str) -> bool {
    const EXTENSIONS: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "bmp"];
    target
        .rsplit_once('.')
        .is_some_and(|(_, extension)| EXTENSIONS.contains(&extension.to_lowercase().as_str()))
}
