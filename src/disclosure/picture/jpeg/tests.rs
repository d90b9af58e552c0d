//! JPEG: photographs.

use crate::disclosure::picture::tests::*;
use moxcms::{ColorProfile, LocalizableString, ProfileText};

fn photograph() -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    drawing()
        .write_with_encoder(encoder)
        .expect("it can be encoded");
    bytes
}

fn segment(mark: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, mark], &length[..], body].concat()
}

/// EXIF with an orientation and a location.
fn exif(orientation: u8) -> Vec<u8> {
    let tiff = [
        b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0".as_slice(),
        &[0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
        &[0, 0, 0, 0],
        SECRET,
    ];
    segment(0xE1, &tiff.concat())
}

#[test]
fn loses_metadata_and_trailing_data() {
    let plain = photograph();
    for mark in [0xE0, 0xE1, 0xE2, 0xED, 0xEF, 0xFE] {
        let bytes = inserted(&plain, 2, &segment(mark, SECRET));
        let picture = decoded(&clean("a.jpg", &bytes));
        assert_eq!((picture.width(), picture.height()), (48, 32));
    }
    clean("a.jpg", &[&plain[..], SECRET].concat());
    clean(
        "a.jpg",
        &[&plain[..], &inserted(&plain, 2, &exif(1))].concat(),
    );
    // Unknown markers: the picture may be withheld, but is not published with them.
    for mark in [0xF0, 0xFD, 0x02, 0xBF, 0xDF] {
        for at in [2, position(&plain, &[0xFF, 0xDA])] {
            let bytes = inserted(&plain, at, &segment(mark, SECRET));
            match cleaned("a.jpg", &bytes) {
                Cleaned::Picture(picture) => assert!(!holds_secret(&picture), "{mark:x}"),
                other => assert_eq!(other, Cleaned::Withheld(Reason::Damaged)),
            }
        }
    }
}

#[test]
fn keeps_its_look_and_is_turned_upright() {
    let plain = photograph();
    let before = decoded(&plain).to_rgb8();
    let upright = decoded(&clean("a.JPG", &inserted(&plain, 2, &exif(1)))).to_rgb8();
    let differs = |(one, other): (&u8, &u8)| u32::from(one.abs_diff(*other));
    let sum: u32 = before.iter().zip(upright.iter()).map(differs).sum();
    assert!(sum < before.len() as u32 * 3, "{sum}");
    let turned = decoded(&clean("a.jpg", &inserted(&plain, 2, &exif(6)))).to_rgb8();
    assert_eq!(turned.dimensions(), (32, 48));
    let corners = [(turned.get_pixel(31, 0), before.get_pixel(0, 0))];
    for (now, then) in corners {
        let far = now.0.iter().zip(&then.0).any(|(a, b)| a.abs_diff(*b) > 24);
        assert!(!far, "{now:?} {then:?}");
    }
}

#[test]
fn keeps_its_colours_without_the_texts_of_its_profile() {
    let mut profile = ColorProfile::new_display_p3();
    let secret = String::from_utf8_lossy(SECRET).into_owned();
    let words = LocalizableString::new("en".to_owned(), "US".to_owned(), secret);
    profile.description = Some(ProfileText::Localizable(vec![words]));
    let mut icc = profile.encode().expect("it can be encoded");
    // The creator.
    icc[80..84].copy_from_slice(b"MINE");
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_icc_profile(icc).expect("JPEG has profiles");
    drawing()
        .write_with_encoder(encoder)
        .expect("it can be encoded");
    // Texts of a profile have two bytes a letter.
    assert!(position(&bytes, b"\0S\0E\0C\0R\0E\0T") > 0);
    let picture = left("a.jpg", &bytes);
    let words = picture
        .windows(12)
        .any(|part| part == b"\0S\0E\0C\0R\0E\0T");
    assert!(!words && !picture.windows(4).any(|part| part == b"MINE"));
    let reader = image::ImageReader::new(Cursor::new(&picture));
    let mut decoder = reader
        .with_guessed_format()
        .unwrap()
        .into_decoder()
        .unwrap();
    let icc = image::ImageDecoder::icc_profile(&mut decoder).unwrap();
    let retained = ColorProfile::new_from_slice(&icc.expect("it has one")).unwrap();
    assert_eq!(retained.red_colorant, profile.red_colorant);
    assert_eq!(retained.blue_colorant, profile.blue_colorant);
}

#[test]
fn is_withheld_if_truncated() {
    let plain = photograph();
    for length in 3..plain.len() {
        let outcome = cleaned("a.jpg", &plain[..length]);
        assert_eq!(
            outcome,
            Cleaned::Withheld(Reason::Damaged),
            "{length} bytes"
        );
    }
    // Truncated, with an end marker appended: the missing part is grey.
    let scan = position(&plain, &[0xFF, 0xDA]) + 14;
    let exif = exif(1);
    for length in (scan..plain.len() - 40).step_by(17) {
        let cut = [&plain[..length], &[0xFF, 0xD9]].concat();
        if let Cleaned::Picture(picture) = cleaned("a.jpg", &inserted(&cut, 2, &exif)) {
            assert!(!holds_secret(&picture), "{length} bytes");
        }
    }
}

#[test]
fn greyscale_is_kept() {
    let grey = DynamicImage::from(drawing()).to_luma8();
    let bytes = file(&grey.into(), ImageFormat::Jpeg);
    let picture = decoded(&left("a.jpg", &bytes));
    assert_eq!(picture.color(), image::ColorType::L8);
}
