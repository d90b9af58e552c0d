//! Finds where the fields of a note end and its Markdown begins, however the file begins.
//!
//! A Markdown parser would take any `---…---` block for fields, even in the middle of a text, so this is done by hand.
//! Clear front matter is read, however it is fenced. What looks like fields but cannot be read is withheld: it is never
//! shown as text.

use super::comments;
use super::line::{Fence, Line, lines};
use super::markdown::{FieldNames, code_ranges, is_private_word};
use super::read::{is_level_key, names_level};
use super::tree;
use crate::forms::{Dictionary, Kind, Level, Schema};
use crate::text::{Source, Span};

/// No real note has more blocks of fields.
const MAX_BLOCKS: usize = 16;
/// Fields without a fence are read up to this many lines.
const MAX_LINES: usize = 400;

/// How a block of fields differs from regular front matter, between two `---` lines at the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Oddity {
    /// Its fences are not `---`.
    Fence,
    /// There is no fence above it.
    NoFence,
    /// It does not begin in the first line.
    NotAtTop,
    /// It is below the front matter.
    InText,
}

/// Why front matter cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unclear {
    /// A fence that is never closed.
    Open,
    /// Fields without a fence above them.
    NoFence,
    /// Fields below the text.
    Later,
    /// TOML.
    Toml,
    /// JSON.
    Json,
    /// A code fence, or a fence of other characters.
    Fence,
}

/// A block of fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The fields, without fences.
    pub fields: Span,
    /// The block, its fences included.
    pub whole: Span,
    /// How it differs from regular front matter.
    pub oddity: Option<Oddity>,
    /// Whether it is YAML with keys and values.
    pub is_readable: bool,
    /// The strictest level of a field in it.
    pub level: Level,
    /// Whether it contains a level for the note.
    pub names_level: bool,
}

/// The parts of a note.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// Fields, if any, and Markdown. Blocks within the body are not part of the text.
    Clear { blocks: Vec<Block>, body: Span },
    /// Something that looks like fields but cannot be read, and its position.
    Unclear(Unclear, Span),
}

/// Splits a note of a kind into its parts.
pub(super) fn find_parts(source: &Source, kind: Kind, dictionary: &'static Dictionary) -> Parts {
    let text: &str = &source.text;
    let reader = Reader {
        source,
        kind,
        names: FieldNames::of(dictionary),
        schema: dictionary.schema(kind),
    };
    let top = text.len() - text.trim_start_matches('\u{feff}').len();
    let at = reader.skip_preamble(top);
    let is_canonical = at == top && first_line(text, at).fence() == Some(Fence::Yaml);
    let first = match reader.front(at, is_canonical) {
        Found::Block(mut block) => {
            if at != top && block.oddity.is_none() {
                block.oddity = Some(Oddity::NotAtTop);
            }
            block
        }
        Found::Unclear(why, place) => return Parts::Unclear(why, place),
        Found::Nothing => {
            return match reader.later_fields(top) {
                Some(place) => Parts::Unclear(Unclear::Later, place),
                None => Parts::Clear {
                    blocks: Vec::new(),
                    body: Span::new(top, text.len()),
                },
            };
        }
    };
    let body = match reader.has_text(top, at) {
        true => top,
        false => first.whole.end as usize,
    };
    if let Some(place) = reader.level_in_text(first.whole.end as usize) {
        return Parts::Unclear(Unclear::Later, place);
    }
    let mut blocks = vec![first];
    while let Some(last) = blocks.last()
        && blocks.len() < MAX_BLOCKS
        && let Some(block) = reader.further(last.whole.end as usize)
    {
        blocks.push(block);
    }
    Parts::Clear {
        blocks,
        body: Span::new(body, text.len()),
    }
}

/// What was found at an offset.
enum Found {
    Block(Block),
    Unclear(Unclear, Span),
    Nothing,
}

/// Consecutive lines that may be fields.
struct Region<'a> {
    lines: Vec<Line<'a>>,
    /// The byte after the fence below them, if there is one.
    fence_end: Option<usize>,
}

impl Region<'_> {
    fn span(&self) -> Span {
        let start = self.lines.first().map_or(0, |line| line.start);
        Span::new(start, self.lines.last().map_or(start, |line| line.end))
    }
}

fn first_line(text: &str, at: usize) -> Line<'_> {
    lines(text, at).next().unwrap_or(Line {
        start: at,
        end: at,
        text: "",
    })
}

struct Reader<'a> {
    source: &'a Source,
    kind: Kind,
    names: &'static FieldNames,
    schema: &'static Schema,
}

impl<'a> Reader<'a> {
    fn text(&self) -> &'a str {
        &self.source.text
    }

    /// Skips blank lines, headings and comments.
    fn skip_preamble(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.text().len() {
            let line = first_line(self.text(), at);
            let indent = line.text.len() - line.text.trim_start().len();
            if line.is_blank() || line.is_heading() {
                at = line.end;
            } else if let Some(end) = comments::end_of_comment_at(self.text(), at + indent) {
                at = end;
            } else {
                break;
            }
        }
        // The indentation of a line belongs to the line.
        at
    }

    /// Returns whether there is a heading or a comment between two offsets.
    fn has_text(&self, from: usize, to: usize) -> bool {
        lines(self.text(), from)
            .take_while(|line| line.start < to)
            .any(|line| !line.is_blank())
    }

    fn is_page(&self) -> bool {
        self.kind == Kind::Page
    }

    /// Finds the front matter at an offset.
    fn front(&self, at: usize, is_canonical: bool) -> Found {
        let first = first_line(self.text(), at);
        match first.fence() {
            Some(Fence::Yaml | Fence::Dashes) => self.fenced(&first, is_canonical),
            Some(Fence::Plus) => self.foreign(&first, Unclear::Toml),
            Some(Fence::Semicolons) => self.foreign(&first, Unclear::Json),
            Some(Fence::Code | Fence::Signs) => self.foreign(&first, Unclear::Fence),
            None if first.begins_json() => Found::Unclear(Unclear::Json, span_of(&first)),
            None => self.unfenced(at, Oddity::NoFence),
        }
    }

    /// Finds fields between dashes.
    fn fenced(&self, first: &Line<'a>, is_canonical: bool) -> Found {
        let indent = |line: &Line<'_>| line.text.len() - line.text.trim_start().len();
        let closes = |line: &Line<'_>| {
            let is_fence = matches!(line.fence(), Some(Fence::Yaml | Fence::Dashes));
            let is_end = is_canonical && line.text.trim_end() == "...";
            (is_fence || is_end) && indent(line) <= indent(first)
        };
        let Some(closing) = lines(self.text(), first.end).find(closes) else {
            let region = self.region(first.end);
            // A page may begin with a thematic break.
            let is_intended =
                is_canonical && !(self.is_page() && first_line(self.text(), first.end).is_blank());
            let is_open = is_intended || self.is_revealing(&region) || self.has_known_key(&region);
            return match is_open {
                true => Found::Unclear(Unclear::Open, span_of(first)),
                false => Found::Nothing,
            };
        };
        let fields = Span::new(first.end, closing.start);
        let is_exact = |line: &Line<'_>| line.fence() != Some(Fence::Dashes);
        let oddity = (!is_exact(first) || !is_exact(&closing)).then_some(Oddity::Fence);
        let whole = Span::new(first.start, closing.end);
        if is_canonical {
            // Anything here is meant as fields: problems are found when it is parsed.
            return Found::Block(Block {
                fields,
                whole,
                oddity,
                is_readable: true,
                level: Level::Public,
                names_level: false,
            });
        }
        let block = self.block(fields, whole, oddity);
        let region = self.region_of(fields);
        let has_key = region.lines.iter().any(|line| line.key().is_some());
        let is_known = !self.is_page() && has_key;
        match (block.is_readable || is_known, self.is_revealing(&region)) {
            (true, _) => Found::Block(block),
            (false, true) => Found::Unclear(Unclear::Fence, span_of(first)),
            (false, false) => Found::Nothing,
        }
    }

    /// Finds fields in another notation than YAML, or between other fences.
    fn foreign(&self, first: &Line<'a>, why: Unclear) -> Found {
        let closing = lines(self.text(), first.end).find(|line| line.fence() == first.fence());
        let region = match closing {
            Some(closing) => self.region_of(Span::new(first.end, closing.start)),
            None => self.region(first.end),
        };
        let has_keys = region
            .lines
            .iter()
            .any(|line| line.key().is_some() || line.begins_json());
        let is_fields = match why {
            Unclear::Toml | Unclear::Json => has_keys,
            // Pages contain code, and rules of other characters above prose.
            _ if self.is_page() => {
                first.fence() == Some(Fence::Signs) && self.is_revealing(&region)
            }
            _ => self.has_known_key(&region) || self.is_revealing(&region),
        };
        match is_fields {
            true => Found::Unclear(why, span_of(first)),
            false => Found::Nothing,
        }
    }

    /// Finds fields without a fence above them.
    fn unfenced(&self, at: usize, oddity: Oddity) -> Found {
        let region = self.region(at);
        let Some(first) = region.lines.first() else {
            return Found::Nothing;
        };
        let begins_with_key = self.is_field(first);
        let has_known_key = self.has_known_key(&region);
        let is_revealing = self.is_revealing(&region);
        let has_fence = region.fence_end.is_some();
        let may_be_fields = has_known_key || is_revealing || has_fence && first.key().is_some();
        if !may_be_fields {
            return Found::Nothing;
        }
        let span = region.span();
        let end = region.fence_end.unwrap_or(span.end as usize);
        let block = self.block(span, Span::new(span.start as usize, end), Some(oddity));
        let keys = region
            .lines
            .iter()
            .filter(|line| line.key().is_some())
            .count();
        let is_fields = match self.is_page() {
            // A single line like a field is a sentence, unless it sets a level for the page.
            true => {
                let is_marked = has_fence || keys > 1 || self.names_level(&region);
                block.is_readable && (has_known_key || is_revealing) && is_marked
            }
            false => {
                let is_marked = begins_with_key || has_fence || is_revealing || keys > 1;
                has_known_key && is_marked
                    || block.is_readable && has_fence && first.key().is_some()
            }
        };
        match (is_fields, block.is_readable) {
            (true, true) => Found::Block(block),
            (true, false) => Found::Unclear(Unclear::NoFence, span_of(first)),
            (false, _) if self.names_level(&region) => {
                Found::Unclear(Unclear::NoFence, span_of(first))
            }
            (false, _) => Found::Nothing,
        }
    }

    /// Finds a further block of fields at the beginning of the text, below the front matter.
    fn further(&self, from: usize) -> Option<Block> {
        let at = self.skip_preamble(from);
        let first = first_line(self.text(), at);
        if first.text.is_empty() {
            return None;
        }
        let found = match first.fence() {
            Some(Fence::Yaml | Fence::Dashes) => match self.fenced(&first, false) {
                Found::Nothing => self.unfenced(first.end, Oddity::InText),
                found => found,
            },
            Some(_) => self.foreign(&first, Unclear::Fence),
            None if first.begins_json() => Found::Unclear(Unclear::Json, span_of(&first)),
            None => self.unfenced(at, Oddity::InText),
        };
        match found {
            Found::Block(block) => Some(Block {
                oddity: Some(Oddity::InText),
                ..block
            }),
            Found::Unclear(..) => {
                let closing = lines(self.text(), first.end)
                    .find(|line| first.fence().is_some() && line.fence() == first.fence());
                let region = self.region(at);
                let end = closing.map_or(region.span().end as usize, |line| line.end);
                let whole = Span::new(at, end.max(first.end));
                Some(self.block(whole, whole, Some(Oddity::InText))).map(|block| Block {
                    is_readable: false,
                    ..block
                })
            }
            Found::Nothing => None,
        }
    }

    fn block(&self, fields: Span, whole: Span, oddity: Option<Oddity>) -> Block {
        let tree = tree::parse(self.source, fields);
        let is_map =
            |root: &tree::Node<'_>| root.entries().is_some_and(|entries| !entries.is_empty());
        let region = self.region_of(fields);
        let levels = region.lines.iter().filter_map(|line| self.level_of(line));
        Block {
            fields,
            whole,
            oddity,
            is_readable: tree.is_ok_and(|tree| tree.root.as_ref().is_some_and(is_map)),
            level: levels.max().unwrap_or(Level::Public),
            names_level: self.names_level(&region),
        }
    }

    /// Returns the lines from an offset on that may be fields: up to a fence, if there is nothing but fields above it,
    /// else up to the first blank line.
    fn region(&self, at: usize) -> Region<'a> {
        let mut region = Region {
            lines: Vec::new(),
            fence_end: None,
        };
        let mut first_paragraph = None;
        for line in lines(self.text(), at).take(MAX_LINES) {
            if matches!(line.fence(), Some(Fence::Yaml | Fence::Dashes)) && !region.lines.is_empty()
            {
                region.fence_end = Some(line.end);
                return region;
            }
            let is_first = region.lines.is_empty();
            if line.is_blank() {
                first_paragraph.get_or_insert(region.lines.len());
            } else if !is_first && first_paragraph.is_some() && !is_like_field(&line) {
                break;
            }
            region.lines.push(line);
        }
        region.lines.truncate(first_paragraph.unwrap_or(usize::MAX));
        region
    }

    fn region_of(&self, span: Span) -> Region<'a> {
        let end = span.end as usize;
        let within = lines(self.text(), span.start as usize).take_while(|line| line.start < end);
        Region {
            lines: within.collect(),
            fence_end: None,
        }
    }

    /// Finds a field below text in a note without front matter: a level or a private field.
    fn later_fields(&self, from: usize) -> Option<Span> {
        let mut code = false;
        let mut is_below_fence = false;
        for line in lines(self.text(), from) {
            let fence = line.fence();
            if fence == Some(Fence::Code) {
                code = !code;
            }
            if is_below_fence && !code && !self.is_page() && self.is_field(&line) {
                return Some(span_of(&line));
            }
            is_below_fence = matches!(fence, Some(Fence::Yaml | Fence::Dashes | Fence::Signs));
            let region = Region {
                lines: vec![line],
                fence_end: None,
            };
            let is_revealing = match self.is_page() {
                true => self.names_level(&region),
                false => self.is_revealing(&region),
            };
            if is_revealing && !code {
                return Some(span_of(&line));
            }
        }
        None
    }

    /// Finds a line of the text below the front matter that marks the note as private. Above the text it would be a
    /// field.
    fn level_in_text(&self, from: usize) -> Option<Span> {
        let text = self.text().get(from..).unwrap_or_default();
        if !names_level(text) {
            return None;
        }
        let means_private = |line: &Line<'_>| {
            line.key()
                .is_some_and(|one| is_level_key(one.key) && is_private_word(one.value))
        };
        let body = self.text().get(from..).unwrap_or_default();
        let code = code_ranges(body);
        let is_shown =
            |line: &Line<'_>| code.iter().any(|code| code.contains(&(line.start - from)));
        let line = lines(self.text(), self.skip_preamble(from))
            .skip(1)
            .find(|line| means_private(line) && !is_shown(line))?;
        Some(span_of(&line))
    }

    /// Returns whether a line begins with a key of this kind of note.
    fn is_field(&self, line: &Line<'_>) -> bool {
        line.key()
            .is_some_and(|one| self.schema.find(one.key).is_some())
    }

    fn has_known_key(&self, region: &Region<'_>) -> bool {
        region.lines.iter().any(|line| self.is_field(line))
    }

    /// Returns whether a line contains a level, or a field that is private in some kind of note.
    fn is_revealing(&self, region: &Region<'_>) -> bool {
        let is_private = |line: &Line<'_>| self.level_of(line) == Some(Level::Private);
        region.lines.iter().any(is_private)
    }

    /// Returns whether a line sets a level for the note.
    fn names_level(&self, region: &Region<'_>) -> bool {
        let names = |line: &Line<'_>| {
            line.key()
                .is_some_and(|one| is_level_key(one.key) && has_content(one.value))
        };
        region.lines.iter().any(names)
    }

    /// Returns the level of the field that a line begins with. A field of another kind of note counts only if it is
    /// private.
    fn level_of(&self, line: &Line<'_>) -> Option<Level> {
        let line = line.key()?;
        if is_level_key(line.key) {
            return has_content(line.value).then_some(Level::Private);
        }
        self.names.level_of(self.schema, line.key)
    }
}

/// Returns whether a line may be one of several fields: a key, a list item, or something indented below one.
fn is_like_field(line: &Line<'_>) -> bool {
    line.is_blank() || line.key().is_some() || line.text.starts_with([' ', '\t', '-', '#'])
}

/// Returns whether a level has a value; an empty one is ignored.
fn has_content(value: &str) -> bool {
    value.chars().any(char::is_alphanumeric)
}

fn span_of(line: &Line<'_>) -> Span {
    Span::new(line.start, line.start + line.text.len())
}
