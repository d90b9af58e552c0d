//! Lists that a new note suggests rows for: the criteria, departments and work that the paper forms come printed with.

use crate::forms::{Kind, dictionary};
use crate::text::Language;
use serde_yaml::Value;

/// A row: keys of the dictionary with what stands there.
pub(super) type Row = Vec<(String, String)>;

/// Which list of the dictionary a field begins with, and the item's field that a plain word of it fills.
const STARTS: &[(Kind, &str, &str, &str)] = &[
    (Kind::Account, "departments", "departments", "department"),
    (Kind::Project, "criteria", "selection_criteria", "criterion"),
    (
        Kind::Project,
        "competition",
        "competition_criteria",
        "criterion",
    ),
    (Kind::Project, "work_plan", "internal_work", "work"),
];

/// The rows suggested for a field at the top of a note; one empty row where there are none.
pub(super) fn suggested(kind: Kind, key: &str, language: Language) -> Vec<Row> {
    let starts = STARTS
        .iter()
        .find(|(of_kind, field, ..)| *of_kind == kind && *field == key);
    let Some((_, _, list, word)) = starts else {
        return vec![Row::new()];
    };
    let items = dictionary().list(list, language).iter();
    items.map(|item| row_of(item, word, language)).collect()
}

fn row_of(item: &Value, word: &str, language: Language) -> Row {
    let pair = |(key, value): (&Value, &Value)| {
        let (key, value) = (key.as_str()?, value.as_str()?);
        Some((key.to_owned(), in_language(key, value, language)))
    };
    match item {
        Value::Mapping(fields) => fields.iter().filter_map(pair).collect(),
        Value::String(text) => vec![(word.to_owned(), text.clone())],
        _ => Row::new(),
    }
}

/// A department stands in the list by its key.
fn in_language(key: &str, value: &str, language: Language) -> String {
    let choices = dictionary().choices(key);
    let known = choices.and_then(|choices| choices.values.get(choices.find(value)?));
    known.map_or_else(
        || value.to_owned(),
        |choice| language.pick(&choice.zh, &choice.key).to_owned(),
    )
}
