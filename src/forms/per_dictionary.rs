//! What is derived from a dictionary once and then used for as long as the program runs.

use super::Dictionary;
use std::sync::{PoisonError, RwLock};

/// A value for each dictionary. There are few dictionaries, and none is ever dropped.
pub(crate) struct PerDictionary<T: 'static>(RwLock<Vec<(&'static Dictionary, &'static T)>>);

impl<T> PerDictionary<T> {
    /// Creates it without values.
    pub(crate) const fn new() -> PerDictionary<T> {
        PerDictionary(RwLock::new(Vec::new()))
    }

    /// Returns the value for a dictionary, which is made if it is the first request.
    pub(crate) fn get(
        &self,
        dictionary: &'static Dictionary,
        make: impl FnOnce(&'static Dictionary) -> T,
    ) -> &'static T {
        let known = |all: &[(&'static Dictionary, &'static T)]| {
            let mut all = all.iter();
            all.find(|(of, _)| *of == dictionary).map(|(_, made)| *made)
        };
        let made = known(&self.0.read().unwrap_or_else(PoisonError::into_inner));
        made.unwrap_or_else(|| {
            let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
            known(&all).unwrap_or_else(|| {
                let made: &'static T = Box::leak(Box::new(make(dictionary)));
                all.push((dictionary, made));
                made
            })
        })
    }
}
