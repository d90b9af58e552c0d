//! The terminal: what is printed, how names and words of notes are made safe for it, and its language.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros
)]

pub(crate) mod locale;
pub(crate) mod printed;
