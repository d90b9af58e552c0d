//! The terminal: printing, escaping names and text from notes, and the language of messages.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]

mod build_error;
mod format;
mod internal;
pub(crate) mod locale;
mod notice;
pub(crate) mod password;
pub(crate) mod printed;
pub(crate) mod progress;

pub(crate) use build_error::{account_refusal_message, refusal_message};
pub use format::Format;
pub use internal::InternalError;
pub(crate) use notice::{failure, joined_lines, notice};
