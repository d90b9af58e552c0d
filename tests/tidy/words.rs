//! Keys and words: those the code names are in the dictionary or in the theme's strings, and no string is unused.

use crate::sources::{files, literals_after};
use kafolio::forms::{Kind, Schema, dictionary};
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
        collect(dictionary().schema(kind), &mut keys);
    }
    for file in files("src", ".rs") {
        if matches!(
            file.module(),
            "cli"
                | "console"
                | "disk"
                | "publish"
                | "watch"
                | "preview"
                | "figure"
                | "text"
                | "theme"
        ) {
            continue;
        }
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
            let known = keys.contains(name) || dictionary().choices(name).is_some();
            assert!(known, "{} asks for the enum {name}", file.path);
        }
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
    let layers = ["src/html", "src/site", "src/documents"];
    for file in layers.iter().flat_map(|layer| files(layer, ".rs")) {
        if file.path.ends_with("/outline.rs") {
            let parts = literals_after(&file.text, "part(");
            used.extend(
                parts
                    .into_iter()
                    .map(|key| (key.to_owned(), file.path.clone())),
            );
        }
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
