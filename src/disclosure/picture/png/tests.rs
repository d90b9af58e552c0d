//! PNG: screenshots, drawings, animations.

use crate::disclosure::picture::tests::*;
use png::{BitDepth, ColorType, Encoder as PngFile, Info};

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    let named = [&name[..], body].concat();
    [&length[..], &named, &crc(&named).to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
    }
    !crc
}

/// The offset of the first chunk with a name.
fn start(bytes: &[u8], name: &[u8; 4]) -> usize {
    position(bytes, name) - 4
}

fn screenshot() -> Vec<u8> {
    file(&drawing().into(), ImageFormat::Png)
}

fn encoded(info: Info<'_>, samples: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = PngFile::with_info(&mut bytes, info).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(samples).unwrap();
    writer.finish().unwrap();
    bytes
}

#[test]
fn loses_metadata_and_trailing_data() {
    let plain = screenshot();
    let data = start(&plain, b"IDAT");
    let end = start(&plain, b"IEND");
    let names = [
        b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"caBX", b"prVt", b"sPLT", b"hIST", b"bKGD",
    ];
    for name in names {
        let body = [b"Comment\0".as_slice(), SECRET].concat();
        for at in [data, end] {
            let picture = clean("a.png", &inserted(&plain, at, &chunk(name, &body)));
            assert_eq!(decoded(&picture).to_rgb8(), drawing());
        }
    }
    let long = [&[b'x'; 100_000], SECRET].concat();
    clean("a.png", &inserted(&plain, end, &chunk(b"juNk", &long)));
    clean("a.png", &[&plain[..], SECRET].concat());
    // After the last pixel: in the data chunk, in an additional one, and in the end chunk.
    let length = u32::from_be_bytes(plain[data..data + 4].try_into().unwrap()) as usize;
    let body = [&plain[data + 8..data + 8 + length], SECRET].concat();
    let tail = [&plain[..data], &chunk(b"IDAT", &body), &plain[end..]].concat();
    assert_eq!(decoded(&clean("a.png", &tail)).to_rgb8(), drawing());
    clean("a.png", &inserted(&plain, end, &chunk(b"IDAT", SECRET)));
    let bytes = [&plain[..end], &chunk(b"IEND", SECRET)].concat();
    match cleaned("a.png", &bytes) {
        Cleaned::Picture(picture) => assert!(!holds_secret(&picture)),
        other => assert_eq!(other, Cleaned::Withheld(Reason::Damaged)),
    }
}

#[test]
fn loses_values_that_no_pixel_shows() {
    // A palette with two visible colours, and one more than the depth can show; as many alphas.
    let mut info = Info::with_size(3, 2);
    info.color_type = ColorType::Indexed;
    info.bit_depth = BitDepth::Two;
    let colours = [&[10, 20, 30, 40, 50, 60], SECRET].concat();
    info.palette = Some(colours.into());
    info.trns = Some([&[255, 128], SECRET].concat().into());
    // Each row has two padding bits.
    let picture = clean("a.png", &encoded(info, &[0b00_01_00_11, 0b01_01_00_10]));
    let shown = decoded(&picture).to_rgba8();
    assert_eq!(shown.get_pixel(0, 0).0, [10, 20, 30, 255]);
    assert_eq!(shown.get_pixel(1, 0).0, [40, 50, 60, 128]);
    // Under fully transparent pixels, where drawing programs leave erased parts.
    let erased = RgbaImage::from_fn(9, 9, |x, y| match (x + y) % 2 {
        0 => Rgba([b'S', b'E', b'C', 0]),
        _ => Rgba([1, 2, 3, 9]),
    });
    let picture = left("a.png", &file(&erased.into(), ImageFormat::Png));
    let shown = decoded(&picture).to_rgba8();
    assert_eq!(shown.get_pixel(0, 0).0, [0; 4]);
    assert_eq!(shown.get_pixel(0, 1).0, [1, 2, 3, 9]);
    // Impossible chromaticities.
    let plain = screenshot();
    let at = start(&plain, b"IDAT");
    let letters = chunk(b"cHRM", &[SECRET, SECRET, &SECRET[..8]].concat());
    clean("a.png", &inserted(&plain, at, &letters));
}

#[test]
fn keeps_depth_and_transparency() {
    let deep = image::ImageBuffer::from_fn(5, 5, |x, y| {
        Rgba([
            x as u16 * 12_345,
            y as u16 * 13_007,
            1,
            (x * y) as u16 * 4_000,
        ])
    });
    let deep = DynamicImage::ImageRgba16(deep);
    let picture = decoded(&left("a.png", &file(&deep, ImageFormat::Png)));
    assert_eq!(picture.color(), image::ColorType::Rgba16);
    let (before, now) = (deep.to_rgba16(), picture.to_rgba16());
    let seen = before.pixels().zip(now.pixels());
    assert!(seen.clone().all(|(one, other)| one == other || one[3] == 0));
    // A transparent colour.
    for (depth, samples) in [
        (BitDepth::One, vec![0b1010_0000; 3]),
        (BitDepth::Eight, vec![7; 9]),
    ] {
        let mut info = Info::with_size(3, 3);
        info.bit_depth = depth;
        info.trns = Some(vec![0, 1].into());
        let bytes = encoded(info, &samples);
        let now = decoded(&left("a.png", &bytes));
        assert_eq!(now, decoded(&bytes));
        assert!(now.color().has_alpha());
    }
}

#[test]
fn is_turned_upright() {
    let plain = screenshot();
    let exif = b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0SECRET-PLACE";
    let at = start(&plain, b"IDAT");
    let turned = clean("a.png", &inserted(&plain, at, &chunk(b"eXIf", exif)));
    assert_eq!(decoded(&turned), decoded(&plain).rotate90());
}

/// An animation in which each frame is smaller than the previous one; `has_other` adds a default image that is not
/// part of it.
fn animation(has_other: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngFile::new(&mut bytes, 12, 10);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_animated(3, 7).unwrap();
    encoder.set_sep_def_img(has_other).unwrap();
    let mut writer = encoder.write_header().unwrap();
    if has_other {
        let other: Vec<u8> = SECRET.iter().copied().cycle().take(120).collect();
        writer.write_image_data(&other).unwrap();
    }
    for number in 0..3_u16 {
        let side = 10 - u32::from(number) * 2;
        writer.set_frame_delay(number + 1, 30).unwrap();
        writer.set_frame_position(0, 0).unwrap();
        match number {
            0 => writer.reset_frame_dimension().unwrap(),
            _ => writer.set_frame_dimension(side, side).unwrap(),
        }
        if number > 0 {
            writer.set_frame_position(u32::from(number), 1).unwrap();
        }
        let size = if number == 0 { 120 } else { side * side };
        let samples = vec![number as u8 * 50; size as usize];
        writer.write_image_data(&samples).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

/// The controls of the animation and of its frames, and the frames.
fn frames(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
    let control = reader.info().animation_control.unwrap();
    let mut frames = vec![(format!("{control:?}"), Vec::new())];
    let mut buffer = vec![0; reader.output_buffer_size().unwrap()];
    while let Ok(frame) = reader.next_frame(&mut buffer) {
        let control = reader.info().frame_control.map(|control| {
            let mut control = control;
            control.sequence_number = 0;
            control
        });
        let samples = buffer[..frame.buffer_size()].to_vec();
        frames.push((format!("{control:?}"), samples));
    }
    frames
}

#[test]
fn keeps_its_animation() {
    let bytes = animation(false);
    assert_eq!(frames(&left("a.png", &bytes)), frames(&bytes));
    let mut expected = frames(&animation(true));
    assert_eq!(expected.len(), 5);
    expected[1].1.fill(0);
    assert_eq!(frames(&left("a.png", &animation(true))), expected);
    let at = start(&bytes, b"fdAT");
    let noted = inserted(&bytes, at, &chunk(b"tEXt", b"Comment\0SECRET-PLACE"));
    assert_eq!(frames(&clean("a.png", &noted)), frames(&bytes));
}

#[test]
fn is_withheld_if_truncated() {
    for bytes in [screenshot(), animation(false)] {
        for length in 8..bytes.len() {
            let outcome = cleaned("a.png", &bytes[..length]);
            assert_eq!(
                outcome,
                Cleaned::Withheld(Reason::Damaged),
                "{length} bytes"
            );
        }
    }
    // One bit of the pixel data is flipped.
    let mut bytes = screenshot();
    let at = start(&bytes, b"IDAT") + 20;
    bytes[at] ^= 4;
    assert_eq!(cleaned("a.png", &bytes), Cleaned::Withheld(Reason::Damaged));
}
