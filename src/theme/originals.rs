//! Starting points for a site's own theme: files of the built-in theme, and the texts still to be translated into a
//! language.

use super::built_in::{CATALOGS, FILES, is_catalog};
use super::{catalog, folder_of, labels};
use crate::forms::{Dictionary, labels as labels_of};
use crate::text::{Language, Source};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeSet;

/// The file for translated texts of the pages.
const CATALOG_FILE: &str = "strings.yaml";

/// Returns the names of the files of the built-in theme.
pub fn built_in_files() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(name, _)| *name)
}

/// Returns a file of the built-in theme.
pub fn built_in_file(name: &str) -> Option<&'static str> {
    let file = FILES.iter().find(|(known, _)| *known == name);
    file.map(|(_, text)| *text)
}

/// Returns the texts that a theme lacks in a language, as files to fill in: name and text. Each line is commented out,
/// so that untranslated texts still count as missing. In a language of the program a theme may override the texts
/// of the pages, but not the labels of the forms.
pub fn missing_translations(
    theme: &str,
    sources: &[Source],
    tag: &str,
) -> Vec<(&'static str, String)> {
    let folder = folder_of(Some(theme));
    let own: Vec<(&str, &Source)> = sources
        .iter()
        .filter_map(|source| Some((source.path.strip_prefix(&folder)?, source)))
        .collect();
    let language = Language::from_tag(tag);
    let mut files = vec![(CATALOG_FILE, missing_texts(tag, language, &own))];
    if language.is_none() {
        files.push((labels::FILE, missing_labels(tag, &own)));
    }
    files.retain(|(_, text)| !text.is_empty());
    files
}

fn missing_texts(tag: &str, language: Option<Language>, own: &[(&str, &Source)]) -> String {
    let own = own.iter().filter(|(name, _)| is_catalog(name));
    let translated: BTreeSet<String> = own
        .flat_map(|(_, source)| catalog::translated(source, tag))
        .collect();
    let shown = language.unwrap_or(Language::ENGLISH).written().key();
    let mut text = String::new();
    // In the order of the files, where texts of the same page are next to each other.
    for table in CATALOGS {
        let table: Mapping = serde_yaml::from_str(table).unwrap_or_default();
        for (key, words) in &table {
            let words = words
                .get(shown)
                .or_else(|| words.get("en"))
                .and_then(Value::as_str);
            let (Some(key), Some(words)) = (key.as_str(), words) else {
                continue;
            };
            if !translated.contains(key) {
                text.push_str(&format!("#{key}: {{{tag}: {}}}\n", quoted(words)));
            }
        }
    }
    text
}

fn missing_labels(tag: &str, own: &[(&str, &Source)]) -> String {
    let own = own.iter().find(|(name, _)| *name == labels::FILE);
    let translated = own.map(|(_, source)| labels::translated(source, tag));
    let translated = translated.unwrap_or_default();
    let lacking = labels_of(Dictionary::built_in(), Language::ENGLISH).into_iter();
    let lacking = lacking.filter(|(key, _)| !translated.contains_key(key));
    let lines: String = lacking
        .map(|(key, label)| format!("#  {key}: {}\n", quoted(label)))
        .collect();
    match lines.is_empty() {
        true => lines,
        false => format!("{tag}:\n{lines}"),
    }
}

/// Quotes a text so that both YAML and JSON can read it.
fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}
