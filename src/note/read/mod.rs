//! Converts nodes to typed values, driven by the dictionary.
//!
//! A wrong value costs only its own field; all problems are found in one run. This file reads lists and maps, `scalar`
//! single values, `reference` and `score` references and scores.

mod level;
mod reference;
mod scalar;
mod score;

use super::conventions::Conventions;
use super::tree::{Content, Node};
use crate::forms::{
    Dictionary, Entry, Field, FieldType, Kind, Labelled, Lookup, NamedValue, Question, Record,
    Reference, Schema, UnknownEntry, Value,
};
use crate::text::{Code, Diagnostic, Language, Source, Span, Term, nearest};
pub(crate) use level::make_private;
use level::strictest;
pub(super) use level::{add, is_level_key, names_level};

/// Reads the fields of one note.
pub(super) struct Reader<'a> {
    source: &'a Source,
    /// The kind of the note.
    kind: Kind,
    conventions: Conventions,
    /// How many levels were read.
    levels: usize,
    /// The position of something that looks like a level but is not one.
    suspected: Option<Span>,
    /// The problems found.
    pub found: Vec<Diagnostic>,
}

/// Returns the required fields that are missing and have not been reported otherwise.
pub(super) fn missing<'f>(
    record: &Record,
    schema: &'f Schema,
    found: &[Diagnostic],
) -> Vec<&'f Field> {
    let is_reported = |field: &Field| {
        let names_it = |one: &Diagnostic| {
            one.values
                .iter()
                .any(|(name, words)| *name == "field" && words.is(&field.key))
        };
        found.iter().any(|one| {
            let within = one
                .span
                .is_some_and(|span| span.start >= record.span.start && span.end <= record.span.end);
            within && names_it(one)
        })
    };
    schema
        .fields
        .iter()
        .filter(|field| field.required && !record.has(&field.key) && !is_reported(field))
        .collect()
}

impl<'a> Reader<'a> {
    pub fn new(source: &'a Source, kind: Kind, conventions: Conventions) -> Reader<'a> {
        Reader {
            source,
            kind,
            conventions,
            levels: 0,
            suspected: None,
            found: Vec::new(),
        }
    }

    pub(super) fn dictionary(&self) -> &'static Dictionary {
        self.conventions.dictionary
    }

    /// Reads the entries of a map.
    pub fn record(
        &mut self,
        entries: &[(Node<'_>, Node<'_>)],
        schema: &'static Schema,
        span: Span,
    ) -> Record {
        let mut record = Record {
            entries: Vec::with_capacity(entries.len()),
            unknown: Vec::new(),
            span,
        };
        let mut first_places: Vec<(&'static str, Span)> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let Some(name) = key.text() else {
                if !key.is_blank() {
                    self.found
                        .push(Diagnostic::at(Code::NotAMap, self.source, key.span));
                }
                continue;
            };
            let Some(lookup) = schema.find(name) else {
                self.unknown_key(&mut record, schema, key.span, name, value);
                continue;
            };
            let field = schema.field_of(lookup);
            self.note_level(field, key.span, value);
            let identity = identity_of(schema, lookup);
            if let Some((_, first)) = first_places.iter().find(|(known, _)| *known == identity) {
                self.duplicate(field, *first, key.span);
                // It is unknown which of two levels was meant.
                if let Some(strictest) = strictest(field, value) {
                    record.take(&field.key);
                    record.entries.push(strictest);
                }
                continue;
            }
            first_places.push((identity, key.span));
            let Some(entry) = self.value(field, value).or_else(|| strictest(field, value)) else {
                continue;
            };
            if !self.is_marked(&entry) && !self.has_private_comment(field, key.span) {
                insert(&mut record, schema, lookup, entry);
            } else if field.required {
                // Without it there is no note, so the whole note is treated as marked.
                self.suspect(key.span);
                insert(&mut record, schema, lookup, entry);
            } else {
                self.withhold(&mut record, (key.span, name), &entry);
            }
        }
        self.apply_suspicion(&mut record, schema);
        record
    }

    fn unknown_key(
        &mut self,
        record: &mut Record,
        schema: &'static Schema,
        span: Span,
        name: &str,
        value: &Node<'_>,
    ) {
        let diagnostic = match self.kind {
            Kind::Site => {
                let known = Term::each(|language| {
                    let fields = schema.fields.iter();
                    let names: Vec<&str> = fields.map(|field| field.written(language)).collect();
                    language.list(&names)
                });
                Diagnostic::at(Code::UnknownSetting, self.source, span).with_term("allowed", known)
            }
            _ => Diagnostic::at(Code::UnknownKey, self.source, span),
        };
        let diagnostic = diagnostic.with("value", name);
        let near = nearest(name, schema.names());
        // A misspelt level must not reveal more than the level would.
        let intended = near
            .and_then(|near| schema.find(near))
            .map(|lookup| schema.field_of(lookup));
        if let Some(strictest) = intended.and_then(|field| strictest(field, value)) {
            record.take(&strictest.field.key);
            record.entries.push(strictest);
        }
        self.note_unknown_key(name, span, value);
        let colon = name.split_once(['：', ':']).map(|(key, _)| key.trim());
        let colon = colon.filter(|key| schema.find(key).is_some());
        self.found.push(
            diagnostic
                .with_optional("nearest", near)
                .with_optional("colon", colon),
        );
        self.add_unknown(record, name, value.span);
    }

    /// Keeps a value that belongs to no field, as private.
    fn add_unknown(&self, record: &mut Record, name: &str, value: Span) {
        let text = super::comments::uncommented(self.source.slice(value)).text;
        record.unknown.push(UnknownEntry {
            key: name.into(),
            text: text.trim().into(),
        });
    }

    fn duplicate(&mut self, field: &Field, first: Span, again: Span) {
        let line = self.source.place(first).line.to_string();
        let diagnostic = self
            .about(Code::DuplicateField, field, again)
            .with("line", line);
        self.found.push(diagnostic);
    }

    /// Creates a diagnostic that names a field.
    fn about(&self, code: Code, field: &Field, span: Span) -> Diagnostic {
        Diagnostic::at(code, self.source, span).with_term("field", field.term())
    }

    /// Reads one field; `None` if it is blank or wrong.
    fn value(&mut self, field: &'static Field, node: &Node<'_>) -> Option<Entry> {
        if node.is_blank() {
            return None;
        }
        let value = match field.value_type {
            FieldType::Texts | FieldType::Persons => {
                Value::Texts(self.each(field, node, |reader, item| reader.text(field, item))?)
            }
            FieldType::Enums(choices) => Value::Choices(
                choices,
                self.each(field, node, |reader, item| {
                    reader.choice(field, choices, item)
                })?,
            ),
            FieldType::Contacts | FieldType::Evidence => {
                Value::References(
                    self.each(field, node, |reader, item| reader.reference(field, item))?,
                )
            }
            FieldType::Contact | FieldType::Project | FieldType::Competitor => {
                Value::Reference(self.reference(field, node)?)
            }
            FieldType::Score => Value::Scores(self.scores(field, node)?),
            FieldType::Record(schema) => {
                Value::Record(Box::new(self.inner_record(field, schema, node)?))
            }
            FieldType::List(schema) => Value::Records(self.records(field, schema, node)?),
            FieldType::Notes(kind) => {
                Value::Records(self.records(field, self.dictionary().schema(kind), node)?)
            }
            FieldType::MapOfRecords(schema) => {
                Value::Map(self.map(field, node, |reader, _, value| {
                    reader
                        .inner_record(field, schema, value)
                        .map(|record| Value::Record(Box::new(record)))
                })?)
            }
            FieldType::Answers(schema) => self.answers(field, schema, node)?,
            FieldType::MapOfScores => Value::Map(self.map(field, node, |reader, _, value| {
                reader.scores(field, value).map(Value::Scores)
            })?),
            FieldType::MapOfInts => Value::Map(self.map(field, node, |reader, _, value| {
                reader.int(field, value).map(Value::Int)
            })?),
            _ => self.scalar(field, node)?,
        };
        Some(Entry {
            field,
            span: node.span,
            value,
        })
    }

    /// Reads each item of a list; a single value is a list of one. A problem with an item costs only the item.
    fn each<T>(
        &mut self,
        field: &'static Field,
        node: &Node<'_>,
        mut read: impl FnMut(&mut Self, &Node<'_>) -> Option<T>,
    ) -> Option<Box<[T]>> {
        let items = match &node.content {
            Content::List(items) => items
                .iter()
                .filter(|item| !item.is_blank())
                .filter_map(|item| read(self, item))
                .collect(),
            Content::Scalar(_) => read(self, node).into_iter().collect::<Vec<T>>(),
            _ => {
                self.wrong_type(field, node);
                return None;
            }
        };
        (!items.is_empty()).then(|| items.into_boxed_slice())
    }

    fn inner_record(
        &mut self,
        field: &'static Field,
        schema: &'static Schema,
        node: &Node<'_>,
    ) -> Option<Record> {
        match node.entries() {
            Some(entries) => Some(self.record(entries, schema, node.span)),
            None => {
                self.wrong_type(field, node);
                None
            }
        }
    }

    /// Reads a list of maps; a single map is a list of one.
    fn records(
        &mut self,
        field: &'static Field,
        schema: &'static Schema,
        node: &Node<'_>,
    ) -> Option<Box<[Record]>> {
        let alone = std::slice::from_ref(node);
        let items = match &node.content {
            Content::List(items) => items,
            _ => alone,
        };
        let mut records = Vec::with_capacity(items.len());
        for item in items.iter().filter(|item| !item.is_blank()) {
            let Some(record) = self.inner_record(field, schema, item) else {
                continue;
            };
            for missing in missing(&record, schema, &self.found) {
                let start = record.span.start as usize;
                let diagnostic = self.about(Code::MissingField, missing, Span::new(start, start));
                self.found.push(diagnostic);
            }
            records.push(record);
        }
        (!records.is_empty()).then(|| records.into_boxed_slice())
    }

    fn map(
        &mut self,
        field: &'static Field,
        node: &Node<'_>,
        mut read: impl FnMut(&mut Self, &str, &Node<'_>) -> Option<Value>,
    ) -> Option<Box<[NamedValue]>> {
        let Some(entries) = node.entries() else {
            self.wrong_type(field, node);
            return None;
        };
        let mut named: Vec<NamedValue> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let Some(name) = key.text() else { continue };
            if let Some(first) = named
                .iter()
                .find(|one| crate::text::fold(&one.name.text) == crate::text::fold(name))
            {
                let line = self.source.place(first.name.span).line.to_string();
                let twice =
                    Diagnostic::at(Code::DuplicateField, self.source, key.span).with("field", name);
                self.found.push(twice.with("line", line));
                continue;
            }
            if value.is_blank() {
                continue;
            }
            if let Some(value) = read(self, name, value) {
                let name = Reference::new(reference::target_of(name), key.span);
                named.push(NamedValue {
                    name,
                    question: None,
                    value,
                });
            }
        }
        (!named.is_empty()).then(|| named.into_boxed_slice())
    }

    /// Reads answers to the questions of the dictionary: text, or `{answer, source, as_of}`.
    fn answers(
        &mut self,
        field: &'static Field,
        schema: &'static Schema,
        node: &Node<'_>,
    ) -> Option<Value> {
        let mut named = self.map(field, node, |reader, _, value| {
            let record = match value.content {
                Content::Scalar(_) => {
                    let answer = schema.fields.first()?;
                    let value = reader.value(answer, value)?;
                    Record {
                        span: value.span,
                        entries: vec![value],
                        unknown: Vec::new(),
                    }
                }
                _ => reader.inner_record(field, schema, value)?,
            };
            Some(Value::Record(Box::new(record)))
        })?;
        for answer in &mut named {
            match self.dictionary().question(&answer.name.text) {
                Some(question) => answer.question = Some(question),
                None => {
                    let questions = self.dictionary().questions.iter();
                    let keys = questions.flat_map(Question::names);
                    let near = nearest(&answer.name.text, keys);
                    let unknown = Diagnostic::at(Code::UnknownKey, self.source, answer.name.span);
                    self.found.push(
                        unknown
                            .with("value", answer.name.text.as_ref())
                            .with_optional("nearest", near),
                    );
                }
            }
        }
        Some(Value::Map(named))
    }
}

/// Returns what identifies a field within its map, even if it is written at the top level for a nested record.
fn identity_of(schema: &'static Schema, lookup: Lookup) -> &'static str {
    match lookup {
        Lookup::Field(index) => &schema.fields[index].key,
        Lookup::Lifted(..) => schema.field_of(lookup).label(Language::CHINESE),
    }
}

/// Adds a value to the record, or to the nested record it was written at the top level for.
fn insert(record: &mut Record, schema: &'static Schema, lookup: Lookup, entry: Entry) {
    match lookup {
        Lookup::Field(index) => {
            let field = &schema.fields[index];
            let lifted = record.take(&field.key);
            record.entries.push(entry);
            if let Some(Value::Record(lifted)) = lifted.map(|entry| entry.value)
                && let Some(Value::Record(inner)) =
                    record.entries.last_mut().map(|entry| &mut entry.value)
            {
                lifted
                    .entries
                    .into_iter()
                    .for_each(|one| add_missing(inner, one));
            }
        }
        Lookup::Lifted(outer, _) => {
            let field = &schema.fields[outer];
            if !record.has(&field.key) {
                let value = Value::Record(Box::new(Record {
                    span: entry.span,
                    ..Record::default()
                }));
                record.entries.push(Entry {
                    field,
                    span: entry.span,
                    value,
                });
            }
            let inner = record
                .entries
                .iter_mut()
                .find(|one| one.field.key == field.key)
                .map(|one| &mut one.value);
            if let Some(Value::Record(inner)) = inner {
                add_missing(inner, entry);
            }
        }
    }
}

fn add_missing(record: &mut Record, entry: Entry) {
    if !record.has(&entry.field.key) {
        record.entries.push(entry);
    }
}
