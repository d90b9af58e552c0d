//! Front matter as a tree of nodes, each with its position and its text as written.
//!
//! Built from parser events rather than from typed YAML: `0571` stays `0571`, every value has a position, and duplicate
//! keys are kept. The text of a node borrows from the source.

use super::{comments, yaml_problem};
use crate::text::{Diagnostic, Source, Span};
use granit_parser::{Event, Parser, ScalarStyle};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// No real note is nested more deeply.
const MAX_DEPTH: usize = 48;
/// No real note has more nodes, counting those repeated by aliases.
const MAX_NODES: usize = 200_000;
/// No real note has more text repeated by aliases: short aliases of a long text could exhaust the memory.
const MAX_ALIASED_BYTES: usize = 1024 * 1024;

/// A node of front matter.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    /// Its position in the file.
    pub span: Span,
    /// Its content.
    pub content: Content<'a>,
}

/// The content of a node.
#[derive(Clone, Debug)]
pub(crate) enum Content<'a> {
    /// Nothing was written.
    Blank,
    /// Text.
    Scalar(Cow<'a, str>),
    /// A list.
    List(Vec<Node<'a>>),
    /// Keys and values in the order written.
    Map(Vec<(Node<'a>, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// Returns the entries of a map.
    pub fn entries(&self) -> Option<&[(Node<'a>, Node<'a>)]> {
        match &self.content {
            Content::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// Returns the text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// Returns whether it has no value.
    pub fn is_blank(&self) -> bool {
        match &self.content {
            Content::Blank => true,
            Content::Scalar(text) => text.trim().is_empty(),
            Content::List(items) => items.iter().all(Node::is_blank),
            Content::Map(entries) => entries.is_empty(),
        }
    }

    /// Returns the node as JSON: every scalar as text, every blank as null.
    pub fn outline(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match &self.content {
            Content::Blank => "null".to_owned(),
            Content::Scalar(text) => quoted(text),
            Content::List(items) => {
                let items: Vec<String> = items.iter().map(Node::outline).collect();
                format!("[{}]", items.join(","))
            }
            Content::Map(entries) => {
                let entry = |(key, value): &(Node<'_>, Node<'_>)| {
                    let key = key.text().map_or_else(|| quoted(&key.outline()), quoted);
                    format!("{key}:{}", value.outline())
                };
                let entries: Vec<String> = entries.iter().map(entry).collect();
                format!("{{{}}}", entries.join(","))
            }
        }
    }

    fn text_bytes(&self) -> usize {
        match &self.content {
            Content::Blank => 0,
            Content::Scalar(text) => text.len(),
            Content::List(items) => items.iter().map(Node::text_bytes).sum(),
            Content::Map(entries) => entries
                .iter()
                .map(|(key, value)| key.text_bytes() + value.text_bytes())
                .sum(),
        }
    }

    fn size(&self) -> usize {
        1 + match &self.content {
            Content::Blank | Content::Scalar(_) => 0,
            Content::List(items) => items.iter().map(Node::size).sum(),
            Content::Map(entries) => entries
                .iter()
                .map(|(key, value)| key.size() + value.size())
                .sum(),
        }
    }
}

/// The YAML part of a file, as a tree.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    /// The root node; `None` if the part is empty.
    pub root: Option<Node<'a>>,
    /// How many of the author's comments its values contained.
    pub comments: usize,
}

/// Parses the YAML part of a file.
///
/// # Errors
/// Returns the first problem that makes it unreadable.
pub(super) fn parse(source: &Source, part: Span) -> Result<Tree<'_>, Box<Diagnostic>> {
    let text = source.slice(part);
    let mut builder = Builder::new(part.start as usize);
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => return Err(Box::new(yaml_problem::syntax(source, part, &error))),
        };
        let range = span.byte_range().unwrap_or_default();
        let place = Span::new(range.start, range.end).shifted(builder.offset);
        if let Err(limit) = builder.handle_event(event, place, text.get(range).unwrap_or_default())
        {
            return Err(Box::new(yaml_problem::limit(source, place, limit)));
        }
    }
    Ok(Tree {
        root: builder.root,
        comments: builder.comments,
    })
}

/// Why a well-formed tree is rejected.
#[derive(Clone, Copy, Debug)]
pub(super) enum Limit {
    TooDeep,
    TooLarge,
    SecondDocument,
}

/// A map or list that has not ended yet.
struct Open<'a> {
    node: Node<'a>,
    anchor: usize,
    key: Option<Node<'a>>,
}

struct Builder<'a> {
    offset: usize,
    open: Vec<Open<'a>>,
    anchors: BTreeMap<usize, Node<'a>>,
    nodes: usize,
    /// Bytes of text repeated by aliases.
    aliased_bytes: usize,
    comments: usize,
    root: Option<Node<'a>>,
}

impl<'a> Builder<'a> {
    fn new(offset: usize) -> Builder<'a> {
        Builder {
            offset,
            open: Vec::new(),
            anchors: BTreeMap::new(),
            nodes: 0,
            aliased_bytes: 0,
            comments: 0,
            root: None,
        }
    }

    fn handle_event(&mut self, event: Event<'a>, span: Span, written: &str) -> Result<(), Limit> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let (content, comments) = without_comments(scalar(text, style, written));
                self.comments += comments;
                self.close(Node { span, content }, anchor)
            }
            Event::Alias(anchor) => {
                let node = self.anchors.get(&anchor).cloned();
                let mut node = node.unwrap_or(Node {
                    span,
                    content: Content::Blank,
                });
                node.span = span;
                self.nodes += node.size();
                self.aliased_bytes += node.text_bytes();
                if self.aliased_bytes > MAX_ALIASED_BYTES {
                    return Err(Limit::TooLarge);
                }
                self.close(node, 0)
            }
            Event::SequenceStart(_, anchor, _) => {
                self.begin(Content::List(Vec::new()), span, anchor)
            }
            Event::MappingStart(_, anchor, _) => self.begin(Content::Map(Vec::new()), span, anchor),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else {
                    return Ok(());
                };
                let mut node = open.node;
                let bracket = (span.end > span.start).then_some(span.start + 1);
                node.span.end = last_byte(&node)
                    .max(bracket.unwrap_or_default())
                    .max(node.span.end);
                self.close(node, open.anchor)
            }
            Event::DocumentStart(..) if self.root.is_some() => Err(Limit::SecondDocument),
            _ => Ok(()),
        }
    }

    fn begin(&mut self, content: Content<'a>, span: Span, anchor: usize) -> Result<(), Limit> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Limit::TooDeep);
        }
        self.open.push(Open {
            node: Node { span, content },
            anchor,
            key: None,
        });
        Ok(())
    }

    /// Adds a finished node to its parent.
    fn close(&mut self, node: Node<'a>, anchor: usize) -> Result<(), Limit> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(Limit::TooLarge);
        }
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(open) => match &mut open.node.content {
                Content::List(items) => items.push(node),
                Content::Map(entries) => match open.key.take() {
                    None => open.key = Some(node),
                    Some(key) => entries.push((key, node)),
                },
                _ => {}
            },
        }
        Ok(())
    }
}

/// Returns the end of the last child of a node: block maps and lists have no end of their own.
fn last_byte(node: &Node<'_>) -> u32 {
    match &node.content {
        Content::List(items) => items.last().map_or(node.span.end, |item| item.span.end),
        Content::Map(entries) => entries.last().map_or(node.span.end, |(key, value)| {
            key.span.end.max(value.span.end)
        }),
        _ => node.span.end,
    }
}

fn scalar<'a>(text: Cow<'a, str>, style: ScalarStyle, written: &str) -> Content<'a> {
    if style == ScalarStyle::Plain && matches!(text.as_ref(), "" | "~" | "null") {
        return Content::Blank;
    }
    let folds = matches!(style, ScalarStyle::Plain | ScalarStyle::Folded) && written.contains('\n');
    Content::Scalar(if folds {
        Cow::Owned(without_spaces_between_chinese(&text))
    } else {
        text
    })
}

/// Removes the author's comments from a value; returns how many there were.
fn without_comments(content: Content<'_>) -> (Content<'_>, usize) {
    let Content::Scalar(text) = &content else {
        return (content, 0);
    };
    let left = comments::uncommented(text);
    if left.count == 0 {
        return (content, 0);
    }
    let lines: Vec<&str> = left.text.lines().map(str::trim_end).collect();
    let text = lines.join("\n").trim().to_owned();
    (Content::Scalar(Cow::Owned(text)), left.count)
}

/// Removes the spaces that folding put between Chinese characters: in Chinese, lines are joined without one.
fn without_spaces_between_chinese(text: &str) -> String {
    let wide = |character: Option<char>| character.is_some_and(|one| one >= '\u{2e80}');
    let mut joined = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let between_wide = character == ' '
            && wide(joined.chars().next_back())
            && wide(characters.peek().copied());
        if !between_wide {
            joined.push(character);
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns whether front matter can be parsed.
    fn is_read(text: &str) -> bool {
        let source = Source {
            path: "a.md".into(),
            text: text.into(),
        };
        parse(&source, Span::new(0, text.len())).is_ok()
    }

    #[test]
    fn aliases_repeat_a_word_but_cannot_exhaust_the_memory() {
        let repeated = |text: &str, times: usize| {
            format!(
                "fax: &a \"{text}\"\ntags: [{}]\n",
                vec!["*a"; times].join(", ")
            )
        };
        assert!(is_read(&repeated("传真", 1000)));
        assert!(!is_read(&repeated(&"x".repeat(20_000), 50_000)));
    }
}
