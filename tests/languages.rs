//! A site has one language: no page of an English site of English notes contains a Chinese character, and the labels of
//! a Chinese one are Chinese. Every message of the program exists in both.

mod memory;

use jiff::civil::date;
use kafolio::build::Options;
use kafolio::forms::{Dictionary, FieldType, Kind, Labelled, Schema, labels};
use kafolio::scaffold::starter;
use kafolio::text::Language;
use kafolio::theme::missing_translations;
use memory::{Files, Site, built};
use std::collections::{BTreeMap, BTreeSet};

/// Returns the notes of a starter site, as `kafolio init` writes them.
fn starter_site(language: Language) -> Files {
    let files = starter(language, None, date(2026, 3, 20)).into_iter();
    files.map(|file| (file.path, file.text)).collect()
}

fn pages(language: Language) -> Site {
    let choice = Options {
        audience: Some("owner".to_owned()),
        language: Some(language),
        ..Options::default()
    };
    built(&starter_site(language), &choice).expect("the starter can be built")
}

/// Returns whether a character is Chinese or Chinese punctuation. The wide space is a blank on paper forms.
fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3001}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ffef}')
}

#[test]
fn an_english_site_of_english_notes_has_no_chinese() {
    let site = pages(Language::ENGLISH);
    assert!(site.pages.len() > 30);
    let mut faults = Vec::new();
    for route in site
        .pages
        .keys()
        .filter(|route| !route.starts_with("assets/") || route.ends_with("accounts.js"))
    {
        let page = site.page(route);
        let chinese = page.match_indices(is_chinese);
        faults.extend(chinese.take(3).map(|(at, _)| {
            let around: String = page[at..].chars().take(20).collect();
            format!("{route}: {around}")
        }));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Labels of the program that would show a page not to be translated: whole labels, which no Chinese note contains.
const ENGLISH: &[&str] = &[
    "Home", "Accounts", "Alerts", "Timeline", "Promises", "Pipeline", "Stage", "Owner", "Account",
    "Contact", "Visit", "Project", "Evidence", "Form", "Name", "Date", "Weight", "Print", "Filter",
    "Today", "today", "overdue",
];

#[test]
fn a_chinese_site_of_chinese_notes_has_no_english_labels() {
    let site = pages(Language::CHINESE);
    let mut faults = Vec::new();
    for route in site.pages.keys().filter(|route| route.ends_with(".html")) {
        let page = site.page(route);
        for word in ENGLISH {
            for shown in [
                format!(">{word}<"),
                format!(">{word} "),
                format!("\"{word}\""),
            ] {
                if page.contains(&shown) {
                    faults.push(format!("{route}: {shown}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Returns a theme with a third language for all words of pages and a single word for all words of forms.
fn third_language_theme() -> Files {
    type Table = BTreeMap<String, BTreeMap<String, String>>;
    let mut files = memory::folder("content");
    let settings = files
        .get_mut("content/site.yaml")
        .expect("a site has settings");
    *settings = settings.replace("language: zh-CN", "language: eo\ntheme: verda");
    for (path, text) in memory::folder("themes/default") {
        if let Some(name) = path
            .strip_prefix("themes/default/")
            .filter(|name| name.ends_with(".yaml"))
        {
            let words: Table = serde_yaml::from_str(&text).expect("it holds words");
            let third = |(key, words): (String, BTreeMap<String, String>)| {
                (key, BTreeMap::from([("eo", words["zh"].clone())]))
            };
            let words: BTreeMap<_, _> = words.into_iter().map(third).collect();
            files.insert(
                format!("themes/verda/{name}"),
                serde_yaml::to_string(&words).expect("it is text"),
            );
        }
    }
    let labels = labels(Dictionary::built_in(), Language::ENGLISH).into_keys();
    let labels: BTreeMap<String, &str> = labels.map(|key| (key, "表单的词")).collect();
    let labels = BTreeMap::from([("eo", labels)]);
    files.insert(
        "themes/verda/labels.yaml".to_owned(),
        serde_yaml::to_string(&labels).expect("it is text"),
    );
    files
}

/// Returns the words of a file in Latin letters, including those of its markup.
fn latin_words(file: &str) -> BTreeSet<&str> {
    let words = file.split(|letter: char| !letter.is_ascii_alphabetic());
    words.filter(|word| word.len() > 2).collect()
}

#[test]
fn a_third_language_covers_every_word_of_pages_and_forms() {
    let choice = Options {
        audience: Some("owner".to_owned()),
        ..Options::default()
    };
    let third = built(&third_language_theme(), &choice).expect("it can be built");
    let chinese = built(&memory::folder("content"), &choice).expect("it can be built");
    assert_eq!(third.diagnostics, chinese.diagnostics);
    // The tag, money as in English, and the class of a table with longer words.
    let of_markup = ["eo", "CNY", "long"];
    let mut faults = BTreeSet::new();
    for route in third.pages.keys().filter(|route| !route.ends_with(".css")) {
        let known = latin_words(chinese.page(route));
        let words = latin_words(third.page(route));
        let more = words
            .difference(&known)
            .filter(|word| !of_markup.contains(word));
        faults.extend(more.map(|word| format!("{route}: {word}")));
    }
    assert!(faults.is_empty(), "\n{faults:#?}");
}

#[test]
fn words_to_translate_are_those_a_language_lacks() {
    let mut files = starter_site(Language::ENGLISH);
    let settings = "language: eo\ntheme: verda\nas_of: 2026-03-20\n";
    files.insert("content/site.yaml".to_owned(), settings.to_owned());
    let lacking = missing_translations("verda", &[], "eo");
    assert_eq!(lacking.len(), 2);
    for (file, text) in lacking {
        files.insert(
            format!("themes/verda/{file}"),
            text.replace("\n#", "\n").replacen('#', "", 1),
        );
    }
    let site = built(&files, &Options::default()).expect("it can be built");
    assert_eq!(site.diagnostics, Vec::<String>::new());
}

#[test]
fn every_field_choice_and_question_has_both_languages() {
    for kind in Kind::ALL {
        assert_schema_has_both(Dictionary::built_in().schema(kind), kind.name());
    }
    for question in &Dictionary::built_in().questions {
        assert_has_both(
            question.label(Language::CHINESE),
            question.label(Language::ENGLISH),
        );
    }
    for form in &Dictionary::built_in().forms {
        assert_has_both(form.label(Language::CHINESE), form.label(Language::ENGLISH));
    }
}

fn assert_schema_has_both(schema: &Schema, within: &str) {
    for field in &schema.fields {
        let (chinese, english) = (
            field.label(Language::CHINESE),
            field.label(Language::ENGLISH),
        );
        assert!(
            !chinese.trim().is_empty() && !english.trim().is_empty(),
            "{within}.{}",
            field.key
        );
        assert!(
            !english.contains(is_chinese),
            "{within}.{}: {english}",
            field.key
        );
        match field.value_type {
            FieldType::Record(inner)
            | FieldType::List(inner)
            | FieldType::MapOfRecords(inner)
            | FieldType::Answers(inner) => {
                assert_schema_has_both(inner, &format!("{within}.{}", field.key));
            }
            FieldType::Enum(choices) | FieldType::Enums(choices) => {
                for choice in &choices.values {
                    assert_has_both(
                        choice.label(Language::CHINESE),
                        choice.label(Language::ENGLISH),
                    );
                }
            }
            _ => {}
        }
    }
}

fn assert_has_both(chinese: &str, english: &str) {
    assert!(
        !chinese.trim().is_empty() && !english.trim().is_empty(),
        "{chinese} {english}"
    );
    assert!(!english.contains(is_chinese), "{english}");
}
