//! Embeds fragments of pages in a standalone document: links lead within it or are removed, ids are made unique, and
//! attributes that only scripts read are dropped.
//!
//! The input was written by this program: tags are complete, attribute values are in double quotes or single words
//! without quotes.

use std::collections::BTreeMap;

/// Where links of the site lead within the document: the address as written in a link, and the anchor. An address on
/// the same page, such as `#promises`, is listed if its target is in another fragment.
pub(super) type Anchors = BTreeMap<String, String>;

/// A fragment of the document. Its ids begin with the prefix.
pub(super) struct Fragment<'a> {
    /// The prefix of its ids.
    pub prefix: &'a str,
    /// The anchors of the pages that the document contains.
    pub anchors: &'a Anchors,
}

/// Attributes that contain ids of the same page.
const ID_ATTRIBUTES: [&str; 5] = [
    "id",
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
];
/// Attributes of links, dropped with the link.
const LINK_ATTRIBUTES: [&str; 4] = ["href", "rel", "download", "target"];

impl Fragment<'_> {
    /// HTML rewritten for the document.
    pub fn html(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        let mut drawings = 0_usize;
        let mut ends: Vec<&str> = Vec::new();
        while let Some(start) = rest.find('<') {
            out.push_str(&rest[..start]);
            let (tag, after) = rest[start..].split_at(length_of_tag(&rest[start..]));
            rest = after;
            match name_of(tag) {
                "a" => ends.push(self.link(tag, drawings > 0, &mut out)),
                "/a" => out.push_str(&format!("</{}>", ends.pop().unwrap_or("a"))),
                name => {
                    drawings += usize::from(name == "svg");
                    drawings = drawings.saturating_sub(usize::from(name == "/svg"));
                    self.tag(tag, name, &[], &mut out);
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// Writes the start of a link, or of a neutral element if its target is not in the document; returns the name for
    /// the end tag.
    fn link(&self, tag: &str, is_drawn: bool, out: &mut String) -> &'static str {
        match attribute(tag, "href").and_then(|href| self.target(href)) {
            Some(target) => {
                self.tag(tag, "a", &["href"], out);
                // The tag is complete; the address goes before its end.
                out.pop();
                out.push_str(&format!(" href=\"{target}\">"));
                "a"
            }
            None => {
                let name = if is_drawn { "g" } else { "span" };
                self.tag(tag, name, &LINK_ATTRIBUTES, out);
                name
            }
        }
    }

    /// The target of an address: within the document, or an external address that an author wrote.
    fn target(&self, href: &str) -> Option<String> {
        if let Some(place) = href.strip_prefix('#') {
            let elsewhere = self.anchors.get(href);
            return Some(match elsewhere {
                Some(place) => format!("#{place}"),
                None => format!("#{}{place}", self.prefix),
            });
        }
        if href.contains("://") || href.starts_with("mailto:") || href.starts_with("tel:") {
            return Some(href.to_owned());
        }
        let page = href.split('#').next().unwrap_or(href);
        self.anchors.get(page).map(|place| format!("#{place}"))
    }

    /// Writes a tag with this name, without some of its attributes and without those that only scripts read.
    fn tag(&self, tag: &str, name: &str, without: &[&str], out: &mut String) {
        out.push('<');
        out.push_str(name);
        for (key, value) in attributes(tag) {
            let is_for_scripts = key.starts_with("data-") && key != "data-l";
            if is_for_scripts || without.contains(&key) {
                continue;
            }
            out.push(' ');
            out.push_str(key);
            let Some(value) = value else { continue };
            let value = match ID_ATTRIBUTES.contains(&key) {
                true => self.prefixed(value),
                false => value.to_owned(),
            };
            out.extend(["=\"", &value, "\""]);
        }
        out.push_str(if tag.ends_with("/>") { "/>" } else { ">" });
    }

    /// Ids, each with the prefix.
    fn prefixed(&self, names: &str) -> String {
        let named: Vec<String> = names
            .split_whitespace()
            .map(|name| format!("{}{name}", self.prefix))
            .collect();
        named.join(" ")
    }
}

/// The length of a tag in bytes, from `<` to `>`; a `>` within quotes does not end it.
fn length_of_tag(html: &str) -> usize {
    let mut is_quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

/// The name of a tag, including the slash of an end tag.
fn name_of(tag: &str) -> &str {
    let inner = tag.trim_start_matches('<');
    let is_end = |letter: char| letter.is_whitespace() || letter == '>';
    let name = inner.split(is_end).next().unwrap_or(inner);
    match name.strip_suffix('/') {
        Some(name) if !name.is_empty() => name,
        _ => name,
    }
}

fn attribute<'t>(tag: &'t str, wanted: &str) -> Option<&'t str> {
    attributes(tag)
        .find(|(key, _)| *key == wanted)
        .and_then(|(_, value)| value)
}

/// The attributes of a tag, in order.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let inner = tag.strip_suffix('>').unwrap_or(tag);
    // A slash that closes a tag follows a space or a quote; any other belongs to a value.
    let is_closed = inner.ends_with(" /") || inner.ends_with("\"/");
    let inner = &inner[..inner.len() - usize::from(is_closed)];
    let after_name = inner.find(char::is_whitespace).unwrap_or(inner.len());
    let mut rest = &inner[after_name..];
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let end = rest.find(|letter: char| letter == '=' || letter.is_whitespace());
        let (key, after) = rest.split_at(end.unwrap_or(rest.len()));
        if key.is_empty() {
            return None;
        }
        rest = after;
        let Some(given) = rest.strip_prefix('=') else {
            return Some((key, None));
        };
        let (value, after) = match given.strip_prefix('"') {
            Some(css_string) => css_string.split_once('"').unwrap_or((css_string, "")),
            None => given.split_at(given.find(char::is_whitespace).unwrap_or(given.len())),
        };
        rest = after;
        Some((key, Some(value)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded(html: &str) -> String {
        let anchors = [("contacts/a.html", "c1-p2"), ("index.html", "c1")];
        let anchors = anchors.map(|(from, to)| (from.to_owned(), to.to_owned()));
        let anchors = Anchors::from(anchors);
        let fragment = Fragment {
            prefix: "c1-p3-",
            anchors: &anchors,
        };
        fragment.html(html)
    }

    #[test]
    fn links_lead_within_the_document_outside_the_site_or_nowhere() {
        assert_eq!(
            embedded("<a href=\"contacts/a.html#seen\">甲</a>"),
            "<a href=\"#c1-p2\">甲</a>"
        );
        assert_eq!(
            embedded("<a class=\"num\" rel=\"next\" href=\"contacts/b.html\">乙</a>"),
            "<span class=\"num\">乙</span>"
        );
        assert_eq!(
            embedded("<a href=\"https://example.org/x\">丙</a>"),
            "<a href=\"https://example.org/x\">丙</a>"
        );
    }

    #[test]
    fn links_in_drawings_become_groups() {
        assert_eq!(
            embedded(
                "<svg><a href=\"x.html\"><path d=\"M0 0\"/></a></svg><a href=\"x.html\">y</a>"
            ),
            "<svg><g><path d=\"M0 0\"/></g></svg><span>y</span>"
        );
    }

    #[test]
    fn ids_are_prefixed_and_script_attributes_dropped() {
        assert_eq!(
            embedded(
                "<h3 id=\"x\" data-days=\"[1>2]\">a</h3><a href=\"#x\">b</a><td data-l=\"日期\" hidden>"
            ),
            "<h3 id=\"c1-p3-x\">a</h3><a href=\"#c1-p3-x\">b</a><td data-l=\"日期\" hidden>"
        );
    }
}
