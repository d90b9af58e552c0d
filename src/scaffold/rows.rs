//! Suggested rows of lists in a new note: the criteria, departments and work that are printed on the paper forms.

use crate::forms::{Kind, dictionary};
use crate::text::Language;
use serde_yaml::Value;

/// A row: keys of the dictionary with their values.
pub(super) type Row = Vec<(String, String)>;

/// Which list of the dictionary the rows of a field come from, and which field of an item a plain word of it fills.
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

/// Returns the suggested rows for a top-level field; one empty row if there are none.
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

/// Translates a value: a department is listed by its key.
fn in_language(key: &str, value: &str, language: Language) -> String {
    let choices = dictionary().choices(key);
    let known = choices.and_then(|choices| choices.values.get(choices.find(value)?));
    known.map_or_else(
        || value.to_owned(),
        |choice| language.pick(&choice.zh, &choice.key).to_owned(),
    )
}
