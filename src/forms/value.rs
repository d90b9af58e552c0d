//! What a field holds once it is read: typed, with the places of its parts.

use super::{Choices, Field, FieldType, Labelled, Moment, Money, Percent, Record};
use crate::text::{Language, Span};
use jiff::civil::Date;

/// The value of a field.
#[derive(Clone, Debug)]
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
    /// A value of a list: its place in the list, or text of its own where the list is open.
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
    Map(Box<[Named]>),
}

/// A value under a name of the author's: a rival's score, an answer, a threshold.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name as written, and, where the map's keys are rivals, what it refers to.
    pub name: Reference,
    /// For maps whose keys the dictionary knows, the English key of the name.
    pub key: Option<&'static str>,
    /// The value.
    pub value: Value,
}

/// A reference as written, and what it was found to mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The words: a slug, a name, a path; of a wikilink, its target.
    pub text: Box<str>,
    /// Where it is written.
    pub span: Span,
    /// The place of its target in the directory; nothing for a name without a note.
    pub target: Option<u32>,
    /// The attachment it means, by its path in the site's folder.
    pub asset: Option<Box<str>>,
}

impl Reference {
    /// A reference that has not been looked up.
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
#[derive(Clone, Debug)]
pub struct Score {
    /// From 1 to 5.
    pub points: u8,
    /// When it was given.
    pub date: Option<Moment>,
    /// The notes it rests on.
    pub evidence: Box<[Reference]>,
    /// A remark.
    pub note: Option<Box<str>>,
    /// Where the number is written.
    pub span: Span,
}

impl Score {
    /// The score that holds: the latest dated one, else the last written.
    pub fn current(history: &[Score]) -> Option<&Score> {
        Score::on(history, Date::MAX)
    }

    /// The score that held on a day; one without a date held always.
    pub fn on(history: &[Score], day: Date) -> Option<&Score> {
        let known = history.iter().enumerate();
        let known = known.filter(|(_, score)| !score.date.is_some_and(|date| date.is_after(day)));
        known
            .max_by_key(|(index, score)| (score.date.map(|date| date.day), *index))
            .map(|(_, score)| score)
    }
}

impl Value {
    /// The label of a choice in a language.
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

    /// All references in it, those of inner records included, with what kind of thing each refers to.
    pub fn each_reference(
        &mut self,
        field: &'static Field,
        visit: &mut dyn FnMut(Refers, &mut Reference),
    ) {
        match self {
            Value::Reference(reference) => visit(Refers::of(field), reference),
            Value::References(references) => references
                .iter_mut()
                .for_each(|one| visit(Refers::of(field), one)),
            Value::Scores(scores) => {
                scores
                    .iter_mut()
                    .flat_map(|score| score.evidence.iter_mut())
                    .for_each(|one| visit(Refers::Note, one));
            }
            Value::Record(record) => record.each_reference(visit),
            Value::Records(records) => records
                .iter_mut()
                .for_each(|record| record.each_reference(visit)),
            Value::Map(named) => {
                for one in named.iter_mut() {
                    if matches!(field.of_type, FieldType::MapOfScores) {
                        visit(Refers::Competitor, &mut one.name);
                    }
                    one.value.each_reference(field, visit);
                }
            }
            _ => {}
        }
    }
}

/// What kind of thing a reference is to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refers {
    /// A person of the customer's.
    Contact,
    /// A project.
    Project,
    /// A rival, with a note or known by name only.
    Competitor,
    /// Any note or attachment that a statement rests on.
    Note,
}

impl Refers {
    /// What the references of a field refer to.
    pub fn of(field: &Field) -> Refers {
        match field.of_type {
            FieldType::Contact | FieldType::Contacts => Refers::Contact,
            FieldType::Project => Refers::Project,
            FieldType::Competitor => Refers::Competitor,
            _ => Refers::Note,
        }
    }
}
