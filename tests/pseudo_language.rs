//! No word that the program shows is outside of a catalog: in the pseudo-language, where every text of a catalog is
//! between marks, nothing but names of files, keys and the like stands outside of them.
#![allow(clippy::disallowed_methods)]

#[path = "page_text/entities.rs"]
mod entities;
#[path = "pseudo_language/outside.rs"]
mod outside;
#[path = "memory/quoted.rs"]
mod quoted;

use kafolio::forms::{Dictionary, FieldType, Kind, Labelled, Schema, labels};
use kafolio::text::{Code, Language};
use outside::{outside, texts_of};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Names that are the same in every language: of the program, of formats and units, of severities in lists for programs,
/// and of values in `site.yaml` and on the command line.
const NAMES: &[&str] = &[
    "kafolio",
    "CNY",
    "USD",
    "EUR",
    "kB",
    "2MB",
    "JSON",
    "SARIF",
    "javascript",
    "error",
    "warning",
    "info",
    "owner",
    "customer",
    "internal",
    "human",
    "short",
    "json",
    "sarif",
    "default",
    "continuations",
    "cd",
    "zh",
    "en",
    "Songti",
    "SC",
];

/// The names of the months are one text of a catalog, `tick-names`, of which a word is shown.
const MONTHS: &str = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";

/// Texts that are still outside of catalogs. Empty this list; add nothing to it.
const KNOWN: &[&str] = &[
    // src/site: the letters of roles on the map
    "A", "B", "C", "I", "L", "P", "R", "T",
];

#[test]
fn pages_show_no_word_outside_of_a_catalog() {
    let site = Site::copied("site");
    let day = ["--as-of", "2026-03-31", "--site", "."];
    let commands: [&[&str]; 8] = [
        &["build"],
        &["build", "--audience", "owner", "--out", "owner"],
        &[
            "build",
            "--audience",
            "customer",
            "--account",
            "1",
            "--out",
            "customer",
        ],
        &["forms", "--blank"],
        &["forms", "--out", "filled.html"],
        &["report", "1", "--pack", "handover"],
        &["report", "1", "--pack", "visit", "--out", "visit.html"],
        &["changes", "--since", "2026-01-31", "--page"],
    ];
    let mut found = Found::of(&site);
    for command in commands {
        let line = [command, &day].concat();
        found.add_lines(&line.join(" "), &site.run(&line));
    }
    let pages = site.pages();
    assert!(pages.len() > 80, "{} pages", pages.len());
    for page in pages {
        let text = std::fs::read_to_string(site.folder.path().join(&page)).expect("a page");
        for text in texts_of(&quoted::quoted(&text)) {
            found.add(&page, &text);
        }
    }
    found.assert_none();
}

#[test]
fn commands_show_no_word_outside_of_a_catalog() {
    let site = Site::copied("site");
    let commands: &[&[&str]] = &[
        &["check", "--as-of", "2026-03-31"],
        &["changes", "--since", "2026-01-31", "--as-of", "2026-03-31"],
        &["changes", "--since", "2026-03-30", "--as-of", "2026-03-31"],
        &["person", "⟦P⟧", "--as-of", "2026-03-31"],
        &["new", "account", "8"],
        &["new", "contact", "1", "9"],
        &["new", "contact", "1", "9"],
        &["new", "project", "1", "10"],
        &["new", "visit", "1", "2026-04-12"],
        &["new", "visit", "1"],
        &["new", "exchange", "1", "2026-04-13"],
        &["new", "competitor", "11"],
        &["new", "contact", "99", "9"],
        &["init", "2", "--as-of", "2026-03-31"],
        &["init", "2"],
        &["theme", "7"],
        &["theme", "7", "tokens.css"],
        &["theme", "7", "tokens.css"],
        &["theme", "7", "9.css"],
        &["theme", "7", "--words", "⟦⟧"],
        // Mistakes on the line.
        &[],
        &["⟦x⟧"],
        &["biuld"],
        &["new"],
        &["build", "--⟦x⟧"],
        &["build", "--oot", "3"],
        &["build", "--out"],
        &["build", "--out", "3", "--out", "4"],
        &["build", "⟦x⟧"],
        &["build", "--open=1"],
        &["check", "--format", "⟦x⟧"],
        &["check", "--as-of", "⟦x⟧"],
        &["check", "--audience", "⟦x⟧"],
        &["check", "--account", "⟦x⟧"],
        &["check", "--site", "9"],
        &["check", "--lang", "⟦x⟧"],
        &["changes"],
        &["changes", "--since", "2026-03-31", "--as-of", "2026-01-31"],
        &["person", "⟦x⟧"],
        &["report"],
        &["report", "⟦x⟧"],
        &["report", "1", "--max-size", "⟦x⟧"],
        &["report", "1", "--max-size", "1KB"],
        &["forms", "--form", "9"],
        &["build", "--out", "content"],
        &["build", "--audience", "customer"],
    ];
    let mut found = Found::of(&site);
    for command in commands {
        found
            .names
            .extend(command.iter().map(|word| (*word).to_owned()));
        found.add(&command.join(" "), &site.run(command));
    }
    found.assert_none();
}

#[test]
fn help_shows_no_word_outside_of_a_catalog() {
    let site = Site::copied("site");
    let mut found = Found::of(&site);
    let mut commands = vec![Vec::new()];
    while let Some(command) = commands.pop() {
        let line = [&command[..], &["--help".to_owned()]].concat();
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        let help = site.run(&line);
        let names = help.lines().filter_map(name_of_subcommand);
        for name in names.filter(|name| command.last() != Some(name) && name != "help") {
            commands.push([&command[..], &[name]].concat());
        }
        found.names.extend(command);
        found.add(&line.join(" "), &help);
    }
    assert!(found.names.contains("competitor"), "all commands are seen");
    found.assert_none();
}

#[test]
fn settings_in_doubt_and_withheld_values_are_reported_from_catalogs() {
    let site = Site::copied("site");
    let mut found = Found::of(&site);
    let secret = "12345678901234567";
    let note = format!("---\nname: ⟦7⟧\nhome_address: {secret}\n---\n⟦0⟧ {secret}\n");
    let build = ["build", "--as-of", "2026-03-31", "--lang", "en-XA"];
    let files = [
        ("content/accounts/1/contacts/7.md", note.as_str()),
        ("content/site.yml", "title: ⟦S⟧\n"),
        ("content/site.yaml", ""),
        ("content/site.yaml", "title: [\n"),
    ];
    for (path, text) in files {
        std::fs::write(site.folder.path().join(path), text).expect("a file");
        found.add_lines(path, &site.run(&build));
        let check = ["check", "--format", "short", "--lang", "en-XA"];
        found.add_lines(path, &site.run(&check));
    }
    found.assert_none();
}

#[test]
fn diagnostics_show_no_word_outside_of_a_catalog() {
    let site = Site::copied("mistakes");
    let mut found = Found::of(&site);
    // Keys of word lists.
    let keys = ["accounts", "acounts", "alerts", "home", "zh", "en", "en-XA"];
    found.names.extend(keys.map(str::to_owned));
    for format in ["short", "human"] {
        let line = ["check", "--as-of", "2026-03-31", "--format", format];
        let text = site.run(&line);
        let codes = text.lines().filter_map(|line| line.split_once('['));
        let codes: BTreeSet<&str> = codes
            .filter_map(|(_, rest)| rest.split(']').next())
            .collect();
        assert!(codes.len() > 45, "{} kinds of mistakes", codes.len());
        found.names.extend(
            kafolio::text::Code::ALL
                .iter()
                .map(|code| code.name().to_owned()),
        );
        found.add_lines(&line.join(" "), &text);
    }
    found.assert_none();
}

/// Returns the name in a line of a list of commands: two spaces, the name, a description.
fn name_of_subcommand(line: &str) -> Option<String> {
    let name = line.strip_prefix("  ")?.split("  ").next()?;
    let is_name = name.starts_with(|one: char| one.is_ascii_lowercase());
    (is_name && line.contains("  ⟦") && !name.contains(' ')).then(|| name.to_owned())
}

/// Returns the first word of an indented line that says what it means: a command or a possible value.
fn first_word(line: &str) -> Option<String> {
    let (name, _) = line.strip_prefix("  ")?.split_once("  ⟦")?;
    let name = name.trim();
    (!name.contains(' ')).then(|| name.to_owned())
}

/// A site in a folder that is removed after the test.
struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    fn copied(name: &str) -> Site {
        let folder = tempfile::tempdir().expect("a folder");
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/pseudo_language")
            .join(name);
        for path in files(&from) {
            let to = folder.path().join(&path);
            std::fs::create_dir_all(to.parent().expect("it lies in a folder")).expect("a folder");
            std::fs::copy(from.join(&path), to).expect("a file");
        }
        Site { folder }
    }

    /// Runs the program; returns what it prints.
    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kafolio"));
        command.current_dir(self.folder.path()).args(arguments);
        command.env("LC_ALL", "en_XA.UTF-8").env_remove("COLUMNS");
        let done = command.output().expect("the program runs");
        let [out, err] =
            [done.stdout, done.stderr].map(|text| String::from_utf8(text).expect("text"));
        out + &err
    }

    fn pages(&self) -> Vec<String> {
        let all = files(self.folder.path()).into_iter();
        let all = all.map(|path| path.to_string_lossy().replace('\\', "/"));
        all.filter(|path| path.ends_with(".html")).collect()
    }
}

/// Returns all files of a folder, relative to it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => folders.push(path),
                false => all.push(path.strip_prefix(folder).expect("within").to_path_buf()),
            }
        }
    }
    all.sort();
    all
}

/// Parts of texts that were found outside of marks, with the first place of each.
struct Found {
    /// Names that are allowed in addition.
    names: BTreeSet<String>,
    parts: BTreeMap<String, String>,
}

impl Found {
    /// Creates it; names of commands and of diagnostics are allowed.
    fn of(site: &Site) -> Found {
        let commands = site.run(&["--help"]);
        let codes = Code::ALL.iter().map(|code| code.name().to_owned());
        Found {
            names: commands
                .lines()
                .filter_map(first_word)
                .chain(codes)
                .collect(),
            parts: BTreeMap::new(),
        }
    }

    fn add_lines(&mut self, at: &str, text: &str) {
        text.lines().for_each(|line| self.add(at, line));
    }

    fn add(&mut self, at: &str, text: &str) {
        let names: Vec<String> = text.lines().filter_map(first_word).collect();
        let is_name = |word: &str| {
            let mut known = names.iter().chain(&self.names).map(String::as_str);
            let is_listed = NAMES.contains(&word)
                || MONTHS.split(' ').any(|month| month == word)
                || known.any(|name| name == word);
            is_listed || keys().contains(word) || is_technical(word)
        };
        let mut found = Vec::new();
        let parts = outside(text);
        for part in parts.iter().flat_map(|part| part.lines()) {
            let between = |one: char| one.is_whitespace() || "“”`,()[]{}<>:|".contains(one);
            let around = |one: char| !one.is_alphanumeric() && one != '-';
            let words = part.split(between).map(|word| word.trim_matches(around));
            let mut words = words.filter(|word| word.contains(char::is_alphabetic));
            if words.any(|word| !is_name(word)) {
                found.push(part.trim().to_owned());
            }
        }
        for part in found {
            self.parts.entry(part).or_insert_with(|| at.to_owned());
        }
    }

    fn assert_none(self) {
        let is_known =
            |part: &str, known: &str| part == known || known.len() > 1 && part.contains(known);
        let is_new = |part: &str| !KNOWN.iter().any(|known| is_known(part, known));
        let new: Vec<String> = self
            .parts
            .iter()
            .filter(|(part, _)| is_new(part))
            .map(|(part, at)| format!("{at}: {part:?}"))
            .collect();
        assert!(new.is_empty(), "outside of catalogs:\n{}", new.join("\n"));
    }
}

/// Returns whether a word is an option, a path, the name of a rule, a colour or a key with underscores.
fn is_technical(word: &str) -> bool {
    let rule = word.len().checked_sub(3).and_then(|at| word.get(at..));
    let rule = rule.and_then(|rule| rule.strip_prefix(['I', 'C']));
    let is_rule = rule.is_some_and(|number| number.parse::<u8>().is_ok());
    let is_path = word.contains('/')
        || word.rsplit_once('.').is_some_and(|(_, ending)| {
            [
                "md", "yaml", "html", "css", "js", "json", "png", "exe", "txt", "pdf", "ics", "svg",
            ]
            .contains(&ending)
        });
    let is_key = word.contains('_') && word.is_ascii();
    let is_colour = word.len() == 6 && word.bytes().all(|one| one.is_ascii_hexdigit());
    word.starts_with('-') || is_rule || is_path || is_key || is_colour
}

/// Returns the keys of the dictionary, which messages and notes name.
fn keys() -> &'static BTreeSet<String> {
    static KEYS: std::sync::LazyLock<BTreeSet<String>> = std::sync::LazyLock::new(|| {
        let mut keys = BTreeSet::new();
        for label in labels(Dictionary::built_in(), Language::ENGLISH).into_keys() {
            keys.extend(label.split('.').map(str::to_owned));
        }
        add_keys(Dictionary::built_in().schema(Kind::Site), &mut keys);
        keys.retain(|key| key.contains(char::is_alphabetic));
        keys
    });
    &KEYS
}

fn add_keys(schema: &'static Schema, keys: &mut BTreeSet<String>) {
    for field in &schema.fields {
        keys.insert(field.label_key().into_owned());
        if let FieldType::Record(inner) | FieldType::List(inner) | FieldType::MapOfRecords(inner) =
            field.value_type
        {
            add_keys(inner, keys);
        }
    }
}
