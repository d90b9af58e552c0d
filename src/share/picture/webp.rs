//! WebP: a RIFF file of chunks; EXIF and XMP go, and with them whatever is unknown or follows the end.

use super::take;

/// What is kept: the picture, its transparency, its colours, its animation.
const KEPT: [&[u8; 4]; 7] = [
    b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
];

/// In the flags of `VP8X`: there is EXIF, there is XMP.
const HAS_METADATA: u8 = 0b0000_1100;

pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(b"RIFF")?;
    let size = u32::from_le_bytes(*take(&mut rest, 4)?.first_chunk()?);
    let mut rest = rest
        .get(..usize::try_from(size).ok()?)?
        .strip_prefix(b"WEBP")?;
    let mut kept = b"WEBP".to_vec();
    while !rest.is_empty() {
        let length = u32::from_le_bytes(*rest.get(4..)?.first_chunk()?);
        let length = usize::try_from(length).ok()?;
        // Chunks of odd length are padded; some writers leave that out behind the last.
        let padded = length.checked_add(length % 2)?.checked_add(8)?;
        let end = padded.min(rest.len());
        let chunk = take(&mut rest, end)?;
        let name: &[u8; 4] = chunk.first_chunk()?;
        if chunk.len() < length.checked_add(8)? {
            return None;
        }
        if KEPT.contains(&name) {
            let start = kept.len();
            kept.extend_from_slice(chunk);
            kept.resize(start + padded, 0);
            if name == b"VP8X" {
                *kept.get_mut(start + 8)? &= !HAS_METADATA;
            }
        }
    }
    let mut file = b"RIFF".to_vec();
    file.extend_from_slice(&u32::try_from(kept.len()).ok()?.to_le_bytes());
    file.append(&mut kept);
    Some(file)
}
