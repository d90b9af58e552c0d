//! A record: the fields that were filled in, in the order written, each with its place.

use super::{Field, Level, Moment, Money, Percent, Reference, Refers, Score, Value};
use crate::text::Span;

/// One field that was filled in.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which field.
    pub field: &'static Field,
    /// Where its value is written.
    pub span: Span,
    /// What it holds.
    pub value: Value,
}

/// A key that no form has, with what was written under it, as text.
#[derive(Clone, Debug)]
pub struct Other {
    /// The key as written.
    pub key: Box<str>,
    /// The value as written.
    pub text: Box<str>,
}

/// Fields that were filled in.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The fields.
    pub entries: Vec<Entry>,
    /// What the forms do not know; private.
    pub others: Vec<Other>,
    /// Where it is written.
    pub span: Span,
}

impl Record {
    /// The entry of a key of the dictionary.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.field.key == key)
    }

    fn value(&self, key: &str) -> Option<&Value> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Whether a field is filled in.
    pub fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// A text.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.value(key)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A list of texts.
    pub fn texts(&self, key: &str) -> &[Box<str>] {
        match self.value(key) {
            Some(Value::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// A whole number.
    pub fn int(&self, key: &str) -> Option<i64> {
        match self.value(key)? {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// A date.
    pub fn moment(&self, key: &str) -> Option<Moment> {
        match self.value(key)? {
            Value::Moment(moment) => Some(*moment),
            _ => None,
        }
    }

    /// An amount.
    pub fn money(&self, key: &str) -> Option<Money> {
        match self.value(key)? {
            Value::Money(money) => Some(*money),
            _ => None,
        }
    }

    /// A percentage.
    pub fn percent(&self, key: &str) -> Option<Percent> {
        match self.value(key)? {
            Value::Percent(percent) => Some(*percent),
            _ => None,
        }
    }

    /// Yes or no; no where nothing is written.
    pub fn yes(&self, key: &str) -> bool {
        matches!(self.value(key), Some(Value::Bool(true)))
    }

    /// The key of a value of a list; nothing for words of the author's own.
    pub fn choice(&self, key: &str) -> Option<&'static str> {
        match self.value(key)? {
            Value::Choice(choices, Ok(index)) => choices
                .values
                .get(usize::from(*index))
                .map(|choice| choice.key.as_str()),
            _ => None,
        }
    }

    /// The place of a value in its list, for lists in order.
    pub fn rank(&self, key: &str) -> Option<usize> {
        match self.value(key)? {
            Value::Choice(_, Ok(index)) => Some(usize::from(*index)),
            _ => None,
        }
    }

    /// The keys of several values of a list.
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

    /// A reference.
    pub fn reference(&self, key: &str) -> Option<&Reference> {
        match self.value(key)? {
            Value::Reference(reference) => Some(reference),
            _ => None,
        }
    }

    /// References.
    pub fn references(&self, key: &str) -> &[Reference] {
        match self.value(key) {
            Some(Value::References(references)) => references,
            Some(Value::Reference(reference)) => std::slice::from_ref(reference),
            _ => &[],
        }
    }

    /// A score's history.
    pub fn scores(&self, key: &str) -> &[Score] {
        match self.value(key) {
            Some(Value::Scores(scores)) => scores,
            _ => &[],
        }
    }

    /// An inner record.
    pub fn record(&self, key: &str) -> Option<&Record> {
        match self.value(key)? {
            Value::Record(record) => Some(record),
            _ => None,
        }
    }

    /// A list of inner records.
    pub fn records(&self, key: &str) -> &[Record] {
        match self.value(key) {
            Some(Value::Records(records)) => records,
            _ => &[],
        }
    }

    /// Named values.
    pub fn map(&self, key: &str) -> &[super::Named] {
        match self.value(key) {
            Some(Value::Map(named)) => named,
            _ => &[],
        }
    }

    /// The level the author gave it, where there is one.
    pub fn sensitivity(&self) -> Option<Level> {
        self.choice("sensitivity").and_then(Level::from_key)
    }

    /// Takes a field out.
    pub fn take(&mut self, key: &str) -> Option<Entry> {
        let index = self
            .entries
            .iter()
            .position(|entry| entry.field.key == key)?;
        Some(self.entries.remove(index))
    }

    /// All references in it.
    pub fn each_reference(&mut self, visit: &mut dyn FnMut(Refers, &mut Reference)) {
        for entry in &mut self.entries {
            entry.value.each_reference(entry.field, visit);
        }
    }
}
