//! The lines of one field: its key, its value if known, and otherwise a hint.
//!
//! Empty fields have nothing after the colon, ready to be filled in. Patterns, such as rows of a list and names of a
//! map, are commented out with `# `, so that they do not count until somebody fills them in.

use super::context::ScaffoldContext;
use super::hint::{format_hint, hint};
use super::note::{Prefill, Scaffold};
use super::rows::{Row, suggested};
use super::yaml;
use crate::forms::{Field, FieldType, Kind, Lookup, Schema};
use crate::text::Language;

/// Items with more fields than this are written on several lines.
const MOST_FIELDS_IN_FLOW: usize = 5;

/// Writes the fields of one kind of note.
pub(super) struct FieldWriter<'a> {
    pub context: &'a ScaffoldContext<'a>,
    pub kind: Kind,
    pub scaffold: &'a Scaffold,
}

impl FieldWriter<'_> {
    fn language(&self) -> Language {
        self.context.language
    }

    /// Writes a top-level field.
    pub fn top(&self, field: &'static Field) -> String {
        let schema = self.context.dictionary().schema(self.kind);
        match field.value_type {
            FieldType::Record(inner) if self.is_flattened(schema, inner) => inner
                .fields
                .iter()
                .map(|inner| self.one(inner, &format!("{}.", field.key), 0))
                .collect(),
            _ => self.one(field, "", 0),
        }
    }

    /// Whether the fields of a record are written at the top level, as on the paper form; by their labels only.
    fn is_flattened(&self, schema: &Schema, inner: &Schema) -> bool {
        let lifted = |field: &Field| {
            let found = schema.find(field.written(self.language()));
            matches!(found, Some(Lookup::Lifted(..)))
        };
        inner.fields.iter().all(lifted)
    }

    /// Writes a field within a record with a path (`plan.`), with an indent in spaces.
    fn one(&self, field: &'static Field, within: &str, indent: usize) -> String {
        let path = format!("{within}{}", field.key);
        if let FieldType::Record(inner) = field.value_type {
            return self.record(field, inner, &path, indent);
        }
        let start = format!("{}{}:", " ".repeat(indent), self.key(field));
        match self.scaffold.values.get(&path) {
            Some(Prefill::One(text)) => {
                format!("{start} {}\n", self.filled_value(field, text, indent))
            }
            Some(Prefill::Several(texts)) => {
                let texts: Vec<String> = texts.iter().map(|text| yaml::scalar(text)).collect();
                format!("{start} [{}]\n", texts.join(", "))
            }
            None => {
                let empty = format!(
                    "{start}{}\n",
                    trailing_comment(&hint(field, self.language(), self.context.today))
                );
                empty + &self.patterns(field, indent)
            }
        }
    }

    fn filled_value(&self, field: &Field, text: &str, indent: usize) -> String {
        match field.value_type {
            FieldType::Long => yaml::long(text, indent),
            _ => yaml::scalar(text),
        }
    }

    /// Writes a record under its key. One that describes an outcome is commented out as a whole: even empty it would
    /// say that there was one.
    fn record(
        &self,
        field: &'static Field,
        inner: &'static Schema,
        path: &str,
        indent: usize,
    ) -> String {
        let within = format!("{path}.");
        let mut lines = format!("{}{}:\n", " ".repeat(indent), self.key(field));
        for field in &inner.fields {
            lines += &self.one(field, &within, indent + 2);
        }
        if field.past { commented(&lines) } else { lines }
    }

    /// Returns the key as it is written in the language.
    fn key(&self, field: &Field) -> String {
        yaml::scalar(field.written(self.language()))
    }

    /// Writes commented lines below an empty field that show how its rows are written.
    fn patterns(&self, field: &'static Field, indent: usize) -> String {
        let lines = match field.value_type {
            FieldType::List(items) => {
                let top = indent == 0;
                let rows = match top {
                    true => suggested(self.context, self.kind, field),
                    false => vec![Row::new()],
                };
                rows.iter()
                    .map(|row| self.row(items, row, indent + 2))
                    .collect()
            }
            FieldType::Answers(items) => self.answers(items, indent + 2),
            FieldType::MapOfRecords(items) => {
                let name = self.language().phrase("scaffold.name");
                let spaces = " ".repeat(indent + 2);
                format!(
                    "{spaces}{name}: {}\n",
                    self.flow_mapping(items, &Row::new())
                )
            }
            _ => return String::new(),
        };
        commented(&lines)
    }

    /// Writes a row of a list: on one line if all of its fields are plain, else one line for each field, with its
    /// hint.
    fn row(&self, items: &'static Schema, row: &Row, indent: usize) -> String {
        let spaces = " ".repeat(indent);
        if items.fields.len() <= MOST_FIELDS_IN_FLOW && !items.fields.iter().any(needs_its_hint) {
            let hints = self.date_hint(items);
            return format!(
                "{spaces}- {}{}\n",
                self.flow_mapping(items, row),
                trailing_comment(&hints)
            );
        }
        let line = |(index, field): (usize, &'static Field)| {
            let mark = if index == 0 { "- " } else { "  " };
            let key = self.key(field);
            match filled(row, field) {
                Some(text) => format!("{spaces}{mark}{key}: {}\n", yaml::scalar(text)),
                None => {
                    let hint = trailing_comment(&hint(field, self.language(), self.context.today));
                    format!("{spaces}{mark}{key}:{hint}\n")
                }
            }
        };
        items.fields.iter().enumerate().map(line).collect()
    }

    fn flow_mapping(&self, items: &'static Schema, row: &Row) -> String {
        let field = |field: &'static Field| {
            let text = filled(row, field).map(yaml::scalar).unwrap_or_default();
            format!("{}: {text}", self.key(field))
        };
        let fields: Vec<String> = items.fields.iter().map(field).collect();
        format!("{{{}}}", fields.join(", "))
    }

    /// Returns one hint for all dates of a row.
    fn date_hint(&self, items: &'static Schema) -> String {
        let date = items
            .fields
            .iter()
            .find(|field| matches!(field.value_type, FieldType::Date | FieldType::DateTime));
        let format_hint =
            date.and_then(|field| format_hint(field, self.language(), self.context.today));
        let labelled = |hint: String| {
            self.language()
                .phrase_with("scaffold.dates", &[("hint", &hint)])
        };
        format_hint.map(labelled).unwrap_or_default()
    }

    /// Writes the questions that no field answers; other questions are answered in the same way.
    fn answers(&self, items: &'static Schema, indent: usize) -> String {
        let spaces = " ".repeat(indent);
        let questions = self.context.dictionary().questions.iter();
        questions
            .filter(|question| question.by.is_empty())
            .map(|question| {
                let name = question.written(self.language());
                let answer = self.flow_mapping(items, &Row::new());
                format!("{spaces}{}: {answer}\n", yaml::scalar(name))
            })
            .collect()
    }
}

/// Whether a field of an item is hard to fill in without its hint.
fn needs_its_hint(field: &Field) -> bool {
    matches!(
        field.value_type,
        FieldType::Enum(_) | FieldType::Enums(_) | FieldType::Score | FieldType::MapOfScores
    )
}

fn filled<'r>(row: &'r Row, field: &Field) -> Option<&'r str> {
    let filled_value = row
        .iter()
        .find(|(key, text)| *key == field.key && !text.is_empty());
    filled_value.map(|(_, text)| text.as_str())
}

/// Formats a hint as a comment after a field.
fn trailing_comment(hint: &str) -> String {
    if hint.is_empty() {
        String::new()
    } else {
        format!("  # {hint}")
    }
}

/// Comments out lines.
fn commented(lines: &str) -> String {
    lines.lines().map(|line| format!("# {line}\n")).collect()
}
