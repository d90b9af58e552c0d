//! The lines of one field: its key, what is known of it, and for what is not how it is written.
//!
//! Empty fields stand with nothing behind the colon, ready to be filled in. What is only a pattern, the rows of a list
//! and the names of a map, is commented out with `# `, so that nothing counts before somebody means it.

use super::hint::{hint, shape};
use super::note::{Blank, Given};
use super::rows::{Row, suggested};
use super::yaml;
use crate::forms::{Field, FieldType, Kind, Lookup, Schema, dictionary};
use crate::text::Language;
use jiff::civil::Date;

/// An item of more fields than this stands in lines of its own.
const MOST_ON_A_LINE: usize = 5;

/// Writes the fields of one kind of note.
pub(super) struct Lines<'a> {
    pub kind: Kind,
    pub language: Language,
    pub today: Date,
    pub blank: &'a Blank,
}

impl Lines<'_> {
    /// The lines of a field at the top of the note.
    pub fn top(&self, field: &'static Field) -> String {
        let schema = dictionary().schema(self.kind);
        match field.of_type {
            FieldType::Record(inner) if self.stands_at_top(schema, inner) => inner
                .fields
                .iter()
                .map(|inner| self.one(inner, &format!("{}.", field.key), 0))
                .collect(),
            _ => self.one(field, "", 0),
        }
    }

    /// Whether the fields of a record may stand at the top, as on the paper form; by their Chinese labels only.
    fn stands_at_top(&self, schema: &Schema, inner: &Schema) -> bool {
        let lifted = |field: &Field| matches!(schema.find(&field.zh), Some(Lookup::Lifted(..)));
        self.language == Language::Chinese && inner.fields.iter().all(lifted)
    }

    /// The lines of a field within a record of a path (`plan.`), indented by so many spaces.
    fn one(&self, field: &'static Field, within: &str, indent: usize) -> String {
        let path = format!("{within}{}", field.key);
        if let FieldType::Record(inner) = field.of_type {
            return self.record(field, inner, &path, indent);
        }
        let start = format!("{}{}:", " ".repeat(indent), self.key(field));
        match self.blank.given.get(&path) {
            Some(Given::One(text)) => format!("{start} {}\n", self.known(field, text, indent)),
            Some(Given::Several(texts)) => {
                let texts: Vec<String> = texts.iter().map(|text| yaml::scalar(text)).collect();
                format!("{start} [{}]\n", texts.join(", "))
            }
            None => {
                let empty = format!(
                    "{start}{}\n",
                    behind(&hint(field, self.language, self.today))
                );
                empty + &self.patterns(field, indent)
            }
        }
    }

    fn known(&self, field: &Field, text: &str, indent: usize) -> String {
        match field.of_type {
            FieldType::Long => yaml::long(text, indent),
            _ => yaml::scalar(text),
        }
    }

    /// A part of the note under a key of its own. One that tells what came of something is commented out as a whole:
    /// even empty it would say that it came.
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

    /// The key as it is written: the label of the paper form in Chinese, the key in English.
    fn key(&self, field: &Field) -> String {
        yaml::scalar(self.language.pick(&field.zh, &field.key))
    }

    /// Commented lines below an empty field that show how its rows are written.
    fn patterns(&self, field: &'static Field, indent: usize) -> String {
        let lines = match field.of_type {
            FieldType::List(items) => {
                let top = indent == 0;
                let rows = match top {
                    true => suggested(self.kind, &field.key, self.language),
                    false => vec![Row::new()],
                };
                rows.iter()
                    .map(|row| self.row(items, row, indent + 2))
                    .collect()
            }
            FieldType::Answers(items) => self.answers(items, indent + 2),
            FieldType::MapOfRecords(items) => {
                let name = self.language.pick("名称", "name");
                let spaces = " ".repeat(indent + 2);
                format!("{spaces}{name}: {}\n", self.on_a_line(items, &Row::new()))
            }
            _ => return String::new(),
        };
        commented(&lines)
    }

    /// A row of a list: on one line where every field of it is plain, else a line a field, with its hint.
    fn row(&self, items: &'static Schema, row: &Row, indent: usize) -> String {
        let spaces = " ".repeat(indent);
        if items.fields.len() <= MOST_ON_A_LINE && !items.fields.iter().any(needs_its_hint) {
            let hints = self.date_hint(items);
            return format!(
                "{spaces}- {}{}\n",
                self.on_a_line(items, row),
                behind(&hints)
            );
        }
        let line = |(index, field): (usize, &'static Field)| {
            let mark = if index == 0 { "- " } else { "  " };
            let key = self.key(field);
            match filled(row, field) {
                Some(text) => format!("{spaces}{mark}{key}: {}\n", yaml::scalar(text)),
                None => {
                    let hint = behind(&hint(field, self.language, self.today));
                    format!("{spaces}{mark}{key}:{hint}\n")
                }
            }
        };
        items.fields.iter().enumerate().map(line).collect()
    }

    fn on_a_line(&self, items: &'static Schema, row: &Row) -> String {
        let field = |field: &'static Field| {
            let text = filled(row, field).map(yaml::scalar).unwrap_or_default();
            format!("{}: {text}", self.key(field))
        };
        let fields: Vec<String> = items.fields.iter().map(field).collect();
        format!("{{{}}}", fields.join(", "))
    }

    /// How the dates of a row are written, said once.
    fn date_hint(&self, items: &'static Schema) -> String {
        let date = items
            .fields
            .iter()
            .find(|field| matches!(field.of_type, FieldType::Date | FieldType::DateTime));
        let shape = date.and_then(|field| shape(field, self.language, self.today));
        let told = |shape: String| format!("{}{shape}", self.language.pick("日期", "dates "));
        shape.map(told).unwrap_or_default()
    }

    /// The questions that no field answers; an answer to any other stands in the same way.
    fn answers(&self, items: &'static Schema, indent: usize) -> String {
        let spaces = " ".repeat(indent);
        let questions = dictionary().questions.iter();
        questions
            .filter(|question| question.by.is_empty())
            .map(|question| {
                let name = self.language.pick(&question.zh, &question.key);
                let answer = self.on_a_line(items, &Row::new());
                format!("{spaces}{}: {answer}\n", yaml::scalar(name))
            })
            .collect()
    }
}

/// Whether a field of an item is hardly written right without its hint.
fn needs_its_hint(field: &Field) -> bool {
    matches!(
        field.of_type,
        FieldType::Enum(_) | FieldType::Enums(_) | FieldType::Score | FieldType::MapOfScores
    )
}

fn filled<'r>(row: &'r Row, field: &Field) -> Option<&'r str> {
    let known = row
        .iter()
        .find(|(key, text)| *key == field.key && !text.is_empty());
    known.map(|(_, text)| text.as_str())
}

/// A hint behind a field.
fn behind(hint: &str) -> String {
    if hint.is_empty() {
        String::new()
    } else {
        format!("  # {hint}")
    }
}

/// Lines that do not count until their `# ` is taken away.
fn commented(lines: &str) -> String {
    lines.lines().map(|line| format!("# {line}\n")).collect()
}
