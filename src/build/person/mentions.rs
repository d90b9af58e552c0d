//! Finds mentions of people other than by name: fields that refer to them, together with the record around the
//! reference, and links to their notes. Also finds private lines.

use crate::domain::{Item, LinkTarget, Lookups, Prose};
use crate::forms::{Entry, FieldType, Level, Record, Reference, Value};
use crate::note::markdown::Link;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// Line ranges of files, by path.
#[derive(Default)]
pub(super) struct FileLines(BTreeMap<String, Vec<RangeInclusive<usize>>>);

impl FileLines {
    /// Whether a line of a file is in one of the ranges.
    pub fn contains(&self, file: &str, line: usize) -> bool {
        let of_file = self.0.get(file);
        of_file.is_some_and(|all| all.iter().any(|lines| lines.contains(&line)))
    }

    fn add(&mut self, item: &Item, span: Span) {
        let place = item.source.place(span);
        self.add_lines(item, place.line..=place.end_line);
    }

    fn add_lines(&mut self, item: &Item, lines: RangeInclusive<usize>) {
        let file = item.source.path.to_string();
        self.0.entry(file).or_default().push(lines);
    }
}

/// Collects the lines of notes that mention people.
pub(super) struct MentionFinder<'a> {
    /// The people, by their ids in the directory.
    pub people: &'a BTreeSet<u32>,
    /// Resolves names for the note's account.
    pub lookups: &'a Lookups<'a>,
    /// The lines found so far.
    pub lines: &'a mut FileLines,
}

impl MentionFinder<'_> {
    /// Scans a linked note.
    pub fn item(&mut self, item: &Item) {
        self.record(item, &item.record);
        for (link, target) in item.prose.iter().flat_map(|prose| links(prose)) {
            if self.leads_to_person(target) {
                let span = Span::new(link.span.start, link.span.end);
                self.lines.add(item, span.shifted(item.body.start as usize));
            }
        }
    }

    fn record(&mut self, item: &Item, record: &Record) {
        for entry in &record.entries {
            self.entry(item, entry);
        }
    }

    fn entry(&mut self, item: &Item, entry: &Entry) {
        match &entry.value {
            Value::Record(record) => self.inner(item, record),
            Value::Records(records) => records.iter().for_each(|one| self.inner(item, one)),
            Value::Map(named) => named.iter().for_each(|one| match &one.value {
                Value::Record(record) => self.inner(item, record),
                value => self.references(item, value),
            }),
            Value::Text(text) if matches!(entry.field.value_type, FieldType::Long) => {
                let prose = Prose::of(text, &item.source, self.lookups);
                if links(&prose).any(|(_, target)| self.leads_to_person(target)) {
                    self.lines.add(item, entry.span);
                }
            }
            value => self.references(item, value),
        }
    }

    /// A record that refers to a person is about them as a whole: a promise, an observation.
    fn inner(&mut self, item: &Item, record: &Record) {
        let mut entries = record.entries.iter();
        match entries.any(|entry| references(&entry.value).any(|one| self.refers_to_person(one))) {
            true => self.lines.add(item, record.span),
            false => self.record(item, record),
        }
    }

    fn references(&mut self, item: &Item, value: &Value) {
        for one in references(value) {
            if self.refers_to_person(one) {
                self.lines.add(item, one.span);
            }
        }
    }

    fn refers_to_person(&self, reference: &Reference) -> bool {
        let target = reference.target;
        target.is_some_and(|target| self.people.contains(&target))
    }

    fn leads_to_person(&self, target: &LinkTarget) -> bool {
        matches!(target, LinkTarget::Item(id) if self.people.contains(id))
    }
}

fn links(prose: &Prose) -> impl Iterator<Item = (&Link, &LinkTarget)> {
    prose.body.links.iter().zip(&prose.targets)
}

/// The references of a value that consists of nothing else.
fn references(value: &Value) -> impl Iterator<Item = &Reference> {
    let (one, several, scores) = match value {
        Value::Reference(reference) => (Some(reference), None, None),
        Value::References(references) => (None, Some(references), None),
        Value::Scores(scores) => (None, None, Some(scores)),
        _ => (None, None, None),
    };
    let evidence = scores
        .into_iter()
        .flatten()
        .flat_map(|score| &score.evidence);
    one.into_iter()
        .chain(several.into_iter().flatten())
        .chain(evidence)
}

/// The attachments that a note links to, and that its fields name.
pub(super) fn attachments(item: &Item) -> Vec<String> {
    let of_text = item.prose.iter().flat_map(|prose| prose.targets.iter());
    let of_text = of_text.filter_map(|target| match target {
        LinkTarget::Asset(path) => Some(path.clone()),
        _ => None,
    });
    let mut all: Vec<String> = of_text.collect();
    item.record.clone().for_each_reference(&mut |_, reference| {
        all.extend(reference.asset.as_deref().map(str::to_owned));
    });
    all
}

/// Adds the private lines of a note: all of them if it is private as a whole.
pub(super) fn add_private(item: &Item, lines: &mut FileLines) {
    match (item.note_level() == Level::Private, item.inline) {
        (true, false) => lines.add_lines(item, 1..=usize::MAX),
        (true, true) => lines.add(item, item.record.span),
        (false, _) => add_private_fields(item, &item.record, lines),
    }
}

fn add_private_fields(item: &Item, record: &Record, lines: &mut FileLines) {
    for entry in &record.entries {
        match &entry.value {
            _ if entry.field.level == Level::Private => lines.add(item, entry.span),
            Value::Record(record) => add_private_fields(item, record, lines),
            Value::Records(records) => {
                let all = records.iter();
                all.for_each(|record| add_private_fields(item, record, lines));
            }
            _ => {}
        }
    }
}
