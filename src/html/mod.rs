//! HTML: what all pages share, and how values, records and tables are written.
//!
//! `context` is what all pages share; `writer` writes single values, `blocks` whole records after the tables of
//! `outline`; `view` is what templates lay out; `grounds` cites the notes that a fact rests on.

pub(crate) mod blocks;
pub(crate) mod context;
pub(crate) mod escape;
pub(crate) mod grounds;
pub(crate) mod navigation;
pub(crate) mod outline;
pub(crate) mod output;
pub(crate) mod parts;
pub(crate) mod route;
pub(crate) mod rows;
pub(crate) mod subject;
pub(crate) mod view;
pub(crate) mod writer;

pub use context::RenderContext;
pub use navigation::{HOME, SitePart};
pub use output::{NoOutput, NoProgress, Output, Phase, Progress};
pub use route::{href, relative};

/// The program and its version, as documents that stand alone name what made them.
pub const GENERATOR: &str = concat!("kafolio ", env!("CARGO_PKG_VERSION"));
