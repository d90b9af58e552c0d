//! Labels of fields, choices and questions of the forms in a further language, from `labels.yaml` of a theme, where the
//! English label is the key.

use super::catalog::{Locale, Missing, file_to_report, theme_of};
use super::catalog_file::{CatalogFile, Example, Keyed, Text, wrong_entry};
use crate::forms::{dictionary, labels};
use crate::note::tree_of;
use crate::text::{Code, Diagnostic, Language, Source, nearest};
use std::collections::{BTreeMap, BTreeSet};

/// The file of a theme with the labels.
pub(super) const FILE: &str = "labels.yaml";
/// An example of its lines.
const EXAMPLE: Example = ("de: {Tier: Kategorie}", "de: {Tier: Kategorie}");

/// The labels of a further language by the English ones; empty if the pages are in Chinese or English.
#[derive(Debug, Default)]
pub struct Labels(BTreeMap<String, String>);

impl Labels {
    /// Reads the labels of a theme, from its files by name, in the language of the pages. Missing and unknown labels
    /// are reported.
    pub(super) fn of(
        own: &[(String, Source)],
        locale: &Locale<'_>,
        found: &mut Vec<Diagnostic>,
    ) -> Labels {
        let Some(tag) = locale.further else {
            return Labels::default();
        };
        let file = own.iter().find(|(name, _)| name == FILE);
        let file = file.map(|(_, file)| file);
        let known = labels(dictionary(), Language::English);
        let mut translated = BTreeMap::new();
        let before = found.len();
        if let Some(file) = file {
            let mut list = CatalogFile::of(file, EXAMPLE);
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
            let lacking = known
                .into_iter()
                .filter(|key| !translated.contains_key(*key));
            found.extend(Missing::OfForms.report(source, FILE, lacking, locale));
        }
        Labels(translated)
    }

    /// Returns the translation of a label; the label itself if there is none.
    pub fn translate<'a>(&'a self, label: &'a str) -> &'a str {
        self.0.get(label).map_or(label, String::as_str)
    }
}

/// Returns whether a file is meant for a language, even if nothing in it is translated yet, or cannot be read and might
/// be.
pub(super) fn supports(file: &Source, tag: &str) -> bool {
    let list = CatalogFile::of(file, EXAMPLE);
    let known = labels(dictionary(), Language::English);
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
    let entries = CatalogFile::of(file, EXAMPLE).entries.into_iter();
    let of_language = entries.filter(|entry| entry.key == tag);
    let labels = of_language.flat_map(|entry| entry.value);
    labels.map(|label| (label.key, label.value.text)).collect()
}

/// Returns the labels under a language; unknown ones are reported.
fn of_language(
    file: &Source,
    written: Vec<Keyed<Text>>,
    (tag, known): (&str, &BTreeSet<&str>),
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    for label in &written {
        if !known.contains(label.key.as_str()) {
            let unknown = Diagnostic::at(Code::UnknownLabel, file, label.span)
                .with("value", &label.key)
                .with("language", tag)
                .with("theme", theme_of(file));
            let near = nearest(&label.key, known.iter().copied());
            found.push(unknown.with_optional("nearest", near));
        }
    }
    let written = written.into_iter();
    written.map(|label| (label.key, label.value.text)).collect()
}

/// Reports a key that should be a language tag and is not: a label of a form, or the name of a language. Tags of other
/// languages are for other sites.
fn not_a_language(
    file: &Source,
    entry: &Keyed<Vec<Keyed<Text>>>,
    tag: &str,
    known: &BTreeSet<&str>,
) -> Option<Diagnostic> {
    let first = entry.key.split('-').next().unwrap_or_default();
    let is_tag = matches!(first.len(), 2 | 3) && first.bytes().all(|one| one.is_ascii_lowercase());
    let problem = match known.contains(entry.key.as_str()) {
        true => (
            "先写语言，下面才是各个名称",
            "put the language first and its names below it",
        ),
        false if entry.key == tag || is_tag => return None,
        false => (
            "这里写语言的代号，和 `site.yaml` 里的一样",
            "a language tag belongs here, as in `site.yaml`",
        ),
    };
    let example = EXAMPLE.1.replace("de", tag);
    Some(wrong_entry(file, entry.span, problem, (&example, &example)))
}
