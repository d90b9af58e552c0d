//! JPEG: decoded up to its end marker, turned upright, encoded anew. What follows the end (some cameras append a
//! video) is dropped.

use super::limits::within_limits;
use super::reason::{Reason, damaged};
use super::{pixels, profile};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GrayImage, RgbImage};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// The quality of encoding, of 100.
const QUALITY: u8 = 90;

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;

pub(super) fn reencoded(bytes: &[u8]) -> Result<Vec<u8>, Reason> {
    // Decoders fill in what is missing at the end, as browsers do.
    let whole = whole(bytes).ok_or(Reason::Damaged)?;
    let most = usize::from(u16::MAX);
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(most)
        .set_max_height(most);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(whole), options);
    decoder.decode_headers().map_err(damaged)?;
    let colours = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => ColorSpace::Luma,
        _ => ColorSpace::RGB,
    };
    decoder.set_options(options.jpeg_set_out_colorspace(colours));
    let (width, height) = decoder.dimensions().ok_or(Reason::Damaged)?;
    let size_bytes = width * height * colours.num_components();
    within_limits(size_bytes as u64, 1, || {
        let samples = decoder.decode().map_err(damaged)?;
        let picture = picture(width as u32, height as u32, samples, colours);
        let orientation = pixels::orientation(decoder.exif().map(Vec::as_slice));
        let picture = pixels::normalized(picture.ok_or(Reason::Damaged)?, orientation);
        let profile = decoder.icc_profile();
        encoded(&picture, profile.as_deref())
    })
}

fn picture(width: u32, height: u32, samples: Vec<u8>, colours: ColorSpace) -> Option<DynamicImage> {
    match colours {
        ColorSpace::Luma => GrayImage::from_raw(width, height, samples).map(DynamicImage::from),
        _ => RgbImage::from_raw(width, height, samples).map(DynamicImage::from),
    }
}

fn encoded(picture: &DynamicImage, icc: Option<&[u8]>) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    let is_grey = picture.color().channel_count() == 1;
    if let Some(profile) = icc.and_then(|icc| profile::rewritten(icc, is_grey)) {
        image::ImageEncoder::set_icc_profile(&mut encoder, profile).map_err(damaged)?;
    }
    picture.write_with_encoder(encoder).map_err(damaged)?;
    Ok(bytes)
}

/// Returns the picture up to its end marker; `None` if a segment is truncated or there is no such marker.
fn whole(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes.strip_prefix(&[0xFF, START])?;
    let mut has_scan = false;
    loop {
        match mark(&mut rest)? {
            END if has_scan => return bytes.get(..bytes.len() - rest.len()),
            START | END => return None,
            mark => {
                let length = usize::from(u16::from_be_bytes(*rest.first_chunk()?));
                rest = rest.get(length..).filter(|_| length >= 2)?;
                if mark == SCAN {
                    has_scan = true;
                    rest = rest.get(scan_length(rest)?..)?;
                }
            }
        }
    }
}

/// Returns the next marker; padding bytes may precede it.
fn mark(rest: &mut &[u8]) -> Option<u8> {
    let after = rest.strip_prefix(&[0xFF])?;
    let at = after.iter().position(|byte| *byte != 0xFF)?;
    let mark = *after.get(at).filter(|mark| **mark != 0)?;
    *rest = after.get(at + 1..)?;
    Some(mark)
}

/// Returns the length of the entropy-coded data, up to the next marker; restart markers and stuffed bytes belong to
/// it.
fn scan_length(rest: &[u8]) -> Option<usize> {
    let is_mark =
        |pair: &[u8]| matches!(pair, [0xFF, next] if !matches!(next, 0 | 0xD0..=0xD7 | 0xFF));
    rest.windows(2).position(is_mark)
}

#[cfg(test)]
mod tests;
