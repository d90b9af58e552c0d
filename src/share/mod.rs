//! Sharing: what must be true of files before they leave the house.
//!
//! `picture` takes out of images what nobody sees in them.

mod picture;

pub use picture::{Cleaned, cleaned};
