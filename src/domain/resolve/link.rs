//! Linking: resolves every reference in a field, or reports it.

use super::directory::{Lookups, Matches, Target};
use super::links_in_texts::report_long_fields;
use super::place::folder_of;
use crate::domain::{Draft, Item, Prose, fields_in_texts};
use crate::forms::{Kind, ReferenceKind};
use crate::note::markdown::text_fields;
use crate::text::{Code, Diagnostic, Language, MessageValue, Span, Term, fold, nearest};
use std::sync::Arc;

/// With more diagnostics than this, an account has other problems than typos, and suggestions take time.
const MOST_GUESSES: usize = 500;

/// Resolves all references of an account's fields and all links of its Markdown.
pub fn link(draft: &mut Draft, lookups: &Lookups<'_>) {
    let mut found = Vec::new();
    for item in std::iter::once(&mut draft.core).chain(&mut draft.items) {
        link_item(item, lookups, &mut found);
    }
    name_unread(&draft.items, &mut found);
    draft.found.append(&mut found);
}

/// An unknown contact may be in a note that could not be read: then that note is named, as the one to fix.
fn name_unread(items: &[Item], found: &mut [Diagnostic]) {
    let unread: Vec<&Item> = items
        .iter()
        .filter(|item| item.kind == Kind::Contact && item.broken)
        .collect();
    let of_contact = |one: &&mut Diagnostic| {
        let contact = Language::default().phrase(label_of(ReferenceKind::Contact));
        let mut values = one.values.iter();
        one.code == Code::UnknownReference && values.any(|(_, words)| words.is(contact))
    };
    for unknown in found.iter_mut().filter(of_contact) {
        let values = unknown.values.iter();
        let names_it = |item: &&&Item| {
            let holds = |words: &MessageValue| match words {
                MessageValue::Quoted(name) => item.source.text.contains(name.as_str()),
                MessageValue::Term(..) | MessageValue::Withheld => false,
            };
            values
                .clone()
                .any(|(key, words)| *key == "value" && holds(words))
        };
        if let Some(item) = unread.iter().find(names_it) {
            let path = MessageValue::Quoted(item.source.path.to_string());
            unknown.values.push(("unread", path));
        }
    }
}

/// Returns the Markdown of an item without a first heading that repeats its name: the page has that heading already.
fn below_title(item: &Item) -> Span {
    let text = item.body_text();
    let blank = text.len() - text.trim_start().len();
    let line = text.trim_start().lines().next().unwrap_or_default();
    let title = line
        .strip_prefix("# ")
        .map(|title| title.trim_end_matches('#').trim());
    let names = [
        Some(item.name()),
        item.record.text("name").map(str::to_owned),
    ];
    let repeats_name = |title: &str| names.iter().flatten().any(|name| fold(name) == fold(title));
    match title.filter(|title| !item.broken && repeats_name(title)) {
        Some(_) => Span::new(
            item.body.start as usize + blank + line.len(),
            item.body.end as usize,
        ),
        None => item.body,
    }
}

/// Resolves all references of one item's fields and all links of its Markdown.
pub fn link_item(item: &mut Item, lookups: &Lookups<'_>, found: &mut Vec<Diagnostic>) {
    item.body = below_title(item);
    let source = item.source.clone();
    let body = item.body;
    if body.end > body.start {
        let prose = Prose::of(item.body_text(), &source, lookups);
        let place = |range: &std::ops::Range<usize>| {
            Span::new(range.start, range.end).shifted(body.start as usize)
        };
        prose.report(&source, lookups, place, found);
        report_fields(item, place, found);
        item.prose = Some(Arc::new(prose));
    }
    report_long_fields(item, &item.record, lookups, found);
    let folder = folder_of(&source.path);
    item.record
        .for_each_reference(&mut |refers, reference| match lookups.reference(
            refers,
            &reference.text,
            folder,
        ) {
            Matches::One(id) => reference.target = Some(id),
            Matches::Nothing if refers == ReferenceKind::Competitor => {}
            Matches::Nothing => {
                if refers == ReferenceKind::Note
                    && let Some(path) = lookups.asset(&reference.text, folder, false)
                {
                    reference.asset = Some(path.into());
                    return;
                }
                let guess = found.len() < MOST_GUESSES;
                let near = guess.then(|| nearest(&reference.text, lookups.names(Some(refers))));
                let what = label_of(refers);
                let unknown = Diagnostic::at(Code::UnknownReference, &source, reference.span);
                let unknown = unknown
                    .with("value", reference.text.as_ref())
                    .with_term("what", Term::phrase(what));
                found.push(unknown.with_optional("nearest", near.flatten()));
            }
            Matches::Two(one, other) => {
                let ambiguous = Diagnostic::at(Code::AmbiguousReference, &source, reference.span);
                let [first, second] =
                    distinguishing(lookups.any_target(one), lookups.any_target(other));
                found.push(
                    ambiguous
                        .with("value", reference.text.as_ref())
                        .with("first", first)
                        .with("second", second),
                );
            }
        });
}

/// Reports fields in a note's Markdown that have a level of their own.
fn report_fields(
    item: &Item,
    place: impl Fn(&std::ops::Range<usize>) -> Span,
    found: &mut Vec<Diagnostic>,
) {
    let Some(kind) = fields_in_texts(item.kind, &item.source.path) else {
        return;
    };
    let text = item.body_text();
    for field in text_fields(text, item.dictionary, kind, item.body_level()) {
        let key = text.get(field.key.clone()).unwrap_or_default();
        let whole_field = text.get(field.span.clone()).unwrap_or_default();
        let end = field.span.start + whole_field.trim_end().len();
        let line = |at: usize| item.source.place(place(&(at..at))).line;
        let (first, last) = (line(field.span.start), line(end));
        let lines = match first == last {
            true => Term::phrase_with("domain.line", &[("line", &first)]),
            false => Term::phrase_with("domain.lines", &[("first", &first), ("last", &last)]),
        };
        let diagnostic = Diagnostic::at(Code::FieldInText, &item.source, place(&field.key));
        let diagnostic = diagnostic.with("value", key);
        found.push(diagnostic.with_term("lines", lines));
    }
}

/// Names two targets by their files, or by their pages if both are in one file.
fn distinguishing<'a>(one: Option<&'a Target>, other: Option<&'a Target>) -> [&'a str; 2] {
    let path = |target: Option<&'a Target>| target.map_or("", |target| target.path.as_ref());
    let route = |target: Option<&'a Target>| target.map_or("", |target| target.route.as_ref());
    if path(one) == path(other) {
        [route(one), route(other)]
    } else {
        [path(one), path(other)]
    }
}

/// Returns the key of the phrase that names what is referred to.
fn label_of(refers: ReferenceKind) -> &'static str {
    match refers {
        ReferenceKind::Contact => "domain.contact",
        ReferenceKind::Project => "domain.project",
        ReferenceKind::Competitor => "domain.competitor",
        ReferenceKind::Note => "domain.note",
    }
}
