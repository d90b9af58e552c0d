//! What fields, choices and questions of the forms are called in a further language, from `labels.yaml` of a theme: by
//! what they are called in English.

use super::strings::{Locale, Missing, speaking, theme_of};
use super::word_list::{Example, Under, WordList, Words, wrong};
use crate::forms::{dictionary, labels};
use crate::note::tree_of;
use crate::text::{Code, Diagnostic, Language, Source, nearest};
use std::collections::{BTreeMap, BTreeSet};

/// The file of a theme that holds them.
pub(super) const FILE: &str = "labels.yaml";
/// How it looks.
const EXAMPLE: Example = ("de: {Tier: Kategorie}", "de: {Tier: Kategorie}");

/// The labels of a further language by the English ones; none where the pages are in one of the two of the program.
#[derive(Debug, Default)]
pub struct Labels(BTreeMap<String, String>);

impl Labels {
    /// The labels of a theme, of its files by name, in the language of the pages. What they lack is reported, as are
    /// labels that no form has.
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
        let mut worded = BTreeMap::new();
        let before = found.len();
        if let Some(file) = file {
            let mut list = WordList::of(file, EXAMPLE);
            found.append(&mut list.found);
            for entry in list.entries {
                match entry.key == tag {
                    true => worded = of_language(file, entry.value, (tag, &known), found),
                    false => found.extend(no_language(file, &entry, tag, &known)),
                }
            }
        }
        let is_wrong =
            |one: &Diagnostic| matches!(one.code, Code::UnreadableWords | Code::WrongWords);
        // What is wrong with the file as a whole is told once.
        let is_read = !found.iter().skip(before).any(is_wrong);
        let at = file.or_else(|| speaking(own)).filter(|_| is_read);
        if let Some(source) = at {
            let lacking = known.into_iter().filter(|key| !worded.contains_key(*key));
            found.extend(Missing::OfForms.told(source, FILE, lacking, locale));
        }
        Labels(worded)
    }

    /// What is said on a page in the place of a label of one of the two languages.
    pub fn said<'a>(&'a self, label: &'a str) -> &'a str {
        self.0.get(label).map_or(label, String::as_str)
    }
}

/// Whether a file is for a language, though nothing in it may be translated yet, or would be if it could be read.
pub(super) fn speaks(file: &Source, tag: &str) -> bool {
    let list = WordList::of(file, EXAMPLE);
    let known = labels(dictionary(), Language::English);
    let mut entries = list.entries.iter();
    let mut is_wrong = || entries.any(|entry| no_language(file, entry, tag, &known).is_some());
    list.is_wrong() || has_key(file, tag) || is_wrong()
}

/// Whether a language stands in a file, with or without words.
fn has_key(file: &Source, tag: &str) -> bool {
    let tree = tree_of(file).ok().flatten();
    let entries = tree.as_ref().and_then(|root| root.entries());
    entries.is_some_and(|entries| entries.iter().any(|(key, _)| key.text() == Some(tag)))
}

/// The labels that a file has in a language.
pub(super) fn worded(file: &Source, tag: &str) -> BTreeMap<String, String> {
    let entries = WordList::of(file, EXAMPLE).entries.into_iter();
    let of_language = entries.filter(|entry| entry.key == tag);
    let labels = of_language.flat_map(|entry| entry.value);
    labels.map(|label| (label.key, label.value.text)).collect()
}

/// The labels under a language; those that no form has are told.
fn of_language(
    file: &Source,
    written: Vec<Under<Words>>,
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
            found.push(unknown.maybe("nearest", near));
        }
    }
    let written = written.into_iter();
    written.map(|label| (label.key, label.value.text)).collect()
}

/// What is wrong where a language should stand and something else does: what a form says, or a name of a language that no
/// page is asked for in. Tags of other languages are for other sites.
fn no_language(
    file: &Source,
    entry: &Under<Vec<Under<Words>>>,
    tag: &str,
    known: &BTreeSet<&str>,
) -> Option<Diagnostic> {
    let first = entry.key.split('-').next().unwrap_or_default();
    let is_tag = matches!(first.len(), 2 | 3) && first.bytes().all(|one| one.is_ascii_lowercase());
    let problem = match known.contains(entry.key.as_str()) {
        true => (
            "先写语言，下面才是各个名称",
            "the language comes first, and the names below it",
        ),
        false if entry.key == tag || is_tag => return None,
        false => (
            "这里写语言的代号，和 `site.yaml` 里的一样",
            "a language stands here by its tag, as in `site.yaml`",
        ),
    };
    let example = EXAMPLE.1.replace("de", tag);
    Some(wrong(file, entry.span, problem, (&example, &example)))
}
