//! Every way a note may begin, as listed in the table of `spec/withheld.md`: how it is read, what is reported, and that
//! a private field in it reaches no reader who may not see it.
//!
//! `KAFOLIO_BLESS=1 cargo test --test beginnings` rewrites the last two columns; review the difference before you keep
//! it.
#![allow(clippy::disallowed_methods)]

mod memory;

use kafolio::build::Options;
use kafolio::forms::{Currency, Dictionary, Kind};
use kafolio::note::{Conventions, Note, read};
use kafolio::text::{Language, Source};
use memory::{Files, built};
use std::path::PathBuf;

const FIELDS: &str = "姓名: 王敏\n生日: 1980-03-12";
/// The private value in the forms a page may show it.
const SECRETS: [&str; 3] = ["03-12", "3月12日", "12 Mar"];
const MIN_ROWS: usize = 140;

struct Row {
    beginning: String,
    outcome: String,
    reported: String,
}

fn document() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/spec/withheld.md")
}

/// Parses a line of the table.
fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line
        .strip_prefix("| `")?
        .strip_suffix(" |")?
        .split(" | ")
        .collect();
    let [beginning, outcome, reported] = cells.as_slice() else {
        panic!("three cells: {line}");
    };
    Some(Row {
        beginning: beginning.trim_matches('`').to_owned(),
        outcome: (*outcome).to_owned(),
        reported: (*reported).to_owned(),
    })
}

/// Returns the text of a beginning; escapes are `\n`, `\r`, `\t`, `\p` for a bar, and `\u{…}`.
fn text_of(beginning: &str) -> String {
    let mut text = beginning.replace("{fields}", FIELDS);
    for (written, meant) in [
        ("\\n", "\n"),
        ("\\r", "\r"),
        ("\\t", "\t"),
        ("\\p", "|"),
        ("\\b", "`"),
    ] {
        text = text.replace(written, meant);
    }
    while let Some(start) = text.find("\\u{") {
        let end = start + text[start..].find('}').expect("a closing brace");
        let code = u32::from_str_radix(&text[start + 3..end], 16).expect("a code point");
        let character = char::from_u32(code).expect("a character");
        text.replace_range(start..=end, &character.to_string());
    }
    text
}

fn note(text: &str) -> Note {
    let source = Source {
        path: "content/accounts/a/contacts/wang.md".into(),
        text: text.into(),
    };
    let conventions = Conventions {
        dictionary: Dictionary::built_in(),
        currency: Currency::CNY,
    };
    read(&source, Kind::Contact, conventions)
}

fn outcome(note: &Note) -> &'static str {
    let has_fields = !note.record.entries.is_empty() || !note.record.unknown.is_empty();
    match (note.broken, has_fields) {
        (true, _) => "withheld",
        (false, true) => "read",
        (false, false) => "text",
    }
}

fn reported(note: &Note) -> String {
    let mut codes: Vec<&str> = note.found.iter().map(|one| one.code.name()).collect();
    codes.dedup();
    match codes.is_empty() {
        true => "nothing".to_owned(),
        false => codes.join(", "),
    }
}

/// Returns the pages that show the birthday to readers who may not see it.
fn pages_with_birthday(text: &str) -> Vec<String> {
    let mut pages_with_birthday = Vec::new();
    let mut files = Files::new();
    files.insert(
        "content/accounts/a/index.md".into(),
        "---\nname: 甲\n---\n".into(),
    );
    files.insert("content/accounts/a/contacts/wang.md".into(), text.into());
    for (audience, account) in [("internal", None), ("customer", Some("a"))] {
        let choice = Options {
            as_of: None,
            audience: Some(audience.to_owned()),
            accounts: account.into_iter().map(str::to_owned).collect(),
            language: Some(Language::CHINESE),
        };
        let site = built(&files, &choice).expect("it can be built");
        for (route, bytes) in &site.pages {
            let page = String::from_utf8_lossy(bytes);
            if SECRETS.iter().any(|secret| page.contains(secret)) {
                pages_with_birthday.push(format!("{audience}: {route} of {text:?}"));
            }
        }
    }
    pages_with_birthday
}

#[test]
fn every_beginning_has_the_result_in_the_table() {
    let text = std::fs::read_to_string(document()).expect("the document");
    let mut blessed = String::with_capacity(text.len());
    let mut rows = 0;
    let mut wrong = Vec::new();
    let mut leaked = Vec::new();
    for line in text.lines() {
        let Some(row) = row(line) else {
            blessed.push_str(line);
            blessed.push('\n');
            continue;
        };
        rows += 1;
        let beginning = text_of(&row.beginning);
        let note = note(&beginning);
        let (outcome, reported) = (outcome(&note), reported(&note));
        if (row.outcome.as_str(), row.reported.as_str()) != (outcome, reported.as_str()) {
            wrong.push(format!("`{}` | {outcome} | {reported}", row.beginning));
        }
        blessed.push_str(&format!(
            "| `{}` | {outcome} | {reported} |\n",
            row.beginning
        ));
        leaked.extend(pages_with_birthday(&beginning));
    }
    assert!(rows >= MIN_ROWS, "{rows} beginnings");
    assert!(leaked.is_empty(), "\n{}", leaked.join("\n"));
    if std::env::var_os("KAFOLIO_BLESS").is_some() {
        std::fs::write(document(), blessed).expect("the document can be written");
        return;
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Anything unusual that is read or withheld is reported.
#[test]
fn every_unusual_beginning_is_reported() {
    let canonical = "---\n姓名: 王敏\n生日: 1980-03-12\n---\n正文";
    assert_eq!(reported(&note(canonical)), "nothing");
    let odd = "———\n姓名: 王敏\n———\n正文";
    assert_eq!(reported(&note(odd)), "loose-front-matter");
    assert_eq!(note(odd).body_text(), "正文");
}
