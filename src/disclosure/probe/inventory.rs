//! The values found in notes: those that are withheld and where, those that are included, and how many there are of
//! each field.

use super::value::{TextKind, ValuePath, VisitedValue, WithholdReason};
use crate::domain::{Settings, Viewpoint};
use crate::text::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

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

/// The values of a publication.
#[derive(Clone, Debug, Default)]
pub struct Inventories {
    /// Those of the accounts, by their slugs.
    pub accounts: BTreeMap<Box<str>, Arc<ValueInventory>>,
    /// Those of the settings, and of the notes outside the accounts.
    pub others: Vec<Arc<ValueInventory>>,
}

impl Inventories {
    /// Returns all of them.
    pub fn all(&self) -> Vec<Arc<ValueInventory>> {
        self.accounts
            .values()
            .chain(&self.others)
            .cloned()
            .collect()
    }
}

impl ValueInventory {
    /// Returns the values of the settings that pages show.
    pub(super) fn of_settings(settings: &Settings, viewpoint: &Viewpoint) -> ValueInventory {
        // Aliases of our people are searchable where these people have pages.
        let is_inside = !viewpoint.audience.external;
        let of_team = settings.team.iter().flat_map(|one| {
            let aliases = one.aliases.iter().filter(move |_| is_inside).map(Some);
            [Some(&one.name), one.title.as_ref()]
                .into_iter()
                .chain(aliases)
        });
        let of_site = [
            settings.title.as_ref(),
            settings.company.as_ref(),
            Some(&viewpoint.audience.name),
        ];
        let included = of_site.into_iter().chain(of_team).flatten();
        let included = included.map(|words| Included {
            path: None,
            span: Span::default(),
            words: words.as_str().into(),
            text_kind: TextKind::Name,
        });
        ValueInventory {
            included: included.collect(),
            ..ValueInventory::default()
        }
    }

    /// Records a value.
    pub fn record(&mut self, value: VisitedValue<'_>) {
        if value.text_kind != TextKind::Path {
            self.count(&value);
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

    fn count(&mut self, value: &VisitedValue<'_>) {
        let field = format!("{}.{}", value.kind.name(), value.path.field);
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
