//! Sensitivity levels: who may see a value.

use crate::text::{Language, fold};

/// Who may see a value; `Public < Internal < Private`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Level {
    /// The customer may see it.
    Public,
    /// Stays within the company; the default.
    #[default]
    Internal,
    /// Only the owner of the notes may see it.
    Private,
}

impl Level {
    /// Parses the key of the enum `sensitivity`.
    pub fn from_key(key: &str) -> Option<Level> {
        match key {
            "public" => Some(Level::Public),
            "internal" => Some(Level::Internal),
            "private" => Some(Level::Private),
            _ => None,
        }
    }

    /// Parses the name in any language, in any case and width of letters.
    pub fn from_name(name: &str) -> Option<Level> {
        let name = fold(name);
        let is = |level: &Level| {
            let mut names = Language::all().map(|language| level.name(language));
            names.any(|known| fold(known) == name) || level.key() == name
        };
        Level::ALL.into_iter().find(is)
    }

    /// Returns the key of the enum `sensitivity`, which is the same in every language.
    pub fn key(self) -> &'static str {
        match self {
            Level::Public => "public",
            Level::Internal => "internal",
            Level::Private => "private",
        }
    }

    /// All levels, from the least to the most restricted.
    pub const ALL: [Level; 3] = [Level::Public, Level::Internal, Level::Private];

    /// Returns the name in a language.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Level::Public => language.phrase("values.public"),
            Level::Internal => language.phrase("values.internal"),
            Level::Private => language.phrase("values.private"),
        }
    }
}
