//! Fields of a form, and schemas: the fields of one kind of note or of one list item.

use super::Level;
use super::label::names;
use crate::text::{Translated, fold};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

/// One field of a form.
#[derive(Debug)]
pub struct Field {
    /// The key in front matter.
    pub key: String,
    /// The label: in Chinese that of the paper form.
    pub labels: Translated,
    /// Other labels that are accepted as keys.
    pub also: Vec<String>,
    /// The type of its value.
    pub value_type: FieldType,
    /// Who may see it.
    pub level: Level,
    /// Whether it is an error if a note lacks it.
    pub required: bool,
    /// Whether its entries record the past, so that those dated after the day of the report are not known yet.
    pub past: bool,
    /// The dictionary's remark about it.
    pub note: String,
    /// The number of its paper form; 0 if it is on none.
    pub form: u8,
}

/// The type of a field's value.
#[derive(Debug, Clone, Copy)]
pub enum FieldType {
    /// One line, as written.
    Text,
    /// Several lines of Markdown.
    Long,
    /// A list of text.
    Texts,
    /// A whole number.
    Int,
    /// A percentage.
    Percent,
    /// An amount with its currency.
    Money,
    /// A date, a month, or a day of the year.
    Date,
    /// A date with an optional time.
    DateTime,
    /// Yes or no.
    Bool,
    /// One of the values of a list.
    Enum(&'static Choices),
    /// Several of them.
    Enums(&'static Choices),
    /// One of our own people.
    Person,
    /// Several of them.
    Persons,
    /// A contact at the customer.
    Contact,
    /// Several of them.
    Contacts,
    /// A project of the account.
    Project,
    /// A competitor, with a note or known by name only.
    Competitor,
    /// Notes that support a statement.
    Evidence,
    /// A score from 1 to 5 with its history.
    Score,
    /// One map of fields.
    Record(&'static Schema),
    /// A list of such maps.
    List(&'static Schema),
    /// A list of whole notes of another kind, written inline.
    Notes(super::Kind),
    /// Maps of fields, each under a name.
    MapOfRecords(&'static Schema),
    /// Answers to the questions of the dictionary.
    Answers(&'static Schema),
    /// A score for each competitor.
    MapOfScores,
    /// A whole number for each name.
    MapOfInts,
}

/// Fields of one key have the same values; their level decides who sees them.
impl Hash for Field {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.key, self.level).hash(state);
    }
}

impl FieldType {
    /// Returns whether its value is plain text rather than Markdown.
    pub fn is_one_line(&self) -> bool {
        !matches!(self, FieldType::Long)
    }

    /// Returns the values of its enum, if it has one.
    pub fn choices(&self) -> Option<&'static Choices> {
        match self {
            FieldType::Enum(choices) | FieldType::Enums(choices) => Some(choices),
            _ => None,
        }
    }

    /// Returns the schema of the records in it, if it contains any.
    pub fn schema(&self) -> Option<&'static Schema> {
        match self {
            FieldType::Record(inner)
            | FieldType::List(inner)
            | FieldType::MapOfRecords(inner)
            | FieldType::Answers(inner) => Some(inner),
            _ => None,
        }
    }
}

/// The values of an enum.
#[derive(Debug)]
pub struct Choices {
    /// The enum's name.
    pub name: String,
    /// Whether any other text is accepted, too.
    pub open: bool,
    /// The values in order.
    pub values: Vec<Choice>,
}

/// One value of an enum.
#[derive(Debug)]
pub struct Choice {
    /// The key.
    pub key: String,
    /// The label; in English the key in words.
    pub labels: Translated,
    /// The key of its label: the name of the enum and the key.
    pub(super) label_key: String,
    /// Key, labels and older names, folded for comparison.
    folded: Vec<String>,
}

impl Choice {
    /// Creates a value of the enum named `of`.
    pub(super) fn new(of: &str, key: String, labels: Translated, also: &[String]) -> Choice {
        let also = also.iter().map(String::as_str);
        let names = names(&key, &labels).chain(also);
        let folded = names.map(|name| fold(name).into_owned()).collect();
        Choice {
            label_key: format!("{of}.{key}"),
            key,
            labels,
            folded,
        }
    }
}

/// A name identifies an enum.
impl Hash for Choices {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl Choices {
    /// Returns the index of the value with a key or label.
    pub fn find(&self, text: &str) -> Option<usize> {
        let folded = fold(text);
        self.values
            .iter()
            .position(|choice| choice.folded.iter().any(|name| *name == folded))
    }
}

/// The field that a key refers to.
#[derive(Debug, Clone, Copy)]
pub enum Lookup {
    /// A field of the schema, by its index.
    Field(usize),
    /// A field of a nested record, written at the top level as on the paper form: the index of the record, the index of
    /// the field in it.
    Lifted(usize, usize),
}

/// The fields of a kind of note, or of an item of a list.
#[derive(Debug)]
pub struct Schema {
    /// The fields in the order of the paper form.
    pub fields: Vec<Field>,
    lookups: HashMap<String, Lookup>,
}

impl Schema {
    /// Creates a schema. A name that two fields share belongs to the first; keys take precedence over labels.
    pub(super) fn new(fields: Vec<Field>) -> Schema {
        let mut lookups = HashMap::new();
        let mut claim = |name: &str, lookup: Lookup| {
            lookups.entry(fold(name).into_owned()).or_insert(lookup);
        };
        for (index, field) in fields.iter().enumerate() {
            claim(&field.key, Lookup::Field(index));
        }
        for (index, field) in fields.iter().enumerate() {
            let labels = field.labels.all();
            labels.for_each(|label| claim(label, Lookup::Field(index)));
            field
                .also
                .iter()
                .for_each(|label| claim(label, Lookup::Field(index)));
        }
        for (index, field) in fields.iter().enumerate() {
            if let FieldType::Record(inner) = field.value_type
                && field.key == "next_visit"
            {
                for (at, item) in inner.fields.iter().enumerate() {
                    let names = names(&item.key, &item.labels).skip(1);
                    names.for_each(|label| claim(label, Lookup::Lifted(index, at)));
                }
            }
        }
        Schema { fields, lookups }
    }

    /// Returns what a key, or a label in any language, refers to.
    pub fn find(&self, key: &str) -> Option<Lookup> {
        if let Some(found) = self.lookups.get(key) {
            return Some(*found);
        }
        self.lookups.get(fold(key).as_ref()).copied()
    }

    /// Returns the field of a lookup.
    pub fn field_of(&self, lookup: Lookup) -> &Field {
        match lookup {
            Lookup::Field(index) => &self.fields[index],
            Lookup::Lifted(outer, inner) => match self.fields[outer].value_type {
                FieldType::Record(record) => &record.fields[inner],
                _ => &self.fields[outer],
            },
        }
    }

    /// Returns the field with a key of the dictionary.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// Returns the key and the labels of each field, as candidates for “did you mean”.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().flat_map(|field| {
            let labels = field.also.iter().map(String::as_str);
            field.names().chain(labels)
        })
    }
}
