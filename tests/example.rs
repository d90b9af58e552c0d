//! The example notebook shows what the program can do: it is large enough, covers the whole handbook of the method, and
//! has only its intended diagnostics.
#![allow(clippy::disallowed_methods)]

mod memory;

use kafolio::build::Options;
use kafolio::forms::{Dictionary, Labelled};
use kafolio::text::Language;
use memory::Site;
use serde_yaml::Value;
use std::sync::LazyLock;

static EXAMPLE: LazyLock<Site> = LazyLock::new(|| {
    memory::built(&memory::folder("content"), &Options::default())
        .expect("the example can be built")
});

/// Counts the pages in folders of this name, over all accounts.
fn pages_in(folder: &str) -> usize {
    let routes = EXAMPLE.pages.keys();
    routes
        .filter(|route| route.starts_with("accounts/") && route.contains(&format!("/{folder}/")))
        .count()
}

#[test]
fn the_example_is_two_years_of_a_teams_notes() {
    let accounts = EXAMPLE
        .pages
        .keys()
        .filter(|route| route.starts_with("accounts/") && route.ends_with("/index.html"))
        .filter(|route| route.matches('/').count() == 2)
        .count();
    assert!(accounts >= 10, "{accounts} accounts");
    for (folder, least) in [
        ("contacts", 60),
        ("projects", 12),
        ("visits", 70),
        ("exchanges", 10),
    ] {
        let count = pages_in(folder);
        assert!(count >= least, "{count} {folder}, not {least}");
    }
}

#[test]
fn the_only_diagnostics_are_the_intended_ones() {
    let codes: Vec<&str> = EXAMPLE
        .diagnostics
        .iter()
        .filter_map(|line| line.split(": ").nth(1)?.split(' ').next())
        .collect();
    assert_eq!(
        codes,
        ["no-next-visit", "no-next-visit"],
        "{:#?}",
        EXAMPLE.diagnostics
    );
}

#[test]
fn the_handbook_has_every_list_of_the_method() {
    let handbook: String = memory::folder("content/playbook").into_values().collect();
    let mut texts = Vec::new();
    for list in Dictionary::built_in().lists().values() {
        collect(list, &mut texts);
    }
    let questions = Dictionary::built_in().questions.iter();
    texts.extend(questions.map(|question| question.label(Language::CHINESE).to_owned()));
    let missing: Vec<&String> = texts
        .iter()
        .filter(|text| !handbook.contains(text.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Collects the Chinese texts of a list, at any depth; keys and names in English are the program's own.
fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) if !text.is_ascii() || text == "QC" || text == "QA" => {
            texts.push(text.clone());
        }
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Mapping(map) => {
            for (key, value) in map {
                collect(key, texts);
                collect(value, texts);
            }
        }
        _ => {}
    }
}
