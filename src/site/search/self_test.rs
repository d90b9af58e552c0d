//! Checks that the search scripts just written find what other pages show. No note can make it fail: a miss is a bug of
//! this program and is reported as one.
//!
//! For each new script it looks up a few names and phrases, by the rules that the browser follows: the work grows with
//! the scripts that change, not with the notes.

use super::Shard;
use super::fold::folded;
use super::pinyin::{readings, spells};

/// Texts that must be found, as other pages show them.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    /// The account's name in URLs: the texts are looked up among its lines.
    pub slug: String,
    /// Names.
    pub names: Vec<String>,
    /// Words of notes.
    pub phrases: Vec<String>,
}

/// The samples that are not found in the scripts of a group.
pub(crate) fn missed(names: &Shard, words: &Shard, samples: &[Sample]) -> Vec<String> {
    let (names, words) = (names.text(), words.text());
    let mut missed = Vec::new();
    if names.lines().count() != words.lines().count() {
        missed.push(format!("{} lines", names.lines().count()));
    }
    let accounts = blocks(&names, &words);
    for sample in samples {
        let own = accounts.iter().find(|block| block.slug == sample.slug);
        let of_names = folded(own.map_or("", |block| block.names));
        let of_words = folded(own.map_or("", |block| block.words));
        for name in &sample.names {
            let wanted = folded(&as_indexed(name));
            if !of_names.contains(&wanted) || !is_spelled(&wanted, &of_names) {
                missed.push(name.clone());
            }
        }
        let phrases = sample.phrases.iter();
        let missing = phrases.filter(|phrase| !of_words.contains(&folded(&as_indexed(phrase))));
        missed.extend(missing.cloned());
    }
    missed
}

/// A text as the index stores it.
fn as_indexed(text: &str) -> String {
    let mut out = String::new();
    super::words::append_text(text, &mut out);
    out
}

/// The lines of one account.
struct Block<'t> {
    slug: &'t str,
    names: &'t str,
    words: &'t str,
}

fn blocks<'t>(names: &'t str, words: &'t str) -> Vec<Block<'t>> {
    let mut blocks: Vec<Block<'t>> = Vec::new();
    let (mut names_from, mut words_from) = (0, 0);
    let mut ends = Vec::new();
    let both = names.split_inclusive('\n').zip(words.split_inclusive('\n'));
    for (name_line, words_line) in both {
        if name_line.starts_with("A\t") {
            let slug = name_line.split('\t').nth(3).unwrap_or_default();
            let slug = slug.split(['|', '\n']).next().unwrap_or_default();
            ends.push((slug, names_from, words_from));
        }
        names_from += name_line.len();
        words_from += words_line.len();
    }
    for (index, (slug, names_at, words_at)) in ends.iter().enumerate() {
        let (names_end, words_end) = ends
            .get(index + 1)
            .map_or((names_from, words_from), |(_, names, words)| {
                (*names, *words)
            });
        blocks.push(Block {
            slug,
            names: names.get(*names_at..names_end).unwrap_or_default(),
            words: words.get(*words_at..words_end).unwrap_or_default(),
        });
    }
    blocks
}

/// Returns whether the initials of a name's first readings find it.
fn is_spelled(name: &str, within: &str) -> bool {
    let initials: String = name
        .chars()
        .filter_map(|one| match readings(one).first() {
            Some(reading) => reading.chars().next(),
            None => Some(one),
        })
        .collect();
    // Further names are separated by `|`, which a name may also contain.
    let columns = within.split(['\t', '\n']);
    let names = columns.flat_map(|column| std::iter::once(column).chain(column.split('|')));
    let mut characters = names.map(|name| name.chars().collect::<Vec<char>>());
    characters.any(|characters| spells(&initials, &characters))
}
