//! Each kind of picture with something in it that nobody sees, and without.

use super::*;

const SECRET: &[u8] = b"SECRET-PLACE";

fn holds_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|part| part == SECRET)
}

/// A picture without its metadata; it holds nothing of what it was given.
fn clean(bytes: &[u8]) -> Vec<u8> {
    assert!(holds_secret(bytes));
    match cleaned(bytes) {
        Cleaned::Picture(picture) => {
            assert!(!holds_secret(&picture));
            // What is clean stays as it is.
            assert_eq!(cleaned(&picture), Cleaned::Picture(picture.clone()));
            picture
        }
        Cleaned::AsItIs => panic!("it was not taken for a picture"),
    }
}

fn segment(mark: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, mark], &length[..], body].concat()
}

fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    let scan = [segment(0xDA, b"scan"), vec![1, 0xFF, 0, 2, 0xFF, 0xD3, 3]].concat();
    let second = [segment(0xC4, b"table"), segment(0xDA, b"scan"), vec![4]].concat();
    [
        &[0xFF, 0xD8][..],
        &segments.concat(),
        &scan,
        &second,
        &[0xFF, 0xD9],
    ]
    .concat()
}

#[test]
fn a_photograph_loses_where_it_was_taken_and_stays_upright() {
    let place = [
        b"Exif\0\0II\x2a\0\x08\0\0\0\x02\0".as_slice(),
        &[0x0F, 1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0],
        &[0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0],
        SECRET,
    ]
    .concat();
    let small = [b"JFIF\0\x01\x01\0\0\x01\0\x01\x02\x02".as_slice(), SECRET].concat();
    let shown = [
        segment(0xDB, b"how it is coded"),
        segment(0xC2, b"how large it is"),
    ];
    let mut with = vec![segment(0xE0, &small), segment(0xE1, &place)];
    with.extend([
        segment(0xE1, SECRET),
        segment(0xED, SECRET),
        segment(0xFE, SECRET),
        segment(0xE2, SECRET),
    ]);
    with.extend(shown.clone());
    let behind = [jpeg(&with), jpeg(&[segment(0xFE, SECRET)])].concat();
    let mut without = vec![
        segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        segment(0xE1, &orientation::exif(6)),
    ];
    without.extend(shown);
    assert_eq!(clean(&behind), jpeg(&without));
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length[..], name, body, b"crc!"].concat()
}

#[test]
fn a_png_loses_its_texts_and_what_follows_its_end() {
    let signature = b"\x89PNG\r\n\x1a\n".to_vec();
    let chunks = |names: &[&[u8; 4]]| -> Vec<u8> {
        names.iter().flat_map(|name| chunk(name, SECRET)).collect()
    };
    let texts = chunks(&[b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"caBX"]);
    let picture = |texts: &[u8]| {
        [
            &signature,
            &chunk(b"IHDR", b"13")[..],
            texts,
            &chunk(b"IDAT", b"x"),
            &chunk(b"IEND", b""),
        ]
        .concat()
    };
    assert_eq!(
        clean(&[&picture(&texts)[..], SECRET].concat()),
        picture(&[])
    );
}

#[test]
fn a_gif_loses_its_comments_and_goes_on_in_a_loop() {
    let parts = |bytes: &[u8]| [&[u8::try_from(bytes.len()).unwrap()], bytes, &[0]].concat();
    let head = [b"GIF89a\x01\0\x01\0\x80\0\0".as_slice(), &[0; 6]].concat();
    let loops = [&[0x21, 0xFF][..], &[11], b"NETSCAPE2.0", &[3, 1, 0, 0, 0]].concat();
    let image = [&[0x2C][..], &[0; 9], &[2], &parts(b"!\x2C;")].concat();
    let notes = [
        &[0x21, 0xFE][..],
        &parts(SECRET),
        &[0x21, 0xFF],
        &[11],
        b"XMP DataXMP",
        &parts(SECRET),
    ]
    .concat();
    let picture = |notes: &[u8]| [&head, &loops[..], notes, &image, &[0x3B]].concat();
    assert_eq!(
        clean(&[&picture(&notes)[..], SECRET].concat()),
        picture(&[])
    );
}

#[test]
fn a_webp_loses_exif_and_xmp() {
    let chunk = |name: &[u8; 4], body: &[u8]| {
        let pad = vec![0; body.len() % 2];
        [
            &name[..],
            &u32::try_from(body.len()).unwrap().to_le_bytes(),
            body,
            &pad,
        ]
        .concat()
    };
    let riff = |chunks: &[Vec<u8>]| {
        let body = [b"WEBP".to_vec(), chunks.concat()].concat();
        [
            b"RIFF".as_slice(),
            &u32::try_from(body.len()).unwrap().to_le_bytes(),
            &body,
        ]
        .concat()
    };
    let with = riff(&[
        chunk(b"VP8X", &[0x1C, 0, 0]),
        chunk(b"VP8 ", b"odd"),
        chunk(b"EXIF", SECRET),
        chunk(b"XMP ", SECRET),
    ]);
    let without = riff(&[chunk(b"VP8X", &[0x10, 0, 0]), chunk(b"VP8 ", b"odd")]);
    assert_eq!(clean(&[&with[..], SECRET].concat()), without);
}

#[test]
fn what_is_cut_off_or_no_picture_is_left_as_it_is() {
    let whole = jpeg(&[segment(0xFE, SECRET)]);
    for length in 0..whole.len() {
        assert_eq!(cleaned(&whole[..length]), Cleaned::AsItIs, "{length} bytes");
    }
    for bytes in [
        b"%PDF-1.7".as_slice(),
        b"\x89PNG",
        b"GIF89a",
        b"RIFF\xff\xff\xff\xffWEBP",
    ] {
        assert_eq!(cleaned(bytes), Cleaned::AsItIs);
    }
}
