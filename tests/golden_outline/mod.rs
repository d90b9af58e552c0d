//! A page as an outline: its blocks indented, with their classes, text and link targets.
//!
//! `a > b` is a block whose only content is another, `a { b | c }` a block of several that fit on one line, as does a
//! row of plain cells. Left out, because no reader sees it or other tests check it: the head except its title, scripts,
//! attributes that are neither identity nor target, and everything in figures except their text.

mod tree;

use tree::Node;

/// Returns the outline of a page, or of a part of one.
pub fn of(html: &str) -> String {
    let mut text = String::new();
    for node in &tree::parse(html) {
        write(node, 0, &mut text);
    }
    text
}

/// Returns what is specific to a page: its title, its breadcrumbs, and its content.
pub fn of_content(html: &str) -> String {
    let parts = Parts::of(html);
    [parts.title, parts.crumbs, parts.main]
        .into_iter()
        .map(of)
        .collect()
}

/// Returns what a page shares with all others: navigation, header and footer. Links are relative to the top of the
/// site.
pub fn of_frame(html: &str) -> String {
    let parts = Parts::of(html);
    let frame = html
        .replacen(parts.title, "", 1)
        .replacen(parts.crumbs, "", 1)
        .replacen(parts.main, "<main></main>", 1);
    of(&frame).replace("../", "")
}

/// The elements that are specific to a page.
struct Parts<'h> {
    title: &'h str,
    crumbs: &'h str,
    main: &'h str,
}

impl<'h> Parts<'h> {
    fn of(html: &'h str) -> Parts<'h> {
        let header = element(html, "header").unwrap_or_default();
        let crumbs = header.find("class=\"crumbs\"");
        Parts {
            title: element(html, "title").expect("a page has a title"),
            crumbs: crumbs
                .and_then(|start| element(&header[start..], "nav"))
                .unwrap_or_default(),
            main: element(html, "main").expect("a page has a main element"),
        }
    }
}

/// Returns the first element of a name; such elements must not be nested.
fn element<'h>(html: &'h str, name: &str) -> Option<&'h str> {
    let rest = &html[html.find(&format!("<{name}"))?..];
    let closing = format!("</{name}>");
    Some(&rest[..rest.find(&closing)? + closing.len()])
}

/// The maximum length of a line, in characters without the indentation.
const WIDTH: usize = 160;

fn write(node: &Node, depth: usize, text: &mut String) {
    let flat = flat(node);
    let indentation = "  ".repeat(depth);
    let is_plain = node.children.iter().all(|child| child.children.is_empty());
    let is_row = node.name == "tr" && is_plain;
    if flat.chars().count() <= WIDTH || is_row || node.children.is_empty() {
        text.extend([&indentation, &flat, "\n"]);
        return;
    }
    let (mut line, mut node) = (node.line.clone(), node);
    while let [only] = node.children.as_slice()
        && !only.children.is_empty()
    {
        line.extend([" > ", &only.line]);
        node = only;
    }
    text.extend([&indentation, &line, "\n"]);
    for child in &node.children {
        write(child, depth + 1, text);
    }
}

/// Returns a block and its content on one line.
fn flat(node: &Node) -> String {
    let children: Vec<String> = node.children.iter().map(flat).collect();
    match children.as_slice() {
        [] => node.line.clone(),
        [only] => format!("{} > {only}", node.line),
        several => format!("{} {{ {} }}", node.line, several.join(" | ")),
    }
}
