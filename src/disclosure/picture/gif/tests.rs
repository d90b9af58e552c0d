//! GIF: palettes and animations.

use crate::disclosure::picture::tests::*;
use gif::{Encoder as GifEncoder, Frame, Repeat};

fn film() -> Vec<u8> {
    let mut bytes = Vec::new();
    let palette = [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9];
    let mut encoder = GifEncoder::new(&mut bytes, 6, 4, &palette).unwrap();
    encoder.set_repeat(Repeat::Finite(5)).unwrap();
    for number in 0..3_u16 {
        let mut frame = Frame::from_indexed_pixels(6, 4, vec![number as u8; 24], Some(3));
        frame.delay = 10 + number;
        frame.dispose = gif::DisposalMethod::Background;
        if number == 1 {
            frame.palette = Some([&[0, 0, 0, 7, 7, 7], SECRET].concat());
        }
        encoder.write_frame(&frame).unwrap();
    }
    drop(encoder);
    bytes
}

/// The frames as rendered, with their delays, and the loop count.
fn frames(bytes: &[u8]) -> (Repeat, Vec<(u16, String, Vec<u8>)>) {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    let mut decoder = options.read_info(bytes).unwrap();
    let mut frames = Vec::new();
    while let Some(frame) = decoder.read_next_frame().unwrap() {
        let pixels = frame.buffer.chunks_exact(4);
        let shown = pixels.map(|pixel| if pixel[3] == 0 { &[0; 4] } else { pixel });
        let how = format!("{:?} {} {}", frame.dispose, frame.left, frame.top);
        frames.push((frame.delay, how, shown.collect::<Vec<_>>().concat()));
    }
    (decoder.repeat(), frames)
}

fn parts(bytes: &[u8]) -> Vec<u8> {
    [&[u8::try_from(bytes.len()).unwrap()], bytes, &[0]].concat()
}

#[test]
fn keeps_its_animation_without_hidden_colours() {
    let bytes = film();
    assert_eq!(frames(&clean("a.gif", &bytes)), frames(&bytes));
    assert_eq!(frames(&bytes).1.len(), 3);
}

#[test]
fn loses_metadata_and_trailing_data() {
    let bytes = left("a.gif", &film());
    let first = position(&bytes, &[0x21, 0xF9]);
    let xmp = [b"\x21\xFF\x0BXMP DataXMP".as_slice(), &parts(SECRET)].concat();
    let extensions = [
        [&[0x21, 0xFE][..], &parts(SECRET)].concat(),
        [&[0x21, 0x01][..], &parts(SECRET)].concat(),
        [&[0x21, 0x77][..], &parts(SECRET)].concat(),
        xmp,
        [b"\x21\xFF\x0BICCRGBG1012".as_slice(), &parts(SECRET)].concat(),
    ];
    for extension in extensions {
        for at in [first, bytes.len() - 1] {
            let noted = inserted(&bytes, at, &extension);
            match cleaned("a.gif", &noted) {
                Cleaned::Picture(_) => {
                    assert_eq!(frames(&clean("a.gif", &noted)), frames(&bytes));
                }
                other => assert_eq!(other, Cleaned::Withheld(Reason::Damaged)),
            }
        }
    }
    clean("a.gif", &[&bytes[..], SECRET].concat());
    // After the last pixel of a frame.
    let end = bytes.len() - 2;
    let tail = inserted(&bytes, end, &parts(SECRET)[..SECRET.len() + 1]);
    assert_eq!(frames(&clean("a.gif", &tail)), frames(&bytes));
}

#[test]
fn is_withheld_if_truncated() {
    let bytes = film();
    for length in 4..bytes.len() {
        let outcome = cleaned("a.gif", &bytes[..length]);
        assert_eq!(
            outcome,
            Cleaned::Withheld(Reason::Damaged),
            "{length} bytes"
        );
    }
}

#[test]
fn parts_outside_the_picture_are_cut_off() {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes, 4, 4, &[0; 6]).unwrap();
    let whole = Frame::from_indexed_pixels(4, 4, vec![0; 16], None);
    encoder.write_frame(&whole).unwrap();
    let mut outside = Frame::from_indexed_pixels(4, 4, (0..16).collect::<Vec<u8>>(), None);
    outside.left = 2;
    outside.palette = Some((0..48).collect());
    encoder.write_frame(&outside).unwrap();
    drop(encoder);
    let cut = frames(&left("a.gif", &bytes)).1;
    let (_, _, shown) = &cut[1];
    assert_eq!(shown.len(), 2 * 4 * 4);
    assert_eq!(shown[..8], [0, 1, 2, 255, 3, 4, 5, 255]);
}
