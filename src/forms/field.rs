//! A field of a form: its key, labels, type and level; and a schema, the fields that stand together.

use super::Level;
use crate::text::fold;
use std::collections::HashMap;

/// One field of a form.
#[derive(Debug)]
pub struct Field {
    /// The key in front matter.
    pub key: String,
    /// The label of the paper form.
    pub zh: String,
    /// The English label.
    pub en: String,
    /// Further labels that are accepted as keys.
    pub also: Vec<String>,
    /// What it holds.
    pub of_type: FieldType,
    /// Who may see it.
    pub level: Level,
    /// Whether a note without it is an error.
    pub required: bool,
    /// Whether what is dated later than the day looked at is not known yet.
    pub past: bool,
    /// The dictionary's remark on it.
    pub note: String,
    /// The paper form it stands on; 0 beyond the forms.
    pub form: u8,
}

/// What a field holds.
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
    /// A person of the customer's.
    Contact,
    /// Several of them.
    Contacts,
    /// A project of the account.
    Project,
    /// A rival, with a note or known by name only.
    Competitor,
    /// Notes that a statement rests on.
    Evidence,
    /// A score from 1 to 5 with its history.
    Score,
    /// One map of fields.
    Record(&'static Schema),
    /// A list of such maps.
    List(&'static Schema),
    /// A list of whole notes of another kind, written inline.
    Notes(super::Kind),
    /// Named maps of fields.
    MapOfRecords(&'static Schema),
    /// Answers to the questions of the dictionary.
    Answers(&'static Schema),
    /// A score for each rival.
    MapOfScores,
    /// A whole number for each name.
    MapOfInts,
}

impl FieldType {
    /// Whether it holds words that are no Markdown.
    pub fn is_one_line(&self) -> bool {
        !matches!(self, FieldType::Long)
    }

    /// The fields of the records that it holds, if it holds any.
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
    /// Whether any other text is kept as it is.
    pub open: bool,
    /// The values in order.
    pub values: Vec<Choice>,
}

/// One value of an enum.
#[derive(Debug)]
pub struct Choice {
    /// The key.
    pub key: String,
    /// The Chinese label.
    pub zh: String,
    /// The English label: the key in words.
    pub en: String,
    /// Key and Chinese label as they are compared.
    folded: [String; 2],
}

impl Choice {
    /// A value of an enum.
    pub(super) fn new(key: String, zh: String, en: String) -> Choice {
        let folded = [&key, &zh].map(|name| fold(name).into_owned());
        Choice {
            key,
            zh,
            en,
            folded,
        }
    }
}

impl Choices {
    /// The value of a key or label.
    pub fn find(&self, text: &str) -> Option<usize> {
        let folded = fold(text);
        self.values
            .iter()
            .position(|choice| choice.folded.iter().any(|name| *name == folded))
    }
}

/// What a key stands for.
#[derive(Debug, Clone, Copy)]
pub enum Lookup {
    /// A field of the schema, by its place in it.
    Field(usize),
    /// A field inside a record of the schema, written at the top as on the paper form: the record, the field in it.
    Lifted(usize, usize),
}

/// Fields that stand together: of a kind of note, or of an item of a list.
#[derive(Debug)]
pub struct Schema {
    /// The fields in the order of the paper form.
    pub fields: Vec<Field>,
    lookups: HashMap<String, Lookup>,
}

impl Schema {
    /// A schema of fields. A key or label that two fields claim belongs to the first; a key goes before a label.
    pub(super) fn new(fields: Vec<Field>) -> Schema {
        let mut lookups = HashMap::new();
        let mut claim = |name: &str, lookup: Lookup| {
            lookups.entry(fold(name).into_owned()).or_insert(lookup);
        };
        for (index, field) in fields.iter().enumerate() {
            claim(&field.key, Lookup::Field(index));
        }
        for (index, field) in fields.iter().enumerate() {
            claim(&field.zh, Lookup::Field(index));
            claim(&field.en, Lookup::Field(index));
            field
                .also
                .iter()
                .for_each(|label| claim(label, Lookup::Field(index)));
        }
        for (index, field) in fields.iter().enumerate() {
            if let FieldType::Record(inner) = field.of_type
                && field.key == "next_visit"
            {
                inner
                    .fields
                    .iter()
                    .enumerate()
                    .for_each(|(at, item)| claim(&item.zh, Lookup::Lifted(index, at)));
            }
        }
        Schema { fields, lookups }
    }

    /// What a key stands for, in either language.
    pub fn find(&self, key: &str) -> Option<Lookup> {
        if let Some(found) = self.lookups.get(key) {
            return Some(*found);
        }
        self.lookups.get(fold(key).as_ref()).copied()
    }

    /// The field that a key stands for.
    pub fn field_of(&self, lookup: Lookup) -> &Field {
        match lookup {
            Lookup::Field(index) => &self.fields[index],
            Lookup::Lifted(outer, inner) => match self.fields[outer].of_type {
                FieldType::Record(record) => &record.fields[inner],
                _ => &self.fields[outer],
            },
        }
    }

    /// The field of a key of the dictionary.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// All names that are accepted as keys, for “did you mean”: of each field its key and its labels.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().flat_map(|field| {
            let labels = field.also.iter().map(String::as_str);
            [field.key.as_str(), field.zh.as_str()]
                .into_iter()
                .chain(labels)
        })
    }
}
