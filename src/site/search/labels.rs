//! Numbered field labels: in the index a field begins with one character that stands for its label.

use crate::forms::{Kind, Labelled, Schema, dictionary};
use crate::text::Language;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The first of the characters that stand for labels. Texts never contain the private use area that it begins.
pub(crate) const FIRST_MARK: char = '\u{e000}';

/// All labels in a language.
pub(crate) struct Labels {
    /// The labels by number. The first is empty, for the text of a note.
    pub all: Vec<&'static str>,
    numbers: HashMap<&'static str, u32>,
}

impl Labels {
    /// The labels of a language.
    pub fn of(language: Language) -> &'static Labels {
        static CHINESE: OnceLock<Labels> = OnceLock::new();
        static ENGLISH: OnceLock<Labels> = OnceLock::new();
        let known = match language {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        };
        known.get_or_init(|| Labels::collect(language))
    }

    /// The character that stands for a label; that of a note's text for anything that is not a field.
    pub fn mark(&self, label: &str) -> char {
        let number = self.numbers.get(label).copied().unwrap_or_default();
        char::from_u32(u32::from(FIRST_MARK) + number).unwrap_or(FIRST_MARK)
    }

    fn collect(language: Language) -> Labels {
        let mut labels = Labels {
            all: vec![""],
            numbers: HashMap::new(),
        };
        for kind in Kind::ALL {
            labels.add(dictionary().schema(kind), language);
        }
        labels
    }

    fn add(&mut self, schema: &'static Schema, language: Language) {
        for field in &schema.fields {
            let label = field.label(language);
            if !self.numbers.contains_key(label) {
                let number = u32::try_from(self.all.len()).unwrap_or_default();
                self.numbers.insert(label, number);
                self.all.push(label);
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

    #[test]
    fn every_label_has_a_mark_of_its_own() {
        for language in [Language::Chinese, Language::English] {
            let labels = Labels::of(language);
            assert!(labels.all.len() < 0xf8ff - 0xe000, "{}", labels.all.len());
            let marks: std::collections::BTreeSet<char> =
                labels.all.iter().map(|label| labels.mark(label)).collect();
            assert_eq!(marks.len(), labels.all.len());
        }
    }
}
