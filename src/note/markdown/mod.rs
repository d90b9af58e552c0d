//! The Markdown of a note's body, parsed once into HTML with holes that are filled when the page is written. Defines
//! the dialect (which constructs exist, how Chinese emphasis works), the safety of the HTML and the ids of headings;
//! front matter, link resolution and all wording are left to the caller.
//!
//! A body is untrusted: raw HTML is shown as text, links whose scheme is not allowed become plain text, and the size of
//! the output is bounded.

mod anchors;
mod bare;
mod blocks;
mod body;
mod cjk;
mod code;
mod dialect;
mod fields;
mod finder;
mod footnotes;
mod headings;
mod inlines;
mod level_words;
mod links;
mod marks;
mod pieces;
mod plain;
mod render;
mod sections;
mod writer;

pub use super::line::is_decoration;
pub use body::{Body, Heading, Link, LinkKind, Problem, ProblemKind, Resolution};
pub(super) use code::code_ranges;
pub(super) use fields::FieldNames;
pub use fields::{field_names, may_hold_fields, text_fields};
pub(super) use footnotes::footnotes_only_in;
pub use headings::heading_id;
pub(super) use level_words::{is_level_itself, mentions_level};
pub use level_words::{is_private_word, level_words, marks_following_private, means_private};
pub use pieces::Labels;
pub use sections::{Section, Terms, has_marks, parts, sections, visible};

/// Parses a body. Every text is valid Markdown, so this neither fails nor panics.
pub fn parse(source: &str) -> Body {
    writer::write(source)
}

#[cfg(test)]
mod tests;
