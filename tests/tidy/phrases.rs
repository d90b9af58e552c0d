//! The program's own words: every phrase that the code names is in a catalog, and every phrase is named.

use crate::sources::{files, literals_after};
use std::collections::BTreeSet;

/// Methods that look up a phrase.
const LOOKUPS: &[&str] = &["phrase(", "phrase_with("];

/// Names of files may look like keys: `disclosure.json`.
const FILE_NAME_ENDINGS: &[&str] = &["json", "yaml", "md", "html", "css", "js"];

#[test]
fn every_phrase_that_is_named_is_in_a_catalog() {
    let phrases = phrases();
    for file in files("src", ".rs") {
        let text = file.text_without_tests();
        let looked_up = LOOKUPS
            .iter()
            .flat_map(|opening| literals_after(text, opening));
        let named = named_phrases(text).into_iter().chain(looked_up);
        for key in named {
            assert!(phrases.contains(key), "{} names {key:?}", file.path);
        }
    }
}

#[test]
fn every_phrase_is_named() {
    let sources = files("src", ".rs");
    let named: BTreeSet<&str> = sources
        .iter()
        .flat_map(|file| named_phrases(file.text_without_tests()))
        .collect();
    let phrases = phrases();
    let unused: Vec<&String> = phrases
        .iter()
        .filter(|key| !named.contains(key.as_str()))
        .collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
}

#[test]
fn every_catalog_is_embedded() {
    let list = files("src/text", "/phrases.rs").remove(0).text;
    let list = list.split("catalogs! {").nth(1).expect("the list");
    let list = list.split('}').next().unwrap_or_default();
    let listed: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    assert_eq!(listed, catalogs());
}

/// Returns the names of the catalogs, in order.
fn catalogs() -> Vec<String> {
    let names = files("src/text/words", ".yaml");
    let names = names.iter().filter_map(|file| {
        let name = file.path.strip_prefix("src/text/words/")?;
        name.strip_suffix(".yaml").map(str::to_owned)
    });
    names.collect()
}

/// Returns the keys of all phrases, `catalog.key`. Parsing fails where a key is written twice.
fn phrases() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (file, name) in files("src/text/words", ".yaml").iter().zip(catalogs()) {
        let entries: serde_yaml::Mapping = serde_yaml::from_str(&file.text)
            .unwrap_or_else(|error| panic!("{}: {error}", file.path));
        for key in entries.keys() {
            let key = key.as_str().expect("keys are texts");
            keys.insert(format!("{name}.{key}"));
        }
    }
    keys
}

/// Returns the string literals of a text that are written like the key of a phrase.
fn named_phrases(text: &str) -> Vec<&str> {
    let catalogs = catalogs();
    let openings = catalogs.iter().map(|name| format!("\"{name}."));
    let is_part = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '-';
    let keys = openings.flat_map(|opening| {
        let starts = text.match_indices(&opening);
        let keys = starts.filter_map(|(start, opening)| {
            let literal = text[start + 1..].split('"').next()?;
            let key = &literal[opening.len() - 1..];
            let is_file = FILE_NAME_ENDINGS.contains(&key);
            (!is_file && !key.is_empty() && key.chars().all(is_part)).then_some(literal)
        });
        keys.collect::<Vec<_>>()
    });
    keys.collect()
}

/// Files with Chinese that is read and never shown, or that names files.
const READERS: &[&str] = &[
    "src/build/site_file.rs",
    "src/cli/new/request.rs",
    "src/disclosure/overlap.rs",
    "src/disclosure/words.rs",
    "src/domain/item.rs",
    "src/domain/resolve/folder.rs",
    "src/domain/resolve/unplaced.rs",
    "src/forms/moment.rs",
    "src/forms/money.rs",
    "src/note/conflict.rs",
    "src/note/markdown/fields/mod.rs",
    "src/note/markdown/fields/names.rs",
    "src/note/markdown/level_words.rs",
    "src/note/markdown/marks/heading.rs",
    "src/note/read/level.rs",
    "src/note/read/scalar.rs",
    "src/note/read/score.rs",
    "src/scaffold/starter.rs",
];

#[test]
fn chinese_is_in_catalogs_only() {
    let is_chinese = |one: char| matches!(one, '\u{4e00}'..='\u{9fff}');
    for file in files("src", ".rs") {
        if READERS.contains(&file.path.as_str()) {
            continue;
        }
        let text = file.text_without_tests();
        let code = text
            .lines()
            .map(|line| line.split("//").next().unwrap_or_default());
        for (number, line) in code.enumerate() {
            let at = number + 1;
            assert!(!line.contains(is_chinese), "{}:{at}: {line}", file.path);
        }
    }
}
