//! An incremental build equals a clean one, byte for byte: random edits of a small site, one cache through all of them.
//!
//! Sequences come from fixed seeds; `KAFOLIO_SEQUENCES=1000` runs more of them. A failure prints the shortest failing
//! sequence of edits.
#![allow(clippy::disallowed_methods)]

mod edits;
mod memory;

use edits::{Edit, apply, small_site};
use kafolio::build::{Cache, Options};
use memory::{Files, Site, built, rebuilt};
use proptest::collection::vec;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use std::collections::BTreeMap;

/// The number of sequences for the owner's site unless the environment sets another.
const SEQUENCES: u32 = 100;
/// The number of sequences for every other reader.
const SEQUENCES_FOR_OTHERS: u32 = 30;
/// The number of edits in a sequence.
const STEPS: usize = 8;

#[test]
fn an_incremental_build_equals_a_clean_one() {
    try_sequences([1; 32], SEQUENCES, &Options::default());
}

/// The same with another seed, on another core.
#[test]
fn an_incremental_build_equals_a_clean_one_with_another_seed() {
    try_sequences([2; 32], SEQUENCES, &Options::default());
}

#[test]
fn an_incremental_internal_build_equals_a_clean_one() {
    try_sequences([3; 32], SEQUENCES_FOR_OTHERS, &for_reader("internal", &[]));
}

/// An account selected by name: edits may change which account that is.
#[test]
fn an_incremental_build_of_some_accounts_equals_a_clean_one() {
    let some = for_reader("internal", &["lan", "青禾医院"]);
    try_sequences([5; 32], SEQUENCES_FOR_OTHERS, &some);
}

/// For customers, pages are named by what their reader sees, and namesakes are distinguished across the whole site.
#[test]
fn an_incremental_customer_build_equals_a_clean_one() {
    try_sequences(
        [4; 32],
        SEQUENCES_FOR_OTHERS,
        &for_reader("customer", &["lan"]),
    );
}

fn for_reader(audience: &str, accounts: &[&str]) -> Options {
    Options {
        audience: Some(audience.to_owned()),
        accounts: accounts.iter().map(|name| (*name).to_owned()).collect(),
        ..Options::default()
    }
}

fn try_sequences(seed: [u8; 32], sequences: u32, choice: &Options) {
    let requested = std::env::var("KAFOLIO_SEQUENCES").ok();
    let requested = requested.and_then(|number| number.parse().ok());
    let config = Config {
        cases: requested.unwrap_or(sequences),
        failure_persistence: None,
        max_shrink_iters: 400,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let outcome = runner.run(&vec(edits::any_edit(), STEPS), |edits| {
        follow(&edits, choice)
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// A build without changes keeps every file and writes none.
#[test]
fn an_unchanged_site_writes_nothing() {
    let files = small_site();
    let mut cache = Cache::persistent();
    let choice = Options::default();
    let first = rebuilt(&files, &choice, &mut cache, &Site::default()).expect("it can be built");
    let second = rebuilt(&files, &choice, &mut cache, &first).expect("it can be built");
    assert!(first == second);
}

/// Two accounts of one name: customers' pages of both want the same folder. When one is removed, the folder is free.
#[test]
fn an_account_takes_over_a_folder_that_became_free() {
    let mut files = Files::from([
        note("accounts/a/index.md", "---\nname: 岚一\n---\n"),
        note("accounts/b/index.md", "---\nname: 岚一\n---\n"),
        note(
            "accounts/b/contacts/li.md",
            "---\nname: 李青\nsensitivity: public\n---\n",
        ),
    ]);
    let choice = for_reader("customer", &["b"]);
    let pages = after(&mut files, &choice, |files| {
        files.remove("content/accounts/a/index.md");
    });
    assert!(pages.contains_key("accounts/岚一/contacts/li.html"));
}

/// For customers, attachments of one name share a folder: a new one may rename another.
#[test]
fn links_follow_an_attachment_that_is_renamed() {
    let mut files = Files::from([
        note(
            "accounts/b/index.md",
            "---\nname: 岚一\nsensitivity: public\n---\n![](plan.png)\n",
        ),
        note("accounts/b/plan.png", ""),
    ]);
    let choice = for_reader("customer", &["b"]);
    after(&mut files, &choice, |files| {
        files.extend([note("accounts/b/old/plan.png", "")]);
    });
}

/// The account that a name refers to may change without an edit of its own notes.
#[test]
fn an_account_that_a_name_now_refers_to_is_built() {
    let mut files = Files::from([
        note("accounts/a/index.md", "---\nname: 岚一\n---\n"),
        note("accounts/b/index.md", "---\nname: 岚一\n---\n"),
    ]);
    let choice = for_reader("internal", &["岚一"]);
    let pages = after(&mut files, &choice, |files| {
        files.extend([note("accounts/a/index.md", "---\nname: 青禾\n---\n")]);
    });
    assert!(pages.contains_key("accounts/b/index.html"));
}

/// A rival with scores resembles one who gets a note later: a diagnostic of an unchanged project mentions it.
#[test]
fn a_new_competitor_updates_diagnostics_of_unchanged_projects() {
    let scores = "---\nname: 三号线\ncompetition:\n  - {criterion: 质量, weight: 100%, us: 4, scores: {天衡测重: 3}}\n---\n";
    let mut files = Files::from([
        note("accounts/a/index.md", "---\nname: 岚一\n---\n"),
        note("accounts/a/projects/line.md", scores),
        note("competitors/bailu.md", "---\nname: 白鹭精工\n---\n"),
    ]);
    // Only the owner's run quotes notes.
    let choice = Options {
        audience: Some("owner".to_owned()),
        ..Options::default()
    };
    let unlike = |files: &Files| {
        let site = built(files, &choice).expect("it can be built");
        let mut diagnostics = site.diagnostics.iter();
        diagnostics.any(|one| one.contains("天衡测重"))
    };
    assert!(!unlike(&files));
    after(&mut files, &choice, |files| {
        files.extend([note(
            "competitors/tianheng.md",
            "---\nname: 天衡测量\n---\n",
        )]);
    });
    assert!(unlike(&files));
}

fn note(path: &str, text: &str) -> (String, String) {
    (format!("content/{path}"), text.to_owned())
}

/// Returns the pages after an edit, and checks that an incremental build equals a clean one.
fn after(
    files: &mut Files,
    choice: &Options,
    edit: impl FnOnce(&mut Files),
) -> BTreeMap<String, Vec<u8>> {
    let mut cache = Cache::persistent();
    let nothing = Site::default();
    let first = rebuilt(files, choice, &mut cache, &nothing).expect("it can be built");
    edit(files);
    let next = rebuilt(files, choice, &mut cache, &first).expect("it can be built");
    let clean = built(files, choice).expect("it can be built");
    assert_eq!(difference(&clean, &next), None);
    clean.pages
}

/// Builds after every edit with the same cache and compares with a clean build.
fn follow(edits: &[Edit], choice: &Options) -> Result<(), TestCaseError> {
    let mut files = small_site();
    let mut cache = Cache::persistent();
    let mut before = rebuilt(&files, choice, &mut cache, &Site::default())
        .map_err(|refusal| TestCaseError::fail(format!("{refusal:?}")))?;
    for (step, edit) in edits.iter().enumerate() {
        apply(edit, &mut files);
        let clean = built(&files, choice);
        let incremental = rebuilt(&files, choice, &mut cache, &before);
        match (clean, incremental) {
            (Ok(clean), Ok(incremental)) => {
                if let Some(difference) = difference(&clean, &incremental) {
                    let message = format!(
                        "after step {step}, {edit:?}: {difference}\n{}",
                        paths(&files)
                    );
                    return Err(TestCaseError::fail(message));
                }
                before = incremental;
            }
            (Err(clean), Err(incremental)) if clean == incremental => {}
            (clean, incremental) => {
                let message = (clean.map(|_| "built"), incremental.map(|_| "built"));
                return Err(TestCaseError::fail(format!("step {step}: {message:?}")));
            }
        }
    }
    Ok(())
}

/// Returns the first difference between two sites.
fn difference(clean: &Site, incremental: &Site) -> Option<String> {
    if clean == incremental {
        return None;
    }
    let routes = clean.pages.keys().chain(incremental.pages.keys());
    for route in routes {
        match (clean.pages.get(route), incremental.pages.get(route)) {
            (Some(one), Some(other)) if one == other => {}
            (Some(one), Some(other)) => {
                return Some(format!("{route}: {}", first_line(one, other)));
            }
            (one, _) => {
                let which = if one.is_some() {
                    "clean"
                } else {
                    "incremental"
                };
                return Some(format!("{route} is in the {which} site only"));
            }
        }
    }
    let parts = |site: &Site| format!("{:#?}\n{:#?}", site.attachments, site.diagnostics);
    Some(first_line(
        parts(clean).as_bytes(),
        parts(incremental).as_bytes(),
    ))
}

fn first_line(clean: &[u8], incremental: &[u8]) -> String {
    let (clean, incremental) = (
        String::from_utf8_lossy(clean),
        String::from_utf8_lossy(incremental),
    );
    let lines = || clean.lines().zip(incremental.lines());
    let differing = lines().find(|(one, other)| one != other);
    differing.map_or(
        "one goes on where the other ends".to_owned(),
        |(one, other)| format!("\n  clean:       {one}\n  incremental: {other}"),
    )
}

fn paths(files: &Files) -> String {
    files.keys().map(|path| format!("{path}\n")).collect()
}
