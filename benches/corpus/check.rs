//! Conditions the corpus must meet for its figures to be meaningful. `cargo test --benches` checks them.

use std::collections::BTreeSet;

use super::{Note, SEED, Shape, notes};

/// Checks a small corpus and the counts of the standard sizes.
///
/// # Errors
/// The first failed condition, as a sentence.
pub fn check() -> Result<(), String> {
    let shape = Shape::of_accounts(6);
    let corpus: Vec<Note> = notes(&shape, SEED).collect();
    let paths: BTreeSet<&str> = corpus.iter().map(|note| note.path.as_str()).collect();
    let larger = Shape::of_accounts(7);
    ensure(
        paths.len() == shape.files(),
        "the shape foretells how many files there are",
    )?;
    ensure(
        Shape::of_accounts(200).files() == 6_601,
        "the medium corpus has 6,601 files",
    )?;
    ensure(
        notes(&shape, SEED)
            .zip(&corpus)
            .all(|(one, other)| one == *other),
        "the same seed gives the same bytes",
    )?;
    ensure(
        notes(&larger, SEED)
            .zip(&corpus)
            .all(|(one, other)| one == *other),
        "a larger corpus begins as a smaller one",
    )?;
    for note in &corpus {
        references_resolve(note, &paths)?;
    }
    Ok(())
}

/// Checks that every word that looks like the slug of a contact or a project names a note of the same account.
fn references_resolve(note: &Note, paths: &BTreeSet<&str>) -> Result<(), String> {
    let account: Vec<&str> = note.path.split('/').take(3).collect();
    for word in note
        .text
        .split(|character: char| !character.is_ascii_alphanumeric())
    {
        let Some(kind) = kind_of_slug(word) else {
            continue;
        };
        let target = format!("{}/{kind}/{word}.md", account.join("/"));
        ensure(
            paths.contains(target.as_str()),
            &format!("{} refers to {target}", note.path),
        )?;
    }
    Ok(())
}

/// Returns the folder for a slug such as `c07` or `p1`, and `None` for any other word.
fn kind_of_slug(word: &str) -> Option<&'static str> {
    let number = word
        .get(1..)
        .filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))?;
    match (word.bytes().next()?, number.len()) {
        (b'c', 2) => Some("contacts"),
        (b'p', 1) => Some("projects"),
        _ => None,
    }
}

fn ensure(holds: bool, sentence: &str) -> Result<(), String> {
    if holds {
        Ok(())
    } else {
        Err(format!("does not hold: {sentence}"))
    }
}
