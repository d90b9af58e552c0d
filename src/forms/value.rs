//! Typed values of fields, with the positions of their parts.

use super::Question;
use super::{Choices, Field, FieldType, Labelled, Moment, Money, Percent, Record};
use crate::text::{Language, Span, Term};
use jiff::civil::Date;

/// The value of a field.
#[derive(Clone, Debug, Hash)]
pub enum Value {
    /// Text, as written.
    Text(Box<str>),
    /// Several texts.
    Texts(Box<[Box<str>]>),
    /// A whole number.
    Int(i64),
    /// A percentage.
    Percent(Percent),
    /// An amount.
    Money(Money),
    /// A date.
    Moment(Moment),
    /// Yes or no.
    Bool(bool),
    /// A value of an enum: its index, or any other text if the enum is open.
    Choice(&'static Choices, Result<u16, Box<str>>),
    /// Several of them.
    Choices(&'static Choices, Box<[Result<u16, Box<str>>]>),
    /// A reference to a person, project, competitor or note.
    Reference(Reference),
    /// Several of them.
    References(Box<[Reference]>),
    /// A score and its history, in the order written.
    Scores(Box<[Score]>),
    /// A map of fields.
    Record(Box<Record>),
    /// A list of such maps.
    Records(Box<[Record]>),
    /// Named values.
    Map(Box<[NamedValue]>),
}

/// A value under a name chosen by the author: a competitor's score, an answer, a threshold.
#[derive(Clone, Debug, Hash)]
pub struct NamedValue {
    /// The name as written, with its target where the map's keys are competitors.
    pub name: Reference,
    /// The question that the name is, in a map of answers.
    pub question: Option<&'static Question>,
    /// The value.
    pub value: Value,
}

/// A reference as written, and its target once resolved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// A slug, a name or a path; for a wikilink, its target.
    pub text: Box<str>,
    /// Where it is written.
    pub span: Span,
    /// The index of its target in the directory; `None` for a name without a note.
    pub target: Option<u32>,
    /// The attachment it refers to, by its path in the site's folder.
    pub asset: Option<Box<str>>,
}

impl Reference {
    /// Creates an unresolved reference.
    pub fn new(text: impl Into<Box<str>>, span: Span) -> Reference {
        Reference {
            text: text.into(),
            span,
            target: None,
            asset: None,
        }
    }
}

/// One score of a history.
#[derive(Clone, Debug, Hash)]
pub struct Score {
    /// From 1 to 5.
    pub points: u8,
    /// The date of the score.
    pub date: Option<Moment>,
    /// The notes that support it.
    pub evidence: Box<[Reference]>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// Where the number is written.
    pub span: Span,
}

impl Score {
    /// Returns the current score: the one with the latest date, else the last written.
    pub fn current(history: &[Score]) -> Option<&Score> {
        Score::on(history, Date::MAX)
    }

    /// Returns the score on a day; a score without a date has always been valid.
    pub fn on(history: &[Score], day: Date) -> Option<&Score> {
        let known = history.iter().enumerate();
        let known = known.filter(|(_, score)| !score.date.is_some_and(|date| date.is_after(day)));
        known
            .max_by_key(|(index, score)| (score.date.map(|date| date.day), *index))
            .map(|(_, score)| score)
    }
}

impl Value {
    /// Whether it is the same value of an enum, or the same text where others than the listed are allowed.
    pub fn is_same_choice(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Choice(_, one), Value::Choice(_, other)) => one == other,
            _ => false,
        }
    }

    /// Returns the label of a choice in a language.
    pub fn choice_label<'a>(
        choices: &'static Choices,
        choice: &'a Result<u16, Box<str>>,
        language: Language,
    ) -> &'a str {
        match choice {
            Ok(index) => choices
                .values
                .get(usize::from(*index))
                .map_or("", |choice| choice.label(language)),
            Err(text) => text,
        }
    }

    /// Returns the label of a choice, for a message.
    pub fn choice_term(choices: &'static Choices, choice: &Result<u16, Box<str>>) -> Term {
        Term::each(|language| Value::choice_label(choices, choice, language).to_owned())
    }

    /// Calls `visit` with every reference in it, including those of nested records, and its kind.
    pub fn for_each_reference(
        &mut self,
        field: &'static Field,
        visit: &mut dyn FnMut(ReferenceKind, &mut Reference),
    ) {
        match self {
            Value::Reference(reference) => visit(ReferenceKind::of(field), reference),
            Value::References(references) => references
                .iter_mut()
                .for_each(|one| visit(ReferenceKind::of(field), one)),
            Value::Scores(scores) => {
                scores
                    .iter_mut()
                    .flat_map(|score| score.evidence.iter_mut())
                    .for_each(|one| visit(ReferenceKind::Note, one));
            }
            Value::Record(record) => record.for_each_reference(visit),
            Value::Records(records) => records
                .iter_mut()
                .for_each(|record| record.for_each_reference(visit)),
            Value::Map(named) => {
                for one in named.iter_mut() {
                    if matches!(field.value_type, FieldType::MapOfScores) {
                        visit(ReferenceKind::Competitor, &mut one.name);
                    }
                    one.value.for_each_reference(field, visit);
                }
            }
            _ => {}
        }
    }
}

/// What a reference refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceKind {
    /// A contact at the customer.
    Contact,
    /// A project.
    Project,
    /// A competitor, with a note or known by name only.
    Competitor,
    /// Any note or attachment that supports a statement.
    Note,
}

impl ReferenceKind {
    /// Returns what the references of a field refer to.
    pub fn of(field: &Field) -> ReferenceKind {
        match field.value_type {
            FieldType::Contact | FieldType::Contacts => ReferenceKind::Contact,
            FieldType::Project => ReferenceKind::Project,
            FieldType::Competitor => ReferenceKind::Competitor,
            _ => ReferenceKind::Note,
        }
    }
}
