//! The values found in notes: those that are withheld and where, those that are included, and how many there are of
//! each field.

use super::value::{TextKind, ValuePath, VisitedValue, WithholdReason};
use crate::text::Span;
use std::collections::BTreeMap;

/// A value that the reader may see.
#[derive(Debug)]
pub struct Included {
    /// Its path; `None` for a value of the settings.
    pub path: Option<ValuePath>,
    /// The part of the file that contains it.
    pub span: Span,
    /// Its text.
    pub words: Box<str>,
    /// The kind of text.
    pub text_kind: TextKind,
}

/// A value that the reader may not see.
#[derive(Debug)]
pub struct Withheld {
    /// Its path.
    pub path: ValuePath,
    /// The part of the file that contains it.
    pub span: Span,
    /// Its text.
    pub words: Box<str>,
    /// The kind of text.
    pub text_kind: TextKind,
    /// Why it is withheld.
    pub reason: WithholdReason,
}

/// Values of notes, included and withheld.
#[derive(Debug, Default)]
pub struct ValueInventory {
    /// A value that the reader may not see.
    pub withheld: Vec<Withheld>,
    /// A value that the reader may see.
    pub included: Vec<Included>,
    /// For each field, by kind of note and key, how many values are included and how many withheld.
    pub counts: BTreeMap<String, Counts>,
    /// The paths of withheld values, by their numbers.
    pub paths: BTreeMap<u64, ValuePath>,
    /// Whether the notes do not belong to the accounts of the audience. What they withhold is not recorded: it does
    /// not concern this audience.
    pub is_elsewhere: bool,
}

/// How many values of a field there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Values that the reader may see.
    pub included: usize,
    /// Values that the reader may not see.
    pub withheld: usize,
}

impl ValueInventory {
    /// Records a value of a note of a kind.
    pub fn record(&mut self, kind: &str, value: VisitedValue<'_>) {
        if value.text_kind != TextKind::Path {
            self.count(kind, &value);
        }
        let VisitedValue { path, span, .. } = value;
        let words = value.words;
        if words.trim().is_empty() {
            return;
        }
        match value.withheld {
            Some(reason) => self.withheld.push(Withheld {
                path: path.clone(),
                span,
                words: words.into(),
                text_kind: value.text_kind,
                reason,
            }),
            None => self.included.push(Included {
                path: Some(path.clone()),
                span,
                words: words.into(),
                text_kind: value.text_kind,
            }),
        }
    }

    fn count(&mut self, kind: &str, value: &VisitedValue<'_>) {
        let field = format!("{kind}.{}", value.path.field);
        let counts = self.counts.entry(field).or_default();
        match value.withheld {
            Some(_) => counts.withheld += 1,
            None => counts.included += 1,
        }
        if value.withheld.is_some() {
            self.paths
                .entry(value.path.number())
                .or_insert_with(|| value.path.clone());
        }
    }
}
