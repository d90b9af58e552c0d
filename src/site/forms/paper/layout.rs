//! Layouts: how the fields of each form stand on its sheet, derived from the dictionary by type.
//!
//! Short values stand two a row, long ones have a row of their own, lists are tables. The few tables here say where the
//! type alone does not decide. A field that is added to the dictionary is laid out without a word here.

use crate::forms::{
    Choice, Choices, Field, FieldType, FormPart, Kind, Labelled, Schema, dictionary,
};
use crate::text::Language;
use std::sync::LazyLock;
use unicode_width::UnicodeWidthStr;

/// Lists of text that are written in one line, as on a card.
const IN_LINE: &[&str] = &["main_products", "interests", "sports"];
/// Short fields that need a whole row.
const WHOLE_ROW: &[(u8, &str)] = &[(1, "name"), (1, "returns"), (2, "name")];
/// Lines or rows to write on, by form and field; elsewhere as many as `LINES`.
const ROOM: &[(u8, &str, usize)] = &[
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
const LINES: usize = 2;
/// Lists that begin with rows of the dictionary's: form, field, the list of their first cells.
const PRINTED: &[(u8, &str, &str)] = &[
    (2, "criteria", "selection_criteria"),
    (4, "competition", "competition_criteria"),
];

/// An enum of more values than this is written out, not ticked.
const MOST_BOXES: usize = 10;
/// A value cell of half a row holds this many columns of a terminal: a Chinese character takes two.
const HALF_ROW_COLUMNS: usize = 35;
/// What a box takes beside its words, in the same columns.
const BOX_COLUMNS: usize = 3;

/// The layout of a form in one language.
pub(crate) struct Layout {
    /// The form.
    pub form: &'static FormPart,
    /// What stands on it, from top to bottom.
    pub strips: Vec<Strip>,
}

/// A strip of a sheet.
pub(crate) enum Strip {
    /// Rows of labels and values.
    Grid(Vec<Row>),
    /// A list.
    Table(Table),
}

/// A row of labels and values.
pub(crate) enum Row {
    /// One value or two, short.
    Short(Slot, Option<Slot>),
    /// A value with a row of its own.
    Whole(Slot),
    /// The label of a record within the note; its fields follow.
    Group(&'static Field),
}

/// A label with the room for its value.
pub(crate) struct Slot {
    /// The field.
    pub field: &'static Field,
    /// Where its value is found.
    pub from: Origin,
    /// How it is written.
    pub hand: Hand,
}

/// Where the value of a slot is found.
#[derive(Clone, Copy)]
pub(crate) enum Origin {
    /// In the note, under a key of it or at its top.
    Note(Option<&'static str>),
    /// The name of the account whose note it is.
    AccountName,
    /// Its code.
    AccountCode,
    /// The name of the project whose note it is.
    ProjectName,
}

/// How a value is written.
#[derive(Clone, Copy)]
pub(crate) enum Hand {
    /// On one line.
    Line,
    /// On ruled lines, each item on one: this many where nothing is filled in.
    Lines(usize),
    /// In a space of this many lines.
    Space(usize),
}

/// A list as a ruled table.
pub(crate) struct Table {
    /// The field.
    pub field: &'static Field,
    /// The key it lies under in the note.
    pub under: Option<&'static str>,
    /// What an item has.
    pub schema: &'static Schema,
    /// Rows to write on where nothing is filled in.
    pub rows: usize,
    /// The list of the dictionary that a blank table begins with.
    pub printed: Option<&'static str>,
}

/// The layout of a form.
pub(crate) fn layout(form: &FormPart, language: Language) -> Option<&'static Layout> {
    static LAYOUTS: LazyLock<[Vec<Layout>; 2]> = LazyLock::new(|| {
        let all = |language| {
            let of = |form: &'static FormPart| of_form(form, language);
            dictionary().forms.iter().map(of).collect()
        };
        [all(Language::Chinese), all(Language::English)]
    });
    let of_language = &LAYOUTS[usize::from(language == Language::English)];
    of_language
        .iter()
        .find(|layout| layout.form.form == form.form)
}

fn of_form(form: &'static FormPart, language: Language) -> Layout {
    let mut setter = Setter {
        form: form.form,
        language,
        strips: Vec::new(),
        rows: Vec::new(),
        waiting: None,
    };
    setter.bearings(form);
    for one in dictionary().fields_of_form(form) {
        setter.field(one.field, one.under);
    }
    setter.end_grid();
    Layout {
        form,
        strips: setter.strips,
    }
}

/// Sets one field after the other.
struct Setter {
    form: u8,
    language: Language,
    strips: Vec<Strip>,
    rows: Vec<Row>,
    /// A short value that waits for its neighbour.
    waiting: Option<Slot>,
}

impl Setter {
    /// Whose note it is: the folder says so, the paper must. The account's own form does anyway.
    fn bearings(&mut self, form: &'static FormPart) {
        if form.kind == Kind::Account {
            return;
        }
        let schema = dictionary().schema(form.kind);
        let short = |field, from| Slot {
            field,
            from,
            hand: Hand::Line,
        };
        if let (Some(name), Some(code)) = (schema.field("account"), schema.field("account_code")) {
            let name = short(name, Origin::AccountName);
            let code = short(code, Origin::AccountCode);
            self.rows.push(Row::Short(name, Some(code)));
        }
        if let Some((field, from)) = project_of(form) {
            self.rows.push(Row::Whole(short(field, from)));
        }
    }

    fn field(&mut self, field: &'static Field, under: Option<&'static str>) {
        match field.value_type {
            FieldType::List(schema) => {
                self.end_grid();
                self.strips.push(Strip::Table(Table {
                    field,
                    under,
                    schema,
                    rows: self.room(field),
                    printed: self.printed(field),
                }));
            }
            FieldType::Record(schema) => {
                self.end_row();
                self.rows.push(Row::Group(field));
                for inner in &schema.fields {
                    self.field(inner, Some(&field.key));
                }
                self.end_row();
            }
            _ => self.slot(field, under),
        }
    }

    fn slot(&mut self, field: &'static Field, under: Option<&'static str>) {
        let key = field.key.as_str();
        let hand = match field.value_type {
            FieldType::Long => Hand::Space(self.room(field)),
            FieldType::Texts if !IN_LINE.contains(&key) => Hand::Lines(self.room(field)),
            _ => Hand::Line,
        };
        let from = Origin::Note(under);
        let slot = Slot { field, from, hand };
        let whole = matches!(hand, Hand::Space(_) | Hand::Lines(_))
            || WHOLE_ROW.contains(&(self.form, key))
            || boxes(field).is_some_and(|choices| self.columns(choices) > HALF_ROW_COLUMNS);
        if whole {
            self.end_row();
            self.rows.push(Row::Whole(slot));
            return;
        }
        match self.waiting.take() {
            Some(first) => self.rows.push(Row::Short(first, Some(slot))),
            None => self.waiting = Some(slot),
        }
    }

    /// What the boxes of an enum take.
    fn columns(&self, choices: &Choices) -> usize {
        let one = |choice: &Choice| choice.label(self.language).width() + BOX_COLUMNS;
        choices.values.iter().map(one).sum()
    }

    fn room(&self, field: &Field) -> usize {
        let here = ROOM
            .iter()
            .find(|(form, key, _)| *form == self.form && *key == field.key);
        here.map_or(LINES, |(_, _, lines)| *lines)
    }

    fn printed(&self, field: &Field) -> Option<&'static str> {
        let here = PRINTED
            .iter()
            .find(|(form, key, _)| *form == self.form && *key == field.key);
        here.map(|(_, _, list)| *list)
    }

    fn end_row(&mut self) {
        if let Some(alone) = self.waiting.take() {
            self.rows.push(Row::Short(alone, None));
        }
    }

    fn end_grid(&mut self) {
        self.end_row();
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            self.strips.push(Strip::Grid(rows));
        }
    }
}

/// The project that a form is about, where its kind of note always has one and the form itself has no field for it.
fn project_of(form: &'static FormPart) -> Option<(&'static Field, Origin)> {
    let from = match form.kind {
        Kind::Project => Origin::ProjectName,
        Kind::Exchange => Origin::Note(None),
        _ => return None,
    };
    let names_it = |field: &Field| ["name", "project"].contains(&field.key.as_str());
    let own = dictionary().fields_of_form(form);
    if own.iter().any(|one| names_it(one.field)) {
        return None;
    }
    let field = dictionary().schema(Kind::Exchange).field("project")?;
    Some((field, from))
}

/// The values that a field is ticked from; nothing where it is written out.
pub(crate) fn boxes(field: &Field) -> Option<&'static Choices> {
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
    fn what_the_tables_name_is_on_the_forms() {
        let of = |form: u8| {
            let form = dictionary().forms.iter().find(|one| one.form == form);
            dictionary().fields_of_form(form.expect("there are seven forms"))
        };
        let named = ROOM.iter().map(|(form, key, _)| (*form, *key));
        let printed = PRINTED.iter().map(|(form, key, _)| (*form, *key));
        for (form, key) in named.chain(printed).chain(WHOLE_ROW.iter().copied()) {
            assert!(
                of(form).iter().any(|one| one.field.key == key),
                "form {form} has no {key}"
            );
        }
        for key in IN_LINE {
            let somewhere = (1..=7).any(|form| of(form).iter().any(|one| one.field.key == *key));
            assert!(somewhere, "no form has {key}");
        }
        for (_, _, list) in PRINTED {
            assert!(
                dictionary().lists.get(list).is_some(),
                "there is no list {list}"
            );
        }
    }
}
