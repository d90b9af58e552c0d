//! Files: their length, opening comment and name. Functions and panics are linted: see `clippy.toml`.

use crate::sources::{File, files};

const MAX_FILE_LINES: usize = 600;

/// File names that do not describe the content.
const VAGUE_NAMES: &[&str] = &[
    "util", "utils", "helper", "helpers", "common", "manager", "misc", "base", "shared",
];

fn all_code() -> Vec<File> {
    ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| files(folder, ".rs"))
        .collect()
}

#[test]
fn every_file_opens_with_a_module_comment() {
    for file in all_code() {
        assert!(
            file.text.starts_with("//! "),
            "{} does not open with //!",
            file.path
        );
    }
}

#[test]
fn no_file_is_long() {
    let others = [".html", ".css", ".js", ".yaml"];
    let themes = others.iter().flat_map(|ending| files("themes", ending));
    for file in all_code().into_iter().chain(themes) {
        let lines = file.text.lines().count();
        assert!(lines <= MAX_FILE_LINES, "{} has {lines} lines", file.path);
    }
}

#[test]
fn no_file_has_a_vague_name() {
    for file in all_code() {
        let mut parts = file.path.trim_end_matches(".rs").split('/');
        assert!(
            !parts.any(|part| VAGUE_NAMES.contains(&part)),
            "{}",
            file.path
        );
    }
}
