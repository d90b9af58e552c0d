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

    /// Parses the key or the Chinese label, in any case and width of letters.
    pub fn from_name(name: &str) -> Option<Level> {
        let name = fold(name);
        let is = |level: &Level| {
            let names = [Language::Chinese, Language::English].map(|language| level.name(language));
            names.contains(&name.as_ref())
        };
        Level::ALL.into_iter().find(is)
    }

    /// All levels, from the least to the most restricted.
    pub const ALL: [Level; 3] = [Level::Public, Level::Internal, Level::Private];

    /// Returns the name in a language.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Level::Public => language.pick("公开", "public"),
            Level::Internal => language.pick("内部", "internal"),
            Level::Private => language.pick("私密", "private"),
        }
    }
}
