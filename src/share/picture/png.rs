//! PNG: chunks that say how it looks are kept, text, dates and EXIF are not, nor what follows the end.

use super::take;

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// What is kept: how the picture looks, its colours, its density, its animation.
const KEPT: [&[u8; 4]; 20] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"bKGD", b"hIST", b"pHYs", b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT", b"sTER",
];

pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&SIGNATURE)?;
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(&SIGNATURE);
    loop {
        let length = u32::from_be_bytes(*rest.first_chunk()?);
        let chunk = take(&mut rest, usize::try_from(length).ok()?.checked_add(12)?)?;
        let name: &[u8; 4] = chunk.get(4..8)?.try_into().ok()?;
        if KEPT.contains(&name) {
            kept.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some(kept);
        }
    }
}
