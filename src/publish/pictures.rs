//! Embeds pictures in a self-contained document: reads them, scales them to fit its size limit and encodes them again
//! without metadata such as place and photographer.

use crate::disclosure::{Cleaned, is_animated, rewritten_profile};
use crate::disk::attachments::{self, cleaned_attachment};
use crate::text::{Code, Diagnostic, Source};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader};
use rayon::prelude::*;
use std::io::Cursor;
use std::path::Path;

/// The longest edges to try, from the width of a printed page in good quality down to a thumbnail.
const EDGES_PX: [u32; 5] = [1600, 1200, 800, 560, 360];
/// The quality of photographs, out of 100.
const JPEG_QUALITY: u8 = 82;
/// The address of a picture that cannot be read; its alternative text is shown instead.
const EMPTY: &str = "data:,";

/// A picture and how often the document shows it.
pub(crate) struct EmbeddedPicture {
    /// Its path in the site's folder.
    pub path: String,
    /// The number of times.
    pub times: usize,
}

/// Pictures that are ready to embed, in the order of the request.
pub(crate) struct FittedPictures {
    /// `data:` addresses.
    pub data: Vec<String>,
    /// Diagnostics about pictures that are withheld or lose their animation.
    pub found: Vec<Diagnostic>,
}

impl FittedPictures {
    /// Returns their total size in the document, in bytes.
    pub fn bytes(&self, shown: &[EmbeddedPicture]) -> usize {
        let each = self.data.iter().zip(shown);
        each.map(|(data, one)| data.len() * one.times).sum()
    }
}

/// Scales pictures to the largest size that fits into `limit_bytes`. For readers who do not see everything
/// (`is_filtered`), pictures that cannot be decoded completely are withheld.
///
/// # Errors
/// Even the smallest do not fit; they are returned.
pub(crate) fn fit(
    site: &Path,
    shown: &[EmbeddedPicture],
    is_filtered: bool,
    limit_bytes: usize,
) -> Result<FittedPictures, FittedPictures> {
    let read = |one: &EmbeddedPicture| read(site, &one.path, is_filtered);
    let (read, found): (Vec<Option<Picture>>, Vec<Option<Diagnostic>>) =
        shown.par_iter().map(read).unzip();
    let mut scaled = scaled_to(&read, EDGES_PX[0]);
    for edge in &EDGES_PX[1..] {
        if scaled.bytes(shown) <= limit_bytes {
            break;
        }
        scaled = scaled_to(&read, *edge);
    }
    scaled.found = found.into_iter().flatten().collect();
    match scaled.bytes(shown) <= limit_bytes {
        true => Ok(scaled),
        false => Err(scaled),
    }
}

/// A picture that could be read.
struct Picture {
    pixels: DynamicImage,
    /// Its colour profile, if it has one.
    profile: Option<Vec<u8>>,
    is_photograph: bool,
}

/// Reads a picture, with a diagnostic if it is withheld or animated.
fn read(site: &Path, path: &str, is_filtered: bool) -> (Option<Picture>, Option<Diagnostic>) {
    let bytes = match is_filtered {
        false => std::fs::read(site.join(path)).ok(),
        true => match cleaned_attachment(site, path) {
            Ok(Cleaned::Picture(picture)) => Some(picture.to_vec()),
            Ok(Cleaned::Withheld(reason)) => {
                return (None, Some(attachments::withheld(path, &reason)));
            }
            Ok(Cleaned::NotAPicture) | Err(_) => None,
        },
    };
    let Some(bytes) = bytes else {
        return (None, None);
    };
    let animation_lost = is_animated(&bytes).then(|| {
        let source = Source {
            path: path.into(),
            text: "".into(),
        };
        Diagnostic::of_file(Code::PictureStandsStill, &source)
    });
    (decoded(&bytes), animation_lost)
}

fn decoded(bytes: &[u8]) -> Option<Picture> {
    let format = image::guess_format(bytes).ok()?;
    let reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut decoder = reader.into_decoder().ok()?;
    // The orientation is metadata, which is not written, so the pixels are rotated.
    let orientation = decoder.orientation().ok()?;
    let profile = decoder.icc_profile().ok().flatten();
    let mut pixels = DynamicImage::from_decoder(decoder).ok()?;
    pixels.apply_orientation(orientation);
    let is_grey = !pixels.color().has_color();
    Some(Picture {
        profile: profile.and_then(|profile| rewritten_profile(&profile, is_grey)),
        pixels,
        is_photograph: matches!(format, ImageFormat::Jpeg),
    })
}

fn scaled_to(read: &[Option<Picture>], edge_px: u32) -> FittedPictures {
    let one = |picture: &Option<Picture>| {
        let picture = picture.as_ref()?;
        let pixels = &picture.pixels;
        let is_larger = pixels.width().max(pixels.height()) > edge_px;
        let scaled = match is_larger {
            true => &pixels.resize(edge_px, edge_px, FilterType::Lanczos3),
            false => pixels,
        };
        let profile = picture.profile.as_deref();
        match picture.is_photograph {
            true => jpeg(scaled, profile),
            false => smaller(
                png(scaled, profile),
                jpeg(scaled, profile).filter(|_| !scaled.color().has_alpha()),
            ),
        }
    };
    let data = read
        .par_iter()
        .map(|picture| one(picture).unwrap_or_else(|| EMPTY.to_owned()));
    FittedPictures {
        data: data.collect(),
        found: Vec::new(),
    }
}

/// Returns the shorter of two encodings; a screenshot is smaller as PNG, a photograph as JPEG.
fn smaller(one: Option<String>, other: Option<String>) -> Option<String> {
    one.into_iter().chain(other).min_by_key(String::len)
}

fn jpeg(picture: &DynamicImage, profile: Option<&[u8]>) -> Option<String> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    set_profile(&mut encoder, profile)?;
    // A grey profile is valid for grey pictures only.
    let written = match picture.color().has_color() {
        true => picture.to_rgb8().write_with_encoder(encoder),
        false => picture.to_luma8().write_with_encoder(encoder),
    };
    written.ok()?;
    Some(format!("data:image/jpeg;base64,{}", STANDARD.encode(bytes)))
}

fn png(picture: &DynamicImage, profile: Option<&[u8]>) -> Option<String> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    set_profile(&mut encoder, profile)?;
    picture.write_with_encoder(encoder).ok()?;
    Some(format!("data:image/png;base64,{}", STANDARD.encode(bytes)))
}

fn set_profile(encoder: &mut impl ImageEncoder, profile: Option<&[u8]>) -> Option<()> {
    match profile {
        Some(profile) => encoder.set_icc_profile(profile.to_vec()).ok(),
        None => Some(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    /// A site with a picture of noise, which does not compress, and a text file named like a picture.
    fn site() -> (tempfile::TempDir, Vec<EmbeddedPicture>) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let noise = |x: u32, y: u32| {
            let bits = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).wrapping_mul(97);
            let [red, green, blue, _] = bits.to_le_bytes();
            Rgb([red, green, blue])
        };
        let picture = RgbImage::from_fn(2000, 50, noise);
        picture
            .save(folder.path().join("现场.jpg"))
            .expect("it can be written");
        std::fs::write(folder.path().join("坏.png"), "no picture").expect("it can be written");
        let shown = |path: &str, times| EmbeddedPicture {
            path: path.to_owned(),
            times,
        };
        let all = vec![shown("现场.jpg", 2), shown("坏.png", 1)];
        (folder, all)
    }

    fn size_of(data: &str) -> (u32, u32) {
        let (_, bytes) = data.split_once(',').expect("an address of data");
        let bytes = STANDARD.decode(bytes).expect("it is base64");
        let picture = image::load_from_memory(&bytes).expect("it is a picture");
        (picture.width(), picture.height())
    }

    #[test]
    fn pictures_are_as_large_as_the_limit_allows() {
        let (folder, shown) = site();
        let large = fit(folder.path(), &shown, false, 50_000_000);
        let large = large.unwrap_or_else(|_| panic!("there is room"));
        assert_eq!(size_of(&large.data[0]), (1600, 40));
        let limit_bytes = large.bytes(&shown) / 2;
        let small = fit(folder.path(), &shown, false, limit_bytes);
        let small = small.unwrap_or_else(|_| panic!("there is room"));
        assert!(small.bytes(&shown) <= limit_bytes);
        assert!(size_of(&small.data[0]).0 < 1600);
        assert!(fit(folder.path(), &shown, false, 1000).is_err());
    }

    #[test]
    fn an_unreadable_picture_is_replaced_by_its_text() {
        let (folder, shown) = site();
        let fitted = fit(folder.path(), &shown, false, 50_000_000);
        let fitted = fitted.unwrap_or_else(|_| panic!("there is room"));
        assert_eq!(fitted.data[1], EMPTY);
        assert!(fitted.found.is_empty());
    }

    #[test]
    fn a_truncated_picture_is_shown_to_the_owner_only() {
        let (folder, mut shown) = site();
        let content = folder.path().join("content");
        std::fs::create_dir(&content).expect("it can be made");
        for one in &mut shown {
            let path = format!("content/{}", one.path);
            std::fs::rename(folder.path().join(&one.path), folder.path().join(&path))
                .expect("it can be moved");
            one.path = path;
        }
        let photograph = content.join("现场.jpg");
        let bytes = std::fs::read(&photograph).expect("it is there");
        let of = |is_filtered| {
            let fitted = fit(folder.path(), &shown, is_filtered, 50_000_000);
            let fitted = fitted.unwrap_or_else(|_| panic!("there is room"));
            let codes: Vec<&str> = fitted.found.iter().map(|one| one.code.name()).collect();
            (fitted.data[0] == EMPTY, codes.join(" "))
        };
        assert_eq!(of(true), (false, "picture-withheld".to_owned()));
        std::fs::write(&photograph, &bytes[..bytes.len() - 9]).expect("it can be cut");
        let both = "picture-withheld picture-withheld";
        assert_eq!(of(true), (true, both.to_owned()));
        assert_eq!(of(false), (false, String::new()));
    }
}
