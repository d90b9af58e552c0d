//! The type of an attachment, by its first bytes and by its name.

use super::reason::Reason;

/// A kind of picture that can be decoded and encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Bmp,
    Gif,
    Jpeg,
    Png,
    WebP,
}

/// Extensions of pictures that can be decoded.
const DECODED: [&str; 13] = [
    "apng", "bmp", "dib", "gif", "jfif", "jpe", "jpeg", "jpg", "pjp", "pjpeg", "png", "rle", "webp",
];

/// Extensions of pictures that cannot be decoded: of phones and cameras, printing, drawing programs.
const UNDECODED: &[&str] = &[
    "ai", "arw", "avif", "avifs", "cr2", "cr3", "crw", "cur", "dcr", "dds", "djvu", "dng", "emf",
    "emz", "eps", "exr", "fff", "ff", "hdr", "heic", "heics", "heif", "heifs", "hif", "icns",
    "ico", "j2c", "j2k", "jp2", "jpf", "jpm", "jpx", "jxl", "jxr", "kra", "mng", "mpo", "nef",
    "nrw", "orf", "pbm", "pcx", "pef", "pgm", "pnm", "ppm", "psb", "psd", "qoi", "raf", "rw2",
    "svgz", "tga", "tif", "tiff", "wmf", "xcf",
];

/// How many of the first bytes determine the type.
const TELLING_BYTES: usize = 32;

/// Whether an attachment may be a picture, by its first bytes (32 are enough) or its name.
pub fn may_be_picture(name: &str, first_bytes: &[u8]) -> bool {
    kind_of(name, first_bytes).is_some()
}

/// Returns what kind of picture an attachment is, or why it cannot be decoded; `None` if it neither is nor claims to
/// be one.
pub(super) fn kind_of(name: &str, bytes: &[u8]) -> Option<Result<Kind, Reason>> {
    let first_bytes = bytes.get(..TELLING_BYTES).unwrap_or(bytes);
    let by_content = match first_bytes {
        [0xFF, 0xD8, 0xFF, ..] => Some(Ok(Kind::Jpeg)),
        [0x89, b'P', b'N', b'G', ..] => Some(Ok(Kind::Png)),
        [b'G', b'I', b'F', b'8', ..] => Some(Ok(Kind::Gif)),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some(Ok(Kind::WebP)),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some(Ok(Kind::Bmp)),
        _ => undecoded(first_bytes).map(|kind| Err(Reason::UnknownKind(kind.to_owned()))),
    };
    by_content.or_else(|| claimed(name).map(Err))
}

/// Returns the name of a kind that cannot be decoded, by the first bytes.
fn undecoded(first_bytes: &[u8]) -> Option<&'static str> {
    Some(match first_bytes {
        [b'I', b'I', b'*' | b'+', 0, ..] | [b'M', b'M', 0, b'*' | b'+', ..] => "TIFF",
        [b'8', b'B', b'P', b'S', ..] => "PSD",
        [0, 0, 0, 12, b'J', b'X', b'L', b' ', ..] => "JPEG XL",
        [0, 0, 0, 12, b'j', b'P', b' ', b' ', ..] | [0xFF, 0x4F, 0xFF, 0x51, ..] => "JPEG 2000",
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.get(..4)? {
            b"avif" | b"avis" => "AVIF",
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => "HEIC",
            _ => return None,
        },
        _ => return None,
    })
}

/// Returns why a file with the name of a picture, but without decodable content, is withheld; `None` for other names.
fn claimed(name: &str) -> Option<Reason> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.trim().to_lowercase();
    if DECODED.contains(&ending.as_str()) {
        return Some(Reason::NotAPicture);
    }
    UNDECODED
        .contains(&ending.as_str())
        .then(|| Reason::UnknownKind(ending.to_uppercase()))
}
