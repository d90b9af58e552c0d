//! The text of a note for the search and its excerpts: its fields in the words of the page, its Markdown without
//! markup.

use super::labels::{FIRST_MARK, Labels};
use crate::domain::{Account, Contact, FieldKey, Item, Prose, Referent};
use crate::forms::{Entry, Field, FieldType, Labelled, NamedValue, Record, Reference, Value};
use crate::html::writer::{HtmlWriter, is_plain};
use std::collections::BTreeSet;

/// Fields that are not part of the text, or are among the names.
const SHOWN_ELSEWHERE: [FieldKey; 8] = [
    Item::SENSITIVITY,
    Item::ORDER,
    Item::ACCOUNT,
    Item::ACCOUNT_CODE,
    Item::NAME,
    Item::SHORT_NAME,
    Account::MUTE,
    Contact::PLACEHOLDER,
];

/// Appends the text of a note, each field after the mark of its label, Markdown last, and records the labels used.
pub(crate) fn append_note(
    writer: &HtmlWriter<'_>,
    item: &Item,
    also_elsewhere: &[FieldKey],
    out: &mut String,
    used: &mut BTreeSet<&'static str>,
) {
    let mut words = WordWriter {
        writer,
        labels: Labels::of(writer.context),
        out,
        used,
    };
    for entry in &item.record.entries {
        let mut elsewhere = SHOWN_ELSEWHERE.iter().chain(also_elsewhere);
        if !elsewhere.any(|key| key.as_str() == entry.field.key) {
            words.entry(entry);
        }
    }
    for other in &item.record.unknown {
        words.begin(FIRST_MARK);
        append_text(&other.key, words.out);
        words.out.push_str(": ");
        append_text(&other.text, words.out);
    }
    if let Some(prose) = item.prose.as_ref().filter(|prose| !prose.body.is_empty()) {
        words.begin(FIRST_MARK);
        append_text(&prose.body.plain_text(), words.out);
    }
}

/// The value of a field as text.
pub(crate) fn value_text(writer: &HtmlWriter<'_>, entry: &Entry) -> String {
    let mut out = String::new();
    let mut words = WordWriter {
        writer,
        labels: Labels::of(writer.context),
        out: &mut out,
        used: &mut BTreeSet::new(),
    };
    words.value(entry.field, &entry.value);
    out
}

/// Appends a text: white space becomes single spaces; characters that separate columns, fields or lines are dropped.
pub(crate) fn append_text(text: &str, out: &mut String) {
    let mut gap = false;
    for character in text.chars() {
        match character {
            '\u{21}'..='\u{7e}' | '\u{4e00}'..='\u{9fff}' => {}
            _ if character.is_whitespace() => {
                gap = true;
                continue;
            }
            _ if character.is_control() || matches!(character, '\u{e000}'..='\u{f8ff}') => continue,
            _ => {}
        }
        if gap && !is_at_start(out) {
            out.push(' ');
        }
        gap = false;
        out.push(character);
    }
}

/// Returns whether the current part is still empty, so that a leading space can be omitted.
fn is_at_start(out: &str) -> bool {
    out.chars()
        .next_back()
        .is_none_or(|last| matches!(last, ' ' | '\t' | '\n' | '\u{e000}'..='\u{f8ff}'))
}

struct WordWriter<'w, 's> {
    writer: &'w HtmlWriter<'s>,
    labels: &'static Labels,
    out: &'w mut String,
    used: &'w mut BTreeSet<&'static str>,
}

impl WordWriter<'_, '_> {
    fn begin(&mut self, mark: char) {
        self.out.push(mark);
    }

    /// Appends a field; nothing if it has no text.
    fn entry(&mut self, entry: &Entry) {
        match &entry.value {
            Value::Record(inner) => inner.entries.iter().for_each(|one| self.entry(one)),
            Value::Records(records) => {
                for record in records {
                    self.part(entry.field, |words| words.record(record));
                }
            }
            Value::Map(named) => {
                for one in named {
                    self.part(entry.field, |words| words.named(entry.field, one));
                }
            }
            Value::Bool(_) => {}
            value => self.part(entry.field, |words| words.value(entry.field, value)),
        }
    }

    fn part(&mut self, field: &'static Field, write: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        let label = field.label(self.writer.language());
        self.begin(self.labels.mark(label));
        let empty = self.out.len();
        write(self);
        if self.out.len() == empty {
            self.out.truncate(start);
        } else {
            self.used.insert(label);
        }
    }

    /// Appends the values of a record.
    fn record(&mut self, record: &Record) {
        for entry in &record.entries {
            let start = self.out.len();
            match &entry.value {
                Value::Record(inner) => self.record(inner),
                Value::Records(records) => records.iter().for_each(|one| self.record(one)),
                Value::Map(named) => named.iter().for_each(|one| self.named(entry.field, one)),
                Value::Bool(_) => {}
                value => self.value(entry.field, value),
            }
            if self.out.len() > start {
                self.out.push_str(" · ");
            }
        }
        if self.out.ends_with(" · ") {
            self.out.truncate(self.out.len() - " · ".len());
        }
    }

    /// Appends a named value, or the answer to a question.
    fn named(&mut self, field: &'static Field, one: &NamedValue) {
        match one.question {
            Some(question) => append_text(self.writer.context.label(question), self.out),
            None => self.reference(&one.name),
        }
        match &one.value {
            Value::Record(inner) => {
                self.out.push_str(" · ");
                self.record(inner);
            }
            Value::Scores(_) | Value::Int(_) => {}
            value => {
                self.out.push_str(" · ");
                self.value(field, value);
            }
        }
    }

    fn value(&mut self, field: &'static Field, value: &Value) {
        let language = self.writer.language();
        match value {
            Value::Text(text) => self.text(field, text),
            Value::Texts(texts) => self.joined(texts, |words, text| words.text(field, text)),
            Value::Int(number) => self.out.push_str(&number.to_string()),
            Value::Percent(percent) => self.out.push_str(&format!("{} %", percent.number())),
            Value::Money(money) => self.out.push_str(&money.display(language)),
            Value::Moment(moment) => self.out.push_str(&moment.iso()),
            Value::Choice(choices, choice) => {
                append_text(self.writer.context.chosen(choices, choice), self.out);
            }
            Value::Choices(choices, chosen) => self.joined(chosen, |words, choice| {
                append_text(words.writer.context.chosen(choices, choice), words.out);
            }),
            Value::Reference(reference) => self.reference(reference),
            Value::References(references) => {
                self.joined(references, |words, one| words.reference(one));
            }
            Value::Scores(scores) => {
                let notes = scores.iter().filter_map(|score| score.note.as_deref());
                self.joined(notes, |words, note| append_text(note, words.out));
            }
            Value::Bool(_) | Value::Record(_) | Value::Records(_) | Value::Map(_) => {}
        }
    }

    fn text(&mut self, field: &Field, text: &str) {
        match field.value_type {
            FieldType::Person | FieldType::Persons => {
                append_text(self.writer.context.settings.person(text), self.out);
            }
            FieldType::Long if !is_plain(text) => {
                let prose = Prose::of(text, self.writer.source, self.writer.lookups);
                append_text(&prose.body.plain_text(), self.out);
            }
            _ => append_text(text, self.out),
        }
    }

    /// Appends the name of a reference's target, if the reader may see it.
    fn reference(&mut self, reference: &Reference) {
        match self.writer.lookups.referent(reference) {
            Referent::Target(target) => append_text(&target.name, self.out),
            Referent::Hidden => {}
            Referent::Text => append_text(&reference.text, self.out),
        }
    }

    fn joined<T>(&mut self, parts: impl IntoIterator<Item = T>, write: impl Fn(&mut Self, T)) {
        let start = self.out.len();
        let mut all: Vec<String> = Vec::new();
        for part in parts {
            write(self, part);
            all.push(self.out.split_off(start));
        }
        all.retain(|part| !part.is_empty());
        self.out.push_str(&self.writer.language().list(&all));
    }
}
