//! Every field of every form can be written in Chinese and in English, and is shown.
//!
//! For each language a site is generated from the dictionary: ten notes of each kind, in which every field has words
//! that occur nowhere else. Together the notes and the items of their lists use every value of every enum and every
//! label that is accepted as a key. All of it must be read without diagnostics, and each label and value must be on the
//! note's own page.

mod filled;
mod memory;

use filled::{FilledSite, as_of, settings};
use kafolio::build::Options;
use kafolio::forms::{Currency, Dictionary, Kind};
use kafolio::note::{self, Conventions};
use kafolio::text::{Language, Source};
use memory::Site;

/// Kinds whose notes have pages.
const KINDS: [Kind; 7] = [
    Kind::Account,
    Kind::Contact,
    Kind::Project,
    Kind::Visit,
    Kind::Exchange,
    Kind::Competitor,
    Kind::Page,
];

/// Fields that are not on the note's own page, with the reason. `*` is any kind.
const NOT_SHOWN: &[(&str, &str, &str)] = &[
    ("*", "account", "the folder says it; it is only checked"),
    ("*", "account_code", "likewise"),
    (
        "*",
        "sensitivity",
        "it decides who sees the note, and is not for readers",
    ),
    (
        "account",
        "contacts",
        "inline notes: each has a page of its own",
    ),
    ("account", "projects", "likewise"),
    ("account", "visits", "likewise"),
    ("account", "exchanges", "likewise"),
    ("page", "order", "it orders the pages of a folder"),
];

/// Fields whose value is on the page without the field's label, with the reason.
const WITHOUT_LABEL: &[(&str, &str, &str)] = &[
    ("contact", "name", "it is the page's heading"),
    ("page", "title", "likewise"),
    ("exchange", "plan", "a heading of its own words"),
    ("exchange", "summary", "likewise"),
];

#[test]
fn every_field_can_be_written_and_is_shown_in_english() {
    check(Language::ENGLISH);
}

#[test]
fn every_field_can_be_written_and_is_shown_in_chinese() {
    check(Language::CHINESE);
}

#[test]
fn every_setting_can_be_written() {
    for language in [Language::CHINESE, Language::ENGLISH] {
        let source = Source {
            path: "content/site.yaml".into(),
            text: settings(language).into(),
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
        assert!(note.found.is_empty(), "{:?}", note.found);
        for field in &Dictionary::built_in().schema(Kind::Site).fields {
            assert!(note.record.has(&field.key), "{} is not read", field.key);
        }
    }
}

/// The tables above name only existing fields, so that they shrink when a field is removed.
#[test]
fn exceptions_name_fields_of_the_dictionary() {
    for (kind, key, _) in NOT_SHOWN.iter().chain(WITHOUT_LABEL) {
        let has = |one: &Kind| Dictionary::built_in().schema(*one).field(key).is_some();
        let of_kind = |one: &&Kind| *kind == "*" || one.name() == *kind;
        assert!(KINDS.iter().filter(of_kind).any(has), "{kind}.{key}");
    }
}

fn check(language: Language) {
    let filled = FilledSite::of(language, &KINDS);
    let choice = Options {
        as_of: Some(as_of()),
        audience: Some("owner".to_owned()),
        language: Some(language),
        ..Options::default()
    };
    let site = memory::built(&filled.files, &choice).expect("it can be built");
    assert!(site.diagnostics.is_empty(), "{:#?}", site.diagnostics);
    let missing = missing(&filled, &site);
    assert!(
        missing.is_empty(),
        "{} missing:\n{}",
        missing.len(),
        missing.join("\n")
    );
}

/// Returns a note's own page, together with its details page if it has one.
fn shown(site: &Site, route: &str) -> String {
    let details = route.replace("/index.html", "/details.html");
    let has_details = details != route && site.pages.contains_key(&details);
    let pages = [Some(route), has_details.then_some(&*details)];
    pages
        .into_iter()
        .flatten()
        .map(|one| site.page(one))
        .collect()
}

/// Returns a line for each label and value that is missing from its page.
fn missing(filled: &FilledSite, site: &Site) -> Vec<String> {
    let mut missing = Vec::new();
    for filled in &filled.fields {
        let top = filled.path.split('.').next().unwrap_or_default();
        if is_listed(NOT_SHOWN, filled.kind, top) {
            continue;
        }
        let page = text_of_html(&shown(site, &filled.route));
        // A label opens its element; the same word within a sentence does not count.
        let label = format!("{TAG}{}", text_of_html(&filled.label));
        if !is_listed(WITHOUT_LABEL, filled.kind, &filled.path) && !page.contains(&label) {
            missing.push(format!(
                "{} {}: no label {label}",
                filled.route, filled.path
            ));
        }
        for value in &filled.shown {
            if !page.contains(&text_of_html(value)) {
                missing.push(format!(
                    "{} {}: no value {value}",
                    filled.route, filled.path
                ));
            }
        }
    }
    missing
}

fn is_listed(table: &[(&str, &str, &str)], kind: Kind, path: &str) -> bool {
    let fits = |(of_kind, key, _): &(&str, &str, &str)| {
        (*of_kind == "*" || *of_kind == kind.name()) && *key == path
    };
    table.iter().any(fits)
}

/// Takes the place of a tag.
const TAG: char = '\u{1}';

/// Returns the text of HTML: without tags and white space, with entities decoded.
fn text_of_html(html: &str) -> String {
    let main = html.find("<main").map_or(html, |start| &html[start..]);
    let mut words = String::with_capacity(main.len());
    let mut rest = main;
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        words.push(TAG);
        rest = rest[start..]
            .find('>')
            .map_or("", |end| &rest[start + end + 1..]);
    }
    words.push_str(rest);
    let words = words
        .replace("&amp;", "&")
        .replace("&#39;", "'")
        .replace("&#x27;", "'");
    words.split_whitespace().collect()
}
