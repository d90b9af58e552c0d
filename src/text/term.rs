//! A term of the program in a diagnostic, in all languages: the reader of the diagnostic decides which is shown.

use super::Language;
use std::fmt::Display;
use std::sync::Arc;

/// Words of the program in all its languages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(Arc<[String]>);

impl Term {
    /// Returns the term with the words of each language.
    pub fn each(words: impl Fn(Language) -> String) -> Term {
        Term(Language::all_with_pseudo().map(words).collect())
    }

    /// Returns words that are the same in every language, such as what a library says.
    pub fn same(words: &str) -> Term {
        Term::each(|_| words.to_owned())
    }

    /// Returns a phrase of the catalogs.
    pub fn phrase(key: &str) -> Term {
        Term::each(|language| language.phrase(key).to_owned())
    }

    /// Returns a phrase of the catalogs with its placeholders replaced by values, which are the same in all languages.
    pub fn phrase_with(key: &str, values: &[(&str, &dyn Display)]) -> Term {
        Term::each(|language| language.phrase_with(key, values))
    }

    /// Returns the words in a language.
    pub fn of(&self, language: Language) -> &str {
        let index = language.index().min(self.0.len().saturating_sub(1));
        self.0.get(index).map_or("", String::as_str)
    }

    /// Iterates over the words in all languages.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}
