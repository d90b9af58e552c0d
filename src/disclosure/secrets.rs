//! The secrets of a proof: every piece of a withheld value that readers do not see anyway, and its path.

use super::overlap::{Candidate, Overlap, TextLocation, candidates};
use super::packer::packed;
use super::probe::{Included, TextKind, ValueInventory, ValuePath};
use super::views::Views;
use super::visible_text::{headings, secret_pieces, visible_views};
use super::words::cut_short;
use crate::text::{Source, fingerprint};
use crate::theme::{built_in_texts, catalog_files};
use aho_corasick::{AhoCorasick, BuildError};
use rayon::prelude::*;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The pieces to search for in every file.
pub(super) struct Secrets {
    /// Tells them from those of other proofs.
    number: u64,
    search: AhoCorasick,
    /// The pieces and their paths, in the order of the search.
    pieces: Vec<(String, ValuePath)>,
    /// Withheld values in visible texts.
    pub overlaps: Vec<Overlap>,
}

/// A withheld piece of some value.
#[derive(Default)]
struct KnownPiece<'t> {
    /// The first path of the values that contain it, if it is searched for in files.
    path: Option<&'t ValuePath>,
    /// The first of the values that must not be in a visible text.
    candidate: Option<Candidate<'t>>,
}

thread_local! {
    /// The views of the file that a thread searches, and the number of the secrets that it searches for.
    static VIEWS: RefCell<(u64, Views)> = RefCell::default();
}

impl Secrets {
    /// Collects the secrets of values; `theme` are the files of the site's own theme.
    ///
    /// # Errors
    /// Fails if there are more pieces than a search can hold.
    pub fn of(
        inventories: &[Arc<ValueInventory>],
        theme: &[Source],
    ) -> Result<Secrets, BuildError> {
        let known = known(inventories);
        let all = AhoCorasick::new(known.keys())?;
        let seen = SeenPieces::new(&known);
        let included = || {
            inventories
                .par_iter()
                .flat_map(|inventory| &inventory.included)
        };
        included().for_each(|value| seen.mark_shown(&all, value));
        let own = built_in_texts();
        let own = own.par_iter().map(|words| packed(words));
        let of_theme = catalog_files(theme).map(|file| packed(&file.text));
        let of_theme: Vec<String> = of_theme.collect();
        own.chain(of_theme)
            .for_each(|words| seen.mark_common(&all, &words));
        let overlaps = seen.overlaps(&known);
        let is_seen = seen.is_seen;
        let secret = known.into_iter().zip(is_seen);
        let secret = secret.filter(|(_, seen)| !seen.load(Ordering::Relaxed));
        let pieces: Vec<(String, ValuePath)> = secret
            .filter_map(|((piece, known), _)| Some((piece, known.path?.clone())))
            .collect();
        static LAST: AtomicU64 = AtomicU64::new(0);
        Ok(Secrets {
            number: LAST.fetch_add(1, Ordering::Relaxed) + 1,
            search: AhoCorasick::new(pieces.iter().map(|(piece, _)| piece))?,
            pieces,
            overlaps,
        })
    }

    /// Returns a piece and its first path.
    pub fn piece(&self, index: usize) -> Option<&(String, ValuePath)> {
        self.pieces.get(index)
    }

    /// Returns the pieces in a file, including its name; of each path the first.
    pub fn found_in(&self, route: &str, bytes: &[u8]) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        VIEWS.with_borrow_mut(|(of, views)| {
            if *of != self.number {
                (*of, _) = (self.number, views.forget());
            }
            for view in views.of(route, bytes) {
                // Looking for any match is faster than finding all.
                if self.search.is_match(view) {
                    let of_view = self.search.find_overlapping_iter(view);
                    found.extend(of_view.map(|one| one.pattern().as_usize()));
                }
            }
            if !found.is_empty() {
                views.forget();
            }
        });
        found.sort_by_key(|index| (self.pieces.get(*index).map(|(_, path)| path), *index));
        found.dedup();
        found
    }
}

/// Returns all pieces of withheld values.
fn known(inventories: &[Arc<ValueInventory>]) -> BTreeMap<String, KnownPiece<'_>> {
    let withheld: Vec<_> = inventories
        .iter()
        .flat_map(|inventory| &inventory.withheld)
        .collect();
    let included: HashSet<u64> = inventories
        .par_iter()
        .flat_map(|inventory| &inventory.included)
        .map(|value| fingerprint(&value.words.trim()))
        .collect();
    let read: Vec<_> = withheld
        .par_iter()
        .map(|value| {
            let pieces = secret_pieces(value);
            let is_public = || included.contains(&fingerprint(&value.words.trim()));
            let mut candidates = candidates(value, &pieces);
            if !candidates.is_empty() && is_public() {
                candidates.clear();
            }
            (pieces, candidates)
        })
        .collect();
    let mut known: BTreeMap<String, KnownPiece<'_>> = BTreeMap::new();
    for (value, (pieces, candidates)) in withheld.into_iter().zip(read) {
        let beginnings: Vec<String> = pieces.iter().filter_map(|piece| cut_short(piece)).collect();
        for piece in pieces.into_iter().chain(beginnings) {
            // The first path, independent of the order in which values were recorded.
            let first = known.entry(piece).or_default();
            let path = first.path.unwrap_or(&value.path);
            first.path = Some(path.min(&value.path));
        }
        for (piece, candidate) in candidates {
            let first = known.entry(piece).or_default();
            let earlier = first.candidate.filter(|known| *known <= candidate);
            first.candidate = Some(earlier.unwrap_or(candidate));
        }
    }
    known
}

/// Which pieces readers see anyway.
struct SeenPieces<'t> {
    pieces: Vec<&'t str>,
    is_candidate: Vec<bool>,
    /// Readers see the piece somewhere.
    is_seen: Vec<AtomicBool>,
    /// The piece is no secret: a known name, or a word of the program.
    is_common: Vec<AtomicBool>,
    /// Candidates that are in a visible text, with the text.
    in_texts: Mutex<Vec<(usize, &'t Included)>>,
}

impl<'t> SeenPieces<'t> {
    fn new(known: &'t BTreeMap<String, KnownPiece<'t>>) -> SeenPieces<'t> {
        let flags = || known.keys().map(|_| AtomicBool::new(false)).collect();
        SeenPieces {
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

impl<'k> SeenPieces<'k> {
    /// Marks the pieces in a visible text.
    fn mark_shown(&self, all: &AhoCorasick, value: &'k Included) {
        let mut in_text: Vec<usize> = Vec::new();
        for view in visible_views(value) {
            for found in all.find_overlapping_iter(&view) {
                let index = found.pattern().as_usize();
                mark(&self.is_seen, index);
                if self.is_candidate.get(index) != Some(&true) {
                    continue;
                }
                if found.len() == view.len() || is_name(value.text_kind) {
                    mark(&self.is_common, index);
                } else if !is_within_word(&view, found.range()) {
                    in_text.push(index);
                }
            }
        }
        if in_text.is_empty() {
            return;
        }
        let headings = headings(value);
        in_text.sort_unstable();
        in_text.dedup();
        in_text.retain(|index| {
            let piece = self.pieces.get(*index).copied();
            !headings
                .iter()
                .any(|heading| Some(heading.as_str()) == piece)
        });
        let mut in_texts = self.in_texts.lock().unwrap_or_else(PoisonError::into_inner);
        in_texts.extend(in_text.into_iter().map(|index| (index, value)));
    }

    /// Marks the pieces in words of the program or the theme.
    fn mark_common(&self, all: &AhoCorasick, words: &str) {
        for found in all.find_overlapping_iter(words) {
            mark(&self.is_seen, found.pattern().as_usize());
            mark(&self.is_common, found.pattern().as_usize());
        }
    }

    /// Returns the withheld values in visible texts, each pair once.
    fn overlaps(&self, known: &BTreeMap<String, KnownPiece<'_>>) -> Vec<Overlap> {
        let candidates: Vec<_> = known.iter().collect();
        let in_texts = self.in_texts.lock().unwrap_or_else(PoisonError::into_inner);
        let is_common = |index: usize| {
            let common = self.is_common.get(index);
            common.is_some_and(|common| common.load(Ordering::Relaxed))
        };
        let overlap = |(index, value): &(usize, &Included)| {
            let (piece, known) = candidates.get(*index).filter(|_| !is_common(*index))?;
            let candidate = known.candidate?;
            Some(Overlap {
                text: TextLocation::of(value.path.as_ref()?, value.span.start),
                value: TextLocation::of(candidate.path, candidate.at),
                is_private: !candidate.is_other_account,
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

/// Whether text of this kind is a name that readers know.
fn is_name(text_kind: TextKind) -> bool {
    !matches!(text_kind, TextKind::Plain | TextKind::Markdown)
}

/// Whether a part of a packed text starts or ends within a word of letters or digits.
fn is_within_word(text: &str, range: std::ops::Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let before = range.start.checked_sub(1).is_some_and(is_word);
    before && is_word(range.start) || is_word(range.end - 1) && is_word(range.end)
}
