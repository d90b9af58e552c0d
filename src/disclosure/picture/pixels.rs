//! Pixels between decoding and encoding: turned upright, and without the colours under what is wholly transparent, where
//! drawing programs leave what was erased.

use image::DynamicImage;
use image::metadata::Orientation;

/// The orientation that EXIF names; upright where it names none.
pub(super) fn orientation(exif: Option<&[u8]>) -> Orientation {
    // What JPEG writes before EXIF, some programs write in WebP, too.
    exif.map(|exif| exif.strip_prefix(b"Exif\0\0").unwrap_or(exif))
        .and_then(Orientation::from_exif_chunk)
        .unwrap_or(Orientation::NoTransforms)
}

/// Turns a picture upright and takes the colours out of its transparent pixels.
pub(super) fn settled(mut picture: DynamicImage, orientation: Orientation) -> DynamicImage {
    picture.apply_orientation(orientation);
    match &mut picture {
        DynamicImage::ImageLumaA8(pixels) => uncoloured(pixels, 2),
        DynamicImage::ImageRgba8(pixels) => uncoloured(pixels, 4),
        DynamicImage::ImageLumaA16(pixels) => uncoloured(pixels, 2),
        DynamicImage::ImageRgba16(pixels) => uncoloured(pixels, 4),
        _ => {}
    }
    picture
}

/// Takes the colours out of transparent pixels; `samples` are those of one pixel, its alpha last.
pub(super) fn uncoloured<S: Copy + Default + PartialEq>(all: &mut [S], samples: usize) {
    for pixel in all.chunks_exact_mut(samples) {
        if let Some((alpha, colours)) = pixel.split_last_mut()
            && *alpha == S::default()
        {
            colours.fill(S::default());
        }
    }
}
