//! Every page is valid HTML by the Nu Html Checker: one run over the pages of several sites.

use kafolio_browser_tests::{Example, kafolio, nu_checker};
use serde::Deserialize;
use std::path::Path;
use tempfile::TempDir;

/// Messages of the checker that are not faults of a page.
const IGNORED: [&str; 2] = [
    // For the checker no file has the same origin as the page. In browsers it has: tests/script_policy.rs.
    "Resource violates Content Security Policy",
    // It guesses the language by the words. Notes of a foreign customer are in that customer's language.
    "This document appears to be written in",
];

#[derive(Deserialize)]
struct Report {
    messages: Vec<Message>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    url: Option<String>,
    last_line: Option<u32>,
    message: String,
    extract: Option<String>,
}

#[test]
fn every_page_is_valid_html() {
    let internal = Example::build_with(&[]);
    let owner = Example::build_with(&["--audience", "owner"]);
    let english = Example::build_with(&["--lang", "en", "--account", "haldenbrix"]);
    let more = TempDir::new().expect("a temporary folder can be made");
    forms_and_changes(more.path());
    let folders = [
        internal.folder(),
        owner.folder(),
        english.folder(),
        more.path(),
    ];
    let faults: Vec<String> = check(&folders).iter().map(description).collect();
    let count = faults.len();
    assert!(
        faults.is_empty(),
        "\n{}\n{count} faults; the first 100 are above\n",
        faults[..count.min(100)].join("\n")
    );
}

#[test]
fn a_bad_page_fails() {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let page =
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><title>客户</title>\n<p><table></p></table>\n";
    std::fs::write(folder.path().join("bad.html"), page).expect("the page can be written");
    let faults = check(&[folder.path()]);
    assert!(!faults.is_empty());
    assert!(
        description(&faults[0]).contains("bad.html:3: "),
        "{}",
        description(&faults[0])
    );
}

/// Writes the pages of commands other than `build`: filled forms, blank ones, changes.
fn forms_and_changes(folder: &Path) {
    let commands: [(&str, &[&str]); 3] = [
        ("filled.html", &["forms"]),
        ("blank.html", &["forms", "--blank"]),
        ("changes.html", &["changes", "--since", "2026-01-01"]),
    ];
    for (file, command) in commands {
        let done = kafolio()
            .args(command)
            .arg("--out")
            .arg(folder.join(file))
            .output()
            .expect("cargo starts");
        let stderr = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{command:?}: {stderr}");
    }
}

/// Returns the checker's messages about the pages of folders.
fn check(folders: &[&Path]) -> Vec<Message> {
    let run = nu_checker()
        .args([
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
            "--skip-non-html",
        ])
        .args(folders)
        .output()
        .expect(
            "Java starts (`bash tests/run.sh tools` installs it on Debian: default-jre-headless)",
        );
    let report: Report = serde_json::from_slice(&run.stdout).unwrap_or_else(|error| {
        let stderr = String::from_utf8_lossy(&run.stderr);
        panic!("the checker's report cannot be read: {error}\n{stderr}")
    });
    let is_fault = |one: &Message| !IGNORED.iter().any(|start| one.message.starts_with(start));
    report.messages.into_iter().filter(is_fault).collect()
}

/// Returns page, line, fault and excerpt.
fn description(fault: &Message) -> String {
    format!(
        "{}:{}: {}: {}",
        fault.url.as_deref().unwrap_or_default(),
        fault.last_line.unwrap_or_default(),
        fault.message,
        fault
            .extract
            .as_deref()
            .unwrap_or_default()
            .replace('\n', " "),
    )
}
