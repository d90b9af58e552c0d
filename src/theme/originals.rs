//! What a theme of one's own begins with: files of the built-in theme, and the words that it lacks in a language.

use super::built_in::{FILES, STRINGS, holds_words};
use super::{folder_of, labels, strings};
use crate::forms::{dictionary, labels as labels_of};
use crate::text::{Language, Source};
use serde_yaml::{Mapping, Value};
use std::collections::BTreeSet;

/// The file that words of the pages are put into.
const WORDS: &str = "strings.yaml";

/// The names of the files of the built-in theme.
pub fn originals() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(name, _)| *name)
}

/// A file of the built-in theme.
pub fn original(name: &str) -> Option<&'static str> {
    let file = FILES.iter().find(|(known, _)| *known == name);
    file.map(|(_, text)| *text)
}

/// The words that a theme lacks in a language, as files to fill in: name and text. Each line begins with `#`, so that
/// what nobody has translated yet still counts as missing. Of Chinese and English a theme may word the pages anew; what
/// the forms say in them is the program's.
pub fn to_translate(theme: &str, sources: &[Source], tag: &str) -> Vec<(&'static str, String)> {
    let folder = folder_of(Some(theme));
    let own: Vec<(&str, &Source)> = sources
        .iter()
        .filter_map(|source| Some((source.path.strip_prefix(&folder)?, source)))
        .collect();
    let language = Language::from_tag(tag);
    let mut files = vec![(WORDS, words(tag, language, &own))];
    if language.is_none() {
        files.push((labels::FILE, names(tag, &own)));
    }
    files.retain(|(_, text)| !text.is_empty());
    files
}

fn words(tag: &str, language: Option<Language>, own: &[(&str, &Source)]) -> String {
    let own = own.iter().filter(|(name, _)| holds_words(name));
    let worded: BTreeSet<String> = own
        .flat_map(|(_, source)| strings::worded(source, tag))
        .collect();
    let shown = language.unwrap_or(Language::English).pick("zh", "en");
    let mut text = String::new();
    // In the order of the files: what stands together on a page stands together there.
    for table in STRINGS {
        let table: Mapping = serde_yaml::from_str(table).unwrap_or_default();
        for (key, words) in &table {
            let words = words.get(shown).and_then(Value::as_str);
            let (Some(key), Some(words)) = (key.as_str(), words) else {
                continue;
            };
            if !worded.contains(key) {
                text.push_str(&format!("#{key}: {{{tag}: {}}}\n", quoted(words)));
            }
        }
    }
    text
}

fn names(tag: &str, own: &[(&str, &Source)]) -> String {
    let own = own.iter().find(|(name, _)| *name == labels::FILE);
    let worded = own.map(|(_, source)| labels::worded(source, tag));
    let worded = worded.unwrap_or_default();
    let lacking = labels_of(dictionary(), Language::English).into_iter();
    let lacking = lacking
        .filter(|label| !worded.contains_key(*label))
        .map(quoted);
    let lines: String = lacking
        .map(|label| format!("#  {label}: {label}\n"))
        .collect();
    match lines.is_empty() {
        true => lines,
        false => format!("{tag}:\n{lines}"),
    }
}

/// Words between quotation marks, as YAML and JSON both read them.
fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}
