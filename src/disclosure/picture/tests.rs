//! Pictures of each type with hidden data, and what is left of it.

use super::kind::kind_of;
pub(super) use super::{Cleaned, Reason, cleaned, pixels};
pub(super) use image::codecs::jpeg::JpegEncoder;
pub(super) use image::{DynamicImage, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
pub(super) use std::io::Cursor;

pub(super) const SECRET: &[u8] = b"SECRET-PLACE";

pub(super) fn holds_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|part| part == SECRET)
}

/// Cleans a picture that contains the secret. The result has the same type, does not contain the secret, and is
/// stable: cleaning is deterministic, and cleaning twice changes nothing.
pub(super) fn clean(name: &str, bytes: &[u8]) -> Vec<u8> {
    assert!(holds_secret(bytes), "{name}: nothing was put in");
    left(name, bytes)
}

pub(super) fn left(name: &str, bytes: &[u8]) -> Vec<u8> {
    let Cleaned::Picture(picture) = cleaned(name, bytes) else {
        panic!("{name}: {:?}", cleaned(name, bytes));
    };
    assert!(!holds_secret(&picture), "{name}: the secret is still there");
    assert_eq!(kind_of(name, &picture), kind_of(name, bytes), "{name}");
    assert_eq!(cleaned(name, bytes), Cleaned::Picture(picture.clone()));
    assert!(matches!(cleaned(name, &picture), Cleaned::Picture(_)));
    picture.to_vec()
}

pub(super) fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("it can be decoded")
}

/// Wider than high, with corners of different colours.
pub(super) fn drawing() -> RgbImage {
    RgbImage::from_fn(48, 32, |x, y| {
        Rgb([x as u8 * 5, y as u8 * 7, (x / 8 * 40) as u8])
    })
}

pub(super) fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, format)
        .expect("it can be encoded");
    bytes.into_inner()
}

pub(super) fn inserted(bytes: &[u8], at: usize, more: &[u8]) -> Vec<u8> {
    [&bytes[..at], more, &bytes[at..]].concat()
}

pub(super) fn position(bytes: &[u8], of: &[u8]) -> usize {
    let mut parts = bytes.windows(of.len());
    parts.position(|part| part == of).expect("it is there")
}

#[test]
fn a_bitmap_loses_data_before_and_after_its_pixels() {
    let plain = file(&drawing().into(), ImageFormat::Bmp);
    let pixels_at = u32::from_le_bytes(plain[10..14].try_into().unwrap());
    let mut gap = inserted(&plain, pixels_at as usize, SECRET);
    let moved = (pixels_at + SECRET.len() as u32).to_le_bytes();
    gap[10..14].copy_from_slice(&moved);
    let both = [&gap[..], SECRET].concat();
    assert_eq!(decoded(&clean("a.bmp", &both)).to_rgb8(), drawing());
    for length in (12..plain.len()).step_by(7) {
        let outcome = cleaned("a.bmp", &plain[..length]);
        assert_eq!(
            outcome,
            Cleaned::Withheld(Reason::Damaged),
            "{length} bytes"
        );
    }
}

#[test]
fn files_that_only_have_the_name_of_a_picture_are_withheld() {
    for name in [
        "a.jpg", "a.JPEG", "b/c.png", "a.gif", "a.webp", "a.bmp", "a.jfif", "a.jpg ",
    ] {
        for bytes in [
            b"".as_slice(),
            b"price 920000",
            b"%PDF-1.7",
            b"PK\x03\x04",
            b"\xFF\xD8",
        ] {
            let outcome = cleaned(name, bytes);
            assert_eq!(outcome, Cleaned::Withheld(Reason::NotAPicture), "{name}");
        }
    }
    for name in [
        "a.tiff", "a.HEIC", "a.avif", "a.ico", "a.psd", "a.dng", "a.emf", "a.svgz",
    ] {
        let outcome = cleaned(name, b"anything");
        assert!(
            matches!(outcome, Cleaned::Withheld(Reason::UnknownKind(_))),
            "{name}"
        );
    }
    for name in ["a.pdf", "a.xlsx", "a", "a.txt", "jpg", "a.jpg.zip"] {
        assert_eq!(cleaned(name, b"%PDF-1.7"), Cleaned::NotAPicture, "{name}");
    }
}

#[test]
fn content_determines_the_type() {
    let plain = file(&drawing().into(), ImageFormat::Jpeg);
    for name in ["a.png", "a.pdf", "a", "a.heic", "a.txt"] {
        left(name, &plain);
        let damaged = &plain[..plain.len() / 2];
        assert_eq!(cleaned(name, damaged), Cleaned::Withheld(Reason::Damaged));
    }
    for bytes in [
        b"II*\0....".as_slice(),
        b"MM\0*....",
        b"\0\0\0\x18ftypheic....",
        b"\0\0\0\x18ftypavif....",
        b"8BPS....",
    ] {
        let outcome = cleaned("scan.pdf", bytes);
        assert!(matches!(outcome, Cleaned::Withheld(Reason::UnknownKind(_))));
    }
    assert_eq!(
        cleaned("a.mp4", b"\0\0\0\x18ftypisom...."),
        Cleaned::NotAPicture
    );
}

#[test]
fn pictures_that_are_too_large_are_withheld() {
    let size = |width: u32, height: u32| {
        let mut plain = file(&drawing().into(), ImageFormat::Png);
        plain[16..20].copy_from_slice(&width.to_be_bytes());
        plain[20..24].copy_from_slice(&height.to_be_bytes());
        // A valid checksum of the header, so that its size is believed.
        let mut crc = u32::MAX;
        for byte in &plain[12..29] {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
            }
        }
        plain[29..33].copy_from_slice(&(!crc).to_be_bytes());
        cleaned("a.png", &plain)
    };
    assert_eq!(
        size(48, 32),
        cleaned("a.png", &file(&drawing().into(), ImageFormat::Png))
    );
    for (width, height) in [
        (100_000, 100_000),
        (2_000_000_000, 1),
        (2_000_000_000, 2_000_000_000),
    ] {
        let outcome = size(width, height);
        assert!(
            matches!(outcome, Cleaned::Withheld(_)),
            "{width} × {height}"
        );
    }
    assert_eq!(size(100_000, 100_000), Cleaned::Withheld(Reason::TooLarge));
}

/// Changes single bytes: no panic escapes, and whatever is published can be decoded.
#[test]
fn damaged_files_never_panic() {
    let drawn = DynamicImage::from(RgbImage::from_fn(9, 7, |x, y| Rgb([x as u8, y as u8, 1])));
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::Gif,
        ImageFormat::WebP,
        ImageFormat::Bmp,
    ] {
        let plain = file(&drawn, format);
        for at in (0..plain.len().min(700)).step_by(2) {
            for change in [0x01, 0xFF] {
                let mut bytes = plain.clone();
                bytes[at] ^= change;
                if let Cleaned::Picture(picture) = cleaned("a.png", &bytes) {
                    image::load_from_memory(&picture).expect("it can be decoded");
                }
            }
        }
    }
}
