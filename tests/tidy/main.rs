//! Ratchets on the code itself: what is said twice in a review becomes a check here.
//!
//! `layers`: which room may name which, and which room alone may touch the world. `shape`: how long, how it opens, what
//! it is called, where it may stop. `words`: every key and every string that is used exists, and is used.
#![allow(clippy::disallowed_methods)]

mod layers;
mod shape;
mod sources;
mod words;
