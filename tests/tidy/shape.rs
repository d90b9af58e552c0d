//! How files and functions look: how long, how they open, what they are called, and that nothing stops the program.

use crate::sources::{File, files};

const MOST_LINES_OF_A_FILE: usize = 600;
const MOST_LINES_OF_A_FUNCTION: usize = 70;

/// Functions that may be longer, with the reason. Keep it empty.
const LONG_FUNCTIONS: &[(&str, &str, &str)] = &[];

/// Names of files that say nothing of what is in them.
const EMPTY_NAMES: &[&str] = &[
    "util", "utils", "helper", "helpers", "common", "manager", "misc", "base", "shared",
];

/// What stops the program.
const STOPS: &[&str] = &[
    ".unwrap()",
    ".expect(",
    "panic!(",
    "unreachable!(",
    "todo!(",
    "unimplemented!(",
];

/// Files that may stop the program, how often, and why no user can ever see it.
const MAY_STOP: &[(&str, usize, &str)] = &[
    (
        "src/forms/dictionary.rs",
        1,
        "forms.yaml is embedded; its tests read it",
    ),
    (
        "src/note/markdown/finder.rs",
        1,
        "the names are our own; every test that reads a note builds them",
    ),
    (
        "src/cli/help/mod.rs",
        1,
        "help.yaml is embedded; its tests read it",
    ),
    (
        "src/text/messages.rs",
        1,
        "messages.yaml is embedded; its tests read it",
    ),
    (
        "src/theme/templates.rs",
        1,
        "the built-in templates are embedded; every golden page renders them",
    ),
    (
        "src/theme/strings.rs",
        1,
        "strings.yaml and those beside it are embedded; its test reads them",
    ),
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
fn no_function_is_long() {
    let mut long = Vec::new();
    for file in all_code() {
        for (name, lines) in functions(&file.code) {
            let excused = LONG_FUNCTIONS
                .iter()
                .any(|(path, function, _)| *path == file.path && *function == name);
            if lines > MOST_LINES_OF_A_FUNCTION && !excused {
                long.push(format!("{}: {name} has {lines} lines", file.path));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
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

#[test]
fn nothing_stops_the_program() {
    for file in files("src", ".rs") {
        let code = file.working_code();
        let count: usize = STOPS.iter().map(|stop| code.matches(stop).count()).sum();
        let allowed = MAY_STOP.iter().find(|(path, ..)| *path == file.path);
        let allowed = allowed.map_or(0, |(_, count, _)| *count);
        assert!(
            count <= allowed,
            "{} may stop the program in {count} places, not {allowed}",
            file.path
        );
        assert!(
            count >= allowed,
            "{} no longer does; take it off the list",
            file.path
        );
    }
}

/// The functions of some code, with their lines from signature to closing brace.
fn functions(code: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut functions = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else {
            continue;
        };
        let mut depth = 0_i32;
        for (count, line) in lines[start..].iter().enumerate() {
            let opened = line.matches('{').count() as i32;
            depth += opened - line.matches('}').count() as i32;
            let is_declaration = depth == 0 && opened == 0 && line.trim_end().ends_with(';');
            if is_declaration || (depth == 0 && line.contains('}')) {
                functions.push((name, count + 1));
                break;
            }
        }
    }
    functions
}

/// The name of the function that a line begins.
fn function_name(line: &str) -> Option<String> {
    const BEFORE: &[&str] = &[
        "pub",
        "pub(super)",
        "pub(crate)",
        "const",
        "async",
        "unsafe",
    ];
    let mut words = line
        .split_whitespace()
        .skip_while(|word| BEFORE.contains(word));
    if words.next()? != "fn" {
        return None;
    }
    let name = words.next()?.split(['(', '<']).next()?;
    Some(name.to_owned())
}
