//! A page as an outline: one block a line, indented, with its classes, its words and where its links lead.
//!
//! Left out, because the eye sees nothing of it or other tests hold it: the head but its title, scripts, attributes
//! that are neither identity nor target, and of figures all but their words.

/// Elements that stand within a line of words.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "br", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup",
    "time", "del", "kbd",
];
/// Elements that have no end.
const EMPTY: &[&str] = &[
    "br", "col", "hr", "img", "input", "link", "meta", "path", "rect", "line", "circle", "use",
];
/// Elements of which nothing is told, with all that is in them.
const HIDDEN: &[&str] = &["script", "style", "defs", "pattern"];

/// The outline of a page.
pub fn of(html: &str) -> String {
    let mut outline = Outline::default();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        outline.words(&rest[..start]);
        let end = rest[start..].find('>').expect("every tag ends") + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        match tag.strip_prefix('/') {
            Some(name) => outline.close(name),
            None if tag.starts_with('!') => {}
            None => {
                let name = name_of(tag);
                if HIDDEN.contains(&name) {
                    let closing = format!("</{name}>");
                    let end = rest.find(&closing).expect("every element ends");
                    rest = &rest[end + closing.len()..];
                } else {
                    outline.open(tag.trim_end_matches('/'));
                }
            }
        }
    }
    outline.end_line();
    outline.text
}

#[derive(Default)]
struct Outline {
    text: String,
    /// The blocks that one is within.
    within: Vec<String>,
    line: String,
}

impl Outline {
    fn words(&mut self, words: &str) {
        let collapsed = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if collapsed.is_empty() {
            return;
        }
        if !self.line.is_empty() && !self.line.ends_with(['>', ' ']) {
            self.line.push(' ');
        }
        self.line.push_str(&collapsed);
    }

    fn open(&mut self, tag: &str) {
        let name = name_of(tag);
        if INLINE.contains(&name) {
            if !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
            self.line.push_str(&format!("<{}>", told(tag)));
            return;
        }
        if EMPTY.contains(&name) {
            if name == "img" || name == "input" || name == "hr" {
                self.line.push_str(&format!("<{}>", told(tag)));
            }
            return;
        }
        while self.within.last().is_some_and(|last| ends(last, name)) {
            self.end_block();
        }
        self.end_line();
        self.line = told(tag);
        self.within.push(name.to_owned());
    }

    fn close(&mut self, name: &str) {
        if INLINE.contains(&name) {
            self.line.push_str("</>");
            return;
        }
        while self.within.iter().any(|one| one == name) {
            let is_last = self.within.last().is_some_and(|last| last == name);
            self.end_block();
            if is_last {
                break;
            }
        }
    }

    fn end_block(&mut self) {
        self.end_line();
        self.within.pop();
    }

    /// Ends the line. An element that was just opened stands one step further out than what is in it.
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.is_empty() {
            return;
        }
        let is_words = line.starts_with(|first: char| first == '<' || !first.is_ascii_lowercase());
        let within = self.within.len();
        let depth = within - usize::from(!is_words && within > 0);
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(&line);
        self.text.push('\n');
    }
}

/// Whether the beginning of a block ends another, whose end tag is left out.
fn ends(last: &str, next: &str) -> bool {
    match last {
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody"),
        "tr" => matches!(next, "tr" | "tbody"),
        "thead" | "tbody" => next == "tbody",
        _ => false,
    }
}

fn name_of(tag: &str) -> &str {
    let end = tag.find(|one: char| one.is_whitespace() || one == '/');
    &tag[..end.unwrap_or(tag.len())]
}

/// A tag as it is told: `td.num`, `section#people.keep`, `a(../index.html)`.
fn told(tag: &str) -> String {
    let mut told = name_of(tag).to_owned();
    if let Some(id) = attribute(tag, "id") {
        told.push_str(&format!("#{id}"));
    }
    for class in attribute(tag, "class")
        .unwrap_or_default()
        .split_whitespace()
    {
        told.push_str(&format!(".{class}"));
    }
    if let Some(target) = attribute(tag, "href").or(attribute(tag, "src")) {
        told.push_str(&format!("({target})"));
    }
    told
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = &tag[start..];
    Some(&value[..value.find('"')?])
}
