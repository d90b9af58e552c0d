//! The words of the pages, from `strings.yaml` and `alerts.yaml`: each in both languages.

use crate::text::{Code, Diagnostic, Language, Source, Span, fill};
use std::collections::BTreeMap;
use std::fmt::Display;

/// The words of the pages in one language.
#[derive(Debug, Default)]
pub struct Strings(BTreeMap<String, String>);

/// A key with its words by language tag.
type Table = BTreeMap<String, BTreeMap<String, String>>;

impl Strings {
    /// The built-in words, with a theme's own in the place of those of the same key.
    pub(super) fn of<'s>(
        own: impl Iterator<Item = &'s Source>,
        language: Language,
        found: &mut Vec<Diagnostic>,
    ) -> Strings {
        let mut table = built_in();
        for source in own {
            match serde_yaml::from_str::<Table>(&source.text) {
                Ok(own) => table.extend(own),
                Err(error) => {
                    found.push(unreadable(source, &error));
                }
            }
        }
        let tag = language.pick("zh", "en");
        let one = |(key, words): (String, BTreeMap<String, String>)| {
            let text = words
                .get(tag)
                .or_else(|| words.values().next())
                .cloned()
                .unwrap_or_default();
            (key, text)
        };
        Strings(table.into_iter().map(one).collect())
    }

    /// The words of a key; the key itself where there are none.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The words of a key with values in the place of its `{…}`.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), |name| {
            values
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| *value)
        })
    }

    /// The words of a key with numbers, or anything else that can be shown, in the place of its `{…}`.
    pub fn with_each(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let shown: Vec<(&str, String)> = values
            .iter()
            .map(|(name, value)| (*name, value.to_string()))
            .collect();
        let shown: Vec<(&str, &str)> = shown
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.with(key, &shown)
    }

    /// All words, for the templates.
    pub(super) fn all(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

/// The built-in words, in both languages.
fn built_in() -> Table {
    let read = |text: &&str| -> Table {
        serde_yaml::from_str(text).expect("the built-in words are part of the program and tested")
    };
    super::built_in::STRINGS.iter().flat_map(read).collect()
}

fn unreadable(source: &Source, error: &serde_yaml::Error) -> Diagnostic {
    let problem = error.to_string();
    let at = error.location().map(|place| place.index());
    let found = match at {
        Some(at) => Diagnostic::at(Code::ThemeError, source, Span::new(at, at)),
        None => Diagnostic::of_file(Code::ThemeError, source),
    };
    found.with_ours("problem", problem.clone(), problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_string_has_both_languages_and_the_same_places() {
        for (key, words) in built_in() {
            let places = |tag: &str| {
                let mut places: Vec<String> = words[tag]
                    .split('{')
                    .skip(1)
                    .map(|part| part.split('}').next().unwrap().to_owned())
                    .collect();
                places.sort();
                places
            };
            assert_eq!(words.len(), 2, "{key}");
            assert_eq!(places("zh"), places("en"), "{key}");
        }
    }
}
