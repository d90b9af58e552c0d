//! The audience filter: what a reader may not see is taken out of the model. After it nothing withheld exists.

use super::cut::retain_references;
use crate::domain::prose::without_names_of_nothing;
use crate::domain::{Audience, Draft, Item, Lookups, Prose, Viewpoint, fields_in_texts};
use crate::forms::{Entry, FieldType, Kind, Level, Record, Reference, Refers, Value, dictionary};
use crate::note::markdown::{self, Terms};
use crate::text::{Source, Span};
use std::borrow::Cow;
use std::sync::Arc;

/// Fields without which a note that may be seen has no place on a page.
const BEARINGS: [(Kind, &str); 4] = [
    (Kind::Visit, "date"),
    (Kind::Exchange, "date"),
    (Kind::Competitor, "name"),
    (Kind::Page, "title"),
];

/// Takes out of an account what its reader may not see. Items that may not be seen at all went with the cut.
pub fn filter(draft: &mut Draft, viewpoint: &Viewpoint, lookups: &Lookups<'_>) {
    for item in std::iter::once(&mut draft.core).chain(&mut draft.items) {
        filter_item(item, &viewpoint.audience, lookups);
    }
}

/// Takes out of one item what its reader may not see.
pub fn filter_item(item: &mut Item, audience: &Audience, lookups: &Lookups<'_>) {
    if audience.is_owner() {
        return;
    }
    let source = without_words(&item.source);
    let sieve = Filter {
        audience,
        lookups,
        source: &source,
        note_level: item.note_level(),
        fields: fields_in_texts(item.kind, &item.source.path),
    };
    sieve.body(item);
    let kind = item.kind;
    item.record.others.clear();
    item.record.entries.retain_mut(|entry| {
        if is_bearing(kind, &entry.field.key) {
            return true;
        }
        if audience.adds(kind, &entry.field.key) {
            // A field is added as it is: what is more withheld within it stays withheld.
            let further = Audience {
                level: audience.level.max(entry.field.level),
                ..audience.clone()
            };
            let wider = Filter {
                audience: &further,
                ..sieve
            };
            wider.value(entry);
            return true;
        }
        sieve.keeps(entry)
    });
    // What fits nothing may be meant for something withheld.
    retain_references(&mut item.record, &fits);
    item.source = source;
}

/// Whether a reference was found to mean something. A rival needs no note.
pub(in crate::domain) fn fits(refers: Refers, reference: &Reference) -> bool {
    reference.target.is_some() || reference.asset.is_some() || refers == Refers::Competitor
}

/// A file of which nothing is left but where its lines end: the house is told on which line a fact stands.
fn without_words(source: &Source) -> Source {
    let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
    let text: String = source.text.bytes().map(blank).collect();
    Source {
        path: source.path.clone(),
        text: text.into(),
    }
}

/// Whether a field is shown wherever the note is.
pub(in crate::domain) fn is_bearing(kind: Kind, key: &str) -> bool {
    BEARINGS.contains(&(kind, key))
}

/// For whom one note is filtered.
#[derive(Clone, Copy)]
struct Filter<'a> {
    audience: &'a Audience,
    lookups: &'a Lookups<'a>,
    /// The note's file, without its words.
    source: &'a Source,
    /// The note's own level, where it has one.
    note_level: Level,
    /// The kind of note whose fields may stand in its texts.
    fields: Option<Kind>,
}

impl Filter<'_> {
    /// Leaves of the Markdown what the reader may see, and of the file's text nothing: what it says is in the prose.
    fn body(&self, item: &mut Item) {
        let text = item.body_text();
        let terms = Terms {
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

    /// A text in which no link without words of its own names what the reader cannot follow it to.
    fn unnamed<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        match without_names_of_nothing(&text, self.source, self.lookups) {
            Some(unnamed) => Cow::Owned(unnamed),
            None => text,
        }
    }

    fn record(&self, record: &mut Record) {
        record.others.clear();
        record.entries.retain_mut(|entry| self.keeps(entry));
    }

    /// Whether a field is shown; what is withheld within it is taken out.
    fn keeps(&self, entry: &mut Entry) -> bool {
        let visible = entry.field.level.max(self.note_level) <= self.audience.level;
        if visible {
            self.value(entry);
        }
        visible
    }

    fn value(&self, entry: &mut Entry) {
        let answers = matches!(entry.field.of_type, FieldType::Answers(_));
        match &mut entry.value {
            Value::Text(text) if matches!(entry.field.of_type, FieldType::Long) => {
                let own = entry
                    .field
                    .level
                    .max(self.note_level)
                    .min(self.audience.level);
                let terms = Terms {
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
                let mut kept = std::mem::take(named).into_vec();
                kept.retain_mut(|one| {
                    if let Value::Record(record) = &mut one.value {
                        self.record(record);
                    }
                    !answers || is_impersonal(one.key)
                });
                *named = kept.into_boxed_slice();
            }
            _ => {}
        }
    }
}

/// Answers about a person are private; so are answers to questions that nobody knows.
fn is_impersonal(key: Option<&'static str>) -> bool {
    let Some(key) = key else { return false };
    dictionary()
        .questions
        .iter()
        .any(|question| question.key == key && question.class != "personal")
}
