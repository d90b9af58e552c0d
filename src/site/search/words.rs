//! The words of a note as they are searched and shown in excerpts: its fields in the words of the page, its Markdown
//! without markup.

use super::labels::{FIRST_MARK, Labels};
use crate::domain::{Item, Prose};
use crate::forms::{
    Entry, Field, FieldType, Labelled, NamedValue, Record, Reference, Value, dictionary,
};
use crate::html::writer::{HtmlWriter, is_plain};
use std::collections::BTreeSet;

/// Fields that are no words of the note, or stand among its names.
const SHOWN_ELSEWHERE: [&str; 8] = [
    "sensitivity",
    "order",
    "account",
    "account_code",
    "name",
    "short_name",
    "mute",
    "placeholder",
];

/// Appends the words of a note, each field behind the mark of its label, its Markdown last, and notes the labels.
pub(crate) fn write(
    writer: &HtmlWriter<'_>,
    item: &Item,
    also_elsewhere: &[&str],
    out: &mut String,
    used: &mut BTreeSet<&'static str>,
) {
    let mut words = Words {
        writer,
        labels: Labels::of(writer.language()),
        out,
        used,
    };
    for entry in &item.record.entries {
        let key = entry.field.key.as_str();
        if !SHOWN_ELSEWHERE.contains(&key) && !also_elsewhere.contains(&key) {
            words.entry(entry);
        }
    }
    for other in &item.record.unknown {
        words.begin(FIRST_MARK);
        append(&other.key, words.out);
        words.out.push_str(": ");
        append(&other.text, words.out);
    }
    if let Some(prose) = item.prose.as_ref().filter(|prose| !prose.body.is_empty()) {
        words.begin(FIRST_MARK);
        append(&prose.body.plain_text(), words.out);
    }
}

/// The value of a field in words.
pub(crate) fn plain(writer: &HtmlWriter<'_>, entry: &Entry) -> String {
    let mut out = String::new();
    let mut words = Words {
        writer,
        labels: Labels::of(writer.language()),
        out: &mut out,
        used: &mut BTreeSet::new(),
    };
    words.value(entry.field, &entry.value);
    out
}

/// Appends a text: white space becomes single spaces; what would end a column, a field or a line is left out.
pub(crate) fn append(text: &str, out: &mut String) {
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
        if gap && !ends_a_part(out) {
            out.push(' ');
        }
        gap = false;
        out.push(character);
    }
}

/// Whether nothing of the part stands there yet: a space would be for nothing.
fn ends_a_part(out: &str) -> bool {
    out.chars()
        .next_back()
        .is_none_or(|last| matches!(last, ' ' | '\t' | '\n' | '\u{e000}'..='\u{f8ff}'))
}

struct Words<'w, 's> {
    writer: &'w HtmlWriter<'s>,
    labels: &'static Labels,
    out: &'w mut String,
    used: &'w mut BTreeSet<&'static str>,
}

impl Words<'_, '_> {
    fn begin(&mut self, mark: char) {
        self.out.push(mark);
    }

    /// A field; one that says nothing leaves nothing.
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

    /// The values of a record in a row.
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

    /// A value under a name of the author's, or a question's answer.
    fn named(&mut self, field: &'static Field, one: &NamedValue) {
        let question = one.key.and_then(|key| dictionary().question(key));
        match question {
            Some(question) => append(self.writer.context.label(question), self.out),
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
            Value::Texts(texts) => self.row(texts, |words, text| words.text(field, text)),
            Value::Int(number) => self.out.push_str(&number.to_string()),
            Value::Percent(percent) => self.out.push_str(&format!("{} %", percent.number())),
            Value::Money(money) => self.out.push_str(&money.display(language)),
            Value::Moment(moment) => self.out.push_str(&moment.iso()),
            Value::Choice(choices, choice) => {
                append(self.writer.context.chosen(choices, choice), self.out);
            }
            Value::Choices(choices, chosen) => self.row(chosen, |words, choice| {
                append(words.writer.context.chosen(choices, choice), words.out);
            }),
            Value::Reference(reference) => self.reference(reference),
            Value::References(references) => {
                self.row(references, |words, one| words.reference(one));
            }
            Value::Scores(scores) => {
                let notes = scores.iter().filter_map(|score| score.note.as_deref());
                self.row(notes, |words, note| append(note, words.out));
            }
            Value::Bool(_) | Value::Record(_) | Value::Records(_) | Value::Map(_) => {}
        }
    }

    fn text(&mut self, field: &Field, text: &str) {
        match field.value_type {
            FieldType::Person | FieldType::Persons => {
                append(self.writer.context.settings.person(text), self.out);
            }
            FieldType::Long if !is_plain(text) => {
                let prose = Prose::of(text, self.writer.source, self.writer.lookups);
                append(&prose.body.plain_text(), self.out);
            }
            _ => append(text, self.out),
        }
    }

    /// What a reference means, where the reader may know of it.
    fn reference(&mut self, reference: &Reference) {
        let target = reference
            .target
            .and_then(|id| self.writer.lookups.target(id));
        match target {
            Some(target) if target.visible => append(&target.name, self.out),
            Some(_) => {}
            None => append(&reference.text, self.out),
        }
    }

    fn row<T>(&mut self, parts: impl IntoIterator<Item = T>, write: impl Fn(&mut Self, T)) {
        let separator = self.writer.language().pick("、", ", ");
        let start = self.out.len();
        for part in parts {
            let before = self.out.len();
            if before > start {
                self.out.push_str(separator);
            }
            let filled = self.out.len();
            write(self, part);
            if self.out.len() == filled {
                self.out.truncate(before);
            }
        }
    }
}
