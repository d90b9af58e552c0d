//! A text in the languages of the program.

use super::{Language, marked};
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A text in the languages of the program, written `{zh: …, en: …, ja: …}`. English stands in for a language that is
/// missing.
#[derive(Clone, Debug)]
pub struct Translated {
    /// By the position of the language.
    texts: Vec<Option<String>>,
    english: String,
    pseudo: OnceLock<String>,
}

/// Why texts are not a translated text.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TranslationError {
    /// A text has a key that is not that of a language.
    #[error("`{key}` is not a language of the program")]
    UnknownLanguage {
        /// The key.
        key: String,
    },
    /// The text that stands in for others is missing.
    #[error("the English text is missing")]
    NoEnglish,
}

impl Translated {
    /// Creates it from texts by the key of their language.
    ///
    /// # Errors
    /// A key is not that of a language, or the English text is missing.
    pub fn from_texts(mut texts: BTreeMap<String, String>) -> Result<Translated, TranslationError> {
        let all: Vec<Option<String>> = Language::all()
            .map(|language| texts.remove(language.key()))
            .collect();
        if let Some((key, _)) = texts.pop_first() {
            return Err(TranslationError::UnknownLanguage { key });
        }
        let english = all.get(Language::ENGLISH.index()).cloned().flatten();
        let english = english.ok_or(TranslationError::NoEnglish)?;
        Ok(Translated {
            texts: all,
            english,
            pseudo: OnceLock::new(),
        })
    }

    /// Returns the text in a language, else in English.
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::PSEUDO => self.pseudo.get_or_init(|| marked(&self.english)),
            _ => self.written(language).unwrap_or(&self.english),
        }
    }

    /// Returns the text as written in a language; `None` if it is not.
    pub fn written(&self, language: Language) -> Option<&str> {
        self.texts.get(language.index())?.as_deref()
    }

    /// Iterates over the texts as written, in the order of the languages.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().flatten().map(String::as_str)
    }
}

impl<'de> Deserialize<'de> for Translated {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Translated, D::Error> {
        let texts = BTreeMap::deserialize(deserializer)?;
        Translated::from_texts(texts).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str) -> Result<Translated, serde_yaml::Error> {
        serde_yaml::from_str(yaml)
    }

    #[test]
    fn english_stands_in_for_what_is_missing() {
        let text = read("{en: '{count} notes'}").unwrap();
        assert_eq!(text.of(Language::CHINESE), "{count} notes");
        assert_eq!(text.of(Language::PSEUDO), "{count}⟦ notes⟧");
        assert_eq!(text.written(Language::CHINESE), None);
    }

    #[test]
    fn a_language_that_the_program_does_not_have_is_an_error() {
        assert!(read("{zh: 笔记, en: note, xx: Notiz}").is_err());
        assert!(read("{zh: 笔记}").is_err());
    }
}
