//! A record: the fields that were filled in, in the order written, with their positions.

use super::{Field, Level, Moment, Money, Percent, Reference, ReferenceKind, Score, Value};
use crate::text::Span;

/// One field that was filled in.
#[derive(Clone, Debug, Hash)]
pub struct Entry {
    /// Which field.
    pub field: &'static Field,
    /// Where its value is written.
    pub span: Span,
    /// Its value.
    pub value: Value,
}

/// A key that is in no form, with its value as text.
#[derive(Clone, Debug, Hash)]
pub struct UnknownEntry {
    /// The key as written.
    pub key: Box<str>,
    /// The value as written.
    pub text: Box<str>,
}

/// Fields that were filled in.
#[derive(Clone, Debug, Default, Hash)]
pub struct Record {
    /// The fields.
    pub entries: Vec<Entry>,
    /// Entries with unknown keys; they count as private.
    pub unknown: Vec<UnknownEntry>,
    /// Where it is written.
    pub span: Span,
}

impl Record {
    /// Returns the entry of a field by its key in the dictionary.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.field.key == key)
    }

    fn value(&self, key: &str) -> Option<&Value> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Returns whether a field is filled in.
    pub fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// Returns a text.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.value(key)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns a list of texts.
    pub fn texts(&self, key: &str) -> &[Box<str>] {
        match self.value(key) {
            Some(Value::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// Returns a whole number.
    pub fn int(&self, key: &str) -> Option<i64> {
        match self.value(key)? {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns a date.
    pub fn moment(&self, key: &str) -> Option<Moment> {
        match self.value(key)? {
            Value::Moment(moment) => Some(*moment),
            _ => None,
        }
    }

    /// Returns an amount.
    pub fn money(&self, key: &str) -> Option<Money> {
        match self.value(key)? {
            Value::Money(money) => Some(*money),
            _ => None,
        }
    }

    /// Returns a percentage.
    pub fn percent(&self, key: &str) -> Option<Percent> {
        match self.value(key)? {
            Value::Percent(percent) => Some(*percent),
            _ => None,
        }
    }

    /// Returns whether a yes-or-no field says yes; no if it is not filled in.
    pub fn yes(&self, key: &str) -> bool {
        matches!(self.value(key), Some(Value::Bool(true)))
    }

    /// Returns the key of an enum's value; `None` for text that is not one of the values.
    pub fn choice(&self, key: &str) -> Option<&'static str> {
        match self.value(key)? {
            Value::Choice(choices, Ok(index)) => choices
                .values
                .get(usize::from(*index))
                .map(|choice| choice.key.as_str()),
            _ => None,
        }
    }

    /// Returns the index of a value in its enum, for ordered enums.
    pub fn rank(&self, key: &str) -> Option<usize> {
        match self.value(key)? {
            Value::Choice(_, Ok(index)) => Some(usize::from(*index)),
            _ => None,
        }
    }

    /// Returns the keys of several values of an enum.
    pub fn choices(&self, key: &str) -> Vec<&'static str> {
        let Some(Value::Choices(choices, chosen)) = self.value(key) else {
            return Vec::new();
        };
        let key_of = |choice: &Result<u16, Box<str>>| {
            choices.values.get(usize::from(*choice.as_ref().ok()?))
        };
        chosen
            .iter()
            .filter_map(key_of)
            .map(|choice| choice.key.as_str())
            .collect()
    }

    /// Returns a reference.
    pub fn reference(&self, key: &str) -> Option<&Reference> {
        match self.value(key)? {
            Value::Reference(reference) => Some(reference),
            _ => None,
        }
    }

    /// Returns references.
    pub fn references(&self, key: &str) -> &[Reference] {
        match self.value(key) {
            Some(Value::References(references)) => references,
            Some(Value::Reference(reference)) => std::slice::from_ref(reference),
            _ => &[],
        }
    }

    /// Returns the history of a score.
    pub fn scores(&self, key: &str) -> &[Score] {
        match self.value(key) {
            Some(Value::Scores(scores)) => scores,
            _ => &[],
        }
    }

    /// Returns a nested record.
    pub fn record(&self, key: &str) -> Option<&Record> {
        match self.value(key)? {
            Value::Record(record) => Some(record),
            _ => None,
        }
    }

    /// Returns a list of nested records.
    pub fn records(&self, key: &str) -> &[Record] {
        match self.value(key) {
            Some(Value::Records(records)) => records,
            _ => &[],
        }
    }

    /// Returns named values.
    pub fn map(&self, key: &str) -> &[super::NamedValue] {
        match self.value(key) {
            Some(Value::Map(named)) => named,
            _ => &[],
        }
    }

    /// Returns the level that the author set, if any.
    pub fn sensitivity(&self) -> Option<Level> {
        self.choice("sensitivity").and_then(Level::from_key)
    }

    /// Removes a field and returns its entry.
    pub fn take(&mut self, key: &str) -> Option<Entry> {
        let index = self
            .entries
            .iter()
            .position(|entry| entry.field.key == key)?;
        Some(self.entries.remove(index))
    }

    /// Calls `visit` with every reference in it.
    pub fn for_each_reference(&mut self, visit: &mut dyn FnMut(ReferenceKind, &mut Reference)) {
        for entry in &mut self.entries {
            entry.value.for_each_reference(entry.field, visit);
        }
    }
}
