//! Which way is up, as EXIF says it. (EXIF 2.32, a TIFF file behind `Exif\0\0`; the tag is 0x0112, a number from 1 to 8.)

const HEAD: &[u8] = b"Exif\0\0";
const TAG: u16 = 0x0112;

/// The orientation that a segment of EXIF names, where it is not upright.
pub(super) fn of_exif(segment: &[u8]) -> Option<u8> {
    let tiff = segment.strip_prefix(HEAD)?;
    let big = match tiff.get(..2)? {
        b"MM" => true,
        b"II" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let pair = *tiff.get(at..)?.first_chunk()?;
        Some(if big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        })
    };
    let long = |at: usize| {
        let four = *tiff.get(at..)?.first_chunk()?;
        Some(if big {
            u32::from_be_bytes(four)
        } else {
            u32::from_le_bytes(four)
        })
    };
    let first = usize::try_from(long(4)?).ok()?;
    let count = usize::from(short(first)?);
    let entries = (0..count).map(|index| first.checked_add(2 + index * 12));
    let entry = entries.flatten().find(|at| short(*at) == Some(TAG))?;
    let value = u8::try_from(short(entry.checked_add(8)?)?).ok()?;
    (2..=8).contains(&value).then_some(value)
}

/// A segment of EXIF that says the orientation and nothing else.
pub(super) fn exif(orientation: u8) -> Vec<u8> {
    let mut segment = HEAD.to_vec();
    segment.extend_from_slice(b"MM\0\x2a\0\0\0\x08");
    // One entry: the tag, a number of two bytes, one of them, left-justified; no further directory.
    segment.extend_from_slice(&[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    segment.extend_from_slice(&[0, 0, 0, 0]);
    segment
}
