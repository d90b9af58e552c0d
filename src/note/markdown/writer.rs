//! Turns the parser's events into a body: dispatches events, bounds the size, and assembles the result; the markup of
//! each construct is in the neighbouring modules.

use super::anchors::{Image, OpenLink};
use super::body::{Body, Heading, Link, Problem, ProblemKind};
use super::cjk::Prepared;
use super::dialect::OPTIONS;
use super::footnotes::Footnotes;
use super::headings::{self, Fragments};
use super::pieces::Pieces;
use super::sections::{self, Section};
use crate::forms::Level;
use pulldown_cmark::{Alignment, Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// The HTML may be this many times as long as its source …
const SIZE_LIMIT_FACTOR: usize = 32;

/// … plus this many bytes. Link addresses, which are only known later, may add as much again.
const SIZE_LIMIT_EXTRA_BYTES: usize = 32 * 1024;

/// A body that is being written.
pub(super) struct Writer<'s> {
    pub(super) source: &'s str,
    pub(super) prepared: &'s Prepared<'s>,
    pub(super) out: Pieces,
    pub(super) body: Body,
    /// The size of the pieces other than `out`.
    pub(super) set_aside_bytes: usize,
    /// The open elements, innermost last.
    open: Vec<TagEnd>,
    /// Text not yet written, because the parser returns it in parts, and its position.
    pub(super) text: String,
    pub(super) text_span: Range<usize>,
    /// The last character of the line, if it is text.
    pub(super) last_character: Option<char>,
    /// The hole of a line break that has no text after it yet.
    pub(super) line_break: Option<usize>,
    pub(super) heading: Option<usize>,
    pub(super) open_links: Vec<OpenLink>,
    pub(super) image: Option<Image>,
    /// The fragments of links within the same page.
    pub(super) same_page_fragments: Vec<String>,
    pub(super) is_in_code: bool,
    /// The holes for the classes of the open lists.
    pub(super) lists: Vec<usize>,
    pub(super) alignments: Vec<Alignment>,
    pub(super) column: usize,
    pub(super) is_in_table_head: bool,
    pub(super) has_table_body: bool,
    pub(super) footnotes: Footnotes,
    /// The parts with their own level.
    sections: &'s [Section],
    /// For each open quotation, whether it is such a part.
    pub(super) levelled_quotations: Vec<bool>,
    /// The level of the heading that is being written.
    pub(super) heading_level: Option<Level>,
}

/// Parses `source` and writes its body.
pub(super) fn write(source: &str) -> Body {
    let sections = sections::sections(source);
    let unmarked = sections::unmarked(source, &sections);
    let prepared = Prepared::new(&unmarked);
    let mut writer = Writer::new(&unmarked, &prepared);
    writer.report_guesses(source, &sections);
    writer.sections = &sections;
    for (event, range) in Parser::new_ext(prepared.text(), OPTIONS).into_offset_iter() {
        writer.event(event, &range);
        if writer.is_too_large() {
            writer.cut(prepared.source_range(&range));
            break;
        }
    }
    writer.finish()
}

impl<'s> Writer<'s> {
    fn new(source: &'s str, prepared: &'s Prepared<'s>) -> Self {
        Writer {
            source,
            prepared,
            out: Pieces::with_capacity(source.len() * 3 / 2),
            body: Body {
                size_limit_bytes: source.len() * SIZE_LIMIT_FACTOR + SIZE_LIMIT_EXTRA_BYTES,
                ..Body::default()
            },
            set_aside_bytes: 0,
            open: Vec::new(),
            text: String::new(),
            text_span: 0..0,
            last_character: None,
            line_break: None,
            heading: None,
            open_links: Vec::new(),
            image: None,
            same_page_fragments: Vec::new(),
            is_in_code: false,
            lists: Vec::new(),
            alignments: Vec::new(),
            column: 0,
            is_in_table_head: false,
            has_table_body: false,
            footnotes: Footnotes::default(),
            sections: &[],
            levelled_quotations: Vec::new(),
            heading_level: None,
        }
    }

    fn event(&mut self, event: Event, range: &Range<usize>) {
        if let Event::Text(text) = event {
            self.collect_text(&text, range);
            return;
        }
        self.flush_text();
        match event {
            Event::Start(tag) => {
                self.open.push(tag.to_end());
                self.start(tag, range);
            }
            Event::End(end) => {
                self.open.pop();
                self.end(end);
            }
            Event::Code(code) => self.code(&code),
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(&html),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.hard_break(),
            Event::Rule => self.out.raw("<hr>\n"),
            Event::TaskListMarker(is_done) => self.task(is_done),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            // Formulas are not part of the dialect.
            Event::Text(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag, range: &Range<usize>) {
        match tag {
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.start_link(link_type, &dest_url, &title, range),
            Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => self.start_image(link_type, &dest_url, &title, range),
            Tag::FootnoteDefinition(label) => self.start_footnote(&label),
            Tag::BlockQuote(None) => self.start_quotation(self.level_at(range)),
            Tag::Heading { .. } => {
                self.heading_level = self.level_at(range);
                self.start_block(tag);
            }
            block_or_emphasis => self.start_block(block_or_emphasis),
        }
    }

    /// Returns the level of the part that begins where a block does.
    fn level_at(&self, block: &Range<usize>) -> Option<Level> {
        let start = self.prepared.source_range(block).start;
        let begins = |section: &&Section| section.span.start == start;
        Some(self.sections.iter().find(begins)?.level)
    }

    /// Reports what looks like a level but is not one.
    fn report_guesses(&mut self, source: &str, sections: &[Section]) {
        let is_reported = |section: &&Section| {
            section.is_guess || section.is_misplaced && section.level == Level::Private
        };
        for section in sections.iter().filter(is_reported) {
            let written = source.get(section.marker.clone()).unwrap_or_default();
            let brackets = |letter: char| !letter.is_alphanumeric();
            let word = written.trim_matches(brackets).to_owned();
            let kind = match section.is_misplaced {
                true => ProblemKind::MisplacedLevel(word),
                false => ProblemKind::UnknownLevel(word),
            };
            self.problem(kind, section.marker.clone());
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            block_or_emphasis => self.end_block(block_or_emphasis),
        }
    }

    fn is_too_large(&self) -> bool {
        self.out.html.len() + self.set_aside_bytes > self.body.size_limit_bytes
    }

    /// Stops at the size limit: closes all open elements and writes `…`.
    fn cut(&mut self, span: Range<usize>) {
        self.flush_text();
        while let Some(end) = self.open.pop() {
            self.flush_text();
            self.end(end);
        }
        self.out.raw("<p>…</p>\n");
        self.problem(ProblemKind::TooLarge, span);
    }

    pub(super) fn problem(&mut self, kind: ProblemKind, span: Range<usize>) {
        self.body.problems.push(Problem { kind, span });
    }

    /// Adds a link into the site and returns its index.
    pub(super) fn add_link(&mut self, link: Link) -> usize {
        self.body.links.push(link);
        self.body.links.len() - 1
    }

    /// Adds a heading and returns its index.
    pub(super) fn add_heading(&mut self, level: u8) -> usize {
        self.body.headings.push(Heading {
            level,
            text: String::new(),
            id: String::new(),
        });
        self.body.headings.len() - 1
    }

    fn finish(mut self) -> Body {
        self.flush_text();
        self.write_footnotes();
        headings::assign_ids(&mut self.body.headings);
        if !self.same_page_fragments.is_empty() {
            let fragments = Fragments::new(&self.body.headings);
            let headings = &self.body.headings;
            let id_of = |fragment: &String| {
                fragments
                    .find(fragment)
                    .and_then(|index| headings.get(index))
                    .map_or(fragment.clone(), |heading| heading.id.clone())
            };
            // An unknown fragment may be an id of the page around the body.
            let hrefs = self
                .same_page_fragments
                .iter()
                .map(|fragment| format!("#{}", id_of(fragment)));
            self.body.same_page_hrefs = hrefs.collect();
        }
        self.body.pieces = self.out;
        self.body
    }
}
