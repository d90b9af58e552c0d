//! GIF: comments, texts and unknown extensions go, and what follows the end; the loop of an animation stays.

use super::take;

const EXTENSION: u8 = 0x21;
const IMAGE: u8 = 0x2C;
const END: u8 = 0x3B;
/// How a frame is shown.
const GRAPHIC_CONTROL: u8 = 0xF9;
const APPLICATION: u8 = 0xFF;
/// Applications that say how often an animation runs.
const LOOPS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes;
    let mut kept = Vec::with_capacity(bytes.len());
    let head = take(&mut rest, 13)?;
    kept.extend_from_slice(head);
    kept.extend_from_slice(take(&mut rest, table_length(*head.get(10)?))?);
    loop {
        let block = rest;
        match *take(&mut rest, 1)?.first()? {
            EXTENSION => {
                let label = *take(&mut rest, 1)?.first()?;
                let is_loop = rest.get(1..12).is_some_and(|name| LOOPS.contains(&name));
                skip_parts(&mut rest)?;
                if label == GRAPHIC_CONTROL || (label == APPLICATION && is_loop) {
                    kept.extend_from_slice(block.get(..block.len() - rest.len())?);
                }
            }
            IMAGE => {
                let head = take(&mut rest, 9)?;
                take(&mut rest, table_length(*head.get(8)?))?;
                // The least size of a code, then the picture.
                take(&mut rest, 1)?;
                skip_parts(&mut rest)?;
                kept.extend_from_slice(block.get(..block.len() - rest.len())?);
            }
            END => {
                kept.push(END);
                return Some(kept);
            }
            _ => return None,
        }
    }
}

/// How many bytes a table of colours has, by the flags before it.
fn table_length(flags: u8) -> usize {
    match flags & 0x80 {
        0 => 0,
        _ => 3 << ((flags & 7) + 1),
    }
}

fn skip_parts(rest: &mut &[u8]) -> Option<()> {
    loop {
        let length = *take(rest, 1)?.first()?;
        if length == 0 {
            return Some(());
        }
        take(rest, usize::from(length))?;
    }
}
