//! Footnotes, numbered in the order of their references and written at the end.

use super::dialect::OPTIONS;
use super::pieces::{Hole, Pieces};
use super::writer::Writer;
use crate::text::fold;
use pulldown_cmark::{Event, Parser, Tag};
use std::collections::HashMap;
use std::ops::Range;

/// The footnotes of a body that is being written.
#[derive(Default)]
pub(super) struct Footnotes {
    /// The footnotes by label, only ever read by label.
    notes: HashMap<String, Footnote>,
    references: usize,
    definitions: Vec<Definition>,
    /// The definitions that are open, with the pieces they interrupt.
    open: Vec<(String, Pieces)>,
}

#[derive(Default)]
struct Footnote {
    /// Its number; 0 before its first reference.
    number: usize,
    references: usize,
}

struct Definition {
    label: String,
    pieces: Pieces,
}

impl Writer<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        if self.image.is_some() {
            return;
        }
        let label = self.prepared.strip(label).into_owned();
        let footnotes = &mut self.footnotes;
        let note = footnotes.notes.entry(label).or_default();
        if note.number == 0 {
            footnotes.references += 1;
            note.number = footnotes.references;
        }
        note.references += 1;
        let (number, reference) = (note.number, note.references);
        let suffix = match reference {
            1 => String::new(),
            _ => format!("-{reference}"),
        };
        let is_in_link = !self.open_links.is_empty();
        self.out.raw(&match is_in_link {
            true => format!("<sup id=\"fnref-{number}{suffix}\">{number}</sup>"),
            false => format!(
                "<sup id=\"fnref-{number}{suffix}\"><a href=\"#fn-{number}\">{number}</a></sup>"
            ),
        });
    }

    /// Directs what follows into the footnote's own pieces.
    pub(super) fn start_footnote(&mut self, label: &str) {
        self.start_line();
        let interrupted = std::mem::take(&mut self.out);
        self.set_aside_bytes += interrupted.html.len();
        let label = self.prepared.strip(label).into_owned();
        self.footnotes.open.push((label, interrupted));
    }

    pub(super) fn end_footnote(&mut self) {
        self.start_line();
        let Some((label, interrupted)) = self.footnotes.open.pop() else {
            return;
        };
        self.set_aside_bytes -= interrupted.html.len();
        let pieces = std::mem::replace(&mut self.out, interrupted);
        self.set_aside_bytes += pieces.html.len();
        self.footnotes
            .definitions
            .push(Definition { label, pieces });
    }

    /// Writes the footnotes at the end of the body. Those without references come last and have no link back.
    pub(super) fn write_footnotes(&mut self) {
        let definitions = std::mem::take(&mut self.footnotes.definitions);
        if definitions.is_empty() {
            return;
        }
        let mut numbered: Vec<(Option<usize>, Definition)> = Vec::new();
        for definition in definitions {
            // A second definition of the same label has no number.
            let number = self.footnotes.notes.remove(&definition.label);
            let number = number.map(|note| note.number).filter(|number| *number > 0);
            numbered.push((number, definition));
        }
        numbered.sort_by_key(|(number, _)| number.unwrap_or(usize::MAX));
        self.out.raw("<div class=\"footnotes\"><ol>\n");
        for (number, definition) in numbered {
            self.write_footnote(number, definition.pieces);
        }
        self.out.raw("</ol></div>\n");
    }

    fn write_footnote(&mut self, number: Option<usize>, mut pieces: Pieces) {
        match number {
            Some(number) => {
                self.out.raw(&format!("<li id=\"fn-{number}\">"));
                let ends_in_paragraph = pieces.remove_end("</p>\n");
                pieces.hole(Hole::BackLink(number));
                if ends_in_paragraph {
                    pieces.raw("</p>\n");
                }
            }
            None => self.out.raw("<li>"),
        }
        self.out.append(pieces);
        self.out.raw("</li>\n");
    }
}

/// Returns the footnotes of a text that are only referred to from within some ranges, in order.
pub(in crate::note) fn footnotes_only_in(
    source: &str,
    ranges: &[Range<usize>],
) -> Vec<Range<usize>> {
    /// Footnotes may refer to footnotes, in chains up to this length.
    const LONGEST_CHAIN: usize = 8;
    let label_at = |at: usize| {
        let rest = source.get(at + 2..)?;
        Some(fold(&rest[..rest.find([']', '\n'])?]).into_owned())
    };
    let references: Vec<(usize, String)> = source
        .match_indices("[^")
        .filter_map(|(at, _)| Some((at, label_at(at)?)))
        .collect();
    if references.is_empty() {
        return Vec::new();
    }
    let definitions: Vec<Range<usize>> = Parser::new_ext(source, OPTIONS)
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::FootnoteDefinition(_))))
        .map(|(_, range)| range)
        .collect();
    let mut only: Vec<Range<usize>> = Vec::new();
    for _ in 0..LONGEST_CHAIN {
        let is_within = |at: usize| ranges.iter().chain(&only).any(|range| range.contains(&at));
        let is_only_referenced_within = |definition: &&Range<usize>| {
            let Some((start, label)) = references.iter().find(|(at, _)| definition.contains(at))
            else {
                return false;
            };
            let mut others = references
                .iter()
                .filter(|(at, of)| at != start && of == label)
                .peekable();
            others.peek().is_some() && others.all(|(at, _)| is_within(*at))
        };
        let further: Vec<_> = definitions
            .iter()
            .filter(|definition| !is_within(definition.start))
            .filter(is_only_referenced_within)
            .cloned()
            .collect();
        if further.is_empty() {
            break;
        }
        only.extend(further);
    }
    only.sort_by_key(|range| range.start);
    only
}
