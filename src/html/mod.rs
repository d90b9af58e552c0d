//! HTML: the context of all pages, and how values, records and tables are written.
//!
//! `context` is shared by all pages; `writer` writes single values, `blocks` whole records, following the tables of
//! `outline`; `view` is the data that templates lay out; `citation` cites the notes that support a fact.

pub(crate) mod block_html;
pub(crate) mod blocks;
mod citation;
pub(crate) mod context;
pub(crate) mod escape;
pub(crate) mod grounds;
pub(crate) mod navigation;
pub(crate) mod outline;
pub(crate) mod output;
pub(crate) mod pagination;
pub(crate) mod route;
pub(crate) mod topic_route;
pub(crate) mod view;
pub(crate) mod writer;

pub use context::RenderContext;
pub use navigation::{HOME, SitePart};
pub use output::{NoOutput, NoProgress, Output, Phase, Progress};
pub(crate) use route::folder_of;
pub use route::{href, relative};

/// The program and its version, as written into standalone documents.
pub const GENERATOR: &str = concat!("kafolio ", env!("CARGO_PKG_VERSION"));
