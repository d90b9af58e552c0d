//! Pictures without what nobody sees in them: camera, place, author, comments, earlier versions.
//!
//! Own code, because what is kept is a list of ours, down to what stands behind the end of a file; libraries that read
//! containers keep what they do not know. What is shown stays as it was, byte for byte; nothing is encoded again.

mod gif;
mod jpeg;
mod orientation;
mod png;
mod webp;

/// What became of an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cleaned {
    /// A picture, without its metadata.
    Picture(Vec<u8>),
    /// Nothing: it is of a kind that cannot be cleaned, or not what its name says.
    AsItIs,
}

/// Takes the metadata out of a picture, by the kind that its first bytes say it is.
pub fn cleaned(bytes: &[u8]) -> Cleaned {
    let picture = match bytes {
        [0xFF, 0xD8, ..] => jpeg::cleaned(bytes),
        [0x89, b'P', b'N', b'G', ..] => png::cleaned(bytes),
        [b'G', b'I', b'F', ..] => gif::cleaned(bytes),
        [b'R', b'I', b'F', b'F', ..] => webp::cleaned(bytes),
        _ => None,
    };
    picture.map_or(Cleaned::AsItIs, Cleaned::Picture)
}

/// Takes so many bytes from the front of a slice.
fn take<'b>(bytes: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

#[cfg(test)]
mod tests;
