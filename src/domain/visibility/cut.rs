//! The as-of cut: removes what is dated after the as-of day.
//!
//! The dictionary marks which fields are about the past (`past`). Plans stay: an exchange after the day shows its
//! plan, an agreed visit is shown as agreed.

use super::existence::is_visible;
use crate::domain::Draft;
use crate::domain::{Item, Lookups, Viewpoint};
use crate::forms::{Entry, FieldType, Kind, Moment, Record, Reference, ReferenceKind, Value};
use crate::text::Span;
use jiff::civil::Date;

/// Removes from an account what is not known yet on the as-of day.
pub fn cut(draft: &mut Draft, viewpoint: &Viewpoint, lookups: &Lookups<'_>) {
    draft.items.retain(|item| is_visible(item, viewpoint));
    for item in std::iter::once(&mut draft.core).chain(&mut draft.items) {
        cut_item(item, viewpoint.as_of, lookups);
    }
}

/// Removes from one item what is not known yet, and references to what does not exist for its reader.
pub fn cut_item(item: &mut Item, day: Date, lookups: &Lookups<'_>) {
    if item.kind == Kind::Exchange && held_on(&item.record).is_none_or(|held| held.is_after(day)) {
        // The Markdown of a note with a summary may describe the outcome, too.
        if item.record.take("summary").is_some() {
            item.body = Span::default();
            item.prose = None;
        }
    }
    let had_history = last_stage(&item.record).is_some();
    cut_record(&mut item.record, day);
    if had_history {
        restate_stage(item);
    }
    drop_hidden_references(&mut item.record, lookups);
}

/// Returns when an exchange took place: the summary's own date if it differs from the plan.
fn held_on(record: &Record) -> Option<Moment> {
    let own = record
        .record("summary")
        .and_then(|summary| summary.moment("date"));
    own.or(record.moment("date"))
}

fn cut_record(record: &mut Record, day: Date) {
    record.entries.retain_mut(|entry| retain_known(entry, day));
}

/// Returns whether a field is known on a day, and removes those parts of it that are not.
fn retain_known(entry: &mut Entry, day: Date) -> bool {
    let past = entry.field.past;
    match &mut entry.value {
        Value::Moment(moment) => !(past && moment.is_after(day)),
        Value::Records(records) => {
            let dated_later = |record: &Record| {
                past && record.moment("date").is_some_and(|date| date.is_after(day))
            };
            let mut remaining = std::mem::take(records).into_vec();
            remaining.retain(|record| !dated_later(record));
            remaining
                .iter_mut()
                .for_each(|record| cut_record(record, day));
            *records = remaining.into_boxed_slice();
            !records.is_empty()
        }
        Value::Record(record) => {
            cut_record(record, day);
            !record.entries.is_empty()
        }
        Value::Scores(scores) => {
            let mut remaining = std::mem::take(scores).into_vec();
            remaining.retain(|score| !score.date.is_some_and(|date| date.is_after(day)));
            *scores = remaining.into_boxed_slice();
            !scores.is_empty()
        }
        Value::Map(named) => {
            let answers = matches!(entry.field.value_type, FieldType::Answers(_));
            let mut remaining = std::mem::take(named).into_vec();
            remaining.retain_mut(|one| retain_known_named(&mut one.value, answers, day));
            *named = remaining.into_boxed_slice();
            !named.is_empty()
        }
        _ => true,
    }
}

fn retain_known_named(value: &mut Value, answers: bool, day: Date) -> bool {
    match value {
        Value::Record(record) => {
            let later = answers
                && record
                    .moment("as_of")
                    .is_some_and(|date| date.is_after(day));
            cut_record(record, day);
            !later && !record.entries.is_empty()
        }
        Value::Scores(scores) => {
            let mut remaining = std::mem::take(scores).into_vec();
            remaining.retain(|score| !score.date.is_some_and(|date| date.is_after(day)));
            *scores = remaining.into_boxed_slice();
            !scores.is_empty()
        }
        _ => true,
    }
}

/// Sets the stage to that of the history's last entry; a history that begins later leaves none.
fn restate_stage(item: &mut Item) {
    let last = last_stage(&item.record).cloned();
    item.record
        .entries
        .retain(|entry| entry.field.key != "stage");
    if let (Some(value), Some(field)) = (last, item.schema().field("stage")) {
        let span = item.record.span;
        item.record.entries.push(Entry { field, span, value });
    }
}

/// Returns the stage of the latest entry of a history; of several on one day, the last written.
pub(in crate::domain) fn last_stage(record: &Record) -> Option<&Value> {
    let readable = |entry: &&Record| entry.has("stage");
    let entries = record.records("stage_history").iter();
    let entries = entries.filter(readable).enumerate();
    let last =
        entries.max_by_key(|(index, entry)| (entry.moment("date").map(|date| date.day), *index))?;
    last.1.entry("stage").map(|entry| &entry.value)
}

/// Removes references to what does not exist for the reader on this day, and fields that become empty.
fn drop_hidden_references(record: &mut Record, lookups: &Lookups<'_>) {
    let exists = |_: ReferenceKind, reference: &Reference| {
        let target = reference.target;
        target.is_none_or(|id| lookups.target(id).is_some_and(|target| target.visible))
    };
    retain_references(record, &exists);
}

/// Removes references, and fields that become empty.
pub(in crate::domain) fn retain_references(
    record: &mut Record,
    is_retained: &dyn Fn(ReferenceKind, &Reference) -> bool,
) {
    let retain = |entry: &mut Entry| {
        let refers = ReferenceKind::of(entry.field);
        retain_in(&mut entry.value, refers, is_retained)
    };
    record.entries.retain_mut(retain);
}

/// Does the same within a value; returns whether anything is left of it.
fn retain_in(
    value: &mut Value,
    refers: ReferenceKind,
    is_retained: &dyn Fn(ReferenceKind, &Reference) -> bool,
) -> bool {
    let retain = |refers: ReferenceKind, references: &mut Box<[Reference]>| {
        let mut remaining = std::mem::take(references).into_vec();
        remaining.retain(|reference| is_retained(refers, reference));
        *references = remaining.into_boxed_slice();
    };
    match value {
        Value::Reference(reference) => is_retained(refers, reference),
        Value::References(references) => {
            retain(refers, references);
            !references.is_empty()
        }
        Value::Scores(scores) => {
            let scores = scores.iter_mut();
            scores.for_each(|score| retain(ReferenceKind::Note, &mut score.evidence));
            true
        }
        Value::Record(inner) => {
            retain_references(inner, is_retained);
            !inner.entries.is_empty()
        }
        Value::Records(records) => {
            let records = records.iter_mut();
            records.for_each(|record| retain_references(record, is_retained));
            true
        }
        Value::Map(named) => {
            let mut remaining = std::mem::take(named).into_vec();
            // Names that are references are those of rivals.
            remaining.retain(|one| is_retained(ReferenceKind::Competitor, &one.name));
            for one in &mut remaining {
                retain_in(&mut one.value, ReferenceKind::Note, is_retained);
            }
            *named = remaining.into_boxed_slice();
            !named.is_empty()
        }
        _ => true,
    }
}
