//! A custom theme needs only the files that differ: `themes/ledger` next to this test has a palette, a footer and one
//! word of its own, and renders every page of the example.
#![allow(clippy::disallowed_methods)]

mod memory;

use kafolio::build::Options;
use memory::{Files, Site};

/// Of files, `site.css` and `site.js`.
const ENDINGS: [&str; 2] = ["css", "js"];
const FOOTER: &str = "<p class=\"ledger\">青风股份 · 截至 2026-03-20 · 内部版 · 不得外传</p>";

fn example() -> Files {
    memory::folder("content")
}

fn with_ledger_theme() -> Files {
    let mut files = example();
    if let Some(settings) = files.get_mut("content/site.yaml") {
        settings.push_str("\ntheme: ledger\n");
    }
    for (path, text) in memory::folder("tests/themes/ledger") {
        let name = path.trim_start_matches("tests/themes/ledger/");
        files.insert(format!("themes/ledger/{name}"), text);
    }
    files
}

fn built(files: &Files) -> Site {
    memory::built(files, &Options::default()).expect("the example can be built")
}

#[test]
fn every_page_uses_the_theme() {
    let (plain, ledger) = (built(&example()), built(&with_ledger_theme()));
    assert_eq!(plain.diagnostics, ledger.diagnostics);
    let routes = |site: &Site| site.pages.keys().cloned().collect::<Vec<_>>();
    assert_eq!(routes(&plain), routes(&ledger));
    for route in routes(&ledger)
        .iter()
        .filter(|route| route.ends_with(".html"))
    {
        let page = ledger.page(route);
        assert!(page.contains(FOOTER), "{route}");
        assert!(page.contains(">甲方</a>"), "{route}");
        assert_eq!(main_of(page), main_of(plain.page(route)), "{route}");
    }
}

#[test]
fn missing_theme_files_fall_back_to_the_built_in_ones() {
    let (plain, ledger) = (built(&example()), built(&with_ledger_theme()));
    assert!(ledger.page("assets/site.css").contains("--accent:#7A1F3D"));
    for asset in ["assets/paper.css", "assets/site.js"] {
        assert_eq!(plain.page(asset), ledger.page(asset), "{asset}");
    }
}

#[test]
fn the_theme_handbook_lists_every_file_block_token_and_name() {
    let handbook = std::fs::read_to_string("docs/themes.md").expect("it is part of the repository");
    let names = |text: &str, before: &str, end: fn(char) -> bool| -> Vec<String> {
        let found = text.split(before).skip(1);
        found
            .filter_map(|rest| rest.split(end).next().map(str::to_owned))
            .filter(|name| !name.is_empty())
            .collect()
    };
    for (path, text) in memory::folder("themes/default") {
        let file = path.trim_start_matches("themes/default/").to_owned();
        let mut expected = vec![file.clone()];
        if file.ends_with(".html") {
            for object in ["site.", "page.", "view."] {
                let is_end = |letter: char| !letter.is_ascii_lowercase() && letter != '_';
                let used = names(&text, object, is_end).into_iter();
                expected.extend(used.filter(|name| !ENDINGS.contains(&name.as_str())));
            }
            expected.extend(names(&text, "- block ", |letter| letter == ' '));
            expected.extend(names(&text, "% block ", |letter| letter == ' '));
        }
        if file == "tokens.css" {
            let tokens = names(&text, " --", |letter| letter == ':');
            expected.extend(tokens.into_iter().map(|token| format!("--{token}")));
        }
        for name in expected {
            assert!(handbook.contains(&format!("`{name}`")), "{file}: `{name}`");
        }
    }
}

/// Returns the content between header and footer, with the theme's word for accounts.
fn main_of(page: &str) -> String {
    let start = page.find("<main").unwrap_or_default();
    let end = page.find("</main>").unwrap_or(page.len());
    page[start..end].replace("客户", "甲方")
}
