//! A new note: the front matter with the fields of its forms, and the Markdown below it.

use super::field::FieldWriter;
use crate::forms::{Field, Kind, dictionary};
use crate::text::Language;
use jiff::civil::Date;
use std::collections::BTreeMap;

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
pub fn note_of(kind: Kind, scaffold: &Scaffold, language: Language, today: Date) -> String {
    let lines = FieldWriter {
        kind,
        language,
        today,
        scaffold,
    };
    let mut text = format!("---\n{}", instructions(language));
    let mut form = None;
    for field in dictionary().schema(kind).fields.iter().filter(is_offered) {
        if form != Some(field.form) {
            form = Some(field.form);
            text += &heading(kind, field, language);
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
    !matches!(field.key.as_str(), "account" | "account_code")
}

fn instructions(language: Language) -> &'static str {
    language.pick(
        "## 填在冒号后面，冒号后空一格；不知道的空着。字后面的 # 是提示，留着无妨。\n\
         ## 行首是 # 的不算数；要用它，去掉 # 和后面一格。要写几行：冒号后写 |，下面各行缩进两格。\n",
        "## Fill in after the colon and a space; leave unknown fields empty. Text after a # is a hint and can stay.\n\
         ## A line that starts with # has no effect; to use it, remove the # and one space.\n\
         ## For several lines, write | after the colon and indent the lines by two spaces.\n",
    )
}

/// The line above the fields of a form.
fn heading(kind: Kind, field: &Field, language: Language) -> String {
    let form = dictionary()
        .forms
        .iter()
        .find(|form| form.form == field.form);
    let has_forms = dictionary().forms.iter().any(|form| form.kind == kind);
    match (form, language) {
        (Some(form), Language::Chinese) => format!("## 表 {} {}\n", form.form, form.zh),
        (Some(form), Language::English) => format!("## Form {}: {}\n", form.form, form.en),
        (None, _) if has_forms => language
            .pick(
                "## 表上没有、但值得记的\n",
                "## Not on the form, but worth recording\n",
            )
            .to_owned(),
        (None, _) => String::new(),
    }
}
