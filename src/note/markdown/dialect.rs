//! The constructs of Markdown that notes may use.

use pulldown_cmark::Options;

/// What is added to CommonMark. Smart punctuation is disabled because it turns `"好"` into `“好“`.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_WIKILINKS);
