//! Hints after an empty field: the allowed values, or the format of a value.

use crate::domain::{Project, Visit};
use crate::forms::{Choices, Field, FieldType, Level};
use crate::text::Language;
use jiff::civil::Date;

/// Returns the hint for a field, without `#`; empty if the label says enough.
pub(super) fn hint(field: &Field, language: Language, today: Date) -> String {
    let private = (field.level == Level::Private).then(|| field.level.name(language).to_owned());
    let parts = private
        .into_iter()
        .chain(format_hint(field, language, today));
    language.statements(&parts.collect::<Vec<String>>())
}

/// Returns how a value of a type is written.
pub(super) fn format_hint(field: &Field, language: Language, today: Date) -> Option<String> {
    if let Some(phrase) = phrase_of(field) {
        return Some(language.phrase(phrase).to_owned());
    }
    let of_day = |key: &str| language.phrase_with(key, &[("today", &today)]);
    let phrase = match field.value_type {
        FieldType::Texts | FieldType::Persons | FieldType::Contacts => "scaffold.several",
        FieldType::Int => "scaffold.whole-number",
        FieldType::Percent => "scaffold.percentage",
        FieldType::Money => "scaffold.amount",
        FieldType::Date => return Some(of_day("scaffold.date")),
        FieldType::DateTime => return Some(of_day("scaffold.date-and-time")),
        FieldType::Bool => "scaffold.yes-or-no",
        FieldType::Enum(choices) => return Some(values(choices, language)),
        FieldType::Enums(choices) => {
            let values = values(choices, language);
            let several = language.phrase("scaffold.several");
            return Some(language.statements(&[values.as_str(), several]));
        }
        FieldType::Evidence => "scaffold.evidence",
        FieldType::Score => "scaffold.score",
        FieldType::MapOfScores => "scaffold.scores",
        FieldType::MapOfInts => "scaffold.numbers",
        FieldType::Notes(_) => "scaffold.notes",
        _ => return None,
    };
    Some(language.phrase(phrase).to_owned())
}

/// Returns the phrase for a field that needs more than the hint of its type.
fn phrase_of(field: &Field) -> Option<&'static str> {
    let phrases = [
        (Visit::AIM, "scaffold.aim"),
        (Visit::TOPICS, "scaffold.topics"),
        (Visit::REPORTED_ON, "scaffold.date-of-report"),
        (Project::CRITERIA, "scaffold.weights"),
        (Project::COMPETITION, "scaffold.weights"),
    ];
    let mut phrases = phrases.into_iter();
    let (_, phrase) = phrases.find(|(key, _)| key.as_str() == field.key)?;
    Some(phrase)
}

/// Returns the values of an enum as they are written, followed by an ellipsis if others are allowed.
fn values(choices: &Choices, language: Language) -> String {
    let written = choices.values.iter().map(|choice| choice.written(language));
    let more = choices.open.then_some("…");
    written.chain(more).collect::<Vec<&str>>().join(" | ")
}
