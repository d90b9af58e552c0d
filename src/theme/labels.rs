//! Labels of fields, choices, questions and forms in a further language, from `labels.yaml` of a theme, by their keys.

use super::catalog::{Locale, Missing, file_to_report, theme_of};
use super::catalog_file::{CatalogFile, Keyed, Text, wrong_entry};
use crate::forms::{Dictionary, Labelled, Labels as KnownLabels, labels};
use crate::note::tree_of;
use crate::text::{Code, Diagnostic, Language, Source, Term, fold, nearest};
use std::collections::BTreeMap;

/// The file of a theme with the labels.
pub(super) const FILE: &str = "labels.yaml";

/// The labels of a further language by their keys; empty if the pages are in a language of the program.
#[derive(Debug, Default)]
pub struct Labels(BTreeMap<String, String>);

impl Labels {
    /// Reads the labels of a theme, from its files by name, in the language of the pages. Missing and unknown labels
    /// are reported.
    pub(super) fn of(
        own: &[(String, Source)],
        locale: &Locale<'_>,
        dictionary: &'static Dictionary,
        found: &mut Vec<Diagnostic>,
    ) -> Labels {
        let Some(tag) = locale.further else {
            return Labels::default();
        };
        let file = own.iter().find(|(name, _)| name == FILE);
        let file = file.map(|(_, file)| file);
        let known = labels(dictionary, Language::ENGLISH);
        let mut translated = BTreeMap::new();
        let before = found.len();
        if let Some(file) = file {
            let mut list = CatalogFile::of(file, example("de"));
            found.append(&mut list.found);
            for entry in list.entries {
                match entry.key == tag {
                    true => translated = of_language(file, entry.value, (tag, &known), found),
                    false => found.extend(not_a_language(file, &entry, tag, &known)),
                }
            }
        }
        let is_wrong =
            |one: &Diagnostic| matches!(one.code, Code::UnreadableWords | Code::WrongWords);
        // A problem with the file as a whole is reported once.
        let is_read = !found.iter().skip(before).any(is_wrong);
        let at = file.or_else(|| file_to_report(own)).filter(|_| is_read);
        if let Some(source) = at {
            let keys = known.keys().map(String::as_str);
            let lacking = keys.filter(|key| !translated.contains_key(*key));
            found.extend(Missing::OfForms.report(source, FILE, lacking, locale));
        }
        Labels(translated)
    }

    /// Returns the label of something of the forms: the translation, else the program's in a language.
    pub fn of_one<'a>(&'a self, one: &'a (impl Labelled + ?Sized), language: Language) -> &'a str {
        let translated = || self.0.get(one.label_key().as_ref());
        let translated = (!self.0.is_empty()).then(translated).flatten();
        translated.map_or_else(|| one.label(language), String::as_str)
    }

    /// Returns the translation of the label with a key, if there is one.
    pub fn translated(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }
}

/// Returns whether a file is meant for a language, even if nothing in it is translated yet, or cannot be read and might
/// be.
pub(super) fn supports(file: &Source, tag: &str, dictionary: &'static Dictionary) -> bool {
    let list = CatalogFile::of(file, example("de"));
    let known = labels(dictionary, Language::ENGLISH);
    let mut entries = list.entries.iter();
    let mut is_wrong = || entries.any(|entry| not_a_language(file, entry, tag, &known).is_some());
    list.is_wrong() || has_key(file, tag) || is_wrong()
}

/// Returns whether a file has the key of a language, with or without labels.
fn has_key(file: &Source, tag: &str) -> bool {
    let tree = tree_of(file).ok().flatten();
    let entries = tree.as_ref().and_then(|root| root.entries());
    entries.is_some_and(|entries| entries.iter().any(|(key, _)| key.text() == Some(tag)))
}

/// Returns the labels of a file in a language.
pub(super) fn translated(file: &Source, tag: &str) -> BTreeMap<String, String> {
    let entries = CatalogFile::of(file, example("de")).entries.into_iter();
    let of_language = entries.filter(|entry| entry.key == tag);
    let labels = of_language.flat_map(|entry| entry.value);
    labels.map(|label| (label.key, label.value.text)).collect()
}

/// Returns the labels under a language; unknown ones are reported.
fn of_language(
    file: &Source,
    written: Vec<Keyed<Text>>,
    (tag, known): (&str, &KnownLabels),
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    for label in &written {
        if !known.contains_key(label.key.as_str()) {
            let unknown = Diagnostic::at(Code::UnknownLabel, file, label.span)
                .with("value", &label.key)
                .with("language", tag)
                .with("theme", theme_of(file));
            let unknown = unknown.with_optional("nearest", key_near(&label.key, known));
            let renamed = keys_of_label(&label.key, known);
            found.push(match renamed.is_empty() {
                true => unknown,
                false => unknown.with("keys", renamed.join(", ")),
            });
        }
    }
    let written = written.into_iter();
    written.map(|label| (label.key, label.value.text)).collect()
}

/// Returns the keys of an English label, under which labels were translated in earlier versions.
fn keys_of_label(label: &str, known: &KnownLabels) -> Vec<String> {
    let label = fold(label);
    let with_label = known.iter().filter(|(_, known)| fold(known) == label);
    with_label.map(|(key, _)| format!("`{key}`")).collect()
}

/// Returns the key nearest to a word, or the key of the nearest label.
fn key_near<'k>(word: &str, known: &'k KnownLabels) -> Option<&'k str> {
    let near = nearest(word, known.keys().map(String::as_str));
    near.or_else(|| {
        let label = nearest(word, known.values().copied())?;
        let mut keys = known.iter().filter(|(_, known)| **known == label);
        keys.next().map(|(key, _)| key.as_str())
    })
}

/// Returns an example of the lines of the file.
fn example(tag: &str) -> Term {
    Term::phrase_with("theme.example-label", &[("language", &tag)])
}

/// Reports a key that should be a language tag and is not: a label of a form, or the name of a language. Tags of other
/// languages are for other sites.
fn not_a_language(
    file: &Source,
    entry: &Keyed<Vec<Keyed<Text>>>,
    tag: &str,
    known: &KnownLabels,
) -> Option<Diagnostic> {
    let first = entry.key.split('-').next().unwrap_or_default();
    let is_tag = matches!(first.len(), 2 | 3) && first.bytes().all(|one| one.is_ascii_lowercase());
    let is_label = known.contains_key(entry.key.as_str());
    let problem = match is_label || !keys_of_label(&entry.key, known).is_empty() {
        true => "theme.language-first",
        false if entry.key == tag || is_tag => return None,
        false => "theme.not-a-language",
    };
    Some(wrong_entry(file, entry.span, problem, example(tag)))
}
