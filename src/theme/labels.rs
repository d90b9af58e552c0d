//! What fields, choices and questions of the forms are called in a further language, from `labels.yaml` of a theme: by
//! what they are called in English.

use super::strings::{Missing, Tongue, unreadable};
use crate::forms::{dictionary, labels};
use crate::text::{Code, Diagnostic, Language, Source, Span};
use std::collections::BTreeMap;

/// The file of a theme that holds them.
pub(super) const FILE: &str = "labels.yaml";

/// The labels of a further language by the English ones; none where the pages are in one of the two of the program.
#[derive(Debug, Default)]
pub struct Labels(BTreeMap<String, String>);

/// The labels by language tag and English label.
type Table = BTreeMap<String, BTreeMap<String, String>>;

impl Labels {
    /// The labels of a theme, of its files by name, in the language of the pages. What they lack is reported, as are
    /// labels that no form has.
    pub(super) fn of(
        own: &[(String, Source)],
        tongue: &Tongue<'_>,
        found: &mut Vec<Diagnostic>,
    ) -> Labels {
        let Some(tag) = tongue.further else {
            return Labels::default();
        };
        let file = own.iter().find(|(name, _)| name == FILE);
        let worded = file.map(|(_, file)| worded(file, tag, found));
        let worded = worded.unwrap_or_default();
        let known = labels(dictionary(), Language::English);
        if let Some((_, file)) = file {
            let strange = worded.keys().filter(|key| !known.contains(key.as_str()));
            found.extend(strange.map(|key| of_no_form(file, key)));
        }
        // Where there is no such file yet, the words that make the language say what it would hold.
        let words = own
            .iter()
            .find(|(name, _)| super::built_in::holds_words(name));
        if let Some((_, source)) = file.or(words) {
            let lacking = known.into_iter().filter(|key| !worded.contains_key(*key));
            found.extend(Missing::OfForms.told(source, FILE, lacking, tongue));
        }
        Labels(worded)
    }

    /// What is said on a page in the place of a label of one of the two languages.
    pub fn said<'a>(&'a self, label: &'a str) -> &'a str {
        self.0.get(label).map_or(label, String::as_str)
    }
}

fn worded(file: &Source, tag: &str, found: &mut Vec<Diagnostic>) -> BTreeMap<String, String> {
    match serde_yaml::from_str::<Table>(&file.text) {
        Ok(mut table) => table.remove(tag).unwrap_or_default(),
        Err(error) => {
            found.push(unreadable(file, &error));
            BTreeMap::new()
        }
    }
}

fn of_no_form(file: &Source, label: &str) -> Diagnostic {
    let is_key = |at: usize| {
        let after = file.text.get(at + label.len()..).unwrap_or_default();
        after.trim_start_matches(['"', '\'', ' ']).starts_with(':')
    };
    let mut places = file.text.match_indices(label).map(|(at, _)| at);
    let found = match places.find(|at| is_key(*at)) {
        Some(at) => Diagnostic::at(Code::UnknownLabel, file, Span::new(at, at + label.len())),
        None => Diagnostic::of_file(Code::UnknownLabel, file),
    };
    found.with("value", label)
}
