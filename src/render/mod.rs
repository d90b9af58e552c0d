//! Pages: what each shows, as views that templates lay out. One view a template.
//!
//! `scribe` writes single values as HTML, `blocks` whole records after the tables of `outline`; `pages` says what stands
//! on each page; `summary` is what the site-wide pages know of an account; `paper` lays the forms out as on paper;
//! `grounds` the places in notes that a fact rests on; `calendar` writes what is agreed and due for calendars;
//! `search` makes the index; `press` renders.

mod blocks;
mod calendar;
mod escape;
mod grounds;
mod outline;
pub mod pages;
mod paper;
mod parts;
mod press;
mod route;
mod rows;
mod scribe;
pub mod search;
mod subject;
mod summary;
mod view;

pub use press::{Emit, Press, Work};
pub use route::{href, relative};
pub use summary::Summary;

/// The program and its version, as documents that stand alone name what made them.
pub const GENERATOR: &str = concat!("kafolio ", env!("CARGO_PKG_VERSION"));
