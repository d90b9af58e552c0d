//! Sensitivity levels: who may see a value.

use crate::text::{Language, fold};
use std::sync::LazyLock;

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
        /// Names and keys, folded for comparison: many words of every note are compared with them.
        static NAMES: LazyLock<Vec<(String, Level)>> = LazyLock::new(|| {
            let names_of = |level: Level| {
                let names = Language::all().map(move |language| level.name(language));
                let folded = names.map(|name| fold(name).into_owned());
                let all = folded.chain([level.key().to_owned()]);
                all.map(move |name| (name, level))
            };
            Level::ALL.into_iter().flat_map(names_of).collect()
        });
        let name = fold(name);
        let mut names = NAMES.iter();
        names
            .find(|(known, _)| *known == name)
            .map(|(_, level)| *level)
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
