//! Numbered field labels: in the index a field begins with one character that stands for its label.

use crate::forms::{Dictionary, Field, Kind, Labelled, PerDictionary, Schema};
use crate::html::context::RenderContext;
use crate::text::Language;
use std::collections::HashMap;

/// The first of the characters that stand for labels. Texts never contain the private use area that it begins.
pub(crate) const FIRST_MARK: char = '\u{e000}';

/// All labels in a language.
pub(crate) struct Labels {
    /// The labels by number, with a field that has it. The first is empty, for the text of a note.
    pub all: Vec<(&'static str, Option<&'static Field>)>,
    numbers: HashMap<&'static str, u32>,
}

impl Labels {
    /// The labels in the language of the pages.
    pub fn of(context: &RenderContext<'_>) -> &'static Labels {
        static ALL: PerDictionary<HashMap<Language, Labels>> = PerDictionary::new();
        let all = ALL.get(context.dictionary(), Labels::in_all_languages);
        &all[&context.language()]
    }

    /// The character that stands for a label; that of a note's text for anything that is not a field.
    pub fn mark(&self, label: &str) -> char {
        let number = self.numbers.get(label).copied().unwrap_or_default();
        char::from_u32(u32::from(FIRST_MARK) + number).unwrap_or(FIRST_MARK)
    }

    fn in_all_languages(dictionary: &'static Dictionary) -> HashMap<Language, Labels> {
        Language::all_with_pseudo()
            .map(|language| (language, Labels::collect(dictionary, language)))
            .collect()
    }

    fn collect(dictionary: &'static Dictionary, language: Language) -> Labels {
        let mut labels = Labels {
            all: vec![("", None)],
            numbers: HashMap::new(),
        };
        for kind in Kind::ALL {
            labels.add(dictionary.schema(kind), language);
        }
        labels
    }

    fn add(&mut self, schema: &'static Schema, language: Language) {
        for field in &schema.fields {
            let label = field.label(language);
            if !self.numbers.contains_key(label) {
                let number = u32::try_from(self.all.len()).unwrap_or_default();
                self.numbers.insert(label, number);
                self.all.push((label, Some(field)));
            }
            if let Some(inner) = field.value_type.schema() {
                self.add(inner, language);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Dictionary;

    #[test]
    fn every_label_has_a_mark_of_its_own() {
        for language in Language::all_with_pseudo() {
            let labels = Labels::collect(Dictionary::built_in(), language);
            assert!(labels.all.len() < 0xf8ff - 0xe000, "{}", labels.all.len());
            let marks = labels.all.iter().map(|(label, _)| labels.mark(label));
            let marks: std::collections::BTreeSet<char> = marks.collect();
            assert_eq!(marks.len(), labels.all.len());
        }
    }
}
