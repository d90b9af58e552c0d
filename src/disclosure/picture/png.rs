//! PNG, also animated: decoded and encoded anew with its own bit depth, palette and frames. Colours that no pixel
//! shows become black.

use super::limits::{MOST_FRAME_BYTES, within_limits};
use super::reason::{Reason, damaged};
use super::{pixels, profile};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageEncoder};
use png::{
    BitDepth, ColorType, DecodeOptions, Decoder, Encoder, Info, Limits, OutputInfo, Reader,
    ScaledFloat, SourceChromaticities, Writer,
};
use std::borrow::Cow;
use std::io::Cursor;

pub(super) fn reencoded(bytes: &[u8]) -> Result<Vec<u8>, Reason> {
    let reader = reader(bytes)?;
    let info = reader.info();
    let animation = info.animation_control;
    let frames = animation.map_or(1, |animation| u64::from(animation.num_frames) + 1);
    let frame_bytes = reader.output_buffer_size().ok_or(Reason::TooLarge)? as u64;
    let orientation = pixels::orientation(info.exif_metadata.as_deref());
    within_limits(frame_bytes, frames, || {
        if animation.is_none() && orientation != Orientation::NoTransforms {
            return turned(bytes, orientation, info);
        }
        let mut retained = retained(info);
        match info.color_type {
            ColorType::Indexed => {
                let palette = Palette::used(bytes, info)?;
                retained.palette = Some(palette.colours.into());
                retained.trns = palette.alphas.map(Into::into);
            }
            _ => retained.trns = info.trns.as_deref().and_then(|key| written_key(info, key)),
        }
        written(bytes, retained)
    })
}

pub(super) fn is_animated(bytes: &[u8]) -> Result<bool, Reason> {
    Ok(frames_of(reader(bytes)?.info()) > 1)
}

fn reader(bytes: &[u8]) -> Result<Reader<Cursor<&[u8]>>, Reason> {
    let mut options = DecodeOptions::default();
    options.set_ignore_adler32(false);
    options.set_ignore_text_chunk(true);
    let mut decoder = Decoder::new_with_options(Cursor::new(bytes), options);
    let bytes = usize::try_from(MOST_FRAME_BYTES).unwrap_or(usize::MAX);
    decoder.set_limits(Limits { bytes });
    decoder.read_info().map_err(damaged)
}

/// Returns the metadata that is kept: how colours are to be interpreted.
fn retained(info: &Info<'_>) -> Info<'static> {
    let mut retained = Info::with_size(info.width, info.height);
    retained.color_type = info.color_type;
    retained.bit_depth = info.bit_depth;
    retained.icc_profile = rewritten(info).map(Into::into);
    retained.srgb = info.srgb;
    retained.source_gamma = info.gama_chunk.filter(is_plausible);
    retained.source_chromaticities = info.chrm_chunk.filter(are_plausible);
    retained
}

fn rewritten(info: &Info<'_>) -> Option<Vec<u8>> {
    let is_grey = matches!(
        info.color_type,
        ColorType::Grayscale | ColorType::GrayscaleAlpha
    );
    profile::rewritten(info.icc_profile.as_deref()?, is_grey)
}

/// Whether a number is plausible, and not four letters of hidden text.
fn is_plausible(number: &ScaledFloat) -> bool {
    number.into_value() < 10.0
}

fn are_plausible(all: &SourceChromaticities) -> bool {
    let points = [all.white, all.red, all.green, all.blue];
    points
        .iter()
        .all(|(x, y)| is_plausible(x) && is_plausible(y))
}

/// Turns a picture upright.
fn turned(bytes: &[u8], orientation: Orientation, info: &Info<'_>) -> Result<Vec<u8>, Reason> {
    whole(bytes, |_, _, _| Ok(()))?;
    let decoder = PngDecoder::new(Cursor::new(bytes)).map_err(damaged)?;
    let picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    let picture = pixels::normalized(picture, orientation);
    let mut written = Vec::new();
    let mut encoder = PngEncoder::new(&mut written);
    if let Some(profile) = rewritten(info) {
        encoder.set_icc_profile(profile).map_err(damaged)?;
    }
    picture.write_with_encoder(encoder).map_err(damaged)?;
    Ok(written)
}

/// Decodes all frames, up to the end chunk. `take` gets each frame's info and its contiguous rows, with padding bits
/// cleared.
fn whole(
    bytes: &[u8],
    mut take: impl FnMut(&Info<'_>, &OutputInfo, &mut [u8]) -> Result<(), Reason>,
) -> Result<(), Reason> {
    let mut reader = reader(bytes)?;
    let length = reader.output_buffer_size().ok_or(Reason::TooLarge)?;
    let row_bytes = reader.output_line_size(reader.info().width);
    let row_bytes = row_bytes.ok_or(Reason::TooLarge)?;
    let mut buffer = vec![0; length];
    for _ in 0..frames_of(reader.info()) {
        let frame = reader.next_frame(&mut buffer).map_err(damaged)?;
        if reader.info().interlaced {
            // Rows of a frame smaller than the picture have the stride of the picture.
            for row in 1..frame.height as usize {
                let start = row * row_bytes;
                buffer.copy_within(start..start + frame.line_size, row * frame.line_size);
            }
        }
        let rows = buffer.get_mut(..frame.buffer_size());
        let rows = rows.ok_or(Reason::Damaged)?;
        clear_padding(&frame, rows);
        take(reader.info(), &frame, rows)?;
    }
    reader.finish().map_err(damaged)
}

/// Clears the bits after the last pixel of each row.
fn clear_padding(frame: &OutputInfo, rows: &mut [u8]) {
    let bits = frame.color_type.samples() as u32 * frame.bit_depth as u32;
    let used = (frame.width % 8) * bits % 8;
    if used == 0 {
        return;
    }
    for row in rows.chunks_exact_mut(frame.line_size) {
        if let Some(last) = row.last_mut() {
            *last &= u8::MAX << (8 - used);
        }
    }
}

/// Returns the number of images in the file. The default image may not be part of the animation.
fn frames_of(info: &Info<'_>) -> u64 {
    let frames = info.animation_control.map(|control| control.num_frames);
    frames.map_or(1, |frames| {
        u64::from(frames) + u64::from(has_other_first(info))
    })
}

/// Whether the default image is not part of the animation.
fn has_other_first(info: &Info<'_>) -> bool {
    info.animation_control.is_some() && info.frame_control.is_none()
}

/// A palette without colours that no pixel shows.
struct Palette {
    colours: Vec<u8>,
    alphas: Option<Vec<u8>>,
}

impl Palette {
    fn used(bytes: &[u8], info: &Info<'_>) -> Result<Palette, Reason> {
        let mut is_shown = [false; 256];
        let mut is_hidden = has_other_first(info);
        whole(bytes, |_, frame, rows| {
            if !std::mem::take(&mut is_hidden) {
                each_index(frame, rows, |index| {
                    if let Some(one) = is_shown.get_mut(usize::from(index)) {
                        *one = true;
                    }
                });
            }
            Ok(())
        })?;
        let all = info.palette.as_deref().ok_or(Reason::Damaged)?;
        let alphas = info.trns.as_deref();
        let count = (all.len() / 3).min(1 << info.bit_depth as u32);
        let mut palette = Palette {
            colours: all.get(..count * 3).unwrap_or(all).to_vec(),
            alphas: alphas.map(|alphas| alphas.get(..count).unwrap_or(alphas).to_vec()),
        };
        let mut alphas = palette.alphas.iter_mut().flatten();
        for (colour, is_shown) in palette.colours.chunks_exact_mut(3).zip(is_shown) {
            let alpha = alphas.next();
            if !is_shown || alpha.as_ref().is_some_and(|alpha| **alpha == 0) {
                colour.fill(0);
            }
            if let Some(alpha) = alpha.filter(|_| !is_shown) {
                *alpha = 0;
            }
        }
        Ok(palette)
    }
}

/// Calls `call` with the palette index of every pixel.
fn each_index(frame: &OutputInfo, rows: &[u8], mut call: impl FnMut(u8)) {
    let bits = frame.bit_depth as u32;
    let mask = u8::MAX >> (8 - bits);
    for row in rows.chunks_exact(frame.line_size) {
        let places = (0..8 / bits).map(|at| 8 - bits * (at + 1));
        let indices = row
            .iter()
            .flat_map(|byte| places.clone().map(move |shift| (byte >> shift) & mask));
        indices.take(frame.width as usize).for_each(&mut call);
    }
}

/// Returns the transparent colour as it is written: two bytes a sample. The decoder returns one, up to eight bits.
fn written_key(info: &Info<'_>, key: &[u8]) -> Option<Cow<'static, [u8]>> {
    let samples = match info.color_type {
        ColorType::Grayscale => 1,
        ColorType::Rgb => 3,
        _ => return None,
    };
    let bits = info.bit_depth as u32;
    let key = match bits {
        16 => key.get(..samples * 2)?.to_vec(),
        _ => {
            let key = key.get(..samples)?.iter();
            key.flat_map(|sample| [0, sample & (u8::MAX >> (8 - bits))])
                .collect()
        }
    };
    Some(key.into())
}

/// Writes all frames with the metadata that is kept.
fn written(bytes: &[u8], retained: Info<'static>) -> Result<Vec<u8>, Reason> {
    let source = reader(bytes)?;
    let animation = source.info().animation_control;
    let has_other_first = has_other_first(source.info());
    let mut written = Vec::new();
    let mut encoder = Encoder::with_info(&mut written, retained).map_err(damaged)?;
    if let Some(animation) = animation {
        let set = encoder.set_animated(animation.num_frames, animation.num_plays);
        set.map_err(damaged)?;
        encoder.set_sep_def_img(has_other_first).map_err(damaged)?;
    }
    let mut writer = encoder.write_header().map_err(damaged)?;
    let mut is_hidden = has_other_first;
    whole(bytes, |info, _, rows| {
        without_hidden_colours(info, rows);
        if std::mem::take(&mut is_hidden) {
            rows.fill(0);
        } else if animation.is_some() {
            place(&mut writer, info)?;
        }
        writer.write_image_data(rows).map_err(damaged)
    })?;
    writer.finish().map_err(damaged)?;
    Ok(written)
}

fn without_hidden_colours(info: &Info<'_>, bytes: &mut [u8]) {
    let samples = match info.color_type {
        ColorType::GrayscaleAlpha => 2,
        ColorType::Rgba => 4,
        _ => return,
    };
    if info.bit_depth != BitDepth::Sixteen {
        return pixels::without_hidden_colours(bytes, samples);
    }
    for pixel in bytes.chunks_exact_mut(samples * 2) {
        if let [colours @ .., 0, 0] = pixel {
            colours.fill(0);
        }
    }
}

/// Sets the position and timing of the next frame.
fn place(writer: &mut Writer<&mut Vec<u8>>, info: &Info<'_>) -> Result<(), Reason> {
    let frame = info.frame_control.as_ref().ok_or(Reason::Damaged)?;
    let mut position = || {
        writer.set_frame_position(0, 0)?;
        writer.set_frame_dimension(1, 1)?;
        writer.set_frame_position(frame.x_offset, frame.y_offset)?;
        writer.set_frame_dimension(frame.width, frame.height)?;
        writer.set_frame_delay(frame.delay_num, frame.delay_den)?;
        writer.set_blend_op(frame.blend_op)?;
        writer.set_dispose_op(frame.dispose_op)
    };
    position().map_err(damaged)
}

#[cfg(test)]
mod tests;
