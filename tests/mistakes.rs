//! A common mistake in one note affects only that note: the site is built for readers who do not see everything, and
//! the mistake is reported.
//!
//! Every note of the example gets each mistake in turn; by default every twentieth, in a site of its account alone.
//! `KAFOLIO_ALL_MISTAKES=1 cargo test --release --test mistakes` tries all in the whole example, which takes some minutes.
#![allow(clippy::disallowed_methods)]

mod memory;

use jiff::civil::date;
use kafolio::build::Options;
use kafolio::disclosure::{Inspector, Method, Product, Prover, Publication};
use kafolio::html::NoProgress;
use kafolio::text::Language;
use memory::{Files, built, folder, snapshot};
use std::collections::BTreeMap;

/// Makes a mistake in a note; `None` if it does not apply.
type Mistake = fn(&str) -> Option<String>;

const MISTAKES: [(&str, Mistake); 6] = [
    ("an unclosed quotation mark", |text| {
        with_first_value(text, |value| format!("\"{value}"))
    }),
    ("an unclosed bracket", |text| {
        with_first_value(text, |value| format!("[{value}"))
    }),
    ("a missing closing line", |text| {
        let end = text.get(4..)?.find("\n---\n")? + 4;
        Some(format!("{}{}", &text[..end], &text[end + "\n---".len()..]))
    }),
    ("a tab", |text| {
        with_first_value(text, |value| format!("{value}\n\tx: y"))
    }),
    ("a level that is none", |text| {
        let rest = text.strip_prefix("---\n")?;
        Some(format!("---\nsensitivity: 内部吧\n{rest}"))
    }),
    ("no text at all", |_| Some(String::new())),
];

/// Returns the note with another value in its first field.
fn with_first_value(text: &str, other: impl Fn(&str) -> String) -> Option<String> {
    let rest = text.strip_prefix("---\n")?;
    let line = rest.lines().find(|line| line.contains(": "))?;
    let (key, value) = line.split_once(": ")?;
    Some(text.replacen(line, &format!("{key}: {}", other(value)), 1))
}

/// Returns the diagnostics that would refuse the site.
fn refusals(files: &Files) -> Vec<String> {
    let choice = Options {
        as_of: Some(date(2026, 3, 31)),
        audience: Some("internal".to_owned()),
        language: Some(Language::CHINESE),
        ..Options::default()
    };
    let snapshot = snapshot(files);
    let publication = Publication::of(&snapshot, &choice, Product::Site);
    let proof = Prover::once(Method::Files).next(&publication, &NoProgress);
    let proof = proof.expect("it can be tried");
    let proof = proof.expect("something is withheld");
    let site = built(files, &choice).expect("it can be built");
    let inspector = Inspector::new(&proof, BTreeMap::new());
    for (route, bytes) in &site.pages {
        inspector.inspect(route, bytes);
    }
    for (route, asset) in &site.attachments {
        inspector.inspect_attachment(route, asset, b"");
    }
    let inspected = proof.rechecked(&publication, inspector.finish());
    let leaks = inspected.leaks.iter();
    leaks.map(|leak| format!("{leak:?}")).collect()
}

/// Returns the example, or only the account of a note and the files outside the accounts.
fn files_around(example: &Files, note: &str, is_whole: bool) -> Files {
    let folder_of = |path: &str| {
        let rest = path.strip_prefix("content/accounts/")?;
        Some(rest.split('/').next()?.trim_end_matches(".md").to_owned())
    };
    let own = folder_of(note);
    let is_in = |path: &&String| is_whole || folder_of(path).is_none_or(|one| Some(one) == own);
    let files = example.iter().filter(|(path, _)| is_in(path));
    files
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect()
}

#[test]
fn a_mistake_in_one_note_does_not_stop_the_build() {
    let is_whole = std::env::var_os("KAFOLIO_ALL_MISTAKES").is_some();
    let step = if is_whole { 1 } else { 20 };
    let example = folder("content");
    let notes: Vec<&String> = example
        .keys()
        .filter(|path| path.ends_with(".md"))
        .collect();
    let mut refused = Vec::new();
    for (index, note) in notes.into_iter().enumerate().step_by(step) {
        let site = files_around(&example, note, is_whole);
        let text = &site[note];
        // In a sample every note gets one of them.
        let chosen = MISTAKES.iter().enumerate();
        let chosen = chosen.filter(|(turn, _)| is_whole || *turn == index / step % MISTAKES.len());
        for (_, (name, mistake)) in chosen {
            let Some(spoilt) = mistake(text) else {
                continue;
            };
            let mut site = site.clone();
            site.insert(note.clone(), spoilt);
            refused.extend(
                refusals(&site)
                    .into_iter()
                    .map(|one| format!("{note}, {name}: {one}")),
            );
        }
        if is_whole || index / step % 3 == 0 {
            let copied = text.replacen("---\n", "---\nsensitivity: private\n", 1);
            let mut site = site.clone();
            site.insert(note.replacen(".md", " (副本).md", 1), copied);
            refused.extend(
                refusals(&site)
                    .into_iter()
                    .map(|one| format!("{note}, copied: {one}")),
            );
        }
    }
    assert_eq!(refused, [""; 0]);
}
