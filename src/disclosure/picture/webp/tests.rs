//! WebP: stills and animations.

use crate::disclosure::picture::tests::*;
use image_webp::{ColorType as WebPColours, WebPDecoder, WebPEncoder};

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap().to_le_bytes();
    let pad = vec![0; body.len() % 2];
    [&name[..], &length, body, &pad].concat()
}

fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = [b"WEBP".to_vec(), chunks.concat()].concat();
    let length = u32::try_from(body.len()).unwrap().to_le_bytes();
    [b"RIFF", &length[..], &body].concat()
}

fn coded(picture: &RgbaImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    WebPEncoder::new(&mut bytes)
        .encode(picture, width, height, WebPColours::Rgba8)
        .unwrap();
    bytes[12..].to_vec()
}

fn head(flags: u8, width: u8, height: u8) -> Vec<u8> {
    chunk(
        b"VP8X",
        &[flags, 0, 0, 0, width - 1, 0, 0, height - 1, 0, 0],
    )
}

fn clear() -> RgbaImage {
    RgbaImage::from_fn(48, 32, |x, y| Rgba([x as u8, y as u8, 9, (x * 5) as u8]))
}

const EXIF: &[u8] =
    b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0SECRET-PLACE";

#[test]
fn loses_metadata_and_is_turned_upright() {
    let drawn = DynamicImage::from(clear());
    let noted = riff(&[
        head(0x1C, 48, 32),
        coded(&clear()),
        chunk(b"EXIF", EXIF),
        chunk(b"XMP ", SECRET),
        chunk(b"JUNK", SECRET),
    ]);
    let normalized = pixels::normalized(drawn.clone(), image::metadata::Orientation::Rotate90);
    let behind = [&noted[..], SECRET].concat();
    assert_eq!(decoded(&clean("a.webp", &behind)), normalized);
    let prefixed = [b"Exif\0\0", EXIF].concat();
    let noted = riff(&[
        head(0x18, 48, 32),
        coded(&clear()),
        chunk(b"EXIF", &prefixed),
    ]);
    assert_eq!(decoded(&clean("a.webp", &noted)), normalized);
    let plain = riff(&[coded(&clear())]);
    clean("a.webp", &[&plain[..], SECRET].concat());
    // After the last pixel, within the image chunk.
    let tail = chunk(b"VP8L", &[&coded(&clear())[8..], SECRET].concat());
    let upright = pixels::normalized(drawn, image::metadata::Orientation::NoTransforms);
    assert_eq!(decoded(&clean("a.webp", &riff(&[tail]))), upright);
}

/// A frame of an animation that replaces a part of it.
fn frame(left: u8, side: u8, duration_ms: u8, colour: [u8; 4]) -> Vec<u8> {
    frame_that(2, left, side, duration_ms, colour)
}

/// The same with flags for blending and disposal.
fn frame_that(flags: u8, left: u8, side: u8, duration_ms: u8, colour: [u8; 4]) -> Vec<u8> {
    let side_px = u32::from(side);
    let picture = coded(&RgbaImage::from_pixel(side_px, side_px, Rgba(colour)));
    let place = [left / 2, 0, 0, 0, 0, 0, side - 1, 0, 0, side - 1, 0, 0];
    chunk(
        b"ANMF",
        &[&place[..], &[duration_ms, 0, 0, flags], &picture].concat(),
    )
}

fn frames(bytes: &[u8]) -> (String, Vec<(u32, Vec<u8>)>) {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).unwrap();
    decoder.set_background_color([0; 4]).unwrap();
    let mut frames = Vec::new();
    let mut shown = vec![0; decoder.output_buffer_size().unwrap()];
    for _ in 0..decoder.num_frames() {
        frames.push((decoder.read_frame(&mut shown).unwrap(), shown.clone()));
    }
    (format!("{:?}", decoder.loop_count()), frames)
}

fn film() -> Vec<u8> {
    riff(&[
        head(0x12, 20, 20),
        chunk(b"ANIM", &[1, 2, 3, 4, 3, 0]),
        frame(0, 20, 40, [200, 0, 0, 255]),
        frame(6, 8, 50, [0, 200, 0, 128]),
        frame(6, 8, 60, [0, 200, 0, 128]),
        frame(2, 4, 70, [0, 0, 200, 255]),
        chunk(b"XMP ", SECRET),
    ])
}

#[test]
fn keeps_its_animation() {
    let bytes = film();
    let picture = clean("a.webp", &bytes);
    assert_eq!(frames(&picture), frames(&bytes));
    assert_eq!(frames(&picture).1.len(), 4);
}

#[test]
fn a_disposed_frame_leaves_nothing() {
    let bytes = riff(&[
        head(0x12, 20, 20),
        chunk(b"ANIM", &[1, 2, 3, 4, 0, 0]),
        frame_that(3, 0, 10, 40, [200, 0, 0, 255]),
        frame_that(2, 10, 6, 50, [0, 200, 0, 128]),
    ]);
    let (_, frames) = frames(&left("a.webp", &bytes));
    assert_eq!(frames[0].1[..4], [200, 0, 0, 255]);
    assert_eq!(frames[1].1[..4], [0; 4]);
    assert_eq!(frames[1].1[40..44], [0, 200, 0, 128]);
}

#[test]
fn is_withheld_if_truncated() {
    for bytes in [film(), riff(&[coded(&clear())])] {
        for length in 12..bytes.len() - 1 {
            let outcome = cleaned("a.webp", &bytes[..length]);
            assert_eq!(
                outcome,
                Cleaned::Withheld(Reason::Damaged),
                "{length} bytes"
            );
        }
    }
}
