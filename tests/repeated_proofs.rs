//! Consecutive proofs have the same result as fresh ones: the same files, the same values, the same locations.
//! Random edits of a small site, as in `incremental.rs`; `KAFOLIO_SEQUENCES=1000` runs more of them.
#![allow(clippy::disallowed_methods)]

mod edits;
mod memory;

use edits::{Edit, apply, small_site};
use jiff::civil::date;
use kafolio::build::{Build, Cache, Options};
use kafolio::disclosure::{
    Inspection, Method, Product, Proof, ProofError, Prover, Publication, Terms, disclosure_record,
};
use kafolio::html::{NoOutput, NoProgress};
use kafolio::text::Language;
use memory::snapshot;
use proptest::collection::vec;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use std::collections::{BTreeMap, BTreeSet};

/// The number of sequences unless the environment sets another.
const SEQUENCES: u32 = 30;
/// The number of edits in a sequence.
const STEPS: usize = 8;

#[test]
fn consecutive_proofs_equal_fresh_ones() {
    try_sequences([4; 32], "internal", &[]);
}

/// For customers, pages are named by what their reader sees, and namesakes are distinguished across the whole site.
#[test]
fn consecutive_customer_proofs_equal_fresh_ones() {
    try_sequences([4; 32], "customer", &["lan"]);
}

fn try_sequences(seed: [u8; 32], audience: &str, accounts: &[&str]) {
    let choice = Options {
        audience: Some(audience.to_owned()),
        accounts: accounts.iter().map(|name| (*name).to_owned()).collect(),
        ..Options::default()
    };
    let requested = std::env::var("KAFOLIO_SEQUENCES").ok();
    let requested = requested.and_then(|number| number.parse().ok());
    let config = Config {
        cases: requested.unwrap_or(SEQUENCES),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let outcome = runner.run(&vec(edits::any_edit(), STEPS), |edits| {
        follow(&edits, &choice)
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

fn follow(edits: &[Edit], choice: &Options) -> Result<(), TestCaseError> {
    let mut files = small_site();
    let mut prover = Prover::repeated(Method::Files);
    let (mut quick, mut cache) = (Prover::repeated(Method::Inputs), Cache::persistent());
    for (step, edit) in edits.iter().enumerate() {
        let snapshot = snapshot(&files);
        let publication = Publication::of(&snapshot, choice, Product::Site);
        let fresh = outcome_of(Prover::once(Method::Files).next(&publication, &NoProgress));
        let next = outcome_of(prover.next(&publication, &NoProgress));
        if let Some(message) = difference(&fresh, &next) {
            return Err(TestCaseError::fail(format!(
                "step {step}, before {edit:?}: {message}"
            )));
        }
        match agrees(&mut quick, &mut cache, &publication) {
            Some(true) => {}
            Some(false) => {
                let message = format!("step {step}, before {edit:?}: other inputs than expected");
                return Err(TestCaseError::fail(message));
            }
            // As `watch` does after a refusal.
            None => (quick, cache) = (Prover::repeated(Method::Inputs), Cache::persistent()),
        }
        apply(edit, &mut files);
    }
    Ok(())
}

/// Whether a build with the cache of the last one is made from what its proof expects; `None` if it is refused.
fn agrees(prover: &mut Prover, cache: &mut Cache, publication: &Publication<'_>) -> Option<bool> {
    let proof = prover.next(publication, &NoProgress).ok()?;
    let proof = proof.expect("something is withheld");
    let check = proof.input_check().expect("inputs are compared");
    let build = Build {
        observer: Some(&check),
        ..Build::new(publication.snapshot, publication.options, &NoOutput)
    };
    build.run(cache).ok()?;
    Some(check.agrees())
}

/// The result of a proof: the digest of every file, and the diagnostics.
type Outcome = Result<(BTreeMap<String, [u8; 32]>, String), String>;

fn outcome_of(proof: Result<Option<Proof>, ProofError>) -> Outcome {
    let proof = proof.map_err(|none| format!("{none:?}"))?;
    let proof = proof.expect("this reader does not see everything");
    let nothing = Inspection {
        files: BTreeMap::new(),
        leaks: Vec::new(),
        quarantined: BTreeMap::new(),
        withheld: BTreeSet::new(),
    };
    let terms = Terms {
        as_of: date(2026, 3, 20),
        language: Language::CHINESE,
        accounts: &[],
        attachments: &kafolio::disclosure::Attachments::default(),
    };
    let values = disclosure_record(&proof, &nothing, &terms);
    let files = proof.files().expect("its files are compared");
    Ok((files.clone(), values))
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

/// Data withheld from a customer in notes of other accounts and outside the accounts.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "content/accounts/lan/index.md",
        "---\nname: 岚澈\nbank: 湖滨支行\ncredit: 良好\nsummary: 同[[qing]]是一个集团的\n---\n正文\n\n> [!PRIVATE]\n> 底价\n",
    ),
    (
        "content/accounts/lan/contacts/wang.md",
        "---\nname: 王敏\nbirthday: 1980-03-12\nreligion: 佛教\n---\n爱钓鱼\n",
    ),
    (
        "content/accounts/lan/visits/2026-03-12.md",
        "---\npeople: [王敏]\npromises: [{task: 寄样品, owner: 我们}]\n---\n",
    ),
    (
        "content/competitors/weiguang.md",
        "---\nname: 微光\nsensitivity: public\nour_tactics: 先谈服务\n---\n他们的价格\n",
    ),
    ("content/playbook/steps.md", "---\ntitle: 五步\n---\n先听\n"),
];

/// The record of what a site withholds is stored with the site, in a customer's folder, too.
#[test]
fn a_customers_record_depends_on_nothing_withheld_elsewhere() {
    let own = [
        ("content/site.yaml", "as_of: 2026-03-20\n"),
        (
            "content/accounts/qing/index.md",
            "---\nname: 青岚\nbank: 城东支行\n---\n见[[lan]]\n",
        ),
        (
            "content/accounts/qing/contacts/li.md",
            "---\nname: 李想\nbirthday: 1979-01-02\n---\n",
        ),
    ];
    let files: memory::Files = own
        .iter()
        .chain(ELSEWHERE)
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    let choice = Options {
        audience: Some("customer".into()),
        accounts: vec!["qing".into()],
        ..Options::default()
    };
    let record = |files: &memory::Files| {
        let snapshot = snapshot(files);
        let (_, record) = outcome_of(Prover::once(Method::Files).next(
            &Publication::of(&snapshot, &choice, Product::Site),
            &NoProgress,
        ))
        .expect("it can be tried");
        record
    };
    let whole = record(&files);
    assert!(whole.contains("account.bank") && !whole.contains("religion"));
    let mut tried = 0;
    for (path, text) in ELSEWHERE {
        let lines: Vec<&str> = text.lines().collect();
        // The level decides what is withheld; the name of a public note is not.
        let stays = |line: &str| line == "---" || line.starts_with("sensitivity");
        let is_public = text.contains("sensitivity: public");
        for (gone, line) in lines.iter().enumerate() {
            if stays(line) || (is_public && line.starts_with("name")) {
                continue;
            }
            let kept = lines.iter().enumerate();
            let kept = kept.map(|(at, line)| if at == gone { "" } else { line });
            let text = kept.collect::<Vec<_>>().join("\n");
            let mut without = files.clone();
            without.insert((*path).to_owned(), text);
            assert_eq!(record(&without), whole, "{path}: {line}");
            tried += 1;
        }
    }
    assert!(tried > 15, "{tried}");
    for path in [
        "content/accounts/lan/contacts/wang.md",
        "content/playbook/steps.md",
    ] {
        let mut without = files.clone();
        without.remove(path);
        assert_eq!(record(&without), whole, "{path}");
    }
    let mut without = files.clone();
    without.remove("content/accounts/qing/contacts/li.md");
    assert_ne!(record(&without), whole);
}
