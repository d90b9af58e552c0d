//! Pictures of a document that stands alone: read, made as small as the document needs them, written anew. What a camera
//! says of a picture, where it was taken and by whom, is not written.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use rayon::prelude::*;
use std::io::Cursor;
use std::path::Path;

/// The longest edges that pictures are tried with: as wide as a page of print in good quality, down to a stamp.
const EDGES_PX: [u32; 5] = [1600, 1200, 800, 560, 360];
/// How much of a photograph is kept; of 100.
const JPEG_QUALITY: u8 = 82;
/// A picture that cannot be read is empty; its words stand for it.
const EMPTY: &str = "data:,";

/// A picture and how often the document shows it.
pub(super) struct Shown {
    /// Its path in the site's folder.
    pub path: String,
    /// How often.
    pub times: usize,
}

/// Pictures as they go into a document, in the order in which they were asked for.
pub(super) struct Fitted {
    /// Addresses that hold their bytes.
    pub data: Vec<String>,
}

impl Fitted {
    /// What they weigh where they are shown.
    pub fn bytes(&self, shown: &[Shown]) -> usize {
        let each = self.data.iter().zip(shown);
        each.map(|(data, one)| data.len() * one.times).sum()
    }
}

/// The pictures as large as they fit into so many bytes.
///
/// # Errors
/// Even the smallest do not; they are given back.
pub(super) fn fitted(site: &Path, shown: &[Shown], room: usize) -> Result<Fitted, Fitted> {
    let read = read(site, shown);
    let mut tried = at_most(&read, EDGES_PX[0]);
    for edge in &EDGES_PX[1..] {
        if tried.bytes(shown) <= room {
            return Ok(tried);
        }
        tried = at_most(&read, *edge);
    }
    match tried.bytes(shown) <= room {
        true => Ok(tried),
        false => Err(tried),
    }
}

/// A picture that could be read, and whether it is a photograph.
type Read = Option<(DynamicImage, bool)>;

fn read(site: &Path, shown: &[Shown]) -> Vec<Read> {
    let one = |picture: &Shown| {
        let bytes = std::fs::read(site.join(&picture.path)).ok()?;
        let format = image::guess_format(&bytes).ok()?;
        let mut decoder = ImageReader::with_format(Cursor::new(bytes), format)
            .into_decoder()
            .ok()?;
        // A camera held upright says so beside the picture, and what it says is not written.
        let orientation = decoder.orientation().ok()?;
        let mut read = DynamicImage::from_decoder(decoder).ok()?;
        read.apply_orientation(orientation);
        Some((read, matches!(format, ImageFormat::Jpeg)))
    };
    shown.par_iter().map(one).collect()
}

fn at_most(read: &[Read], edge_px: u32) -> Fitted {
    let one = |picture: &Read| {
        let (picture, is_photograph) = picture.as_ref()?;
        let is_larger = picture.width().max(picture.height()) > edge_px;
        let scaled = match is_larger {
            true => &picture.resize(edge_px, edge_px, FilterType::Lanczos3),
            false => picture,
        };
        match is_photograph {
            true => jpeg(scaled),
            false => smaller(
                png(scaled),
                jpeg(scaled).filter(|_| !scaled.color().has_alpha()),
            ),
        }
    };
    let data = read
        .par_iter()
        .map(|picture| one(picture).unwrap_or_else(|| EMPTY.to_owned()));
    Fitted {
        data: data.collect(),
    }
}

/// The shorter of two; a screenshot is smaller as PNG, a photograph as JPEG.
fn smaller(one: Option<String>, other: Option<String>) -> Option<String> {
    one.into_iter().chain(other).min_by_key(String::len)
}

fn jpeg(picture: &DynamicImage) -> Option<String> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    picture.to_rgb8().write_with_encoder(encoder).ok()?;
    Some(format!("data:image/jpeg;base64,{}", STANDARD.encode(bytes)))
}

fn png(picture: &DynamicImage) -> Option<String> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).ok()?;
    let bytes = STANDARD.encode(bytes.into_inner());
    Some(format!("data:image/png;base64,{bytes}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    /// A site with a picture of noise, which no format makes small, and a text that is called a picture.
    fn site() -> (tempfile::TempDir, Vec<Shown>) {
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
        let shown = |path: &str, times| Shown {
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
    fn pictures_are_as_large_as_there_is_room_for() {
        let (folder, shown) = site();
        let large = fitted(folder.path(), &shown, 50_000_000);
        let large = large.unwrap_or_else(|_| panic!("there is room"));
        assert_eq!(size_of(&large.data[0]), (1600, 40));
        let room = large.bytes(&shown) / 2;
        let small = fitted(folder.path(), &shown, room);
        let small = small.unwrap_or_else(|_| panic!("there is room"));
        assert!(small.bytes(&shown) <= room);
        assert!(size_of(&small.data[0]).0 < 1600);
        assert!(fitted(folder.path(), &shown, 1000).is_err());
    }

    #[test]
    fn what_is_no_picture_is_left_to_its_words() {
        let (folder, shown) = site();
        let fitted = fitted(folder.path(), &shown, 50_000_000);
        let fitted = fitted.unwrap_or_else(|_| panic!("there is room"));
        assert_eq!(fitted.data[1], EMPTY);
    }
}
