//! The search index: it has every name and the words of every note, and nothing that its reader may not see.
#![allow(clippy::disallowed_methods)]

mod memory;

use kafolio::build::Options;
use kafolio::site::search::folded;
use memory::{Files, Site, built, folder};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// The labels of fields and a note's own words each begin with a character of this range.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{e000}'..='\u{f8ff}')
}

fn site(audience: &str) -> Site {
    let choice = Options {
        audience: Some(audience.to_owned()),
        ..Options::default()
    };
    built(&folder("content"), &choice).expect("the example can be built")
}

/// Returns the text of a script as a browser reads it; the example's texts need no other escapes.
fn text_of(script: &str) -> String {
    let inner = script.split_once('`').expect("a text").1;
    let inner = inner.strip_suffix("`);\n").expect("its end");
    inner
        .replace("\\`", "`")
        .replace("\\$", "$")
        .replace("\\\\", "\\")
}

/// Returns the lines of a part of the index, group after group: names and words have the same positions.
fn lines(site: &Site, part: &str) -> Vec<String> {
    let start = format!("assets/search/{part}-");
    let scripts: BTreeMap<&String, &Vec<u8>> = site
        .pages
        .iter()
        .filter(|(route, _)| route.starts_with(&start))
        .collect();
    let texts = scripts
        .values()
        .map(|bytes| std::str::from_utf8(bytes).expect("UTF-8"));
    texts
        .flat_map(|script| {
            text_of(script)
                .lines()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Returns the lines of all pages: page and names, words.
fn entries(site: &Site) -> Vec<(String, String)> {
    let (names, words) = (lines(site, "names"), lines(site, "words"));
    assert_eq!(names.len(), words.len());
    names.into_iter().zip(words).collect()
}

#[test]
fn every_person_account_and_competitor_is_found_by_name() {
    let site = site("owner");
    let entries = entries(&site);
    for (route, bytes) in &site.pages {
        let is_entry = ["/contacts/", "/visits/", "/projects/", "/exchanges/"]
            .iter()
            .any(|folder| route.contains(folder) && !route.starts_with("forms/"));
        if !is_entry || !route.ends_with(".html") {
            continue;
        }
        let page = std::str::from_utf8(bytes).expect("UTF-8");
        let heading = page
            .split("<h1>")
            .nth(1)
            .and_then(|rest| rest.split("</h1>").next());
        let heading = heading
            .expect("a heading")
            .split('<')
            .next()
            .unwrap_or_default()
            .trim();
        let heading = heading.replace("&#x27;", "'").replace("&amp;", "&");
        let is_found = entries.iter().any(|(names, _)| {
            names
                .split('\t')
                .any(|name| heading.contains(name) && !name.is_empty())
        });
        assert!(is_found, "{route}: {heading}");
    }
    let count = |letter: &str| {
        let start = format!("{letter}\t");
        entries
            .iter()
            .filter(|(names, _)| names.starts_with(&start))
            .count()
    };
    let pages = |folder: &str| {
        site.pages
            .keys()
            .filter(|route| {
                route.starts_with("accounts/") && route.contains(folder) && route.ends_with(".html")
            })
            .count()
    };
    assert_eq!(count("C"), pages("/contacts/"));
    assert_eq!(count("V"), pages("/visits/"));
    assert_eq!(count("P"), pages("/projects/"));
    assert_eq!(count("X"), pages("/exchanges/"));
    assert_eq!(count("A"), 14);
}

#[test]
fn nothing_withheld_is_in_the_index() {
    let owner: String = lines(&site("owner"), "words").concat();
    let internal: String = lines(&site("internal"), "words").concat();
    let private: Vec<&str> = owner
        .split(is_mark)
        .filter(|part| part.chars().count() > 8 && !internal.contains(part))
        .collect();
    assert!(
        !private.is_empty(),
        "the example holds what only its owner may see"
    );
    let pages = site("internal").pages;
    for part in private {
        let held = pages.iter().find(|(route, bytes)| {
            route.starts_with("assets/search/") && String::from_utf8_lossy(bytes).contains(part)
        });
        assert!(held.is_none(), "{part}: {:?}", held.map(|(route, _)| route));
    }
}

/// `memory` rejects a build whose index misses anything, so that the sites of all tests are checked.
#[test]
fn the_self_test_handles_truncated_lists_and_names_with_bars() {
    for length in 90..130 {
        let task = format!("{} 1,234,567 元", "价".repeat(length));
        let visit = format!("---\npromises: [{{task: \"{task}\"}}]\n---\n");
        let files = Files::from([
            note("lan/index.md", "---\nname: 岚一\n---\n"),
            note("lan/visits/2026-03-01.md", &visit),
        ]);
        built(&files, &Options::default()).expect("it can be built");
    }
    let task = "把下个季度的报价、交期和验收标准写成一页发给采购部，".repeat(4);
    let visit = format!("---\npeople: [甲|乙]\npromises: [{{task: \"{task}\"}}]\n---\n");
    let files = Files::from([
        note("lan/index.md", "---\nname: 岚一|制药\n---\n"),
        note("lan/contacts/jia.md", "---\nname: 甲|乙\n---\n"),
        note("lan/visits/2026-03-01.md", &visit),
    ]);
    let site = built(&files, &Options::default()).expect("it can be built");
    assert!(!site.page("actions.html").contains(&task));
    let (_, words) = found(&site, "V");
    assert!(words.contains(&task));
}

fn note(path: &str, text: &str) -> (String, String) {
    (format!("content/accounts/{path}"), text.to_owned())
}

/// Returns page and names, and words, of the first line of a kind.
fn found(site: &Site, letter: &str) -> (String, String) {
    let mut all = entries(site).into_iter();
    let line = all.find(|(names, _)| names.starts_with(letter));
    line.expect("a line of the kind")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever somebody writes is found again, in the line of its own note.
    #[test]
    fn any_words_are_found(name in "\\PC{1,12}", words in "\\PC{1,40}") {
        prop_assume!(!name.trim().is_empty() && !words.trim().is_empty());
        // Comments are on no page.
        let has_comment = |text: &str| ["%%", "％％", "%％", "％%", "<!", "＜!", "<！", "＜！"].iter().any(|sign| text.contains(sign));
        prop_assume!(!has_comment(&name) && !has_comment(&words));
        let note = |key: &str, text: &str| format!("---\n{key}: {}\n---\n", serde_json::json!(text));
        let mut files = Files::new();
        files.insert("content/accounts/a/index.md".to_owned(), note("name", "甲"));
        files.insert("content/accounts/a/visits/2026-03-01.md".to_owned(), note("place", &words));
        files.insert("content/accounts/a/contacts/x.md".to_owned(), note("name", &name));
        let site = built(&files, &Options::default()).expect("it can be built");
        let entries = entries(&site);
        let plain = |text: &str| folded(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        let of = |letter: &str| entries.iter().find(|(names, _)| names.starts_with(letter));
        let names = of("C\t").map(|(names, _)| folded(names)).unwrap_or_default();
        prop_assert!(names.contains(&plain(&name)), "{:?} in {:?}", name, names);
        let found = of("V\t").map(|(_, words)| folded(words)).unwrap_or_default();
        prop_assert!(found.contains(&plain(&words)), "{:?} in {:?}", words, found);
    }
}
