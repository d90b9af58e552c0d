//! The audience filter: removes from the model what a reader may not see. After it nothing withheld exists.

use super::cut::retain_references;
use super::public_names::hides_files;
use crate::domain::{
    Audience, Draft, Item, Lookups, Prose, Viewpoint, fields_in_texts, without_unresolved_names,
};
use crate::forms::{
    Dictionary, Entry, FieldType, Kind, Level, Question, Record, Reference, ReferenceKind, Value,
};
use crate::note::markdown::{self, Terms};
use crate::text::{Source, Span};
use std::borrow::Cow;
use std::sync::Arc;

/// Fields without which a visible note could not be put on a page.
const ALWAYS_SHOWN: [(Kind, &str); 4] = [
    (Kind::Visit, "date"),
    (Kind::Exchange, "date"),
    (Kind::Competitor, "name"),
    (Kind::Page, "title"),
];

/// Removes from an account what its reader may not see. Items that may not be seen at all were removed by the cut.
pub fn filter(draft: &mut Draft, viewpoint: &Viewpoint, lookups: &Lookups<'_>) {
    for item in std::iter::once(&mut draft.core).chain(&mut draft.items) {
        filter_item(item, &viewpoint.audience, lookups);
    }
}

/// Removes from one item what its reader may not see.
pub fn filter_item(item: &mut Item, audience: &Audience, lookups: &Lookups<'_>) {
    if audience.is_owner() {
        return;
    }
    let source = blanked(&item.source, hides_files(audience));
    let filter = Filter {
        audience,
        lookups,
        source: &source,
        dictionary: item.dictionary,
        note_level: item.note_level(),
        fields: fields_in_texts(item.kind, &item.source.path),
    };
    filter.body(item);
    let kind = item.kind;
    item.record.unknown.clear();
    item.record.entries.retain_mut(|entry| {
        if is_always_shown(kind, &entry.field.key) {
            return true;
        }
        if audience.adds(kind, &entry.field.key) {
            // Adding a field does not add what is stricter within it.
            let further = Audience {
                level: audience.level.max(entry.field.level),
                ..audience.clone()
            };
            let wider_filter = Filter {
                audience: &further,
                ..filter
            };
            wider_filter.value(entry);
            return true;
        }
        filter.retain(entry)
    });
    // An unresolved reference may be meant for something withheld.
    retain_references(&mut item.record, &fits);
    item.source = source;
}

/// Whether a reference was resolved. A rival needs no note.
pub(crate) fn fits(refers: ReferenceKind, reference: &Reference) -> bool {
    reference.target.is_some() || reference.asset.is_some() || refers == ReferenceKind::Competitor
}

/// Removes everything from a file but its line breaks: readers within the company see the line on which a fact is
/// based. Of a name that readers may not know, the folder stays, from which links start.
fn blanked(source: &Source, hides_name: bool) -> Source {
    let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
    let text: String = source.text.bytes().map(blank).collect();
    let path = match source.path.rfind('/').filter(|_| hides_name) {
        Some(slash) => source.path[..=slash].into(),
        None => source.path.clone(),
    };
    Source {
        path,
        text: text.into(),
    }
}

/// Whether a field is shown whenever the note is.
pub(crate) fn is_always_shown(kind: Kind, key: &str) -> bool {
    ALWAYS_SHOWN.contains(&(kind, key))
}

/// The filter of one note.
#[derive(Clone, Copy)]
struct Filter<'a> {
    audience: &'a Audience,
    lookups: &'a Lookups<'a>,
    /// The note's file with its text blanked.
    source: &'a Source,
    /// The minimum level of everything in the note.
    note_level: Level,
    dictionary: &'static Dictionary,
    /// The kind of note whose fields may occur in its texts.
    fields: Option<Kind>,
}

impl Filter<'_> {
    /// Filters the Markdown and removes the file's text: what is visible of it is in the prose.
    fn body(&self, item: &mut Item) {
        let text = item.body_text();
        let terms = Terms {
            dictionary: self.dictionary,
            base: item.body_level(),
            floor: self.note_level,
            fields: self.fields,
        };
        let visible = markdown::visible(text, terms, self.audience.level);
        let visible = self.unnamed(visible);
        match visible {
            Cow::Borrowed(_) => {}
            Cow::Owned(text) if text.trim().is_empty() => item.prose = None,
            Cow::Owned(text) => {
                item.prose = Some(Arc::new(Prose::of(&text, self.source, self.lookups)));
            }
        }
        item.body = Span::default();
    }

    /// Removes the names of links that the reader cannot follow.
    fn unnamed<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        match without_unresolved_names(&text, self.source, self.lookups) {
            Some(unnamed) => Cow::Owned(unnamed),
            None => text,
        }
    }

    fn record(&self, record: &mut Record) {
        record.unknown.clear();
        record.entries.retain_mut(|entry| self.retain(entry));
    }

    /// Returns whether a field is shown, and removes what is withheld within it.
    fn retain(&self, entry: &mut Entry) -> bool {
        let visible = entry.field.level.max(self.note_level) <= self.audience.level;
        if visible {
            self.value(entry);
        }
        visible
    }

    fn value(&self, entry: &mut Entry) {
        let answers = matches!(entry.field.value_type, FieldType::Answers(_));
        match &mut entry.value {
            Value::Text(text) if matches!(entry.field.value_type, FieldType::Long) => {
                let own = entry
                    .field
                    .level
                    .max(self.note_level)
                    .min(self.audience.level);
                let terms = Terms {
                    dictionary: self.dictionary,
                    base: own,
                    floor: own,
                    fields: self.fields,
                };
                let visible = markdown::visible(text, terms, self.audience.level);
                if let Cow::Owned(visible) = self.unnamed(visible) {
                    *text = visible.into_boxed_str();
                }
            }
            Value::Record(record) => self.record(record),
            Value::Records(records) => records.iter_mut().for_each(|record| self.record(record)),
            Value::Map(named) => {
                let mut remaining = std::mem::take(named).into_vec();
                remaining.retain_mut(|one| {
                    if let Value::Record(record) = &mut one.value {
                        self.record(record);
                    }
                    !answers || is_impersonal(one.question)
                });
                *named = remaining.into_boxed_slice();
            }
            _ => {}
        }
    }
}

/// Whether an answer is not about a person. Answers to unknown questions are private, too.
fn is_impersonal(question: Option<&Question>) -> bool {
    question.is_some_and(|question| !question.is_personal())
}
