//! WebP: decoded, and encoded anew without loss, the only mode that the encoder has, so lossy files become larger.
//! Animations are composed of separately encoded frames.

use super::limits::within_limits;
use super::reason::{Reason, damaged};
use super::{pixels, profile};
use image::{DynamicImage, RgbImage, RgbaImage};
use image_webp::{ColorType, LoopCount, WebPDecoder, WebPEncoder};
use std::io::Cursor;

/// Flags of `VP8X`.
const HAS_ANIMATION: u8 = 0b0000_0010;
const HAS_ALPHA: u8 = 0b0001_0000;
const HAS_PROFILE: u8 = 0b0010_0000;
/// The frame overwrites what it covers and is not disposed of.
const REPLACES: u8 = 0b0000_0010;

pub(super) fn reencoded(bytes: &[u8]) -> Result<Vec<u8>, Reason> {
    // Decoders ignore missing parts at the end.
    if !is_whole(bytes) {
        return Err(Reason::Damaged);
    }
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    let frame_bytes = u64::from(width) * u64::from(height) * 4;
    let frames = u64::from(decoder.num_frames().max(1));
    within_limits(frame_bytes, frames, || {
        decoder.set_memory_limit(bytes.len());
        let profile = decoder.icc_profile().map_err(damaged)?;
        let profile = profile.and_then(|profile| profile::rewritten(&profile, false));
        match decoder.is_animated() {
            true => animation(&mut decoder, profile),
            false => still(&mut decoder, profile),
        }
    })
}

pub(super) fn is_animated(bytes: &[u8]) -> Result<bool, Reason> {
    let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(damaged)?;
    Ok(decoder.num_frames() > 1)
}

/// Whether the file contains all chunks that it declares.
fn is_whole(bytes: &[u8]) -> bool {
    let chunks = || {
        let size = u32::from_le_bytes(*bytes.get(4..)?.first_chunk()?);
        let end = usize::try_from(size).ok()?.checked_add(8)?;
        // Some encoders omit the padding byte after the last chunk.
        let end = match end.checked_sub(bytes.len()) {
            Some(1) => bytes.len(),
            _ => end,
        };
        bytes.get(12..end)
    };
    let mut rest = chunks().unwrap_or_default();
    let mut has_parts = false;
    while let Some(length) = rest.get(4..).and_then(<[u8]>::first_chunk) {
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let Some(behind) = length.checked_add(8).and_then(|length| rest.get(length..)) else {
            return false;
        };
        has_parts = true;
        rest = behind.get(length % 2..).unwrap_or_default();
    }
    has_parts && rest.is_empty()
}

type Decoder<'b> = WebPDecoder<Cursor<&'b [u8]>>;

fn still(decoder: &mut Decoder<'_>, icc: Option<Vec<u8>>) -> Result<Vec<u8>, Reason> {
    let exif = decoder.exif_metadata().map_err(damaged)?;
    let mut samples = buffer(decoder)?;
    decoder.read_image(&mut samples).map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    let picture = match decoder.has_alpha() {
        true => RgbaImage::from_raw(width, height, samples).map(DynamicImage::from),
        false => RgbImage::from_raw(width, height, samples).map(DynamicImage::from),
    };
    let orientation = pixels::orientation(exif.as_deref());
    let picture = pixels::normalized(picture.ok_or(Reason::Damaged)?, orientation);
    let mut bytes = Vec::new();
    let mut encoder = WebPEncoder::new(&mut bytes);
    encoder.set_icc_profile(icc.unwrap_or_default());
    let colours = match picture.color().has_alpha() {
        true => ColorType::Rgba8,
        false => ColorType::Rgb8,
    };
    let (width, height) = (picture.width(), picture.height());
    let encoded = encoder.encode(picture.as_bytes(), width, height, colours);
    encoded.map_err(damaged)?;
    Ok(bytes)
}

fn buffer(decoder: &Decoder<'_>) -> Result<Vec<u8>, Reason> {
    let length = decoder.output_buffer_size().ok_or(Reason::TooLarge)?;
    Ok(vec![0; length])
}

fn animation(decoder: &mut Decoder<'_>, icc: Option<Vec<u8>>) -> Result<Vec<u8>, Reason> {
    let (width, height) = decoder.dimensions();
    let has_alpha = decoder.has_alpha();
    let canvas = Canvas {
        width: width as usize,
        samples: if has_alpha { 4 } else { 3 },
    };
    let times = match decoder.loop_count() {
        LoopCount::Forever => 0,
        LoopCount::Times(times) => times.get(),
    };
    let flags = HAS_ANIMATION
        | if has_alpha { HAS_ALPHA } else { 0 }
        | if icc.is_some() { HAS_PROFILE } else { 0 };
    let mut chunks = Vec::new();
    let size = [u24(width - 1), u24(height - 1)].concat();
    chunk(
        &mut chunks,
        b"VP8X",
        &[&[flags, 0, 0, 0], &size[..]].concat(),
    );
    if let Some(profile) = icc {
        chunk(&mut chunks, b"ICCP", &profile);
    }
    chunk(
        &mut chunks,
        b"ANIM",
        &[&[0; 4], &times.to_le_bytes()[..]].concat(),
    );
    // Browsers clear disposed frames to transparent and ignore the background colour.
    decoder.set_background_color([0; 4]).map_err(damaged)?;
    let mut before = Vec::new();
    let mut now = buffer(decoder)?;
    for _ in 0..decoder.num_frames() {
        let duration_ms = decoder.read_frame(&mut now).map_err(damaged)?;
        let mut shown = now.clone();
        if has_alpha {
            pixels::without_hidden_colours(&mut shown, canvas.samples);
        }
        let area = canvas.changed(&before, &shown);
        chunk(
            &mut chunks,
            b"ANMF",
            &canvas.frame(&shown, &area, duration_ms)?,
        );
        before = shown;
    }
    let length = u32::try_from(chunks.len() + 4).map_err(|_| Reason::TooLarge)?;
    Ok([b"RIFF", &length.to_le_bytes()[..], b"WEBP", &chunks].concat())
}

/// The memory layout of the frames of an animation.
struct Canvas {
    width: usize,
    /// The number of samples of a pixel.
    samples: usize,
}

/// A part of a picture; left and top are even, as WebP requires of frames.
struct Area {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

impl Canvas {
    /// Returns the part that differs from the previous frame: all of the first frame, one pixel if nothing differs.
    fn changed(&self, before: &[u8], now: &[u8]) -> Area {
        let row_bytes = self.width * self.samples;
        let (mut left, mut right) = (usize::MAX, 0);
        let (mut top, mut bottom) = (usize::MAX, 0);
        let mut rows_before = before.chunks_exact(row_bytes);
        for (y, row) in now.chunks_exact(row_bytes).enumerate() {
            let row_before = rows_before.next().unwrap_or_default();
            if row == row_before {
                continue;
            }
            (top, bottom) = (top.min(y), y + 1);
            let mut pixels_before = row_before.chunks_exact(self.samples);
            for (x, pixel) in row.chunks_exact(self.samples).enumerate() {
                if pixels_before.next() != Some(pixel) {
                    (left, right) = (left.min(x), right.max(x + 1));
                }
            }
        }
        if right == 0 {
            (left, right, top, bottom) = (0, 1, 0, 1);
        }
        let (left, top) = (left - left % 2, top - top % 2);
        Area {
            left,
            top,
            width: right - left,
            height: bottom - top,
        }
    }

    /// Returns the contents of an `ANMF` chunk that shows a part of the picture.
    fn frame(&self, now: &[u8], area: &Area, duration_ms: u32) -> Result<Vec<u8>, Reason> {
        let rows = now.chunks_exact(self.width * self.samples);
        let rows = rows.skip(area.top).take(area.height);
        let columns = area.left * self.samples..(area.left + area.width) * self.samples;
        let rows = rows.filter_map(|row| row.get(columns.clone()));
        let part: Vec<u8> = rows.flatten().copied().collect();
        let colours = match self.samples {
            4 => ColorType::Rgba8,
            _ => ColorType::Rgb8,
        };
        let mut file = Vec::new();
        WebPEncoder::new(&mut file)
            .encode(&part, area.width as u32, area.height as u32, colours)
            .map_err(damaged)?;
        // The chunks without the file header.
        let picture = file.get(12..).ok_or(Reason::Damaged)?;
        let numbers = [
            area.left / 2,
            area.top / 2,
            area.width - 1,
            area.height - 1,
            duration_ms as usize,
        ];
        let mut frame: Vec<u8> = numbers.iter().flat_map(|one| u24(*one as u32)).collect();
        frame.push(REPLACES);
        frame.extend_from_slice(picture);
        Ok(frame)
    }
}

/// Encodes a number in three bytes, little-endian, as WebP does.
fn u24(number: u32) -> [u8; 3] {
    let [first, second, third, _] = number.to_le_bytes();
    [first, second, third]
}

fn chunk(chunks: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    chunks.extend_from_slice(name);
    chunks.extend_from_slice(&(content.len() as u32).to_le_bytes());
    chunks.extend_from_slice(content);
    chunks.resize(chunks.len() + content.len() % 2, 0);
}

#[cfg(test)]
mod tests;
