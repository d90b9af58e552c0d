//! The proof of a filtered build: nothing withheld is in any byte of the output, nothing depends on it, and a filter
//! that missed any field would be detected.
//!
//! Only every eighth field is tried; `KAFOLIO_ALL_FIELDS=1 cargo test --test proof slip` tries all, which takes a
//! minute.
#![allow(clippy::disallowed_methods)]

mod filled;
mod memory;
mod observers;
mod withheld;

use filled::as_of;
use jiff::ToSpan;
use kafolio::build::{
    FormsRequest, Observer, Options, ReportRequest, changes, forms_document, report,
};
use kafolio::disclosure::{
    CHANGES_JSON, Inspector, Leak, LeakCheck, Method, Probe, Product, Proof, Prover, Publication,
    ValuePath, culprit,
};
use kafolio::documents::Pack;
use kafolio::domain::Audience;
use kafolio::forms::{Dictionary, Field, FieldType, Kind, Level, Schema, labels};
use kafolio::html::NoProgress;
use kafolio::text::Language;
use memory::{Files, Site, built, observed, snapshot};
use observers::{Remover, Slip, inputs};
use std::collections::BTreeMap;
use std::sync::Arc;
use withheld::{AUDIENCES, choice, filled, linked, planted};

/// Runs a proof for restricted readers.
fn proof_of(publication: &Publication<'_>) -> Proof {
    let proof = Prover::once(Method::Files).next(publication, &NoProgress);
    proof
        .expect("it can be tried")
        .expect("something is withheld")
}

fn leaks(proof: &Proof, site: &Site) -> Vec<Leak> {
    let inspector = Inspector::new(proof, BTreeMap::new());
    for (route, bytes) in &site.pages {
        inspector.inspect(route, bytes);
    }
    for (route, asset) in &site.attachments {
        inspector.inspect_attachment(route, asset, b"");
    }
    inspector.finish().leaks
}

/// Returns all fields of a schema, including nested ones.
fn fields(schema: &'static Schema) -> Vec<&'static Field> {
    let inner = |field: &'static Field| match field.value_type {
        FieldType::Record(schema)
        | FieldType::List(schema)
        | FieldType::MapOfRecords(schema)
        | FieldType::Answers(schema) => fields(schema),
        _ => Vec::new(),
    };
    let with_inner = |field: &'static Field| [vec![field], inner(field)].concat();
    schema.fields.iter().flat_map(with_inner).collect()
}

#[test]
fn nothing_withheld_is_in_a_site_with_every_field_filled() {
    let files = filled();
    for audience in AUDIENCES {
        let choice = choice(audience);
        let proof = proof_of(&Publication::of(&snapshot(&files), &choice, Product::Site));
        let site = built(&files, &choice).expect("it can be built");
        assert_eq!(leaks(&proof, &site), [], "{audience:?}");
    }
}

/// Returns the leaks that a proof finds in a document.
fn leaks_of_document(proof: &Proof, made: &[(&str, &[u8])]) -> Vec<Leak> {
    let inspector = Inspector::new(proof, BTreeMap::new());
    for (file, bytes) in made {
        inspector.inspect(file, bytes);
    }
    inspector.finish().leaks
}

#[test]
fn no_page_shows_that_something_is_withheld() {
    for files in [filled(), planted().0, linked()] {
        for audience in AUDIENCES {
            let choice = choice(audience);
            let without = observed(&files, &choice, &Remover);
            let site = built(&files, &choice).expect("it can be built");
            let differs = |route: &&String| without.pages.get(*route) != site.pages.get(*route);
            let mut routes = site.pages.keys().chain(without.pages.keys());
            assert_eq!(routes.find(differs), None, "{audience:?}");
            assert_eq!(without.attachments, site.attachments, "{audience:?}");
        }
    }
}

/// Every label and every word of a list, in both languages, as a key and as a value of an ordinary page.
#[test]
fn no_dictionary_word_is_taken_for_a_leak() {
    let languages = [Language::CHINESE, Language::ENGLISH];
    let words = languages
        .into_iter()
        .flat_map(|language| labels(Dictionary::built_in(), language));
    let quoted: Vec<String> = words.map(|word| format!("{word:?}")).collect();
    let mut keys = quoted.clone();
    keys.sort();
    keys.dedup();
    let page = |lines: Vec<String>| format!("---\ntitle: 甲\n{}\n---\n乙\n", lines.join("\n"));
    let mut files = filled();
    let known = |key: &&String| {
        let word = key.trim_matches('"');
        Dictionary::built_in()
            .schema(Kind::Page)
            .find(word)
            .is_none()
    };
    let as_keys = keys
        .iter()
        .filter(known)
        .map(|key| format!("{key}:"))
        .collect();
    let values = quoted.iter().enumerate();
    let as_values = values.map(|(at, word)| format!("k{at}: {word}")).collect();
    files.insert("content/playbook/keys.md".to_owned(), page(as_keys));
    files.insert("content/playbook/values.md".to_owned(), page(as_values));
    for language in languages {
        let choice = Options {
            language: Some(language),
            ..choice(("internal", None))
        };
        let snapshot = snapshot(&files);
        let publication = Publication::of(&snapshot, &choice, Product::Site);
        let proof = proof_of(&publication);
        let site = built(&files, &choice).expect("it can be built");
        let places = proof.diagnostics(&publication, &leaks(&proof, &site));
        let messages: Vec<String> = places.iter().map(memory::short).collect();
        assert_eq!(messages, [""; 0], "{language:?}");
        assert_eq!(proof.overlaps(&publication).len(), 0, "{language:?}");
    }
}

#[test]
fn nothing_withheld_is_in_documents_with_every_field_filled() {
    let snapshot = snapshot(&filled());
    let since = as_of() - 60.days();
    for audience in AUDIENCES {
        let choice = choice(audience);
        let is_internal = ["internal", "board"].contains(&audience.0);
        for pack in [Pack::Review, Pack::Handover, Pack::Visit] {
            let mut choice = choice.clone();
            choice.accounts = vec!["pool".to_owned()];
            let since = is_internal.then_some(since);
            let order = ReportRequest { pack, since };
            let proof = proof_of(&Publication::of(
                &snapshot,
                &choice,
                Product::Report(&order, "r.html"),
            ));
            let made = report(&snapshot, &choice, &order, None).expect("it can be made");
            let leaks = leaks_of_document(&proof, &[("r.html", &made.html)]);
            assert_eq!(leaks, [], "{audience:?}, {pack:?}");
        }
        if !is_internal {
            continue;
        }
        let order = FormsRequest::default();
        let proof = proof_of(&Publication::of(
            &snapshot,
            &choice,
            Product::Forms(&order, "f.html"),
        ));
        let made = forms_document(&snapshot, &choice, &order, None).expect("they can be made");
        let leaks = leaks_of_document(&proof, &[("f.html", &made.html)]);
        assert_eq!(leaks, [], "{audience:?}, forms");
        let proof = proof_of(&Publication::of(
            &snapshot,
            &choice,
            Product::Changes(since, "c.html"),
        ));
        let made = changes(&snapshot, &choice, since, None).expect("they can be compared");
        let json = made.to_json();
        let leaks = leaks_of_document(&proof, &[(CHANGES_JSON, &json), ("c.html", &made.html)]);
        assert_eq!(leaks, [], "{audience:?}, changes");
    }
}

#[test]
fn the_owner_sees_everything_and_blank_forms_have_no_values() {
    let snapshot = snapshot(&filled());
    let owner = choice(("owner", None));
    let blank = FormsRequest {
        blank: true,
        ..FormsRequest::default()
    };
    for (choice, what) in [
        (&owner, Product::Site),
        (&owner, Product::Forms(&FormsRequest::default(), "f.html")),
        (
            &choice(("internal", None)),
            Product::Forms(&blank, "f.html"),
        ),
    ] {
        let publication = Publication::of(&snapshot, choice, what);
        let proof = Prover::once(Method::Files).next(&publication, &NoProgress);
        assert!(proof.expect("it can be tried").is_none());
    }
}

/// Fields without effect on any reader's output, which the proof cannot detect.
const WITHOUT_EFFECT: [&str; 20] = [
    // Notes within the account's note are filtered as notes.
    "account.contacts",
    "account.projects",
    "account.visits",
    "account.exchanges",
    // A visible note has a name and a day; no level removes them.
    "visit.date",
    "exchange.date",
    "competitor.name",
    "page.title",
    // The folder determines whose note it is; a filled form repeats it.
    "contact.account",
    "contact.account_code",
    "project.account",
    "project.account_code",
    "visit.account",
    "visit.account_code",
    "exchange.account",
    "exchange.account_code",
    "competitor.account",
    "competitor.account_code",
    "page.account",
    "page.account_code",
];

#[test]
fn what_pages_are_made_from_is_the_same_with_canaries() {
    for files in [filled(), planted().0, linked()] {
        let snapshot = snapshot(&files);
        for audience in AUDIENCES {
            let choice = choice(audience);
            let publication = Publication::of(&snapshot, &choice, Product::Site);
            let proof = Prover::once(Method::Inputs).next(&publication, &NoProgress);
            let proof = proof
                .expect("it can be tried")
                .expect("something is withheld");
            let check = proof.input_check().expect("inputs are compared");
            observed(&files, &choice, &check);
            assert!(check.agrees(), "{audience:?}");
        }
    }
}

#[test]
fn a_site_made_from_something_else_is_compared_file_by_file() {
    let site_of = |tier: &str| {
        let account = format!("---\nname: Pool\ntier: {tier}\nphone: 13900001234\n---\n");
        let other = "---\nname: Pond\n---\n".to_owned();
        Files::from([
            ("content/accounts/pool.md".to_owned(), account),
            ("content/accounts/pond.md".to_owned(), other),
        ])
    };
    let (proved, real) = (snapshot(&site_of("important")), site_of("vip"));
    let choice = choice(("internal", None));
    let publication = Publication::of(&proved, &choice, Product::Site);
    let proof = Prover::once(Method::Inputs).next(&publication, &NoProgress);
    let proof = proof
        .expect("it can be tried")
        .expect("something is withheld");
    let check = proof.input_check().expect("inputs are compared");
    let site = observed(&real, &choice, &check);
    assert!(!check.agrees());
    let inspector = Inspector::new(&proof, BTreeMap::new());
    for (route, bytes) in &site.pages {
        inspector.inspect(route, bytes);
    }
    let mut inspected = inspector.finish();
    assert_eq!(inspected.leaks, []);
    proof.compare_files(&publication, &mut inspected);
    let files: Vec<&str> = inspected.leaks.iter().map(|leak| &*leak.file).collect();
    assert!(files.contains(&"accounts/pool/index.html"), "{files:?}");
    assert!(!files.contains(&"accounts/pond/index.html"), "{files:?}");
}

/// Simulates a filter that lets a withheld field through, in the site or on the paper forms: proofs with another value
/// and with none would both differ. A proof is a build, so only every eighth field of each kind is tried.
#[test]
fn a_slip_of_the_filter_in_any_field_is_detected() {
    let step = match std::env::var_os("KAFOLIO_ALL_FIELDS") {
        Some(_) => 1,
        None => 8,
    };
    let files = filled();
    let snapshot = snapshot(&files);
    let choice = choice(("internal", None));
    let site = built(&files, &choice).expect("it can be built");
    let order = FormsRequest::default();
    let forms = |observer: Option<&dyn Observer>| {
        let made = forms_document(&snapshot, &choice, &order, observer);
        made.expect("they can be made").html
    };
    let real_forms = forms(None);
    let real_inputs = inputs(&snapshot, &choice, None);
    let differs = |observer: &dyn Observer| {
        let pages_differ = observed(&files, &choice, observer).pages != site.pages;
        // What the quick proof compares misses nothing that pages show.
        if pages_differ {
            assert_ne!(inputs(&snapshot, &choice, Some(observer)), real_inputs);
        }
        pages_differ || forms(Some(observer)) != real_forms
    };
    let (mut seen, mut unseen) = (0, Vec::new());
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Site) {
        let shown = |field: &&Field| field.level < Level::Private && field.key != "sensitivity";
        let all = fields(Dictionary::built_in().schema(kind));
        for field in all.into_iter().filter(shown).step_by(step) {
            let slips = [
                Slip::of(field, Probe::with_canaries(0..u64::MAX)),
                Slip::of(field, Remover),
            ];
            for slip in slips {
                match differs(&slip) {
                    true => seen += 1,
                    false => unseen.push(format!("{}.{}", kind.name(), field.key)),
                }
            }
        }
    }
    unseen.retain(|field| !WITHOUT_EFFECT.contains(&field.as_str()));
    assert_eq!(unseen, Vec::<String>::new(), "{seen} seen");
}

/// A choice is not a word that could be searched for: only canaries detect that a page depends on it, and proofs
/// with fewer and fewer of them find its location.
#[test]
fn the_field_that_a_page_depends_on_is_named() {
    let mut files = Files::new();
    let account = "---\nname: Pool\ntier: important\n---\n";
    files.insert("content/accounts/pool.md".into(), account.into());
    let snapshot = snapshot(&files);
    let choice = choice(("internal", None));
    let site = built(&files, &choice).expect("it can be built");
    let tier = Dictionary::built_in().schema(Kind::Account).field("tier");
    let tier = tier.expect("accounts have a tier");
    let page = "accounts/pool/index.html";
    let depends = |canaries| {
        let slip = Slip::of(tier, Probe::with_canaries(canaries));
        observed(&files, &choice, &slip).pages[page] != site.pages[page]
    };
    let note: Arc<str> = "content/accounts/pool.md".into();
    let path = |field: &str| ValuePath {
        note: note.clone(),
        within: "".into(),
        field: field.into(),
    };
    let paths = ["bank", "code", "name", "phone", "text", "tier"].map(path);
    let paths: BTreeMap<u64, ValuePath> = paths.map(|path| (path.number(), path)).into();
    let numbers: Vec<u64> = paths.keys().copied().collect();
    let number = culprit(&numbers, depends).expect("it is located");
    let place = &paths[&number];
    assert_eq!(
        (&*place.note, &*place.field),
        ("content/accounts/pool.md", "tier")
    );
    let publication = Publication::of(&snapshot, &choice, Product::Site);
    let proof = proof_of(&publication);
    let inspector = Inspector::new(&proof, BTreeMap::new());
    inspector.inspect(page, b"something else");
    let mut leaks = inspector.finish().leaks.into_iter();
    let found = leaks.find(|leak| leak.file == page).expect("it differs");
    assert_eq!((&found.check, &found.path), (&LeakCheck::Comparison, &None));
    let leak = Leak {
        path: Some(place.clone()),
        ..found
    };
    let messages = proof.diagnostics(&publication, &[leak]);
    let message = messages[0].message(Language::ENGLISH);
    assert!(message.contains("(tier)"), "{message}");
}

#[test]
fn planted_values_appear_nowhere() {
    let (files, private) = planted();
    let internal = ["灰雁二号", "赤狐三号"];
    let of_other_accounts = ["白虎十六号", "青龙十七号"];
    for audience in AUDIENCES {
        let choice = choice(audience);
        let site = built(&files, &choice).expect("it can be built");
        let level = Audience::built_in()
            .into_iter()
            .find(|known| known.name == audience.0);
        let sees_internal =
            level.is_some_and(|known| known.level == Level::Internal) || audience.0 == "dealer";
        let mut withheld = private.clone();
        withheld.extend(internal.iter().filter(|_| !sees_internal));
        withheld.extend(of_other_accounts.iter().filter(|_| audience.1.is_some()));
        for (route, bytes) in &site.pages {
            let page = format!("{route}\n{}", String::from_utf8_lossy(bytes));
            for value in &withheld {
                assert!(!page.contains(value), "{audience:?}: {value} in {route}");
            }
        }
        assert_eq!(site.attachments.len(), 0, "{audience:?}");
        let proof = proof_of(&Publication::of(&snapshot(&files), &choice, Product::Site));
        assert_eq!(leaks(&proof, &site), [], "{audience:?}");
    }
}

#[test]
fn a_value_smuggled_into_a_page_is_found() {
    let (files, private) = planted();
    let choice = choice(("internal", None));
    let proof = proof_of(&Publication::of(&snapshot(&files), &choice, Product::Site));
    let page = |value: &str| format!("<svg><title>{value}</title></svg>").into_bytes();
    let long = private
        .into_iter()
        .filter(|value| value.chars().count() > 3);
    // Paths and addresses are searched for as a whole.
    for value in long.filter(|value| !["棕熊七号", "丹桂十号"].contains(value)) {
        let inspector = Inspector::new(&proof, BTreeMap::new());
        assert!(!inspector.inspect("more.html", &page(value)));
        let leaks = inspector.finish().leaks;
        assert!(
            leaks
                .iter()
                .any(|leak| leak.file == "more.html" && leak.path.is_some()),
            "{value}"
        );
    }
}

/// A count with its noun is on a page whatever the notes withhold; a value from a note is not on it without the note.
#[test]
fn the_second_check_accepts_the_programs_own_words() {
    let mut files = Files::new();
    let account = "---\nname: Pool\n---\n";
    files.insert("content/accounts/pool.md".into(), account.into());
    let page = "---\ntitle: 甲\n进度: 表 1 的 30 项填了 1 项\n底价: 九十二万封口\n---\n";
    files.insert("content/playbook/first.md".into(), page.into());
    let snapshot = snapshot(&files);
    let choice = choice(("internal", None));
    let publication = Publication::of(&snapshot, &choice, Product::Site);
    let proof = proof_of(&publication);
    let site = built(&files, &choice).expect("it can be built");
    let inspected = |more: &[(&str, &[u8])]| {
        let inspector = Inspector::new(&proof, BTreeMap::new());
        for (route, bytes) in &site.pages {
            inspector.inspect(route, bytes);
        }
        more.iter().for_each(|(route, bytes)| {
            inspector.inspect(route, bytes);
        });
        inspector.finish()
    };
    let found = inspected(&[]);
    let quarantined: Vec<&String> = found.quarantined.keys().collect();
    assert_eq!(quarantined, ["accounts/pool/index.html"]);
    assert_eq!(proof.rechecked(&publication, found).leaks, []);
    let smuggled = inspected(&[("more.html", "<p>九十二万封口".as_bytes())]);
    let leaks = proof.rechecked(&publication, smuggled).leaks;
    let files: Vec<&str> = leaks.iter().map(|leak| leak.file.as_str()).collect();
    assert_eq!(files, ["more.html"]);
}
