//! Files: how long they are, how they open, what they are called. Functions and panics are linted: see `clippy.toml`.

use crate::sources::{File, files};

const MOST_LINES_OF_A_FILE: usize = 600;

/// Names of files that say nothing of what is in them.
const EMPTY_NAMES: &[&str] = &[
    "util", "utils", "helper", "helpers", "common", "manager", "misc", "base", "shared",
];

fn all_code() -> Vec<File> {
    ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| files(folder, ".rs"))
        .collect()
}

#[test]
fn a_file_says_first_what_it_owns() {
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
        assert!(
            lines <= MOST_LINES_OF_A_FILE,
            "{} has {lines} lines",
            file.path
        );
    }
}

#[test]
fn names_say_what_is_in_a_file() {
    for file in all_code() {
        let mut parts = file.path.trim_end_matches(".rs").split('/');
        assert!(
            !parts.any(|part| EMPTY_NAMES.contains(&part)),
            "{}",
            file.path
        );
    }
}
