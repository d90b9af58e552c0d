//! The dictionary of a proof: every piece of a withheld value that no included value contains, and where it comes from.

use super::views::{name, views};
use super::words::{packed, pieces};
use crate::model::{Spot, Told};
use crate::theme::own_words;
use aho_corasick::{AhoCorasick, BuildError};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What is looked for in every file.
pub(super) struct Dictionary {
    search: AhoCorasick,
    /// Where the pieces come from, in the order of the search.
    places: Vec<Spot>,
}

impl Dictionary {
    /// The dictionary of what was told.
    ///
    /// # Errors
    /// The pieces are more than a search can hold.
    pub fn of(told: &[Arc<Told>]) -> Result<Dictionary, BuildError> {
        let mut known: BTreeMap<String, &Spot> = BTreeMap::new();
        for (place, words) in told.iter().flat_map(|told| &told.withheld) {
            for piece in pieces(words) {
                // The first of its places, in whatever order they were told.
                let first = known.entry(piece).or_insert(place);
                *first = place.min(*first);
            }
        }
        let all = AhoCorasick::new(known.keys())?;
        let is_told: Vec<AtomicBool> = known.keys().map(|_| AtomicBool::new(false)).collect();
        let own = own_words();
        let own = own.par_iter().map(|words| packed(words));
        let included = told.par_iter().flat_map(|told| &told.included);
        let included = included.map(|words| packed(words));
        included.chain(own).for_each(|words| {
            for found in all.find_overlapping_iter(&words) {
                if let Some(told) = is_told.get(found.pattern().as_usize()) {
                    told.store(true, Ordering::Relaxed);
                }
            }
        });
        let secret = known.into_iter().zip(is_told);
        let secret = secret.filter(|(_, told)| !told.load(Ordering::Relaxed));
        let (pieces, places): (Vec<String>, Vec<Spot>) = secret
            .map(|((piece, place), _)| (piece, place.clone()))
            .unzip();
        Ok(Dictionary {
            search: AhoCorasick::new(&pieces)?,
            places,
        })
    }

    /// From which withheld places a file holds words, in its name too.
    pub fn found_in(&self, route: &str, bytes: &[u8]) -> Vec<Spot> {
        let mut found: Vec<Spot> = Vec::new();
        for view in views(route, bytes).iter().chain([&name(route)]) {
            for one in self.search.find_iter(view) {
                if let Some(place) = self.places.get(one.pattern().as_usize()) {
                    found.push(place.clone());
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }
}
