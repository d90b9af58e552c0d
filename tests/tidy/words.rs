//! Keys and words: those the code names are in the dictionary or in the theme's strings, and no string is unused.

use crate::sources::{files, literals_after};
use kafolio::forms::{Dictionary, Kind, Schema};
use std::collections::{BTreeMap, BTreeSet};

/// Methods that read a field of a record by its key.
const ACCESSORS: &[&str] = &[
    ".entry(",
    ".has(",
    ".text(",
    ".texts(",
    ".int(",
    ".moment(",
    ".money(",
    ".percent(",
    ".yes(",
    ".choice(",
    ".rank(",
    ".reference(",
    ".references(",
    ".scores(",
    ".record(",
    ".records(",
    ".map(",
    ".take(",
    ".field(",
];

/// Modules that name fields and enums by literal keys: all others use the typed fields that `domain` declares.
const MODULES_WITH_KEYS: &[&str] = &["domain", "forms", "note"];

/// Methods that look up words of the theme.
const LOOKUPS: &[&str] = &[
    "words(",
    "strings().get(",
    "strings.get(",
    ".with(",
    ".section(",
];

/// Strings whose name is computed at run time, with the place where that happens.
const COMPUTED_NAMES: &[(&str, &str)] = &[
    ("audience-", "src/html/context.rs: the name of the audience"),
    (
        "rule-",
        "tests/alerts.rs: every rule is documented, and nothing else",
    ),
    (
        "alert-",
        "tests/alerts.rs: every finding of a rule is told, and nothing else",
    ),
];

#[test]
fn every_key_that_is_read_is_in_the_dictionary() {
    let mut keys = BTreeSet::new();
    for kind in Kind::ALL {
        collect(Dictionary::built_in().schema(kind), &mut keys);
    }
    let named = files("src", ".rs").into_iter();
    for file in named.filter(|file| MODULES_WITH_KEYS.contains(&file.module())) {
        for accessor in ACCESSORS {
            for key in literals_after(file.text_without_tests(), accessor) {
                assert!(
                    keys.contains(key),
                    "{} reads {accessor}\"{key}\")",
                    file.path
                );
            }
        }
        for name in literals_after(file.text_without_tests(), ".choices(") {
            let known = keys.contains(name) || Dictionary::built_in().choices(name).is_some();
            assert!(known, "{} asks for the enum {name}", file.path);
        }
    }
}

#[test]
fn fields_and_enums_have_literal_keys_in_few_modules() {
    let others = files("src", ".rs").into_iter();
    for file in others.filter(|file| !MODULES_WITH_KEYS.contains(&file.module())) {
        for accessor in ACCESSORS {
            let keys = literals_after(file.text_without_tests(), accessor);
            assert!(
                keys.is_empty(),
                "{}: declare {keys:?} in src/domain instead of reading {accessor}…)",
                file.path
            );
        }
        let enums = literals_after(file.text_without_tests(), ".choices(");
        assert!(
            enums.is_empty(),
            "{}: use the type of {enums:?} in src/domain",
            file.path
        );
    }
}

fn collect(schema: &'static Schema, keys: &mut BTreeSet<&'static str>) {
    for field in &schema.fields {
        keys.insert(&field.key);
        if let Some(inner) = field.value_type.schema() {
            collect(inner, keys);
        }
    }
}

#[test]
fn every_type_that_declares_fields_is_checked_against_the_dictionary() {
    let count = |text: &str, line: &str| text.lines().filter(|one| one.ends_with(line)).count();
    let declared = files("src/domain", ".rs");
    let declared: usize = declared
        .iter()
        .map(|file| count(&file.text, "fields! {"))
        .sum();
    let checked = files("src/domain/fields", "tests.rs");
    let checked: usize = checked
        .iter()
        .map(|file| count(&file.text, "::DECLARED,"))
        .sum();
    assert_eq!(declared, checked);
}

#[test]
fn the_embedded_theme_matches_the_folder() {
    let listed = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/theme/built_in.rs"
    ));
    let listed = listed.expect("it is part of the repository");
    let list = listed.split("files! {").nth(1).expect("the list of files");
    let list = list.split('}').next().unwrap_or_default();
    let listed: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    let folder = files("themes/default", "");
    let folder: Vec<&str> = folder
        .iter()
        .map(|file| file.path.trim_start_matches("themes/default/"))
        .collect();
    assert_eq!(listed, folder);
}

#[test]
fn every_used_string_exists() {
    let strings = strings();
    for (used, path) in used_strings() {
        assert!(
            strings.contains(&used),
            "{path} asks for the words of {used:?}"
        );
    }
}

#[test]
fn every_string_is_used() {
    let used: BTreeSet<String> = used_strings().into_iter().map(|(key, _)| key).collect();
    let sources = files("src", ".rs");
    let unused: Vec<String> = strings()
        .into_iter()
        .filter(|key| !used.contains(key))
        .filter(|key| {
            !COMPUTED_NAMES
                .iter()
                .any(|(start, _)| key.starts_with(start))
        })
        .filter(|key| {
            !sources.iter().any(|file| {
                matches!(file.module(), "html" | "site" | "documents" | "build")
                    && file.text.contains(&format!("\"{key}\""))
            })
        })
        .filter(|key| dictionary_kind(key).is_none())
        .collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
}

/// Kinds of notes are words, too: a list shows the kind of each note.
fn dictionary_kind(key: &str) -> Option<&str> {
    [
        "account",
        "contact",
        "project",
        "visit",
        "exchange",
        "competitor",
        "page",
    ]
    .into_iter()
    .find(|kind| *kind == key)
}

fn strings() -> BTreeSet<String> {
    let words = files("themes/default", ".yaml");
    let tables = words
        .iter()
        .map(|file| -> BTreeMap<String, serde_yaml::Value> {
            serde_yaml::from_str(&file.text).expect("it is YAML")
        });
    tables.flat_map(BTreeMap::into_keys).collect()
}

/// Returns the keys of strings with the file that uses them.
fn used_strings() -> Vec<(String, String)> {
    let mut used = Vec::new();
    for file in files("themes/default", ".html") {
        for key in keys_of_template(&file.text) {
            used.push((key, file.path.clone()));
        }
    }
    for file in files("src/html", ".yaml") {
        let outlines: BTreeMap<String, BTreeMap<String, Vec<String>>> =
            serde_yaml::from_str(&file.text).expect("outlines are YAML");
        let titles = outlines.into_values().flat_map(BTreeMap::into_keys);
        used.extend(titles.map(|key| (key, file.path.clone())));
    }
    let layers = ["src/html", "src/site", "src/documents"];
    for file in layers.iter().flat_map(|layer| files(layer, ".rs")) {
        for opening in LOOKUPS {
            for key in literals_after(&file.text, opening) {
                used.push((key.to_owned(), file.path.clone()));
            }
        }
    }
    used
}

/// Returns the keys of `t.key` and `t["key"]` in a template.
fn keys_of_template(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let is_part = |one: char| one.is_alphanumeric() || one == '_';
    for (start, _) in text.match_indices("t.") {
        let alone = !text[..start].ends_with(|one: char| is_part(one) || one == '.' || one == '"');
        let in_tag = text[..start].rfind('{') > text[..start].rfind('}');
        if alone && in_tag {
            keys.push(
                text[start + 2..]
                    .chars()
                    .take_while(|one| is_part(*one))
                    .collect(),
            );
        }
    }
    keys.extend(literals_after(text, "t[").into_iter().map(str::to_owned));
    keys
}
