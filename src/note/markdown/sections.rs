//! Parts of a text with their own level: a quotation that begins with `[!PRIVATE]`, and the section under a heading
//! that ends in `{.private}` or `（私密）`, up to the next heading of its depth.
//!
//! Finds where such parts begin and end, and what a reader may see of a text. What looks like a level but is not one
//! counts as private.

use super::code::{code_ranges, contains};
use super::dialect::OPTIONS;
use super::fields::text_fields;
use super::level_words;
use super::marks::{self, Mark};
use crate::forms::{Dictionary, Kind, Level};
use crate::text::fold;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// Footnotes may refer to footnotes, in chains up to this length.
const LONGEST_CHAIN: usize = 8;

/// A part of a text with a level of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The part, in bytes; parts are nested or disjoint.
    pub span: Range<usize>,
    /// The position of the level.
    pub marker: Range<usize>,
    /// Who may see it.
    pub level: Level,
    /// Whether it is not exactly a level and therefore counts as private.
    pub is_guess: bool,
    /// Whether it is the section under a heading; a quotation otherwise.
    pub is_heading: bool,
    /// Whether the mark is where none is allowed: then everything from its block to the next heading counts as marked.
    pub is_misplaced: bool,
}

/// Returns the parts of a text with their own level, in the order they begin.
pub fn sections(source: &str) -> Vec<Section> {
    if !has_marks(source) {
        return Vec::new();
    }
    let mut scan = Scan {
        source,
        sections: Vec::new(),
        frames: vec![Vec::new()],
        heading: None,
        depth: 0,
        blocks: Vec::new(),
        empty_marks: Vec::new(),
    };
    for (event, range) in Parser::new_ext(source, OPTIONS).into_offset_iter() {
        scan.event(&event, &range);
    }
    scan.close(source.len());
    scan.add_misplaced();
    scan.sections
        .sort_by_key(|section| (section.span.start, usize::MAX - section.span.end));
    scan.sections
}

/// The rules by which parts of a text get their levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The fields of the notes.
    pub dictionary: &'static Dictionary,
    /// The level of parts without their own.
    pub base: Level,
    /// The minimum level of every part.
    pub floor: Level,
    /// The kind of note whose fields may be in the text; `None` if lines like `key: value` are prose.
    pub fields: Option<Kind>,
}

/// Returns the parts of a text that a reader may see.
pub fn visible(source: &str, terms: Terms, reader: Level) -> Cow<'_, str> {
    let parts = parts(source, terms);
    if parts.iter().all(|(_, level)| *level <= reader) {
        return Cow::Borrowed(source);
    }
    let mut visible = String::with_capacity(source.len());
    let mut end = 0;
    for (span, _) in parts.into_iter().filter(|(_, level)| *level <= reader) {
        // Separate paragraphs must not be joined, nor become a heading by the line below.
        if span.start != end && !visible.is_empty() {
            visible.push_str("\n\n");
        }
        visible.push_str(source.get(span.clone()).unwrap_or_default());
        end = span.end;
    }
    Cow::Owned(visible)
}

/// Splits a text into parts with their levels: a part has at least the level of a marked part around it.
pub fn parts(source: &str, terms: Terms) -> Vec<(Range<usize>, Level)> {
    let Terms {
        dictionary,
        base,
        floor,
        fields,
    } = terms;
    let sections = sections(source);
    let fields = fields.map_or_else(Vec::new, |kind| {
        text_fields(source, dictionary, kind, base.max(floor))
    });
    if sections.is_empty() && fields.is_empty() {
        return vec![(0..source.len(), base.max(floor))];
    }
    let mut marked: Vec<(Range<usize>, Level)> = sections
        .iter()
        .map(|section| (section.span.clone(), section.level))
        .collect();
    let fields: Vec<(Range<usize>, Level)> = fields
        .into_iter()
        .map(|field| (field.span, field.level))
        .collect();
    for _ in 0..LONGEST_CHAIN {
        let around: Vec<_> = marked.iter().chain(&fields).cloned().collect();
        let footnotes = footnotes_of_marked_parts(source, &around);
        let is_new = |one: &(Range<usize>, Level)| !marked.contains(one);
        let further: Vec<_> = footnotes.into_iter().filter(is_new).collect();
        if further.is_empty() {
            break;
        }
        marked.extend(further);
    }
    let mut bounds: Vec<usize> = marked
        .iter()
        .chain(&fields)
        .flat_map(|(span, _)| [span.start, span.end])
        .chain([0, source.len()])
        .collect();
    bounds.sort_unstable();
    bounds.dedup();
    let strictest = |of: &[(Range<usize>, Level)], at: usize| {
        let around = of.iter().filter(|(span, _)| span.contains(&at));
        around.map(|(_, level)| *level).max()
    };
    let level_at = |at: usize| {
        let mark = strictest(&marked, at);
        // A mark takes precedence over a field, but what is private stays private.
        let field =
            strictest(&fields, at).filter(|level| mark.is_none() || *level == Level::Private);
        mark.unwrap_or(base).max(field.unwrap_or(floor)).max(floor)
    };
    bounds
        .windows(2)
        .map(|pair| (pair[0]..pair[1], level_at(pair[0])))
        .collect()
}

/// Returns footnotes that only marked parts refer to, wherever they are written; they get the level of these parts.
fn footnotes_of_marked_parts(
    source: &str,
    sections: &[(Range<usize>, Level)],
) -> Vec<(Range<usize>, Level)> {
    let mut definitions: Vec<(String, Range<usize>)> = Vec::new();
    let mut references: Vec<(String, Option<Level>)> = Vec::new();
    for (event, range) in Parser::new_ext(source, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                definitions.push((fold(&label).into_owned(), range));
            }
            Event::FootnoteReference(label) => {
                let around = sections
                    .iter()
                    .filter(|(span, _)| span.contains(&range.start));
                let label = fold(&label).into_owned();
                references.push((label, around.map(|(_, level)| *level).max()));
            }
            _ => {}
        }
    }
    let of_definition = |(label, span): (String, Range<usize>)| {
        let mut levels = references
            .iter()
            .filter(|(of, _)| *of == label)
            .map(|(_, level)| *level);
        let first = levels.next()??;
        let least = levels.try_fold(first, |least, level| Some(least.min(level?)))?;
        Some((span, least))
    };
    definitions.into_iter().filter_map(of_definition).collect()
}

/// Removes the levels written in a text; the offsets of everything else stay the same.
pub(super) fn unmarked<'s>(source: &'s str, sections: &[Section]) -> Cow<'s, str> {
    if sections.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut text = String::with_capacity(source.len());
    let mut copied = 0;
    // What remains of a mark without its bracket is the author's text.
    let is_whole = |section: &&Section| {
        let marker = source.get(section.marker.clone()).unwrap_or_default();
        !section.is_misplaced && (section.is_heading || marks::is_closed(marker))
    };
    let placed = sections.iter().filter(is_whole);
    let mut markers: Vec<&Range<usize>> = placed.map(|section| &section.marker).collect();
    markers.sort_by_key(|marker| marker.start);
    for marker in markers {
        text.push_str(source.get(copied..marker.start).unwrap_or_default());
        let rest = source.get(marker.end..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        // Text after a mark moves up: after that many spaces it would be code.
        text.push_str(line.trim());
        let written = marker.len() + line.len();
        text.extend(std::iter::repeat_n(' ', written - line.trim().len()));
        copied = marker.start + written;
    }
    text.push_str(source.get(copied..).unwrap_or_default());
    Cow::Owned(text)
}

/// Returns whether a text may contain marks: a quick test for lines that look like one and for words of levels.
pub fn has_marks(source: &str) -> bool {
    let mut lines = source.lines().peekable();
    while let Some(line) = lines.next() {
        if !marks::may_contain_mark(line) {
            continue;
        }
        let is_rule =
            |next: &&str| !next.is_empty() && next.trim().trim_matches(['=', '-']).is_empty();
        let is_heading = line.contains('#') || lines.peek().is_some_and(is_rule);
        if is_heading && marks::of_heading(line).is_some() || marks::is_marked(line) {
            return true;
        }
    }
    level_words::mentions_level(source)
}

/// The state while a text is scanned.
struct Scan<'s> {
    source: &'s str,
    sections: Vec<Section>,
    /// For each open container, the marked headings in it: their depth, and the index of their section.
    frames: Vec<Vec<(u8, usize)>>,
    /// The heading that is being read: its depth, its start, the end of its text.
    heading: Option<(u8, usize, usize)>,
    /// How many blocks are open.
    depth: usize,
    /// The starts of the outermost blocks, and the depth of those that are headings.
    blocks: Vec<(usize, Option<u8>)>,
    /// Marks of quotations that are otherwise empty.
    empty_marks: Vec<Mark>,
}

impl Scan<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        self.block(event, range);
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let depth = *level as u8;
                if self.ends_sections(range) {
                    self.end_sections(depth, self.line_start(range.start));
                }
                self.heading = Some((depth, range.start, range.start));
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Start(tag) => {
                if let Tag::BlockQuote(_) = tag {
                    self.quotation(range);
                }
                if is_container(&tag.to_end()) {
                    self.frames.push(Vec::new());
                }
                self.inline(range);
            }
            Event::End(end) if is_container(end) => self.close(range.end),
            _ => self.inline(range),
        }
    }

    /// Tracks the outermost blocks.
    fn block(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let heading = match event {
            Event::Start(Tag::Heading { level, .. }) if self.ends_sections(range) => {
                Some(*level as u8)
            }
            _ => None,
        };
        if self.depth == 0 && !matches!(event, Event::End(_)) {
            self.blocks.push((self.line_start(range.start), heading));
        }
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    /// Adds sections for misplaced marks.
    fn add_misplaced(&mut self) {
        let code = code_ranges(self.source);
        let mut known: Vec<Range<usize>> =
            self.sections.iter().map(|one| one.marker.clone()).collect();
        let find_loose = marks::find_loose(self.source, |at| contains(&code, at));
        for mark in std::mem::take(&mut self.empty_marks)
            .into_iter()
            .chain(find_loose)
        {
            let overlaps =
                |one: &Range<usize>| one.start < mark.span.end && mark.span.start < one.end;
            if known.iter().any(overlaps) {
                continue;
            }
            known.push(mark.span.clone());
            let section = self.misplaced(mark);
            self.sections.push(section);
        }
    }

    /// Returns the part that a misplaced mark may refer to: from its block to the next heading of the same or a lower
    /// depth.
    fn misplaced(&self, mark: Mark) -> Section {
        let behind = self
            .blocks
            .partition_point(|(start, _)| *start <= mark.span.start);
        let own = behind.checked_sub(1).and_then(|own| self.blocks.get(own));
        let (start, depth) = own.copied().unwrap_or((0, None));
        let ends = |(_, heading): &&(usize, Option<u8>)| {
            heading.is_some_and(|other| depth.is_none_or(|own| other <= own))
        };
        let end = self.blocks.iter().skip(behind).find(ends);
        Section {
            span: start.min(mark.span.start)..end.map_or(self.source.len(), |(end, _)| *end),
            marker: mark.span,
            level: mark.level,
            is_guess: mark.is_guess,
            is_heading: false,
            is_misplaced: true,
        }
    }

    /// Extends the text of a heading.
    fn inline(&mut self, range: &Range<usize>) {
        if let Some((_, _, end)) = &mut self.heading {
            *end = range.end.max(*end);
        }
    }

    fn end_heading(&mut self) {
        let Some((depth, start, end)) = self.heading.take() else {
            return;
        };
        let words = self.source.get(start..end).unwrap_or_default();
        let Some(mark) = marks::of_heading(words) else {
            return;
        };
        let section = self.sections.len();
        if let Some(frame) = self.frames.last_mut() {
            frame.push((depth, section));
        }
        self.sections.push(Section {
            span: start..self.source.len(),
            marker: start + mark.span.start..start + mark.span.end,
            level: mark.level,
            is_guess: mark.is_guess,
            is_heading: true,
            is_misplaced: false,
        });
    }

    fn quotation(&mut self, range: &Range<usize>) {
        let text = self.source.get(range.clone()).unwrap_or_default();
        let Some(mark) = marks::at_start(text) else {
            return;
        };
        let words = text.get(mark.span.end..).unwrap_or_default();
        let mark = mark.shifted(range.start);
        if !words.chars().any(char::is_alphanumeric) {
            return self.empty_marks.push(mark);
        }
        self.sections.push(Section {
            span: range.clone(),
            marker: mark.span,
            level: mark.level,
            is_guess: mark.is_guess,
            is_heading: false,
            is_misplaced: false,
        });
    }

    /// Returns whether a heading was intended: text above a rule or a lone `#` is an accident, and must not end a
    /// withheld section.
    fn ends_sections(&self, heading: &Range<usize>) -> bool {
        let text = self
            .source
            .get(heading.clone())
            .unwrap_or_default()
            .trim_start();
        text.starts_with('#') && text.chars().any(char::is_alphanumeric)
    }

    /// Ends the sections of this depth and below.
    fn end_sections(&mut self, depth: u8, at: usize) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        while let Some((_, section)) = frame.pop_if(|(open, _)| *open >= depth) {
            self.sections[section].span.end = at;
        }
    }

    /// Ends the innermost container and what is open in it.
    fn close(&mut self, at: usize) {
        for (_, section) in self.frames.pop().unwrap_or_default() {
            self.sections[section].span.end = at;
        }
    }

    /// Returns the start of the line, if there are only quotation marks before the offset.
    fn line_start(&self, at: usize) -> usize {
        let before = self.source.get(..at).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let is_bare = before[start..]
            .bytes()
            .all(|byte| matches!(byte, b'>' | b' ' | b'\t'));
        if is_bare { start } else { at }
    }
}

fn is_container(end: &TagEnd) -> bool {
    matches!(
        end,
        TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition
    )
}
