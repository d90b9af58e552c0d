//! Trials that follow each other come to what a fresh one comes to: the same files, the same values, the same places.
//! Random edits of a small site, as in `incremental.rs`; `KAFOLIO_SEQUENCES=1000` runs more of them.
#![allow(clippy::disallowed_methods)]

mod edits;
mod memory;

use edits::{Edit, apply, small_site};
use jiff::civil::date;
use kafolio::compile::Choice;
use kafolio::render::Emit;
use kafolio::share::{Inspected, Making, NoTrial, Terms, Trial, Trials, What, disclosure, trial};
use kafolio::text::Language;
use memory::snapshot;
use proptest::collection::vec;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use std::collections::BTreeMap;

/// Sequences that are tried unless the environment asks for more.
const SEQUENCES: u32 = 30;
/// Edits in a sequence.
const STEPS: usize = 8;

struct Silent;

impl Emit for Silent {
    fn put(&self, _: &str, _: Vec<u8>) {}
    fn keep(&self, _: &str) {}
    fn copy(&self, _: &str, _: &str) {}
}

#[test]
fn trials_that_follow_each_other_equal_fresh_ones() {
    try_sequences([4; 32], "internal", &[]);
}

/// Outside the house pages are called by what their reader sees, and namesakes are told apart across the whole site.
#[test]
fn they_do_for_a_reader_outside_the_house() {
    try_sequences([4; 32], "customer", &["lan"]);
}

fn try_sequences(seed: [u8; 32], audience: &str, accounts: &[&str]) {
    let choice = Choice {
        audience: Some(audience.to_owned()),
        accounts: accounts.iter().map(|name| (*name).to_owned()).collect(),
        ..Choice::default()
    };
    let asked = std::env::var("KAFOLIO_SEQUENCES").ok();
    let asked = asked.and_then(|number| number.parse().ok());
    let config = Config {
        cases: asked.unwrap_or(SEQUENCES),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    };
    let dice = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(config, dice);
    let outcome = runner.run(&vec(edits::any(), STEPS), |edits| follow(&edits, &choice));
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

fn follow(edits: &[Edit], choice: &Choice) -> Result<(), TestCaseError> {
    let mut files = small_site();
    let mut trials = Trials::default();
    for (step, edit) in edits.iter().enumerate() {
        let snapshot = snapshot(&files);
        let making = Making::of(&snapshot, choice, What::Site);
        let fresh = told(trial(&making, &Silent));
        let next = told(trials.next(&making, &Silent));
        if let Some(told) = difference(&fresh, &next) {
            return Err(TestCaseError::fail(format!(
                "step {step}, before {edit:?}: {told}"
            )));
        }
        apply(edit, &mut files);
    }
    Ok(())
}

/// All that a trial came to: of every file the digest, and what is told of the values.
type Outcome = Result<(BTreeMap<String, [u8; 32]>, String), String>;

fn told(trial: Result<Option<Trial>, NoTrial>) -> Outcome {
    let trial = trial.map_err(|none| format!("{none:?}"))?;
    let trial = trial.expect("this reader does not see everything");
    let nothing = Inspected {
        files: BTreeMap::new(),
        leaks: Vec::new(),
    };
    let terms = Terms {
        as_of: date(2026, 3, 20),
        language: Language::Chinese,
        accounts: &[],
        attachments: &kafolio::share::Attachments::default(),
    };
    let values = disclosure(&trial, &nothing, &terms);
    Ok((trial.files().clone(), values))
}

fn difference(fresh: &Outcome, next: &Outcome) -> Option<String> {
    match (fresh, next) {
        _ if fresh == next => None,
        (Ok((fresh, values)), Ok((next, others))) => {
            let mut routes = fresh.keys().chain(next.keys());
            let differs = routes.find(|route| fresh.get(*route) != next.get(*route));
            Some(differs.map_or(format!("{values}\n{others}"), |route| {
                format!(
                    "{route}: fresh {}, next {}",
                    fresh.contains_key(route),
                    next.contains_key(route)
                )
            }))
        }
        _ => Some(format!("{fresh:?}\n{next:?}")),
    }
}
