//! A blank note: the front matter of its forms, and what stands below it.

use super::field::Lines;
use crate::forms::{Field, Kind, dictionary};
use crate::text::Language;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What is known of a field before anybody writes in the note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// One value.
    One(String),
    /// A list of values.
    Several(Vec<String>),
}

/// What a new note begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blank {
    /// Known values by the path of their field: `name`, `plan.purpose`.
    pub given: BTreeMap<String, Given>,
    /// The Markdown below the fields.
    pub body: String,
}

impl Blank {
    /// Adds a value where there is one.
    pub fn give(&mut self, path: &str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.given.insert(path.to_owned(), Given::One(value.into()));
        }
    }

    /// Adds a list of values where there are any.
    pub fn give_several(&mut self, path: &str, values: Vec<String>) {
        if !values.is_empty() {
            self.given.insert(path.to_owned(), Given::Several(values));
        }
    }
}

/// The text of a new note of a kind: every field of the dictionary once, in the order of the paper forms, but for those
/// that the folder answers.
///
/// Lines that begin with `## ` explain; lines that begin with `# ` are patterns, which become fields when the `# ` is
/// taken away.
pub fn note_of(kind: Kind, blank: &Blank, language: Language, today: Date) -> String {
    let lines = Lines {
        kind,
        language,
        today,
        blank,
    };
    let mut text = format!("---\n{}", how_to(language));
    let mut form = None;
    for field in dictionary().schema(kind).fields.iter().filter(is_asked) {
        if form != Some(field.form) {
            form = Some(field.form);
            text += &heading(kind, field, language);
        }
        text += &lines.top(field);
    }
    text += "---\n";
    if !blank.body.is_empty() {
        text.push('\n');
        text += &blank.body;
    }
    text
}

/// Whether a new note asks for a field. Whose note it is says the folder: on paper it must be written, here it would only
/// be one more line to pass over.
fn is_asked(field: &&'static Field) -> bool {
    !matches!(field.key.as_str(), "account" | "account_code")
}

fn how_to(language: Language) -> &'static str {
    language.pick(
        "## 填在冒号后面，冒号后空一格；不知道的空着。字后面的 # 是提示，留着无妨。\n\
         ## 行首是 # 的不算数；要用它，去掉 # 和后面一格。要写几行：冒号后写 |，下面各行缩进两格。\n",
        "## Write behind the colon and a space; leave empty what is not known. What follows a # is a hint and may stay.\n\
         ## A line that begins with # does not count; to use it, take away the # and one space.\n\
         ## For several lines write | behind the colon and indent the lines by two.\n",
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
                "## 表上没有、也值得记的\n",
                "## Not on the form, and worth keeping\n",
            )
            .to_owned(),
        (None, _) => String::new(),
    }
}
