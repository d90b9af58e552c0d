//! BMP: decoded, and encoded anew without gaps, palettes and profiles.

use super::limits::within_limits;
use super::pixels;
use super::reason::{Reason, damaged};
use image::codecs::bmp::{BmpDecoder, BmpEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder};
use std::io::Cursor;

pub(super) fn reencoded(bytes: &[u8]) -> Result<Vec<u8>, Reason> {
    let decoder = BmpDecoder::new(Cursor::new(bytes)).map_err(damaged)?;
    within_limits(decoder.total_bytes(), 1, || {
        let picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
        let picture = pixels::normalized(picture, Orientation::NoTransforms);
        let mut bytes = Vec::new();
        let encoder = BmpEncoder::new(&mut bytes);
        picture.write_with_encoder(encoder).map_err(damaged)?;
        Ok(bytes)
    })
}
