//! Diagnostics with their places, each file walked through once.

use crate::text::{Diagnostic, LineIndex, Place};
use std::sync::Arc;

/// A diagnostic and where it lies; nothing where the file as a whole is meant.
pub(crate) type Placed<'a> = (&'a Diagnostic, Option<Place>);

/// Finds the places of diagnostics that stand by file.
pub(crate) fn placed<'a>(all: &[&'a Diagnostic]) -> Vec<Placed<'a>> {
    let one_file =
        |one: &&Diagnostic, other: &&Diagnostic| Arc::ptr_eq(&one.source.text, &other.source.text);
    let mut found = Vec::with_capacity(all.len());
    for of_file in all.chunk_by(one_file) {
        let places = of_file.first().map(|first| LineIndex::of(&first.source));
        for one in of_file {
            let place = one.span.zip(places.as_ref());
            found.push((*one, place.map(|(span, places)| places.place(span))));
        }
    }
    found
}
