//! GIF: the frames are decoded and encoded anew with their own palettes, so that they look the same. Colours that no
//! pixel shows become black, and parts outside the picture are cut off.

use super::limits::{MOST_FRAME_BYTES, within_limits};
use super::reason::{Reason, damaged};
use gif::{ColorOutput, DecodeOptions, Decoder, Encoder, Frame, MemoryLimit};
use std::borrow::Cow;
use std::num::NonZeroU64;

/// Which colours of the palette a frame shows.
type UsedColours = [bool; 256];

pub(super) fn reencoded(bytes: &[u8]) -> Result<Vec<u8>, Reason> {
    let Survey { size, palette } = Survey::of(bytes)?;
    let mut decoder = decoder(bytes)?;
    let mut encoded = Vec::new();
    let mut encoder = Encoder::new(&mut encoded, size.0, size.1, &palette).map_err(damaged)?;
    encoder.set_repeat(decoder.repeat()).map_err(damaged)?;
    while let Some(frame) = decoder.read_next_frame().map_err(damaged)? {
        let mut frame = cut(frame, size).ok_or(Reason::Damaged)?;
        let used = used(&frame);
        if let Some(palette) = &mut frame.palette {
            blacken(palette, &used);
        }
        encoder.write_frame(&frame).map_err(damaged)?;
    }
    // Dropping it writes the trailer.
    drop(encoder);
    Ok(encoded)
}

pub(super) fn is_animated(bytes: &[u8]) -> Result<bool, Reason> {
    let mut decoder = decoder(bytes)?;
    let first = decoder.next_frame_info().map_err(damaged)?.is_some();
    Ok(first && decoder.next_frame_info().map_err(damaged)?.is_some())
}

fn decoder(bytes: &[u8]) -> Result<Decoder<&[u8]>, Reason> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    if let Some(most) = NonZeroU64::new(MOST_FRAME_BYTES) {
        options.set_memory_limit(MemoryLimit::Bytes(most));
    }
    options.read_info(bytes).map_err(damaged)
}

/// What must be known before the first frame is written.
struct Survey {
    /// Width and height.
    size: (u16, u16),
    /// The global palette, black where no pixel uses it.
    palette: Vec<u8>,
}

impl Survey {
    fn of(bytes: &[u8]) -> Result<Survey, Reason> {
        let mut decoder = decoder(bytes)?;
        let mut size = (decoder.width(), decoder.height());
        let mut palette = decoder.global_palette().unwrap_or_default().to_vec();
        let mut used_by_all = [false; 256];
        let mut all_bytes = 0;
        while let Some(frame) = decoder.read_next_frame().map_err(damaged)? {
            if all_bytes == 0 {
                // If the first frame is larger than the picture, browsers use the frame's size.
                size.0 = size.0.max(frame.left.saturating_add(frame.width));
                size.1 = size.1.max(frame.top.saturating_add(frame.height));
            }
            all_bytes += frame.buffer.len() as u64;
            within_limits(1, all_bytes, || Ok(()))?;
            if frame.palette.is_none() {
                let frame = cut(frame, size).ok_or(Reason::Damaged)?;
                let all = used_by_all.iter_mut().zip(used(&frame));
                all.for_each(|(all, one)| *all |= one);
            }
        }
        if all_bytes == 0 {
            return Err(Reason::Damaged);
        }
        blacken(&mut palette, &used_by_all);
        Ok(Survey { size, palette })
    }
}

fn used(frame: &Frame<'_>) -> UsedColours {
    let mut used = [false; 256];
    let is_seen = |index: &&u8| frame.transparent != Some(**index);
    for index in frame.buffer.iter().filter(is_seen) {
        if let Some(one) = used.get_mut(usize::from(*index)) {
            *one = true;
        }
    }
    used
}

fn blacken(palette: &mut [u8], used: &UsedColours) {
    let all = palette.chunks_mut(3).zip(used);
    let unseen = all.filter(|(_, is_shown)| !**is_shown);
    unseen.for_each(|(colour, _)| colour.fill(0));
}

/// Returns the part of a frame within the picture; `None` if there is none.
fn cut(frame: &Frame<'_>, (width, height): (u16, u16)) -> Option<Frame<'static>> {
    let width = frame.width.min(width.checked_sub(frame.left)?);
    let height = frame.height.min(height.checked_sub(frame.top)?);
    if width == 0 || height == 0 {
        return None;
    }
    let rows = frame.buffer.chunks_exact(usize::from(frame.width));
    let rows = rows.take(usize::from(height));
    let rows = rows.filter_map(|row| row.get(..usize::from(width)));
    Some(Frame {
        buffer: Cow::Owned(rows.flatten().copied().collect()),
        width,
        height,
        palette: frame.palette.clone(),
        interlaced: false,
        needs_user_input: false,
        ..*frame
    })
}

#[cfg(test)]
mod tests;
