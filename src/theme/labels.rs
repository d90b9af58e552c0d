//! What fields, choices and questions of the forms are called in a further language, from `labels.yaml` of a theme: by
//! what they are called in English.

use super::strings::{Missing, Tongue, speaking, theme_of, unreadable};
use crate::forms::{dictionary, labels};
use crate::text::{Code, Diagnostic, Language, Source, Span};
use std::collections::BTreeMap;

/// The file of a theme that holds them.
pub(super) const FILE: &str = "labels.yaml";

/// The labels of a further language by the English ones; none where the pages are in one of the two of the program.
#[derive(Debug, Default)]
pub struct Labels(BTreeMap<String, String>);

/// The labels by language tag and English label; a language may have none yet.
type Table = BTreeMap<String, Option<BTreeMap<String, String>>>;

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
        let worded = file.map(|(_, file)| {
            worded(file, tag).unwrap_or_else(|error| {
                found.push(unreadable(file, &error));
                BTreeMap::new()
            })
        });
        let worded = worded.unwrap_or_default();
        let known = labels(dictionary(), Language::English);
        if let Some((_, file)) = file {
            let strange = worded.keys().filter(|key| !known.contains(key.as_str()));
            found.extend(strange.map(|key| of_no_form(file, key, tag)));
        }
        if let Some(source) = file.map(|(_, file)| file).or_else(|| speaking(own)) {
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

/// Whether a file is for a language, though nothing in it may be translated yet.
pub(super) fn speaks(file: &Source, tag: &str) -> bool {
    let table: Result<Option<Table>, _> = serde_yaml::from_str(&file.text);
    table.is_ok_and(|table| table.is_some_and(|table| table.contains_key(tag)))
}

/// The labels that a file has in a language.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn worded(
    file: &Source,
    tag: &str,
) -> Result<BTreeMap<String, String>, serde_yaml::Error> {
    let table: Option<Table> = serde_yaml::from_str(&file.text)?;
    let of_language = table.and_then(|mut table| table.remove(tag).flatten());
    Ok(of_language.unwrap_or_default())
}

fn of_no_form(file: &Source, label: &str, tag: &str) -> Diagnostic {
    let is_key = |at: usize| {
        let after = file.text.get(at + label.len()..).unwrap_or_default();
        after.trim_start_matches(['"', '\'', ' ']).starts_with(':')
    };
    let mut places = file.text.match_indices(label).map(|(at, _)| at);
    let found = match places.find(|at| is_key(*at)) {
        Some(at) => Diagnostic::at(Code::UnknownLabel, file, Span::new(at, at + label.len())),
        None => Diagnostic::of_file(Code::UnknownLabel, file),
    };
    found
        .with("value", label)
        .with("language", tag)
        .with("theme", theme_of(file))
}
