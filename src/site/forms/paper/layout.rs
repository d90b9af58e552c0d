//! Layouts: how the fields of each form are arranged on its sheet, derived from their types in the dictionary.
//!
//! Short values are placed two to a row, long ones get their own row, lists are tables. The few constants here decide
//! where the type alone does not. A field added to the dictionary is laid out without a change here.

use crate::forms::{
    Choice, Choices, Field, FieldType, FormPart, Kind, Labelled, Schema, dictionary,
};
use crate::text::Language;
use std::sync::LazyLock;
use unicode_width::UnicodeWidthStr;

/// Lists of texts that are written on one line.
const ONE_LINE: &[&str] = &["main_products", "interests", "sports"];
/// Short fields that need the full width, by form and key.
const FULL_WIDTH: &[(u8, &str)] = &[(1, "name"), (1, "returns"), (2, "name")];
/// The number of lines or rows to write on, by form and field; `DEFAULT_LINES` for all others.
const LINE_COUNTS: &[(u8, &str, usize)] = &[
    (1, "anomalies", 3),
    (1, "revisions", 4),
    (2, "criteria", 16),
    (3, "family", 4),
    (3, "social_circle", 4),
    (3, "revisions", 4),
    (4, "competition", 16),
    (5, "elements", 3),
    (6, "customer_attendees", 4),
    (6, "our_attendees", 4),
    (6, "agenda", 4),
    (7, "goals_reached", 3),
    (7, "answers", 3),
    (7, "observations", 3),
];
const DEFAULT_LINES: usize = 2;
/// Lists with preprinted rows: form, field, and the dictionary's list for their first cells.
const PREPRINTED: &[(u8, &str, &str)] = &[
    (2, "criteria", "selection_criteria"),
    (4, "competition", "competition_criteria"),
];

/// Enums with more values than this are written out instead of ticked.
const MOST_BOXES: usize = 10;
/// The width of a value cell of half a row, in terminal columns: a Chinese character takes two.
const HALF_ROW_COLUMNS: usize = 35;
/// The width of a checkbox without its label, in the same columns.
const BOX_COLUMNS: usize = 3;

/// The layout of a form in one language.
pub(crate) struct Layout {
    /// The form.
    pub form: &'static FormPart,
    /// Its parts, from top to bottom.
    pub parts: Vec<SheetPart>,
}

/// A part of a sheet.
pub(crate) enum SheetPart {
    /// A grid of labels and values.
    Grid(Vec<Row>),
    /// A list.
    Table(Table),
}

/// A row of labels and values.
pub(crate) enum Row {
    /// One or two short values.
    Fields(FieldCell, Option<FieldCell>),
    /// A value that takes the full width.
    FullWidth(FieldCell),
    /// The heading of a nested record; its fields follow.
    Heading(&'static Field),
}

/// A cell for a value, with its label.
pub(crate) struct FieldCell {
    /// The field.
    pub field: &'static Field,
    /// Where its value comes from.
    pub source: ValueSource,
    /// The space to write in.
    pub space: WritingSpace,
}

/// Where the value of a cell comes from.
#[derive(Clone, Copy)]
pub(crate) enum ValueSource {
    /// A field of the note, at the top level or within the record with this key.
    Note(Option<&'static str>),
    /// The name of the account.
    AccountName,
    /// The code of the account.
    AccountCode,
    /// The name of the project.
    ProjectName,
}

/// The space to write a value in.
#[derive(Clone, Copy)]
pub(crate) enum WritingSpace {
    /// One line.
    Line,
    /// Ruled lines, one per item; this many if nothing is filled in.
    RuledLines(usize),
    /// A free space of this many lines.
    Free(usize),
}

/// A list as a ruled table.
pub(crate) struct Table {
    /// The field.
    pub field: &'static Field,
    /// The key of the record that contains it; `None` at the top level.
    pub parent: Option<&'static str>,
    /// The fields of an item.
    pub schema: &'static Schema,
    /// The number of empty rows if nothing is filled in.
    pub rows: usize,
    /// The dictionary's list for the first cells of a blank table.
    pub preprinted: Option<&'static str>,
}

/// The layout of a form.
pub(crate) fn layout(form: &FormPart, language: Language) -> Option<&'static Layout> {
    static LAYOUTS: LazyLock<[Vec<Layout>; 2]> = LazyLock::new(|| {
        let all = |language| {
            let of = |form: &'static FormPart| layout_of(form, language);
            dictionary().forms.iter().map(of).collect()
        };
        [all(Language::Chinese), all(Language::English)]
    });
    let of_language = &LAYOUTS[usize::from(language == Language::English)];
    of_language
        .iter()
        .find(|layout| layout.form.form == form.form)
}

fn layout_of(form: &'static FormPart, language: Language) -> Layout {
    let mut builder = LayoutBuilder {
        form: form.form,
        language,
        parts: Vec::new(),
        rows: Vec::new(),
        pending: None,
    };
    builder.account_and_project(form);
    for one in dictionary().fields_of_form(form) {
        builder.add_field(one.field, one.under);
    }
    builder.finish_grid();
    Layout {
        form,
        parts: builder.parts,
    }
}

/// Lays out one field after the other.
struct LayoutBuilder {
    form: u8,
    language: Language,
    parts: Vec<SheetPart>,
    rows: Vec<Row>,
    /// A short value that waits for a second one to share its row.
    pending: Option<FieldCell>,
}

impl LayoutBuilder {
    /// The account and project of the note: on disk the folder says so, on paper the sheet must. The account's own form
    /// does anyway.
    fn account_and_project(&mut self, form: &'static FormPart) {
        if form.kind == Kind::Account {
            return;
        }
        let schema = dictionary().schema(form.kind);
        let short = |field, source| FieldCell {
            field,
            source,
            space: WritingSpace::Line,
        };
        if let (Some(name), Some(code)) = (schema.field("account"), schema.field("account_code")) {
            let name = short(name, ValueSource::AccountName);
            let code = short(code, ValueSource::AccountCode);
            self.rows.push(Row::Fields(name, Some(code)));
        }
        if let Some((field, source)) = project_field(form) {
            self.rows.push(Row::FullWidth(short(field, source)));
        }
    }

    fn add_field(&mut self, field: &'static Field, parent: Option<&'static str>) {
        match field.value_type {
            FieldType::List(schema) => {
                self.finish_grid();
                self.parts.push(SheetPart::Table(Table {
                    field,
                    parent,
                    schema,
                    rows: self.line_count(field),
                    preprinted: self.preprinted(field),
                }));
            }
            FieldType::Record(schema) => {
                self.finish_row();
                self.rows.push(Row::Heading(field));
                for inner in &schema.fields {
                    self.add_field(inner, Some(&field.key));
                }
                self.finish_row();
            }
            _ => self.add_cell(field, parent),
        }
    }

    fn add_cell(&mut self, field: &'static Field, parent: Option<&'static str>) {
        let key = field.key.as_str();
        let space = match field.value_type {
            FieldType::Long => WritingSpace::Free(self.line_count(field)),
            FieldType::Texts if !ONE_LINE.contains(&key) => {
                WritingSpace::RuledLines(self.line_count(field))
            }
            _ => WritingSpace::Line,
        };
        let source = ValueSource::Note(parent);
        let cell = FieldCell {
            field,
            source,
            space,
        };
        let is_full_width = matches!(space, WritingSpace::Free(_) | WritingSpace::RuledLines(_))
            || FULL_WIDTH.contains(&(self.form, key))
            || checkbox_choices(field)
                .is_some_and(|choices| self.box_columns(choices) > HALF_ROW_COLUMNS);
        if is_full_width {
            self.finish_row();
            self.rows.push(Row::FullWidth(cell));
            return;
        }
        match self.pending.take() {
            Some(first) => self.rows.push(Row::Fields(first, Some(cell))),
            None => self.pending = Some(cell),
        }
    }

    /// The width of the checkboxes of an enum, in terminal columns.
    fn box_columns(&self, choices: &Choices) -> usize {
        let one = |choice: &Choice| choice.label(self.language).width() + BOX_COLUMNS;
        choices.values.iter().map(one).sum()
    }

    fn line_count(&self, field: &Field) -> usize {
        let here = LINE_COUNTS
            .iter()
            .find(|(form, key, _)| *form == self.form && *key == field.key);
        here.map_or(DEFAULT_LINES, |(_, _, lines)| *lines)
    }

    fn preprinted(&self, field: &Field) -> Option<&'static str> {
        let here = PREPRINTED
            .iter()
            .find(|(form, key, _)| *form == self.form && *key == field.key);
        here.map(|(_, _, list)| *list)
    }

    fn finish_row(&mut self) {
        if let Some(alone) = self.pending.take() {
            self.rows.push(Row::Fields(alone, None));
        }
    }

    fn finish_grid(&mut self) {
        self.finish_row();
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            self.parts.push(SheetPart::Grid(rows));
        }
    }
}

/// The project field, if notes of this kind always have a project and the form itself has no field for it.
fn project_field(form: &'static FormPart) -> Option<(&'static Field, ValueSource)> {
    let source = match form.kind {
        Kind::Project => ValueSource::ProjectName,
        Kind::Exchange => ValueSource::Note(None),
        _ => return None,
    };
    let names_it = |field: &Field| ["name", "project"].contains(&field.key.as_str());
    let own = dictionary().fields_of_form(form);
    if own.iter().any(|one| names_it(one.field)) {
        return None;
    }
    let field = dictionary().schema(Kind::Exchange).field("project")?;
    Some((field, source))
}

/// The choices of a field that is ticked; `None` for one that is written out.
pub(crate) fn checkbox_choices(field: &Field) -> Option<&'static Choices> {
    match field.value_type {
        FieldType::Enum(choices) | FieldType::Enums(choices) => {
            (!choices.open && choices.values.len() <= MOST_BOXES).then_some(choices)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layout_constants_name_existing_fields() {
        let of = |form: u8| {
            let form = dictionary().forms.iter().find(|one| one.form == form);
            dictionary().fields_of_form(form.expect("there are seven forms"))
        };
        let named = LINE_COUNTS.iter().map(|(form, key, _)| (*form, *key));
        let preprinted = PREPRINTED.iter().map(|(form, key, _)| (*form, *key));
        for (form, key) in named.chain(preprinted).chain(FULL_WIDTH.iter().copied()) {
            assert!(
                of(form).iter().any(|one| one.field.key == key),
                "form {form} has no {key}"
            );
        }
        for key in ONE_LINE {
            let somewhere = (1..=7).any(|form| of(form).iter().any(|one| one.field.key == *key));
            assert!(somewhere, "no form has {key}");
        }
        for (_, _, list) in PREPRINTED {
            assert!(
                dictionary().lists.get(list).is_some(),
                "there is no list {list}"
            );
        }
    }
}
