//! The audience filter: what a reader may not see is taken out of the model. After it nothing withheld exists.

use super::{Audience, Draft, Item, Viewpoint};
use crate::forms::{Entry, FieldType, Kind, Level, Record, Value, dictionary};
use crate::text::Span;

/// Fields without which a note that may be seen has no place on a page.
const BEARINGS: [(Kind, &str); 4] = [
    (Kind::Visit, "date"),
    (Kind::Exchange, "date"),
    (Kind::Competitor, "name"),
    (Kind::Page, "title"),
];

/// Takes out of an account what its reader may not see. Items that may not be seen at all went with the cut.
pub fn filter(draft: &mut Draft, viewpoint: &Viewpoint) {
    for item in std::iter::once(&mut draft.core).chain(&mut draft.items) {
        filter_item(item, &viewpoint.audience);
    }
}

/// Takes out of one item what its reader may not see.
pub fn filter_item(item: &mut Item, audience: &Audience) {
    if audience.is_owner() {
        return;
    }
    if item.body_level() > audience.level {
        item.body = Span::default();
        item.prose = None;
    }
    let kind = item.kind;
    let own = if item.broken {
        Some(Level::Private)
    } else {
        item.record.sensitivity()
    };
    let note_level = own.unwrap_or(Level::Public);
    let bearing = |key: &str| {
        BEARINGS
            .iter()
            .any(|(of_kind, name)| *of_kind == kind && *name == key)
    };
    item.record.others.clear();
    item.record.entries.retain_mut(|entry| {
        if bearing(&entry.field.key) {
            return true;
        }
        if audience.adds(kind, &entry.field.key) {
            // A field is added as it is: what is more withheld within it stays withheld.
            let level = audience.level.max(entry.field.level);
            let further = Audience {
                level,
                ..audience.clone()
            };
            filter_value(entry, note_level, &further);
            return true;
        }
        if entry.field.level.max(note_level) > audience.level {
            return false;
        }
        filter_value(entry, note_level, audience);
        true
    });
}

fn filter_record(record: &mut Record, note_level: Level, audience: &Audience) {
    record.others.clear();
    record.entries.retain_mut(|entry| {
        let visible = entry.field.level.max(note_level) <= audience.level;
        if visible {
            filter_value(entry, note_level, audience);
        }
        visible
    });
}

fn filter_value(entry: &mut Entry, note_level: Level, audience: &Audience) {
    let answers = matches!(entry.field.of_type, FieldType::Answers(_));
    match &mut entry.value {
        Value::Record(record) => filter_record(record, note_level, audience),
        Value::Records(records) => {
            records
                .iter_mut()
                .for_each(|record| filter_record(record, note_level, audience));
        }
        Value::Map(named) => {
            let mut kept = std::mem::take(named).into_vec();
            kept.retain_mut(|one| {
                if let Value::Record(record) = &mut one.value {
                    filter_record(record, note_level, audience);
                }
                !answers || is_impersonal(one.key)
            });
            *named = kept.into_boxed_slice();
        }
        _ => {}
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
