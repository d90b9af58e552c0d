//! Suggested rows of lists in a new note: the criteria, departments and work that are printed on the paper forms.

use super::context::ScaffoldContext;
use crate::domain::{
    Account, CompetitionRow, Criterion, DepartmentEntry, FieldKey, PlannedWork, Project,
};
use crate::forms::{Field, Kind};
use serde_yaml::Value;

/// A row: keys of the dictionary with their values.
pub(super) type Row = Vec<(String, String)>;

/// Where the suggested rows of a field come from.
struct Suggestion {
    kind: Kind,
    field: FieldKey,
    /// A list of the dictionary.
    list: &'static str,
    /// The field of an item that a plain word of the list fills.
    word: FieldKey,
}

const SUGGESTIONS: [Suggestion; 4] = [
    Suggestion {
        kind: Kind::Account,
        field: Account::DEPARTMENTS,
        list: "departments",
        word: DepartmentEntry::DEPARTMENT,
    },
    Suggestion {
        kind: Kind::Project,
        field: Project::CRITERIA,
        list: "selection_criteria",
        word: Criterion::CRITERION,
    },
    Suggestion {
        kind: Kind::Project,
        field: Project::COMPETITION,
        list: "competition_criteria",
        word: CompetitionRow::CRITERION,
    },
    Suggestion {
        kind: Kind::Project,
        field: Project::WORK_PLAN,
        list: "internal_work",
        word: PlannedWork::WORK,
    },
];

/// Returns the suggested rows for a top-level field; one empty row if there are none.
pub(super) fn suggested(context: &ScaffoldContext<'_>, kind: Kind, field: &Field) -> Vec<Row> {
    let is_for = |one: &&Suggestion| one.kind == kind && one.field.as_str() == field.key;
    let Some(suggestion) = SUGGESTIONS.iter().find(is_for) else {
        return vec![Row::new()];
    };
    let dictionary = context.dictionary();
    let items = dictionary.list(suggestion.list, context.language).iter();
    items
        .map(|item| row_of(context, field, item, suggestion.word))
        .collect()
}

fn row_of(context: &ScaffoldContext<'_>, field: &Field, item: &Value, word: FieldKey) -> Row {
    let pair = |(key, value): (&Value, &Value)| {
        let (key, value) = (key.as_str()?, value.as_str()?);
        Some((key.to_owned(), in_language(context, field, key, value)))
    };
    match item {
        Value::Mapping(fields) => fields.iter().filter_map(pair).collect(),
        Value::String(text) => vec![(word.as_str().to_owned(), text.clone())],
        _ => Row::new(),
    }
}

/// Translates a value: a department is listed by its key.
fn in_language(context: &ScaffoldContext<'_>, field: &Field, key: &str, value: &str) -> String {
    let schema = field.value_type.schema();
    let of_item = schema.and_then(|schema| schema.field(key));
    let choices = of_item.and_then(|field| field.value_type.choices());
    let known = choices.and_then(|choices| choices.values.get(choices.find(value)?));
    known.map_or_else(
        || value.to_owned(),
        |choice| choice.written(context.language).to_owned(),
    )
}
