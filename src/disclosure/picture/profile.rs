//! Colour profiles, read and written anew: the numbers by which colours are meant stay; names of devices, owners and
//! programs, dates, and what else is written in them go.

use moxcms::{ColorProfile, DataColorSpace};
use std::ops::Range;

/// Where the header says when the profile was made.
const MADE_ON: Range<usize> = 24..36;
/// The first of January 2000, on which no profile was made: the same picture becomes the same bytes.
const ON_NO_DAY: [u8; 12] = [0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0];

/// A profile as it may leave; nothing where it cannot be read, or is not for such colours. Then colours are those of sRGB, as
/// in a picture without a profile.
pub fn rewritten(profile: &[u8], is_grey: bool) -> Option<Vec<u8>> {
    let read = ColorProfile::new_from_slice(profile).ok()?;
    let colours = match is_grey {
        true => DataColorSpace::Gray,
        false => DataColorSpace::Rgb,
    };
    if read.color_space != colours {
        return None;
    }
    let mut kept = ColorProfile::default();
    kept.pcs = read.pcs;
    kept.color_space = read.color_space;
    kept.profile_class = read.profile_class;
    kept.rendering_intent = read.rendering_intent;
    kept.white_point = read.white_point;
    kept.media_white_point = read.media_white_point;
    kept.chromatic_adaptation = read.chromatic_adaptation;
    kept.red_colorant = read.red_colorant;
    kept.green_colorant = read.green_colorant;
    kept.blue_colorant = read.blue_colorant;
    kept.red_trc = read.red_trc;
    kept.green_trc = read.green_trc;
    kept.blue_trc = read.blue_trc;
    kept.gray_trc = read.gray_trc;
    kept.cicp = read.cicp;
    kept.lut_a_to_b_perceptual = read.lut_a_to_b_perceptual;
    kept.lut_a_to_b_colorimetric = read.lut_a_to_b_colorimetric;
    kept.lut_a_to_b_saturation = read.lut_a_to_b_saturation;
    let mut written = kept.encode().ok()?;
    written.get_mut(MADE_ON)?.copy_from_slice(&ON_NO_DAY);
    ColorProfile::new_from_slice(&written).ok()?;
    Some(written)
}
