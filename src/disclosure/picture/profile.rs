//! Colour profiles, parsed and written anew: the numbers that define colours stay; names of devices, owners and
//! programs, dates, and other contents are dropped.

use moxcms::{ColorProfile, DataColorSpace};
use std::ops::Range;

/// The creation date in the header.
const MADE_ON: Range<usize> = 24..36;
/// A fixed date, 1 January 2000, so that the same picture gives the same bytes.
const ON_NO_DAY: [u8; 12] = [0x07, 0xD0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0];

/// Returns a cleaned profile; `None` if it cannot be parsed or does not match the colour type. Then the picture is
/// interpreted as sRGB, like one without a profile.
pub fn rewritten(profile: &[u8], is_grey: bool) -> Option<Vec<u8>> {
    let read = ColorProfile::new_from_slice(profile).ok()?;
    let colours = match is_grey {
        true => DataColorSpace::Gray,
        false => DataColorSpace::Rgb,
    };
    if read.color_space != colours {
        return None;
    }
    let mut retained = ColorProfile::default();
    retained.pcs = read.pcs;
    retained.color_space = read.color_space;
    retained.profile_class = read.profile_class;
    retained.rendering_intent = read.rendering_intent;
    retained.white_point = read.white_point;
    retained.media_white_point = read.media_white_point;
    retained.chromatic_adaptation = read.chromatic_adaptation;
    retained.red_colorant = read.red_colorant;
    retained.green_colorant = read.green_colorant;
    retained.blue_colorant = read.blue_colorant;
    retained.red_trc = read.red_trc;
    retained.green_trc = read.green_trc;
    retained.blue_trc = read.blue_trc;
    retained.gray_trc = read.gray_trc;
    retained.cicp = read.cicp;
    retained.lut_a_to_b_perceptual = read.lut_a_to_b_perceptual;
    retained.lut_a_to_b_colorimetric = read.lut_a_to_b_colorimetric;
    retained.lut_a_to_b_saturation = read.lut_a_to_b_saturation;
    let mut written = retained.encode().ok()?;
    written.get_mut(MADE_ON)?.copy_from_slice(&ON_NO_DAY);
    ColorProfile::new_from_slice(&written).ok()?;
    Some(written)
}
