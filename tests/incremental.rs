//! An incremental build equals a clean one, byte for byte: random edits of a small site, one cache through all of them.
//!
//! Sequences come from fixed seeds; `KAFOLIO_SEQUENCES=1000` runs more of them. A failure prints the shortest sequence
//! of edits that shows it.
#![allow(clippy::disallowed_methods)]

mod edits;
mod memory;

use edits::{Edit, apply, small_site};
use kafolio::compile::{Cache, Choice};
use memory::{Files, Site, built, rebuilt};
use proptest::collection::vec;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

/// Sequences that each of the two tests tries unless the environment asks for more.
const SEQUENCES: u32 = 130;
/// Edits in a sequence.
const STEPS: usize = 8;

#[test]
fn an_incremental_build_equals_a_clean_one() {
    try_sequences([1; 32]);
}

/// The same with other dice, on another core.
#[test]
fn an_incremental_build_equals_a_clean_one_again() {
    try_sequences([2; 32]);
}

fn try_sequences(seed: [u8; 32]) {
    let asked = std::env::var("KAFOLIO_SEQUENCES").ok();
    let asked = asked.and_then(|number| number.parse().ok());
    let config = Config {
        cases: asked.unwrap_or(SEQUENCES),
        failure_persistence: None,
        max_shrink_iters: 400,
        ..Config::default()
    };
    let dice = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(config, dice);
    let outcome = runner.run(&vec(edits::any(), STEPS), |edits| follow(&edits));
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// A build of nothing new keeps everything: what is the same is not made again.
#[test]
fn nothing_new_is_nothing_made() {
    let files = small_site();
    let mut cache = Cache::keeping();
    let choice = Choice::default();
    let first = rebuilt(&files, &choice, &mut cache, &Site::default()).expect("it can be built");
    let second = rebuilt(&files, &choice, &mut cache, &first).expect("it can be built");
    assert!(first == second);
}

/// Builds after every edit with the same cache and compares with a clean build.
fn follow(edits: &[Edit]) -> Result<(), TestCaseError> {
    let choice = Choice::default();
    let mut files = small_site();
    let mut cache = Cache::keeping();
    let mut before = rebuilt(&files, &choice, &mut cache, &Site::default())
        .map_err(|refusal| TestCaseError::fail(format!("{refusal:?}")))?;
    for (step, edit) in edits.iter().enumerate() {
        apply(edit, &mut files);
        let clean = built(&files, &choice);
        let incremental = rebuilt(&files, &choice, &mut cache, &before);
        match (clean, incremental) {
            (Ok(clean), Ok(incremental)) => {
                if let Some(difference) = difference(&clean, &incremental) {
                    let told = format!(
                        "after step {step}, {edit:?}: {difference}\n{}",
                        paths(&files)
                    );
                    return Err(TestCaseError::fail(told));
                }
                before = incremental;
            }
            (Err(clean), Err(incremental)) if clean == incremental => {}
            (clean, incremental) => {
                let told = (clean.map(|_| "built"), incremental.map(|_| "built"));
                return Err(TestCaseError::fail(format!("step {step}: {told:?}")));
            }
        }
    }
    Ok(())
}

/// The first thing in which two sites differ.
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
