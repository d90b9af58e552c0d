//! The behaviour of the program as documents: every case of `spec/*.md` is run with the program itself.
//!
//! `spec/README.md` explains how to write a case. With `KAFOLIO_BLESS=1` the expected diagnostics are rewritten.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

mod spec_cases;

use kafolio::text::Code;
use spec_cases::{Document, Expected, Step};
use std::path::{Path, PathBuf};

/// One test per document; the last test checks that none is missing.
macro_rules! documents {
    ($($name:ident)*) => {
        $(#[test] fn $name() { assert_document_holds(stringify!($name)) })*
        const DOCUMENTS: &[&str] = &[$(stringify!($name)),*];
    };
}

documents! {
    alerts_amber
    alerts_info
    alerts_red
    as_of
    attachments
    audience_external
    audience_proof
    audience_sections
    audiences
    calendar
    changes
    command_line
    contradictions
    coverage
    coverage_page
    dates
    details
    diagnostics_of_fields
    diagnostics_of_forms
    diagnostics_of_links
    diagnostics_of_places
    diagnostics_of_themes
    files
    forms
    help
    init
    inline_notes
    json
    languages
    leads
    map
    markdown
    meetings
    mixed_languages
    money_and_numbers
    mute
    new
    output
    overwriting
    owners
    people
    person
    pictures
    recent_changes
    references
    report
    sarif
    search
    scorecard
    sensitivity
    stages
    standing
    tags
    theme
    today
    turning
    withheld
    withheld_fields
    withheld_values
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec")
}

fn assert_document_holds(name: &str) {
    let path = folder().join(format!("{name}.md"));
    let document = Document::read(&path, format!("tests/spec/{name}.md"));
    let failures = spec_cases::run_cases(&document, &path);
    assert!(failures.is_empty(), "\n\n{}", failures.join("\n\n"));
}

fn all_documents() -> Vec<Document> {
    let read = |name: &&str| {
        let path = folder().join(format!("{name}.md"));
        Document::read(&path, format!("tests/spec/{name}.md"))
    };
    DOCUMENTS.iter().map(read).collect()
}

#[test]
fn every_document_has_a_test() {
    let entries = std::fs::read_dir(folder()).expect("the folder of the cases");
    for entry in entries {
        let name = entry.expect("an entry").file_name();
        let name = name.to_string_lossy();
        let stem = name.trim_end_matches(".md");
        assert!(
            stem == "README" || DOCUMENTS.contains(&stem),
            "tests/spec/{name} is not named in tests/spec.rs"
        );
    }
}

#[test]
fn every_diagnostic_code_occurs_in_a_case() {
    let mut expected = String::new();
    for step in all_documents().iter().flat_map(Document::steps) {
        if let Step::Expect(block) = step
            && matches!(block.expected, Expected::Text | Expected::Json)
        {
            expected.push_str(&block.body);
        }
    }
    let occurs = |code: &&Code| {
        expected.contains(&format!("[{}]:", code.name()))
            || expected.contains(&format!("\"{}\"", code.name()))
    };
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !occurs(code))
        .map(|code| code.name())
        .collect();
    assert!(missing.is_empty(), "no case shows {}", missing.join(", "));
}

#[test]
fn pending_cases_are_counted() {
    let mut cases = 0;
    let mut pending = Vec::new();
    for document in all_documents() {
        for case in &document.cases {
            cases += 1;
            if let Some(why) = &case.pending {
                pending.push(format!(
                    "{}:{}: {}: {why}",
                    document.name, case.line, case.heading
                ));
            }
        }
    }
    println!("{cases} cases, {} pending", pending.len());
    pending.iter().for_each(|line| println!("{line}"));
    assert!(
        pending.len() * 4 <= cases,
        "too many cases are pending:\n{}",
        pending.join("\n")
    );
}
