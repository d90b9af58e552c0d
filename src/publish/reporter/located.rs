//! Finds the lines and columns of diagnostics, indexing each file once.

use crate::text::{Diagnostic, LineIndex, Place};
use std::sync::Arc;

/// A diagnostic and its place; `None` if it concerns the file as a whole.
pub(crate) type Located<'a> = (&'a Diagnostic, Option<Place>);

/// Finds the places of diagnostics that are grouped by file.
pub(crate) fn located<'a>(all: &[&'a Diagnostic]) -> Vec<Located<'a>> {
    let is_same_file =
        |one: &&Diagnostic, other: &&Diagnostic| Arc::ptr_eq(&one.source.text, &other.source.text);
    let mut found = Vec::with_capacity(all.len());
    for of_file in all.chunk_by(is_same_file) {
        let places = of_file.first().map(|first| LineIndex::of(&first.source));
        for one in of_file {
            let place = one.span.zip(places.as_ref());
            found.push((*one, place.map(|(span, places)| places.place(span))));
        }
    }
    found
}
