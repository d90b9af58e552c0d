//! The dictionary of a proof: every piece of a withheld value that readers see nowhere anyway, and where it comes from.

use super::decoded::{name, views};
use super::overlap::{Candidate, Overlap, Stand, candidates};
use super::visible_text::{headings, secrets, shown};
use super::words::{cut_short, packed};
use crate::domain::{Included, TextKind, ValueInventory, ValuePath};
use crate::text::{Source, fingerprint};
use crate::theme::{own_words, word_lists};
use aho_corasick::{AhoCorasick, BuildError};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What is looked for in every file.
pub(super) struct Dictionary {
    search: AhoCorasick,
    /// The pieces and where they come from, in the order of the search.
    pieces: Vec<(String, ValuePath)>,
    /// Withheld values that stand in texts that are shown.
    pub overlaps: Vec<Overlap>,
}

/// A withheld piece of some value.
#[derive(Default)]
struct Known<'t> {
    /// The first of the places of which it is looked for in files.
    place: Option<&'t ValuePath>,
    /// The first of the values that must not stand in a text.
    candidate: Option<Candidate<'t>>,
}

impl Dictionary {
    /// The dictionary of the values that were met; `theme` are the files of the site's own theme.
    ///
    /// # Errors
    /// The pieces are more than a search can hold.
    pub fn of(told: &[Arc<ValueInventory>], theme: &[Source]) -> Result<Dictionary, BuildError> {
        let known = known(told);
        let all = AhoCorasick::new(known.keys())?;
        let seen = Seen::new(&known);
        let included = || told.par_iter().flat_map(|told| &told.included);
        included().for_each(|said| seen.text(&all, said));
        let own = own_words();
        let own = own.par_iter().map(|words| packed(words));
        let of_theme = word_lists(theme).map(|file| packed(&file.text));
        let of_theme: Vec<String> = of_theme.collect();
        own.chain(of_theme).for_each(|words| seen.own(&all, &words));
        let overlaps = seen.overlaps(&known);
        let is_seen = seen.is_seen;
        let secret = known.into_iter().zip(is_seen);
        let secret = secret.filter(|(_, seen)| !seen.load(Ordering::Relaxed));
        let pieces: Vec<(String, ValuePath)> = secret
            .filter_map(|((piece, known), _)| Some((piece, known.place?.clone())))
            .collect();
        Ok(Dictionary {
            search: AhoCorasick::new(pieces.iter().map(|(piece, _)| piece))?,
            pieces,
            overlaps,
        })
    }

    /// A piece, and the first of its places.
    pub fn piece(&self, index: usize) -> Option<&(String, ValuePath)> {
        self.pieces.get(index)
    }

    /// Which pieces a file holds, in its name too; of each place the first.
    pub fn found_in(&self, route: &str, bytes: &[u8]) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for view in views(route, bytes).iter().chain([&name(route)]) {
            // To look for one is quicker than to look for all.
            if self.search.is_match(view) {
                let of_view = self.search.find_overlapping_iter(view);
                found.extend(of_view.map(|one| one.pattern().as_usize()));
            }
        }
        found.sort_by_key(|index| (self.pieces.get(*index).map(|(_, place)| place), *index));
        found.dedup();
        found
    }
}

/// All pieces of what is withheld.
fn known(told: &[Arc<ValueInventory>]) -> BTreeMap<String, Known<'_>> {
    let withheld: Vec<_> = told.iter().flat_map(|told| &told.withheld).collect();
    let included: HashSet<u64> = told
        .par_iter()
        .flat_map(|told| &told.included)
        .map(|said| fingerprint(&said.words.trim()))
        .collect();
    let read: Vec<_> = withheld
        .par_iter()
        .map(|said| {
            let pieces = secrets(said);
            let is_public = || included.contains(&fingerprint(&said.words.trim()));
            let mut candidates = candidates(said, &pieces);
            if !candidates.is_empty() && is_public() {
                candidates.clear();
            }
            (pieces, candidates)
        })
        .collect();
    let mut known: BTreeMap<String, Known<'_>> = BTreeMap::new();
    for (said, (pieces, candidates)) in withheld.into_iter().zip(read) {
        let beginnings: Vec<String> = pieces.iter().filter_map(|piece| cut_short(piece)).collect();
        for piece in pieces.into_iter().chain(beginnings) {
            // The first of its places, in whatever order they were told.
            let first = known.entry(piece).or_default();
            let place = first.place.unwrap_or(&said.place);
            first.place = Some(place.min(&said.place));
        }
        for (piece, candidate) in candidates {
            let first = known.entry(piece).or_default();
            let earlier = first.candidate.filter(|known| *known <= candidate);
            first.candidate = Some(earlier.unwrap_or(candidate));
        }
    }
    known
}

/// What of the pieces readers see anyway.
struct Seen<'t> {
    pieces: Vec<&'t str>,
    is_candidate: Vec<bool>,
    /// They stand somewhere in what readers see.
    is_seen: Vec<AtomicBool>,
    /// They are no secret: a name, or a word of the program.
    is_common: Vec<AtomicBool>,
    /// Candidates that stand in a text, and the text.
    in_texts: Mutex<Vec<(usize, &'t Included)>>,
}

impl<'t> Seen<'t> {
    fn new(known: &'t BTreeMap<String, Known<'t>>) -> Seen<'t> {
        let flags = || known.keys().map(|_| AtomicBool::new(false)).collect();
        Seen {
            pieces: known.keys().map(String::as_str).collect(),
            is_candidate: known
                .values()
                .map(|known| known.candidate.is_some())
                .collect(),
            is_seen: flags(),
            is_common: flags(),
            in_texts: Mutex::default(),
        }
    }
}

impl<'k> Seen<'k> {
    /// Appearance at an included text.
    fn text(&self, all: &AhoCorasick, said: &'k Included) {
        let mut in_it: Vec<usize> = Vec::new();
        for view in shown(said) {
            for found in all.find_overlapping_iter(&view) {
                let index = found.pattern().as_usize();
                mark(&self.is_seen, index);
                if self.is_candidate.get(index) != Some(&true) {
                    continue;
                }
                if found.len() == view.len() || is_of_names(said.shape) {
                    mark(&self.is_common, index);
                } else if !is_within_word(&view, found.range()) {
                    in_it.push(index);
                }
            }
        }
        if in_it.is_empty() {
            return;
        }
        let headings = headings(said);
        in_it.sort_unstable();
        in_it.dedup();
        in_it.retain(|index| {
            let piece = self.pieces.get(*index).copied();
            !headings
                .iter()
                .any(|heading| Some(heading.as_str()) == piece)
        });
        let mut in_texts = self.in_texts.lock().unwrap_or_else(PoisonError::into_inner);
        in_texts.extend(in_it.into_iter().map(|index| (index, said)));
    }

    /// Appearance at words of the program or of the theme.
    fn own(&self, all: &AhoCorasick, words: &str) {
        for found in all.find_overlapping_iter(words) {
            mark(&self.is_seen, found.pattern().as_usize());
            mark(&self.is_common, found.pattern().as_usize());
        }
    }

    /// The withheld values that stand in texts, each pair once.
    fn overlaps(&self, known: &BTreeMap<String, Known<'_>>) -> Vec<Overlap> {
        let candidates: Vec<_> = known.iter().collect();
        let in_texts = self.in_texts.lock().unwrap_or_else(PoisonError::into_inner);
        let is_common = |index: usize| {
            let common = self.is_common.get(index);
            common.is_some_and(|common| common.load(Ordering::Relaxed))
        };
        let overlap = |(index, said): &(usize, &Included)| {
            let (piece, known) = candidates.get(*index).filter(|_| !is_common(*index))?;
            let candidate = known.candidate?;
            Some(Overlap {
                text: Stand::of(said.place.as_ref()?, said.span.start),
                value: Stand::of(candidate.place, candidate.at),
                is_private: !candidate.is_of_other,
                piece: (*piece).clone(),
            })
        };
        let mut overlaps: Vec<Overlap> = in_texts.iter().filter_map(overlap).collect();
        overlaps.sort();
        overlaps.dedup_by(|one, other| one.text == other.text && one.value == other.value);
        overlaps
    }
}

fn mark(flags: &[AtomicBool], index: usize) {
    if let Some(flag) = flags.get(index) {
        flag.store(true, Ordering::Relaxed);
    }
}

/// Whether what stands in such words is a name that readers know.
fn is_of_names(shape: TextKind) -> bool {
    !matches!(shape, TextKind::Plain | TextKind::Markdown)
}

/// Whether a part of a packed text begin or ends within a word of letters or digits.
fn is_within_word(text: &str, range: std::ops::Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let before = range.start.checked_sub(1).is_some_and(is_word);
    before && is_word(range.start) || is_word(range.end - 1) && is_word(range.end)
}
