//! Withheld data leaves no trace: without it, every file of the site is the same.
//!
//! In the example every private field, every unknown key and every private part of a text is removed separately, its
//! lines left blank; every note is made private and then removed as a whole, or only its name. By default a sample;
//! `KAFOLIO_ALL_FIELDS=1 cargo test --release --test presence` checks all.
#![allow(clippy::disallowed_methods)]

mod memory;

use jiff::civil::date;
use kafolio::build::Options;
use kafolio::domain::place_of;
use kafolio::forms::{Dictionary, Kind, Level, Lookup};
use kafolio::text::Language;
use memory::{Files, Site, built, folder};

fn choice() -> Options {
    Options {
        as_of: Some(date(2026, 3, 31)),
        audience: Some("internal".to_owned()),
        language: Some(Language::CHINESE),
        ..Options::default()
    }
}

/// Something withheld: the file and its lines; the whole file if there are none.
struct Removal {
    path: String,
    lines: std::ops::Range<usize>,
    what: String,
}

/// Returns everything withheld in a note.
fn removals(path: &str, text: &str) -> Vec<Removal> {
    let Some(kind) = place_of(path)
        .map(|place| place.kind)
        .filter(|kind| *kind != Kind::Site)
    else {
        return Vec::new();
    };
    let removal = |lines, what: &str| Removal {
        path: path.to_owned(),
        lines,
        what: what.to_owned(),
    };
    if text.contains("sensitivity: private") || text.contains("密级: 私密") {
        return vec![removal(0..0, "the note")];
    }
    let lines: Vec<&str> = text.lines().collect();
    let end = lines
        .iter()
        .skip(1)
        .position(|line| *line == "---")
        .map_or(0, |at| at + 1);
    let is_key =
        |line: &str| line.starts_with(|first: char| first.is_alphanumeric()) && line.contains(':');
    let mut found = Vec::new();
    let starts: Vec<usize> = (1..end)
        .filter(|at| is_key(lines[*at]))
        .chain([end])
        .collect();
    for pair in starts.windows(2) {
        let key = lines[pair[0]].split(':').next().unwrap_or_default();
        let schema = Dictionary::built_in().schema(kind);
        let is_withheld = match schema.find(key) {
            Some(Lookup::Field(index)) => schema.fields[index].level == Level::Private,
            Some(Lookup::Lifted(..)) => false,
            None => true,
        };
        if is_withheld {
            found.push(removal(pair[0]..pair[1], key));
        }
    }
    let mut at = end + 1;
    while at < lines.len() {
        let is_mark = lines[at].contains("[!PRIVATE]") || lines[at].contains("[!私密]");
        let length = lines[at..]
            .iter()
            .take_while(|line| line.starts_with('>'))
            .count();
        if is_mark {
            found.push(removal(at..at + length, "a part of the text"));
        }
        at += length.max(1);
    }
    found
}

/// Returns the site without it.
fn without(files: &Files, removal: &Removal) -> Files {
    let mut files = files.clone();
    if removal.lines.is_empty() {
        files.remove(&removal.path);
        return files;
    }
    if let Some(text) = files.get_mut(&removal.path) {
        let lines = text.lines().enumerate();
        let blank = lines.map(|(at, line)| {
            if removal.lines.contains(&at) {
                ""
            } else {
                line
            }
        });
        *text = blank.map(|line| format!("{line}\n")).collect();
    }
    files
}

fn built_site(files: &Files) -> Site {
    built(files, &choice()).expect("it can be built")
}

/// Returns the difference that its removal makes.
fn traces(files: &Files, whole: &Site, removal: &Removal) -> Option<String> {
    let other = built_site(&without(files, removal));
    let routes = whole.pages.keys().chain(other.pages.keys());
    let differs = |route: &&String| whole.pages.get(*route) != other.pages.get(*route);
    let differing: Vec<&String> = routes.filter(differs).collect();
    let Removal { path, lines, what } = removal;
    (!differing.is_empty()).then(|| format!("{path}:{}: {what}: {differing:?}", lines.start + 1))
}

/// Returns the account that a file belongs to.
fn account_of(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("content/accounts/")?;
    Some(rest.split('/').next()?.trim_end_matches(".md"))
}

/// Returns one account of the example and the files outside the accounts.
fn files_around(example: &Files, account: &str) -> Files {
    let is_in = |path: &String| account_of(path).is_none_or(|one| one == account);
    let files = example.iter().filter(|(path, _)| is_in(path));
    files
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect()
}

/// Returns the step of the sample.
fn step(some: usize) -> usize {
    match std::env::var_os("KAFOLIO_ALL_FIELDS") {
        Some(_) => 1,
        None => some,
    }
}

#[test]
fn a_withheld_value_leaves_no_trace() {
    let example = folder("content");
    let mut accounts: Vec<&str> = example.keys().filter_map(|path| account_of(path)).collect();
    accounts.dedup();
    let (mut count, mut found) = (0, Vec::new());
    for account in accounts {
        let files = files_around(&example, account);
        let whole = built_site(&files);
        let notes = files.iter().filter(|(path, _)| account_of(path).is_some());
        let all = notes.flat_map(|(path, text)| removals(path, text));
        for removal in all.step_by(step(16)) {
            count += 1;
            found.extend(traces(&files, &whole, &removal));
        }
    }
    assert_eq!(found, [""; 0], "of {count}");
    assert!(count >= 160 / step(16), "{count} removals");
}

/// Returns a note made private.
fn made_private(text: &str) -> String {
    match text.strip_prefix("---\n") {
        Some(rest) => format!("---\nsensitivity: private\n{rest}"),
        None => format!("---\nsensitivity: private\n---\n{text}"),
    }
}

#[test]
fn a_private_note_leaves_no_trace() {
    let example = folder("content");
    let is_note = |path: &&String| path.ends_with(".md") && !path.ends_with("/index.md");
    let mut found = Vec::new();
    for path in example.keys().filter(is_note).step_by(step(24)) {
        let account = account_of(path).filter(|one| !path.ends_with(&format!("/{one}.md")));
        let Some(account) = account else { continue };
        let mut files = files_around(&example, account);
        let text = made_private(&files[path]);
        let is_name = |line: &str| {
            ["name:", "姓名:", "项目名称:"]
                .iter()
                .any(|key| line.starts_with(key))
        };
        let name = text.lines().position(is_name);
        files.insert(path.clone(), text);
        let whole = built_site(&files);
        let removal = |lines, what: &str| Removal {
            path: path.clone(),
            lines,
            what: what.to_owned(),
        };
        let mut removals = vec![removal(0..0, "the note")];
        removals.extend(name.map(|at| removal(at..at + 1, "its name")));
        found.extend(
            removals
                .iter()
                .filter_map(|one| traces(&files, &whole, one)),
        );
    }
    assert_eq!(found, [""; 0]);
}
