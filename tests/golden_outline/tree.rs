//! The blocks of a page as a tree; inline elements stay in the text.

/// Inline elements.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "br", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup",
    "time", "del", "kbd",
];
/// Elements without an end tag.
const VOID: &[&str] = &[
    "br", "col", "hr", "img", "input", "link", "meta", "path", "rect", "line", "circle", "use",
];
/// Elements that are left out with their content.
const HIDDEN: &[&str] = &["script", "style", "defs", "pattern"];

/// A block, or text between two blocks.
#[derive(Default)]
pub struct Node {
    /// The element's name; empty for text.
    pub name: String,
    /// The tag, and the text before the first block in it.
    pub line: String,
    /// The blocks in it.
    pub children: Vec<Node>,
}

/// Returns the blocks of a page, or of a part of one.
pub fn parse(html: &str) -> Vec<Node> {
    let mut parser = Parser {
        open: Vec::new(),
        top: Node::default(),
    };
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        parser.words(&rest[..start]);
        let end = rest[start..].find('>').expect("every tag ends") + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        match tag.strip_prefix('/') {
            Some(name) => parser.close(name),
            None if tag.starts_with('!') => {}
            None => rest = parser.element(tag, rest),
        }
    }
    while !parser.open.is_empty() {
        parser.end_block();
    }
    parser.top.children
}

struct Parser {
    /// The open blocks, the innermost last.
    open: Vec<Node>,
    top: Node,
}

impl Parser {
    /// Adds an element whose tag was read; returns the rest of the input.
    fn element<'h>(&mut self, tag: &str, rest: &'h str) -> &'h str {
        let name = name_of(tag);
        let contents = || {
            let closing = format!("</{name}>");
            let end = rest.find(&closing).expect("every element ends");
            rest.split_at(end + closing.len())
        };
        if HIDDEN.contains(&name) {
            return contents().1;
        }
        if name == "svg" && !tag.ends_with('/') && has_no_words(contents().0) {
            self.inline(tag);
            return contents().1;
        }
        self.open(tag.trim_end_matches('/'));
        rest
    }

    fn words(&mut self, words: &str) {
        let collapsed = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if collapsed.is_empty() {
            return;
        }
        let line = self.line();
        if !line.is_empty() && !line.ends_with(['>', ' ']) {
            line.push(' ');
        }
        line.push_str(&collapsed);
    }

    fn inline(&mut self, tag: &str) {
        let line = self.line();
        if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
        line.push_str(&format!("<{}>", tag_label(tag)));
    }

    fn open(&mut self, tag: &str) {
        let name = name_of(tag);
        if self.is_inline(name) {
            self.inline(tag);
        } else if matches!(name, "img" | "input" | "hr") {
            self.line().push_str(&format!("<{}>", tag_label(tag)));
        } else if !VOID.contains(&name) {
            while self.open.last().is_some_and(|last| ends(&last.name, name)) {
                self.end_block();
            }
            self.open.push(Node {
                name: name.to_owned(),
                line: tag_label(tag),
                children: Vec::new(),
            });
        }
    }

    fn close(&mut self, name: &str) {
        if self.is_inline(name) {
            self.line().push_str("</>");
            return;
        }
        while self.open.iter().any(|one| one.name == name) {
            let is_last = self.open.last().is_some_and(|last| last.name == name);
            self.end_block();
            if is_last {
                break;
            }
        }
    }

    /// In a figure a link is a block because it contains titles.
    fn is_inline(&self, name: &str) -> bool {
        INLINE.contains(&name) && !(name == "a" && self.open.iter().any(|one| one.name == "svg"))
    }

    fn end_block(&mut self) {
        if let Some(node) = self.open.pop() {
            self.innermost().children.push(node);
        }
    }

    fn innermost(&mut self) -> &mut Node {
        self.open.last_mut().unwrap_or(&mut self.top)
    }

    /// Returns the line that text is added to: the block's own until it contains a block.
    fn line(&mut self) -> &mut String {
        let is_top = self.open.is_empty();
        let node = self.innermost();
        if node.children.is_empty() && !is_top {
            return &mut node.line;
        }
        if node
            .children
            .last()
            .is_none_or(|last| !last.name.is_empty())
        {
            node.children.push(Node::default());
        }
        let last = node.children.len() - 1;
        &mut node.children[last].line
    }
}

fn has_no_words(figure: &str) -> bool {
    !["<title", "<desc", "<text"]
        .iter()
        .any(|element| figure.contains(element))
}

/// Returns whether the start of a block implicitly ends another, whose end tag is omitted.
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

/// Returns a tag as the outline shows it: `td.num`, `section#people.keep`, `a(../index.html)`.
fn tag_label(tag: &str) -> String {
    let mut tag_label = name_of(tag).to_owned();
    if let Some(id) = attribute(tag, "id") {
        tag_label.push_str(&format!("#{id}"));
    }
    for class in attribute(tag, "class")
        .unwrap_or_default()
        .split_whitespace()
    {
        tag_label.push_str(&format!(".{class}"));
    }
    if let Some(target) = attribute(tag, "href").or(attribute(tag, "src")) {
        tag_label.push_str(&format!("({target})"));
    }
    tag_label
}

/// Returns the value of a tag's quoted attribute.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = &tag[start..];
    Some(&value[..value.find('"')?])
}
