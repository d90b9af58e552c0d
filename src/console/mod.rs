//! The terminal: printing, escaping names and text from notes, and the language of messages.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]

mod build_error;
mod format;
pub(crate) mod locale;
mod notice;
pub(crate) mod password;
pub(crate) mod printed;
pub(crate) mod progress;

pub(crate) use build_error::sentence_of;
pub use format::Format;
pub(crate) use notice::{failure, notice};
