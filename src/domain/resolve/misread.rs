//! Fields that could not be parsed: they were reported once and are not reported as missing again.

use crate::domain::Item;
use crate::forms::{Field, Labelled};
use crate::text::{Code, Diagnostic, Language, MessageValue, Span};

/// Whether a diagnostic reports that a field of an item, within a span, could not be parsed: its value is wrong, or
/// its key is misspelled.
pub(in crate::domain) fn is_misread(
    finding: &Diagnostic,
    item: &Item,
    within: Span,
    field: &Field,
) -> bool {
    let is_within = |span: Span| span.start >= within.start && span.end <= within.end;
    let is_here = finding.source.path == item.source.path && finding.span.is_some_and(is_within);
    let names_it = |(name, words): &(&str, MessageValue)| match *name {
        // The label distinguishes fields with the same key in two records.
        "field" => words.is(field.label(Language::CHINESE)),
        "nearest" | "colon" if finding.code == Code::UnknownKey => {
            let also = field.also.iter().map(String::as_str);
            field.names().chain(also).any(|label| words.is(label))
        }
        _ => false,
    };
    is_here && finding.values.iter().any(names_it)
}
