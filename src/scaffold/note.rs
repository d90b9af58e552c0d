//! A new note: the front matter with the fields of its forms, and the Markdown below it.

use super::context::ScaffoldContext;
use super::field::FieldWriter;
use crate::domain::Item;
use crate::forms::{Field, Kind, Labelled};
use crate::text::Language;
use std::collections::BTreeMap;
use std::fmt::Display;

/// The known value of a field in a new note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prefill {
    /// One value.
    One(String),
    /// A list of values.
    Several(Vec<String>),
}

/// The contents of a new note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scaffold {
    /// Known values by the path of their field: `name`, `plan.purpose`.
    pub values: BTreeMap<String, Prefill>,
    /// The Markdown below the fields.
    pub body: String,
}

impl Scaffold {
    /// Sets a value if there is one.
    pub fn set(&mut self, path: &str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.values
                .insert(path.to_owned(), Prefill::One(value.into()));
        }
    }

    /// Sets a list of values if there are any.
    pub fn set_list(&mut self, path: &str, values: Vec<String>) {
        if !values.is_empty() {
            self.values
                .insert(path.to_owned(), Prefill::Several(values));
        }
    }
}

/// Writes a new note of a kind: every field of the dictionary once, in the order of the paper forms, except those
/// that the folder answers.
///
/// Lines that begin with `## ` are explanations; lines that begin with `# ` are patterns, which become fields when
/// the `# ` is removed.
pub fn note_of(context: &ScaffoldContext<'_>, kind: Kind, scaffold: &Scaffold) -> String {
    let language = context.language;
    let lines = FieldWriter {
        context,
        kind,
        scaffold,
    };
    let mut text = format!("---\n{}", instructions(language));
    let mut form = None;
    let schema = context.dictionary().schema(kind);
    for field in schema.fields.iter().filter(is_offered) {
        if form != Some(field.form) {
            form = Some(field.form);
            text += &heading(context, kind, field);
        }
        text += &lines.top(field);
    }
    text += "---\n";
    if !scaffold.body.is_empty() {
        text.push('\n');
        text += &scaffold.body;
    }
    text
}

/// Whether a new note contains a field. The folder already names the account: on paper it must be written, here it
/// would only be one more line.
fn is_offered(field: &&'static Field) -> bool {
    let of_folder = [Item::ACCOUNT, Item::ACCOUNT_CODE];
    of_folder.iter().all(|key| key.as_str() != field.key)
}

fn instructions(language: Language) -> String {
    let lines = language.phrase("scaffold.instructions").lines();
    lines.map(explanation).collect()
}

/// Returns the line above the fields of a form.
fn heading(context: &ScaffoldContext<'_>, kind: Kind, field: &Field) -> String {
    let language = context.language;
    let forms = &context.dictionary().forms;
    if let Some(form) = forms.iter().find(|form| form.form == field.form) {
        let values: [(&str, &dyn Display); 2] =
            [("number", &form.form), ("title", &form.label(language))];
        return explanation(&language.phrase_with("scaffold.form", &values));
    }
    match forms.iter().any(|form| form.kind == kind) {
        true => explanation(language.phrase("scaffold.beyond-the-form")),
        false => String::new(),
    }
}

fn explanation(words: &str) -> String {
    format!("## {words}\n")
}
