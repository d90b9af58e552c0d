//! Layouts: how the fields of each form are arranged on its sheet, derived from their types in the dictionary.
//!
//! Short values are placed two to a row, long ones get their own row, lists are tables. `overrides` decides where the
//! type alone does not. A field added to the dictionary is laid out without a change here.

use super::overrides::Overrides;
use crate::domain::{FieldKey, Item};
use crate::forms::{
    Choice, Choices, Dictionary, Field, FieldType, FormPart, Kind, Labelled, PerDictionary, Schema,
};
use crate::html::context::RenderContext;
use crate::text::Language;
use unicode_width::UnicodeWidthStr;

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
pub(crate) fn layout(context: &RenderContext<'_>, form: &FormPart) -> Option<&'static Layout> {
    static LAYOUTS: PerDictionary<Vec<(Language, Layout)>> = PerDictionary::new();
    let language = context.language().written();
    let layouts = LAYOUTS.get(context.dictionary(), |dictionary| {
        let of_language = |language| {
            let layout = move |form| (language, layout_of(dictionary, form, language));
            dictionary.forms.iter().map(layout)
        };
        Language::all().flat_map(of_language).collect()
    });
    let mut of_form = layouts
        .iter()
        .filter(|(_, layout)| layout.form.form == form.form);
    of_form
        .find(|(known, _)| *known == language)
        .map(|(_, layout)| layout)
}

fn layout_of(
    dictionary: &'static Dictionary,
    form: &'static FormPart,
    language: Language,
) -> Layout {
    let mut builder = LayoutBuilder {
        dictionary,
        overrides: Overrides::get(),
        form: form.form,
        language,
        parts: Vec::new(),
        rows: Vec::new(),
        pending: None,
    };
    builder.account_and_project(form);
    for one in dictionary.fields_of_form(form) {
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
    dictionary: &'static Dictionary,
    overrides: &'static Overrides,
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
        let schema = self.dictionary.schema(form.kind);
        let short = |field, source| FieldCell {
            field,
            source,
            space: WritingSpace::Line,
        };
        let account = Item::ACCOUNT.field(schema);
        if let Some((name, code)) = account.zip(Item::ACCOUNT_CODE.field(schema)) {
            let name = short(name, ValueSource::AccountName);
            let code = short(code, ValueSource::AccountCode);
            self.rows.push(Row::Fields(name, Some(code)));
        }
        if let Some((field, source)) = project_field(self.dictionary, form) {
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
                    preprinted: self.overrides.preprinted(self.form, &field.key),
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
            FieldType::Texts if !self.overrides.is_one_line(key) => {
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
            || self.overrides.is_full_width(self.form, key)
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
        self.overrides.line_count(self.form, &field.key)
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
fn project_field(
    dictionary: &'static Dictionary,
    form: &'static FormPart,
) -> Option<(&'static Field, ValueSource)> {
    let source = match form.kind {
        Kind::Project => ValueSource::ProjectName,
        Kind::Exchange => ValueSource::Note(None),
        _ => return None,
    };
    const NAMES: [FieldKey; 2] = [Item::NAME, Item::PROJECT];
    let names_it = |field: &Field| NAMES.iter().any(|key| key.as_str() == field.key);
    let own = dictionary.fields_of_form(form);
    if own.iter().any(|one| names_it(one.field)) {
        return None;
    }
    let field = Item::PROJECT.field(dictionary.schema(Kind::Exchange))?;
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
