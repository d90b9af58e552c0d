//! A section of the home page.

use crate::html::context::RenderContext;
use crate::html::view::{Block, Section};

/// Returns a section with the title that the theme has under its id.
pub(super) fn section(context: &RenderContext<'_>, id: &str, blocks: Vec<Block>) -> Section {
    Section {
        id: id.to_owned(),
        title: context.words(id),
        blocks,
        ..Section::default()
    }
}
