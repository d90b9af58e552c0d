//! What was written and could not be read: it was told once, and is not asked for as if it were not there.

use crate::domain::Item;
use crate::forms::Field;
use crate::text::{Code, Diagnostic, Span, Words};

/// Whether a finding is that a field of an item, within a place, could not be read: its value is wrong, or its key is nearly
/// right.
pub(in crate::domain) fn is_misread(
    finding: &Diagnostic,
    item: &Item,
    within: Span,
    field: &Field,
) -> bool {
    let is_within = |span: Span| span.start >= within.start && span.end <= within.end;
    let is_here = finding.source.path == item.source.path && finding.span.is_some_and(is_within);
    let names_it = |(name, words): &(&str, Words)| match *name {
        // The label tells fields apart that have one key in two records.
        "field" => words.is(&field.zh),
        "nearest" | "colon" if finding.code == Code::UnknownKey => {
            let labels = field.also.iter().chain([&field.key, &field.zh]);
            labels.into_iter().any(|label| words.is(label))
        }
        _ => false,
    };
    is_here && finding.values.iter().any(names_it)
}
