//! New notes list every field of the dictionary once, in the order of the paper forms, except those that the folder
//! determines, and have no diagnostics.
//!
//! Checked for every kind of note and both languages: as written, and with every pattern uncommented (`# ` removed).

mod memory;

use jiff::civil::{Date, date};
use kafolio::build::Options;
use kafolio::domain::Settings;
use kafolio::forms::{
    self, Currency, Dictionary, Entry, Field, FieldType, Kind, Labelled, Lookup, Schema,
};
use kafolio::note::{self, Conventions, Note};
use kafolio::scaffold::{
    Scaffold, ScaffoldContext, account_scaffold, competitor_scaffold, note_of, path_of,
    project_scaffold, starter,
};
use kafolio::text::{Language, Source};
use serde_yaml::{Mapping, Value};

const KINDS: [Kind; 6] = [
    Kind::Account,
    Kind::Contact,
    Kind::Project,
    Kind::Visit,
    Kind::Exchange,
    Kind::Competitor,
];

const LANGUAGES: [Language; 2] = [Language::CHINESE, Language::ENGLISH];

fn today() -> Date {
    date(2026, 3, 20)
}

/// Returns the initial values of a note of a kind when no account is needed to know them.
fn scaffold(kind: Kind, language: Language) -> Scaffold {
    let settings = Settings::default();
    let context = ScaffoldContext::new(&settings, language, today());
    let mut scaffold = Scaffold::default();
    match kind {
        Kind::Account => return account_scaffold(&context, "沐云食品"),
        Kind::Project => return project_scaffold(&context, "灯检线改造"),
        Kind::Competitor => return competitor_scaffold("棠越仪器"),
        Kind::Contact => scaffold.set("name", Some("夏知秋")),
        _ => scaffold.set("date", Some("2026-03-26 10:00")),
    }
    scaffold
}

/// Returns the text of a new note.
fn written(kind: Kind, scaffold: &Scaffold, language: Language) -> String {
    let settings = Settings::default();
    note_of(
        &ScaffoldContext::new(&settings, language, today()),
        kind,
        scaffold,
    )
}

fn read(kind: Kind, text: &str) -> Note {
    let source = Source {
        path: path_of(kind, "muyun", "x").into(),
        text: text.into(),
    };
    let currency = Currency::CNY;
    note::read(
        &source,
        kind,
        Conventions {
            dictionary: Dictionary::built_in(),
            currency,
        },
    )
}

/// Returns the text with every pattern uncommented.
fn uncommented(text: &str) -> String {
    let mut text = text.to_owned();
    while text.lines().any(|line| line.starts_with("# ")) {
        let line = |line: &str| format!("{}\n", line.strip_prefix("# ").unwrap_or(line));
        text = text.lines().map(line).collect();
    }
    text
}

fn fields(text: &str) -> Mapping {
    let inner = text.trim_start_matches("---\n");
    let inner = inner.split("\n---\n").next().unwrap_or_default();
    serde_yaml::from_str(inner).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn a_new_note_has_no_diagnostics() {
    for language in LANGUAGES {
        for kind in KINDS {
            let text = written(kind, &scaffold(kind, language), language);
            let note = read(kind, &text);
            assert!(note.found.is_empty(), "{:#?}\n{text}", note.found);
            let is_known = |entry: &&Entry| match &entry.value {
                // An unfinished section has no content yet.
                forms::Value::Record(inner) => !inner.entries.is_empty(),
                _ => true,
            };
            let known = note.record.entries.iter().filter(is_known).count();
            assert_eq!(known, scaffold(kind, language).values.len(), "{text}");
        }
    }
}

#[test]
fn a_new_note_lists_every_field_once_in_form_order() {
    for language in LANGUAGES {
        for kind in KINDS {
            let text = written(kind, &scaffold(kind, language), language);
            let text = uncommented(&text);
            let note = read(kind, &text);
            assert!(note.found.is_empty(), "{:#?}\n{text}", note.found);
            let schema = Dictionary::built_in().schema(kind);
            let keys = expected_keys(schema, language);
            assert_keys(&fields(&text), &keys, language, kind.name());
        }
    }
}

/// A key as written, with its field.
type Key = (String, &'static Field);

fn expected_keys(schema: &'static Schema, language: Language) -> Vec<Key> {
    let mut keys = Vec::new();
    let key = |field: &'static Field| (field.written(language).to_owned(), field);
    // The folder determines whose note it is, so a new note does not ask.
    let is_written =
        |field: &&'static Field| !matches!(field.key.as_str(), "account" | "account_code");
    for field in schema.fields.iter().filter(is_written) {
        match field.value_type {
            FieldType::Record(inner) if is_at_top(schema, inner, language) => {
                keys.extend(inner.fields.iter().map(key));
            }
            _ => keys.push(key(field)),
        }
    }
    keys
}

/// As on the paper form, the next visit is at the top in Chinese.
fn is_at_top(schema: &Schema, inner: &Schema, language: Language) -> bool {
    let lifted = |field: &Field| {
        matches!(
            schema.find(field.label(Language::CHINESE)),
            Some(Lookup::Lifted(..))
        )
    };
    language == Language::CHINESE && inner.fields.iter().all(lifted)
}

/// Asserts that a map has exactly these keys in this order, recursively.
fn assert_keys(map: &Mapping, keys: &[Key], language: Language, at: &str) {
    let written: Vec<&str> = map.keys().filter_map(Value::as_str).collect();
    let expected: Vec<&str> = keys.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(written, expected, "{at}");
    for ((_, value), (key, field)) in map.iter().zip(keys) {
        let at = format!("{at}.{key}");
        match field.value_type {
            FieldType::Record(inner) => {
                let inner = expected_keys(inner, language);
                assert_keys(value.as_mapping().expect(&at), &inner, language, &at);
            }
            FieldType::List(inner) => {
                let inner = expected_keys(inner, language);
                for item in value.as_sequence().expect(&at) {
                    assert_keys(item.as_mapping().expect(&at), &inner, language, &at);
                }
            }
            FieldType::Answers(inner) | FieldType::MapOfRecords(inner) => {
                let inner = expected_keys(inner, language);
                for item in value.as_mapping().expect(&at).values() {
                    assert_keys(item.as_mapping().expect(&at), &inner, language, &at);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn private_fields_are_marked() {
    for (language, line) in [
        (Language::CHINESE, "开户银行:  # 私密\n"),
        (Language::ENGLISH, "bank:  # private\n"),
    ] {
        let text = written(Kind::Account, &Scaffold::default(), language);
        assert!(text.contains(line), "{text}");
    }
}

#[test]
fn values_are_read_back_as_written() {
    let names = [
        "a: b",
        "[甲]",
        "# 乙",
        "\"丙\"",
        "- 丁",
        "null",
        "0571",
        "王敏（QA）",
        "{x}",
        "\\n",
    ];
    for name in names {
        let mut scaffold = Scaffold::default();
        scaffold.set("name", Some(name));
        let text = written(Kind::Contact, &scaffold, Language::CHINESE);
        let note = read(Kind::Contact, &text);
        assert_eq!(note.record.text("name"), Some(name), "{text}");
        assert!(note.found.is_empty());
    }
    let mut scaffold = Scaffold::default();
    scaffold.set("date", Some("2026-03-26"));
    scaffold.set("topics", Some("一：看灯检\n\n二：谈试机"));
    scaffold.set_list("people", vec!["夏, 知秋".to_owned(), "王敏".to_owned()]);
    let note = read(
        Kind::Visit,
        &written(Kind::Visit, &scaffold, Language::CHINESE),
    );
    assert_eq!(note.record.text("topics"), Some("一：看灯检\n\n二：谈试机"));
    let people = note.record.references("people").iter();
    assert_eq!(
        people.map(|one| one.text.as_ref()).collect::<Vec<_>>(),
        ["夏, 知秋", "王敏"]
    );
}

#[test]
fn a_starter_site_has_no_diagnostics_and_lists_every_setting() {
    for language in LANGUAGES {
        let company = Some("青风: 股份 #1");
        let files = starter(language, company, today());
        let files: memory::Files = files
            .into_iter()
            .map(|file| (file.path, file.text))
            .collect();
        let open: Vec<&String> = files
            .values()
            .filter(|text| text.contains("{in_") || text.contains("{today"))
            .collect();
        assert!(open.is_empty(), "{open:?}");
        let choice = Options {
            audience: Some("owner".to_owned()),
            ..Options::default()
        };
        let notes: memory::Files = files
            .clone()
            .into_iter()
            .filter(|(path, _)| path.starts_with("content/"))
            .collect();
        let site = memory::built(&notes, &choice).expect("it can be built");
        assert!(site.diagnostics.is_empty(), "{:#?}", site.diagnostics);
        let settings = &files["content/site.yaml"];
        let source = Source {
            path: "content/site.yaml".into(),
            text: settings.as_str().into(),
        };
        let currency = Currency::CNY;
        let note = note::read(
            &source,
            Kind::Site,
            Conventions {
                dictionary: Dictionary::built_in(),
                currency,
            },
        );
        assert_eq!(note.record.text("company"), company);
        let written: Mapping =
            serde_yaml::from_str(&settings.replace("\n#   ", "\n    ")).expect("it is YAML");
        let written: Vec<&str> = written.keys().filter_map(Value::as_str).collect();
        let schema = Dictionary::built_in().schema(Kind::Site);
        let keys: Vec<&str> = schema
            .fields
            .iter()
            .map(|field| field.written(language))
            .collect();
        assert_eq!(written, keys);
    }
}

#[test]
fn embedded_starter_sites_match_their_folders() {
    let folder = memory::folder("src/scaffold/starter");
    for language in Language::all() {
        let name = language.key();
        let prefix = format!("src/scaffold/starter/{name}/");
        let in_folder: Vec<String> = folder
            .keys()
            .filter_map(|path| path.strip_prefix(&prefix))
            .map(|path| path.replace("{last_week}", "2026-03-13"))
            .collect();
        if in_folder.is_empty() {
            continue;
        }
        let embedded = starter(language, None, today());
        let embedded: Vec<String> = embedded.into_iter().map(|file| file.path).collect();
        assert_eq!(embedded, in_folder);
    }
}
