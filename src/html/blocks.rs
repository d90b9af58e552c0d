//! Writes records as blocks: facts, tables, lists and prose, each field with its label.

use super::escape::escaped;
use super::outline::{Part, outline};
use super::view::{Block, Column, Fact, Row, Section};
use super::writer::HtmlWriter;
use crate::domain::FieldKey;
use crate::forms::{
    Entry, Field, FieldType, Kind, Level, NamedValue, Record, Schema, UnknownEntry, Value,
};
use unicode_width::UnicodeWidthStr;

impl HtmlWriter<'_> {
    /// The sections of a note, following the outline of its kind. Fields in `shown_elsewhere` are left out: the page
    /// shows them in other places.
    pub(crate) fn sections(
        &self,
        kind: Kind,
        record: &Record,
        shown_elsewhere: &[FieldKey],
    ) -> Vec<Section> {
        let schema = self.context.dictionary().schema(kind);
        let parts = outline(kind);
        let named = |key: &String| {
            parts.iter().any(|part| part.fields.contains(key)) || is_one_of(shown_elsewhere, key)
        };
        let rest: Vec<&Entry> = record
            .entries
            .iter()
            .filter(|entry| !named(&entry.field.key))
            .collect();
        let (personal, rest): (Vec<&Entry>, Vec<&Entry>) =
            rest.into_iter().partition(|entry| is_personal(kind, entry));
        let (short, long): (Vec<&Entry>, Vec<&Entry>) =
            rest.into_iter().partition(|entry| fits_one_line(entry));
        let mut sections: Vec<Section> = Vec::new();
        for part in parts {
            let mut entries = self.entries_of(part, record, shown_elsewhere);
            if part.id == "facts" {
                entries.extend(in_form_order(schema, &short));
            }
            let mut section = self.section(&part.id, self.blocks(&entries));
            if part.id == "facts" {
                section
                    .blocks
                    .extend(self.empty_fields(schema, record, shown_elsewhere));
                section.summary = self.fill_count(schema, record);
                section.keep = true;
            }
            sections.push(section);
        }
        sections.push(self.section("more", self.blocks(&in_form_order(schema, &long))));
        sections.push(self.section(
            "personal",
            self.private_blocks(&in_form_order(schema, &personal)),
        ));
        sections.retain(|section| !section.blocks.is_empty());
        sections
    }

    /// A section with its title from the theme's words.
    pub(crate) fn section(&self, id: &str, blocks: Vec<Block>) -> Section {
        Section {
            id: id.to_owned(),
            title: self.context.words(id),
            blocks,
            ..Section::default()
        }
    }

    fn entries_of<'r>(
        &self,
        part: &Part,
        record: &'r Record,
        shown_elsewhere: &[FieldKey],
    ) -> Vec<&'r Entry> {
        let shown_here = part
            .fields
            .iter()
            .filter(|key| !is_one_of(shown_elsewhere, key));
        shown_here.filter_map(|key| record.entry(key)).collect()
    }

    /// The blocks of some fields: short values are gathered as facts, the others are blocks with a label.
    pub(crate) fn blocks(&self, entries: &[&Entry]) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut facts: Vec<Fact> = Vec::new();
        for entry in entries {
            if fits_one_line(entry) {
                facts.push(self.fact(entry));
                continue;
            }
            if !facts.is_empty() {
                blocks.push(Block::Facts {
                    label: String::new(),
                    rows: std::mem::take(&mut facts),
                    folded: false,
                });
            }
            self.push_block(entry, &mut blocks);
        }
        if !facts.is_empty() {
            blocks.push(Block::Facts {
                label: String::new(),
                rows: facts,
                folded: false,
            });
        }
        blocks
    }

    /// The blocks of private fields, folded away and marked.
    fn private_blocks(&self, entries: &[&Entry]) -> Vec<Block> {
        let facts: Vec<Fact> = entries
            .iter()
            .filter(|entry| !is_list(entry))
            .map(|entry| self.fact(entry))
            .collect();
        let mut blocks = Vec::new();
        if !facts.is_empty() {
            blocks.push(Block::Facts {
                label: self.context.words("private-fields"),
                rows: facts,
                folded: true,
            });
        }
        entries
            .iter()
            .filter(|entry| is_list(entry))
            .for_each(|entry| self.push_block(entry, &mut blocks));
        blocks
    }

    /// A field as a fact.
    pub(crate) fn fact(&self, entry: &Entry) -> Fact {
        Fact {
            label: self.label(entry.field),
            html: self.value(entry),
            mark: self.mark(entry),
        }
    }

    /// The mark of a private field; empty for others.
    fn mark(&self, entry: &Entry) -> String {
        self.mark_of(is_private(entry))
    }

    /// The mark of private content; empty for other content.
    pub(crate) fn mark_of(&self, private: bool) -> String {
        if private {
            self.context.words("private-mark")
        } else {
            String::new()
        }
    }

    /// A field's label.
    pub(crate) fn label(&self, field: &Field) -> String {
        self.context.label(field).to_owned()
    }

    /// Adds a field that needs its own block: a table, a list, a text, or a nested record.
    fn push_block(&self, entry: &Entry, blocks: &mut Vec<Block>) {
        let label = self.label(entry.field);
        let private = is_private(entry);
        match &entry.value {
            Value::Records(records) => {
                if let FieldType::List(schema) = entry.field.value_type {
                    blocks.push(self.table(label, schema, records, private));
                }
            }
            Value::Map(named) => blocks.push(self.named_table(label, entry.field, named, private)),
            Value::Record(record) => self.push_record(label, record, blocks),
            Value::Texts(texts) => {
                blocks.push(Block::List {
                    label,
                    items: texts.iter().map(|text| escaped(text)).collect(),
                    private,
                });
            }
            _ => blocks.push(Block::Prose {
                label,
                html: self.value(entry),
                private,
            }),
        }
    }

    /// Adds a nested record: its short values under its label, then its other fields.
    fn push_record(&self, label: String, record: &Record, blocks: &mut Vec<Block>) {
        let (short, long): (Vec<&Entry>, Vec<&Entry>) = record
            .entries
            .iter()
            .partition(|entry| fits_one_line(entry));
        let others = record.unknown.iter().map(|other| self.unknown_field(other));
        let short = short.into_iter().map(|entry| self.fact(entry));
        let rows: Vec<Fact> = short.chain(others).collect();
        blocks.push(Block::Facts {
            label,
            rows,
            folded: false,
        });
        long.into_iter()
            .for_each(|entry| self.push_block(entry, blocks));
    }

    /// A list of records as a table, with a column for each field that any of them has.
    pub(crate) fn table(
        &self,
        label: String,
        schema: &'static Schema,
        records: &[Record],
        private: bool,
    ) -> Block {
        let used = |field: &&'static Field| records.iter().any(|record| record.has(&field.key));
        let fields: Vec<&'static Field> = schema.fields.iter().filter(used).collect();
        let columns = fields
            .iter()
            .map(|field| Column::of(self.label(field), column_class(field)))
            .collect();
        let cell = |record: &Record, field: &Field| {
            record
                .entry(&field.key)
                .map_or(String::new(), |entry| self.value(entry))
        };
        let rows = records
            .iter()
            .map(|record| Row::of(fields.iter().map(|field| cell(record, field)).collect()));
        let mut columns: Vec<Column> = columns;
        let mut rows: Vec<Row> = rows.collect();
        if records.iter().any(|record| !record.unknown.is_empty()) {
            columns.push(Column::text(self.context.words("other-fields")));
            let cells = records.iter().map(|record| self.unknown_keys(record));
            rows.iter_mut()
                .zip(cells)
                .for_each(|(row, cell)| row.cells.push(cell));
        }
        Block::Table {
            label,
            columns,
            rows,
            private,
            class: "",
        }
    }

    /// The unknown keys of a nested record, in one line.
    fn unknown_keys(&self, record: &Record) -> String {
        let one =
            |other: &UnknownEntry| format!("{}: {}", escaped(&other.key), escaped(&other.text));
        self.join(record.unknown.iter().map(one))
    }

    /// Named values as a table: answers by question, scores by rival.
    fn named_table(
        &self,
        label: String,
        field: &'static Field,
        named: &[NamedValue],
        private: bool,
    ) -> Block {
        let FieldType::Answers(schema) = field.value_type else {
            let rows = named.iter().map(|one| {
                Row::of(vec![
                    self.reference(&one.name),
                    self.named_value(&one.value),
                ])
            });
            let columns = vec![Column::text(""), Column::text("")];
            return Block::Table {
                label,
                columns,
                rows: rows.collect(),
                private,
                class: "",
            };
        };
        let record = |one: &NamedValue| match &one.value {
            Value::Record(record) => (**record).clone(),
            _ => Record::default(),
        };
        let records: Vec<Record> = named.iter().map(record).collect();
        let table = self.table(label, schema, &records, private);
        let Block::Table {
            label,
            mut columns,
            mut rows,
            private,
            class,
        } = table
        else {
            return table;
        };
        columns.insert(0, Column::text(self.context.words("question")));
        for (row, one) in rows.iter_mut().zip(named) {
            let words = one.question.map_or(one.name.text.as_ref(), |question| {
                self.context.label(question)
            });
            row.cells.insert(0, escaped(words));
        }
        Block::Table {
            label,
            columns,
            rows,
            private,
            class,
        }
    }

    fn named_value(&self, value: &Value) -> String {
        match value {
            Value::Scores(scores) => self.scores(scores),
            Value::Int(number) => number.to_string(),
            _ => String::new(),
        }
    }

    /// How many fields of the paper form are filled in; empty for kinds with two forms, and for readers outside the
    /// company.
    fn fill_count(&self, schema: &'static Schema, record: &Record) -> Vec<String> {
        let level = self.context.viewpoint.audience.level;
        let of_form: Vec<&Field> = schema
            .fields
            .iter()
            .filter(|field| field.form > 0 && field.level <= level)
            .collect();
        let Some(form) = of_form.first().map(|field| field.form) else {
            return Vec::new();
        };
        if !self.context.is_internal() || of_form.iter().any(|field| field.form != form) {
            return Vec::new();
        }
        let filled = of_form
            .iter()
            .filter(|field| record.has(&field.key))
            .count();
        vec![self.context.strings().with_args(
            "form-sum",
            &[
                ("number", &form),
                ("all", &of_form.len()),
                ("filled", &filled),
            ],
        )]
    }

    /// The empty fields of the paper form, in one line.
    fn empty_fields(
        &self,
        schema: &'static Schema,
        record: &Record,
        shown_elsewhere: &[FieldKey],
    ) -> Option<Block> {
        let level = self.context.viewpoint.audience.level;
        let empty = |field: &&Field| {
            let of_form = field.form > 0 && field.level <= level;
            of_form && !record.has(&field.key) && !is_one_of(shown_elsewhere, &field.key)
        };
        let labels: Vec<&str> = schema
            .fields
            .iter()
            .filter(empty)
            .map(|field| self.context.label(field))
            .collect();
        let list = self.language().list(&labels);
        (!labels.is_empty()).then(|| Block::Muted {
            text: self
                .context
                .strings()
                .with("empty-fields", &[("fields", &list)]),
        })
    }

    /// An unknown key as a fact, marked as private.
    fn unknown_field(&self, other: &UnknownEntry) -> Fact {
        Fact {
            label: other.key.to_string(),
            html: escaped(&other.text),
            mark: self.mark_of(true),
        }
    }

    /// The unknown keys of a note, as the last section of its page.
    pub(crate) fn unknown_fields(&self, record: &Record) -> Option<Section> {
        let rows: Vec<Fact> = record
            .unknown
            .iter()
            .map(|other| self.unknown_field(other))
            .collect();
        let block = Block::Facts {
            label: String::new(),
            rows,
            folded: false,
        };
        (!record.unknown.is_empty()).then(|| self.section("other-fields", vec![block]))
    }
}

/// Returns whether a key is one of some fields.
fn is_one_of(fields: &[FieldKey], key: &str) -> bool {
    fields.iter().any(|field| field.as_str() == key)
}

/// Entries in the order of the form, not of the note.
fn in_form_order<'r>(schema: &Schema, entries: &[&'r Entry]) -> Vec<&'r Entry> {
    let index = |entry: &Entry| {
        schema
            .fields
            .iter()
            .position(|field| std::ptr::eq(field, entry.field))
    };
    let mut ordered = entries.to_vec();
    ordered.sort_by_key(|entry| index(entry));
    ordered
}

fn is_private(entry: &Entry) -> bool {
    entry.field.level == Level::Private
}

/// Returns whether a field is shown apart: private fields of a contact or an account.
fn is_personal(kind: Kind, entry: &Entry) -> bool {
    is_private(entry) && matches!(kind, Kind::Contact | Kind::Account)
}

fn is_list(entry: &Entry) -> bool {
    matches!(
        entry.value,
        Value::Records(_) | Value::Map(_) | Value::Record(_)
    )
}

/// Returns whether a value fits on one line of facts.
fn fits_one_line(entry: &Entry) -> bool {
    /// Columns of a terminal: a Chinese character takes two.
    const SHORT_COLUMNS: usize = 24;
    match &entry.value {
        Value::Records(_) | Value::Map(_) | Value::Record(_) => false,
        Value::Text(_) => !matches!(entry.field.value_type, FieldType::Long),
        Value::Texts(texts) => texts.iter().all(|text| text.width() <= SHORT_COLUMNS),
        _ => true,
    }
}

fn column_class(field: &Field) -> &'static str {
    match field.value_type {
        FieldType::Int | FieldType::Percent | FieldType::Money => "r",
        FieldType::Date
        | FieldType::DateTime
        | FieldType::Person
        | FieldType::Contact
        | FieldType::Enum(_) => "k",
        _ => "",
    }
}
