//! Pictures as they are published: fully decoded and encoded anew, so that only the visible image is left. Camera,
//! place, author, comments, earlier versions, and hidden bytes are dropped.
//!
//! A picture keeps its type (its name still fits), size, animation, transparency, bit depth and colours. A file with
//! the name of a picture that cannot be fully decoded is withheld.

mod bmp;
mod gif;
mod jpeg;
mod kind;
mod limits;
mod pixels;
mod png;
mod profile;
mod reason;
mod webp;

pub use kind::may_be_picture;
use kind::{Kind, kind_of};
pub use profile::rewritten as rewritten_profile;
pub use reason::Reason;
use std::panic::catch_unwind;
use std::sync::Arc;

/// The maximum size of a file.
pub const MOST_FILE_BYTES: u64 = 256 * 1024 * 1024;

/// An attachment as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cleaned {
    /// A picture, encoded anew.
    Picture(Arc<[u8]>),
    /// Not a picture, neither by content nor by name; published unchanged.
    NotAPicture,
    /// It is not published.
    Withheld(Reason),
}

/// Decodes a picture and encodes it anew. Its content determines the type; `name` only decides whether something else
/// claims to be a picture.
pub fn cleaned(name: &str, bytes: &[u8]) -> Cleaned {
    let kind = match kind_of(name, bytes) {
        None => return Cleaned::NotAPicture,
        Some(Err(reason)) => return Cleaned::Withheld(reason),
        Some(Ok(kind)) => kind,
    };
    if bytes.len() as u64 > MOST_FILE_BYTES {
        return Cleaned::Withheld(Reason::TooLarge);
    }
    // If a decoder panics, the file is damaged.
    let encoded = catch_unwind(|| reencoded(kind, bytes)).unwrap_or(Err(Reason::Damaged));
    encoded.map_or_else(Cleaned::Withheld, |bytes| Cleaned::Picture(bytes.into()))
}

fn reencoded(kind: Kind, bytes: &[u8]) -> Result<Vec<u8>, Reason> {
    match kind {
        Kind::Bmp => bmp::reencoded(bytes),
        Kind::Gif => gif::reencoded(bytes),
        Kind::Jpeg => jpeg::reencoded(bytes),
        Kind::Png => png::reencoded(bytes),
        Kind::WebP => webp::reencoded(bytes),
    }
}

/// Whether a picture has several frames.
pub fn is_animated(bytes: &[u8]) -> bool {
    let is_animated = || match kind_of("", bytes) {
        Some(Ok(Kind::Gif)) => gif::is_animated(bytes),
        Some(Ok(Kind::Png)) => png::is_animated(bytes),
        Some(Ok(Kind::WebP)) => webp::is_animated(bytes),
        _ => Ok(false),
    };
    matches!(catch_unwind(is_animated), Ok(Ok(true)))
}

#[cfg(test)]
mod tests;
