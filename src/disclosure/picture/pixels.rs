//! Processing between decoding and encoding: turns pictures upright, and removes the colours of fully transparent
//! pixels, where drawing programs leave erased parts.

use image::DynamicImage;
use image::metadata::Orientation;

/// Returns the EXIF orientation; upright if there is none.
pub(super) fn orientation(exif: Option<&[u8]>) -> Orientation {
    // Some programs write the JPEG prefix of EXIF in WebP, too.
    exif.map(|exif| exif.strip_prefix(b"Exif\0\0").unwrap_or(exif))
        .and_then(Orientation::from_exif_chunk)
        .unwrap_or(Orientation::NoTransforms)
}

/// Turns a picture upright and clears its transparent pixels.
pub(super) fn normalized(mut picture: DynamicImage, orientation: Orientation) -> DynamicImage {
    picture.apply_orientation(orientation);
    match &mut picture {
        DynamicImage::ImageLumaA8(pixels) => without_hidden_colours(pixels, 2),
        DynamicImage::ImageRgba8(pixels) => without_hidden_colours(pixels, 4),
        DynamicImage::ImageLumaA16(pixels) => without_hidden_colours(pixels, 2),
        DynamicImage::ImageRgba16(pixels) => without_hidden_colours(pixels, 4),
        _ => {}
    }
    picture
}

/// Clears the colours of transparent pixels; `samples` is the number of samples of a pixel, alpha last.
pub(super) fn without_hidden_colours<S: Copy + Default + PartialEq>(all: &mut [S], samples: usize) {
    for pixel in all.chunks_exact_mut(samples) {
        if let Some((alpha, colours)) = pixel.split_last_mut()
            && *alpha == S::default()
        {
            colours.fill(S::default());
        }
    }
}
