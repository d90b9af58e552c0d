//! Sensitivity: who may see a thing.

use crate::text::{Language, fold};

/// How far a thing may travel; `Public < Internal < Private`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Level {
    /// May be shown to the customer.
    Public,
    /// Stays in the house; what nobody marked is internal.
    #[default]
    Internal,
    /// For the owner of the notes alone.
    Private,
}

impl Level {
    /// Reads the key of the enum `sensitivity`.
    pub fn from_key(key: &str) -> Option<Level> {
        match key {
            "public" => Some(Level::Public),
            "internal" => Some(Level::Internal),
            "private" => Some(Level::Private),
            _ => None,
        }
    }

    /// Reads the key or the Chinese label, in any case and width of letters.
    pub fn from_word(word: &str) -> Option<Level> {
        let word = fold(word);
        let is = |level: &Level| {
            let names = [Language::Chinese, Language::English].map(|language| level.name(language));
            names.contains(&word.as_ref())
        };
        Level::ALL.into_iter().find(is)
    }

    /// All levels, the widest first.
    pub const ALL: [Level; 3] = [Level::Public, Level::Internal, Level::Private];

    /// What it is called.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Level::Public => language.pick("公开", "public"),
            Level::Internal => language.pick("内部", "internal"),
            Level::Private => language.pick("私密", "private"),
        }
    }
}
