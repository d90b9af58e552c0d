//! Lists that notes and templates draw on, in the languages that have them.

use super::Dictionary;
use super::dictionary_error::{DictionaryError, Result};
use crate::text::{Language, marked};
use serde_yaml::{Mapping, Value};
use std::collections::{BTreeMap, HashMap};

/// The lists of the dictionary.
#[derive(Debug)]
pub(super) struct Lists {
    /// In Chinese, as on the paper forms.
    written: Mapping,
    /// Those that are translated, by language.
    translated: HashMap<Language, Mapping>,
}

impl Lists {
    /// Takes lists as they are in `forms.yaml`; those of the pseudo-language are made of the English ones.
    ///
    /// # Errors
    /// Names a language that the program does not have.
    pub fn of(written: Mapping, raw: BTreeMap<String, Mapping>) -> Result<Lists> {
        let mut translated = HashMap::new();
        for (key, lists) in raw {
            let language = Language::from_key(&key)
                .ok_or_else(|| DictionaryError::unknown("language", &key))?;
            if language == Language::ENGLISH {
                translated.insert(Language::PSEUDO, marked_fields(&lists));
            }
            translated.insert(language, lists);
        }
        Ok(Lists {
            written,
            translated,
        })
    }

    /// Returns a list as on the paper forms.
    pub fn written(&self, name: &str) -> Option<&Value> {
        self.written.get(name)
    }

    fn in_language(&self, name: &str, language: Language) -> Option<&Value> {
        self.translated.get(&language)?.get(name)
    }
}

impl Dictionary {
    /// Returns all lists as on the paper forms, in Chinese.
    pub fn lists(&self) -> &Mapping {
        &self.lists.written
    }

    /// Returns the items of a list in a language; as in English, or as in Chinese, if they have not been translated.
    pub fn list(&self, name: &str, language: Language) -> &[Value] {
        let lists = &self.lists;
        let translated = match language {
            Language::CHINESE => None,
            _ => lists
                .in_language(name, language)
                .or_else(|| lists.in_language(name, Language::ENGLISH)),
        };
        let items = translated.or_else(|| lists.written(name));
        items
            .and_then(Value::as_sequence)
            .map_or(&[], Vec::as_slice)
    }
}

fn marked_fields(fields: &Mapping) -> Mapping {
    let marked_field = |(key, value): (&Value, &Value)| {
        // A department is listed by its key, which is no word.
        let is_key = key.as_str() == Some("department");
        let value = if is_key {
            value.clone()
        } else {
            marked_value(value)
        };
        (key.clone(), value)
    };
    fields.iter().map(marked_field).collect()
}

fn marked_value(value: &Value) -> Value {
    match value {
        Value::Mapping(fields) => Value::Mapping(marked_fields(fields)),
        Value::Sequence(items) => Value::Sequence(items.iter().map(marked_value).collect()),
        Value::String(words) => marked(words).into(),
        other => other.clone(),
    }
}
