//! Pictures as they are published: fully decoded and encoded anew, so that only the visible image is left. Camera,
//! place, author, comments, earlier versions, and hidden bytes are dropped.
//!
//! A picture keeps its type (its name still fits), size, animation, transparency, bit depth and colours. A file with
//! the name of a picture that cannot be fully decoded is withheld.

mod bmp;
mod gif;
mod jpeg;
mod kind;
mod pixels;
mod png;
mod profile;
mod webp;

pub use kind::may_be_picture;
use kind::{Kind, kind_of};
pub use profile::rewritten as rewritten_profile;
use std::panic::catch_unwind;
use std::sync::{Arc, Mutex, PoisonError};

/// The maximum size of a file.
pub const MOST_FILE_BYTES: u64 = 256 * 1024 * 1024;
/// The maximum memory of a decoded frame: 170 million pixels of three bytes.
const MOST_FRAME_BYTES: u64 = 512 * 1024 * 1024;
/// The maximum memory of all frames of an animation together: it limits the time.
const MOST_BYTES_OF_ALL_FRAMES: u64 = 4 * 1024 * 1024 * 1024;
/// Only one picture larger than this is decoded at a time.
const LARGE_FRAME_BYTES: u64 = 96 * 1024 * 1024;

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

/// Why an attachment is withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Only its name is that of a picture.
    NotAPicture,
    /// It is truncated or malformed.
    Damaged,
    /// Its type, named here, cannot be decoded.
    UnknownKind(String),
    /// It would take too much memory or time.
    TooLarge,
    /// It is text with private fields or a level mark.
    PrivateText,
}

impl Reason {
    /// Returns the reason in words: Chinese, English.
    pub fn words(&self) -> [String; 2] {
        match self {
            Reason::NotAPicture => [
                "它只有图片的名字，内容不是图片",
                "it has a picture's file name, but is not a picture",
            ]
            .map(str::to_owned),
            Reason::Damaged => [
                "图片损坏或不完整，没法完整读出来",
                "it is damaged or incomplete and cannot be read in full",
            ]
            .map(str::to_owned),
            Reason::UnknownKind(kind) => [
                format!("读不了 {kind} 这种图片"),
                format!("kafolio cannot read {kind} pictures"),
            ],
            Reason::TooLarge => [
                "图片太大，或动画太长",
                "it is too large, or the animation is too long",
            ]
            .map(str::to_owned),
            Reason::PrivateText => [
                "里面有私密的字段或密级",
                "it contains private fields or a level",
            ]
            .map(str::to_owned),
        }
    }

    /// Returns the remedy: Chinese, English.
    pub fn advice(&self) -> [&'static str; 2] {
        match self {
            Reason::NotAPicture => [
                "换成真正的图片，或把后缀改成它本来的类型",
                "replace it with a real picture, or give the file the right extension",
            ],
            Reason::Damaged | Reason::UnknownKind(_) => [
                "用看图软件打开，另存为 JPEG 或 PNG 再放回来",
                "open it in an image viewer, save it as JPEG or PNG and use that",
            ],
            Reason::TooLarge => [
                "用看图软件缩小后再放回来",
                "reduce its size in an image viewer and use that",
            ],
            Reason::PrivateText => [
                "内容写进笔记，或另存一份可以给人看的",
                "move its content into a note, or attach a copy that may be shared",
            ],
        }
    }
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

/// Runs work on frames of a size in bytes, if they are within the limits.
fn within_limits<T>(
    frame_bytes: u64,
    frames: u64,
    work: impl FnOnce() -> Result<T, Reason>,
) -> Result<T, Reason> {
    static LARGE: Mutex<()> = Mutex::new(());
    if frame_bytes > MOST_FRAME_BYTES
        || frame_bytes.saturating_mul(frames) > MOST_BYTES_OF_ALL_FRAMES
    {
        return Err(Reason::TooLarge);
    }
    let _one_at_a_time = (frame_bytes > LARGE_FRAME_BYTES)
        .then(|| LARGE.lock().unwrap_or_else(PoisonError::into_inner));
    work()
}

/// Discards the error of a codec: its text is about bytes, in English.
fn damaged<E>(_: E) -> Reason {
    Reason::Damaged
}

#[cfg(test)]
mod tests;
