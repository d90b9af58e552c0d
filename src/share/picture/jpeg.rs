//! JPEG: the segments of the picture are kept, those of applications and comments are not, nor what follows the end
//! (some cameras put a film there). Which way is up is said in EXIF: that alone is written anew.

use super::{orientation, take};

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;
/// The mark behind which `JFIF` stands: density.
const JFIF: u8 = 0xE0;
const EXIF: u8 = 0xE1;
/// Behind it stands, among others, the colour profile.
const PROFILE: u8 = 0xE2;
/// Behind it `Adobe` says which colours are meant.
const ADOBE: u8 = 0xEE;

pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xFF, START])?;
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(&[0xFF, START]);
    let mut is_turned = false;
    loop {
        let mark = mark(&mut rest)?;
        if mark == END {
            kept.extend_from_slice(&[0xFF, END]);
            return Some(kept);
        }
        let length = u16::from_be_bytes(*rest.first_chunk()?);
        let segment = take(&mut rest, usize::from(length))?;
        let body = segment.get(2..)?;
        match mark {
            EXIF if !is_turned => {
                if let Some(turned) = orientation::of_exif(body) {
                    is_turned = true;
                    keep(&mut kept, EXIF, &orientation::exif(turned))?;
                }
            }
            JFIF if body.starts_with(b"JFIF\0") => {
                // Behind these a small picture may stand, of how it looked before it was cut.
                let mut head = body.get(..12)?.to_vec();
                head.extend_from_slice(&[0, 0]);
                keep(&mut kept, JFIF, &head)?;
            }
            PROFILE if body.starts_with(b"ICC_PROFILE\0") => keep(&mut kept, mark, body)?,
            ADOBE if body.starts_with(b"Adobe") => keep(&mut kept, mark, body)?,
            0xE0..=0xEF | COMMENT => {}
            _ => {
                keep(&mut kept, mark, body)?;
                if mark == SCAN {
                    kept.extend_from_slice(scan(&mut rest)?);
                }
            }
        }
    }
}

/// The next mark; bytes of padding may stand before it.
fn mark(rest: &mut &[u8]) -> Option<u8> {
    if *take(rest, 1)?.first()? != 0xFF {
        return None;
    }
    loop {
        match *take(rest, 1)?.first()? {
            0xFF => {}
            0 => return None,
            mark => return Some(mark),
        }
    }
}

fn keep(kept: &mut Vec<u8>, mark: u8, body: &[u8]) -> Option<()> {
    let length = u16::try_from(body.len() + 2).ok()?;
    kept.extend_from_slice(&[0xFF, mark]);
    kept.extend_from_slice(&length.to_be_bytes());
    kept.extend_from_slice(body);
    Some(())
}

/// The coded picture up to the next mark; restarts and bytes that only look like marks belong to it.
fn scan<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let is_mark =
        |pair: &[u8]| matches!(pair, [0xFF, next] if !matches!(next, 0 | 0xD0..=0xD7 | 0xFF));
    let length = rest.windows(2).position(is_mark)?;
    take(rest, length)
}
