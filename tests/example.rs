//! The example notebook shows what the program can do: it is large enough, it holds the whole handbook of the method, and
//! nothing in it is to be mended but what is there to be seen.
#![allow(clippy::disallowed_methods)]

mod memory;

use kafolio::build::Options;
use kafolio::forms::dictionary;
use memory::Site;
use serde_yaml::Value;
use std::sync::LazyLock;

static EXAMPLE: LazyLock<Site> = LazyLock::new(|| {
    memory::built(&memory::folder("content"), &Options::default())
        .expect("the example can be built")
});

/// How many pages lie in rooms of this name, over all accounts.
fn pages_in(room: &str) -> usize {
    let routes = EXAMPLE.pages.keys();
    routes
        .filter(|route| route.starts_with("accounts/") && route.contains(&format!("/{room}/")))
        .count()
}

#[test]
fn it_is_a_team_s_notebook_of_two_years() {
    let accounts = EXAMPLE
        .pages
        .keys()
        .filter(|route| route.starts_with("accounts/") && route.ends_with("/index.html"))
        .filter(|route| route.matches('/').count() == 2)
        .count();
    assert!(accounts >= 10, "{accounts} accounts");
    for (room, least) in [
        ("contacts", 60),
        ("projects", 12),
        ("visits", 70),
        ("exchanges", 10),
    ] {
        let count = pages_in(room);
        assert!(count >= least, "{count} {room}, not {least}");
    }
}

#[test]
fn nothing_is_wrong_but_what_is_there_to_be_seen() {
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
fn the_handbook_holds_every_list_of_the_method() {
    let handbook: String = memory::folder("content/playbook").into_values().collect();
    let mut texts = Vec::new();
    for list in dictionary().lists.values() {
        collect(list, &mut texts);
    }
    let questions = dictionary().questions.iter();
    texts.extend(questions.map(|question| question.zh.clone()));
    let missing: Vec<&String> = texts
        .iter()
        .filter(|text| !handbook.contains(text.as_str()))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The Chinese texts of a list, at any depth; keys and names in English are the program's own.
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
