//! Who reads a site, and on which day.

use crate::forms::{Dictionary, Kind, Level};
use crate::text::Language;
use jiff::civil::Date;

/// A kind of reader.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Audience {
    /// Its name.
    pub name: String,
    /// The strictest level it may see.
    pub level: Level,
    /// Whether it is outside the company: then it sees one account only.
    pub external: bool,
    /// Fields it sees beyond its level: `key` or `kind.key`.
    pub fields: Vec<String>,
}

impl Audience {
    /// Returns the audiences that every site has: the owner of the notes, the company, the customer.
    pub fn built_in() -> [Audience; 3] {
        let audience = |name: &str, level, external| Audience {
            name: name.to_owned(),
            level,
            external,
            fields: Vec::new(),
        };
        [
            audience("owner", Level::Private, false),
            audience("internal", Level::Internal, false),
            audience("customer", Level::Public, true),
        ]
    }

    /// Returns the strictest audience, for whatever cannot be understood.
    pub fn strictest() -> Audience {
        let [_, _, customer] = Audience::built_in();
        customer
    }

    /// Whether a field is visible to it beyond its level.
    pub fn adds(&self, kind: Kind, key: &str) -> bool {
        self.fields.iter().any(|field| match field.split_once('.') {
            Some((of_kind, name)) => of_kind == kind.name() && name == key,
            None => field == key,
        })
    }

    /// Whether an entry of [`Audience::fields`] names a field.
    pub fn can_add(name: &str, dictionary: &'static Dictionary) -> bool {
        let (kind, key) = name.split_once('.').unwrap_or(("", name));
        let kinds = Kind::ALL.into_iter().filter(|known| *known != Kind::Site);
        let mut kinds = kinds.filter(|known| kind.is_empty() || known.name() == kind);
        kinds.any(|kind| dictionary.schema(kind).field(key).is_some())
    }

    /// Whether it sees everything.
    pub fn is_owner(&self) -> bool {
        self.level == Level::Private
    }
}

/// The day, reader and language of a build.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Viewpoint {
    /// The fields of the notes.
    pub dictionary: &'static Dictionary,
    /// The day that counts as today.
    pub as_of: Date,
    /// The reader.
    pub audience: Audience,
    /// The language.
    pub language: Language,
}
