//! Cleans attachments for readers who do not see everything: pictures are decoded and encoded again, or withheld; text with
//! private fields is withheld.
//!
//! Encoding takes time, so pictures are cached by the digest of the file they were made from.

use super::open_attachment;
use crate::disclosure::{
    Cleaned, Hash, MOST_FILE_BYTES, MOST_TEXT_BYTES, Reason, cleaned, hash_of, is_private_text,
    is_text, may_be_picture,
};
use crate::text::{AttachmentPolicy, Code, Diagnostic, Source};
use std::collections::HashMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::SystemTime;

/// The limit of the memory that cached pictures take.
const MAX_CACHE_BYTES: usize = 256 * 1024 * 1024;
/// What every cached entry counts for at least, so that their number is bounded as well.
const MIN_ENTRY_BYTES: usize = 1024;
/// How many of a file's first bytes are needed to see whether it may be a picture.
const SIGNATURE_BYTES: u64 = 32;

/// Returns the attachment at a path relative to the site's folder, cleaned. What is neither a picture nor text is not read.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn cleaned_attachment(site: &Path, asset: &str) -> io::Result<Cleaned> {
    let (mut file, size_bytes) = open_attachment(site, asset)?;
    let mut bytes = Vec::new();
    (&mut file).take(SIGNATURE_BYTES).read_to_end(&mut bytes)?;
    if !may_be_picture(asset, &bytes) {
        if is_text(asset) && size_bytes <= MOST_TEXT_BYTES {
            file.take(MOST_TEXT_BYTES).read_to_end(&mut bytes)?;
            if is_private_text(&bytes) {
                return Ok(Cleaned::Withheld(Reason::PrivateText));
            }
        }
        return Ok(Cleaned::NotAPicture);
    }
    if size_bytes > MOST_FILE_BYTES {
        return Ok(Cleaned::Withheld(Reason::TooLarge));
    }
    // The file may grow meanwhile; it is never read beyond the limit.
    file.take(MOST_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(cleaned_once(asset, &bytes))
}

/// Returns the diagnostic for an attachment that is withheld.
pub(crate) fn withheld(asset: &str, reason: &Reason) -> Diagnostic {
    let source = Source {
        path: asset.into(),
        text: "".into(),
    };
    let code = match reason {
        Reason::PrivateText => Code::AttachmentWithheld,
        _ => Code::PictureWithheld,
    };
    Diagnostic::of_file(code, &source)
        .with_term("reason", reason.words())
        .with_term("advice", reason.advice())
}

/// The digest of a file and the extension of its name, which decides whether it is treated as a picture.
type Key = (Hash, String);

/// Cleaned files by the digest of the original.
#[derive(Default)]
struct PictureCache {
    pictures: HashMap<Key, Entry>,
    bytes: usize,
    /// The number of rechecks so far.
    round: u64,
}

#[derive(Default)]
struct Entry {
    encoded: Arc<OnceLock<Cleaned>>,
    /// What it counts for; 0 before it is encoded.
    bytes: usize,
    /// The round in which it was last used.
    round: u64,
}

static CACHE: LazyLock<Mutex<PictureCache>> = LazyLock::new(Mutex::default);

/// Returns a file cleaned. The same file is decoded and encoded once, even if several threads request it at the same time.
fn cleaned_once(asset: &str, bytes: &[u8]) -> Cleaned {
    let (_, extension) = asset.rsplit_once('.').unwrap_or_default();
    let key = (hash_of(bytes), extension.to_lowercase());
    let cell = locked(&CACHE).cell(&key);
    let mut is_new = false;
    let encoded = cell.get_or_init(|| {
        is_new = true;
        cleaned(asset, bytes)
    });
    if is_new {
        let picture_bytes = match encoded {
            Cleaned::Picture(picture) => picture.len(),
            Cleaned::NotAPicture | Cleaned::Withheld(_) => 0,
        };
        locked(&CACHE).count(&key, picture_bytes + MIN_ENTRY_BYTES);
    }
    encoded.clone()
}

impl PictureCache {
    fn cell(&mut self, key: &Key) -> Arc<OnceLock<Cleaned>> {
        let entry = self.pictures.entry(key.clone()).or_default();
        entry.round = self.round;
        Arc::clone(&entry.encoded)
    }

    /// Counts an encoded file, or drops it if the cache is full. Only entries not used in this round or the last are evicted:
    /// a caller that cycles through more files than fit still finds some of them.
    fn count(&mut self, key: &Key, bytes: usize) {
        if self.bytes + bytes > MAX_CACHE_BYTES {
            let round = self.round;
            self.pictures
                .retain(|_, entry| entry.bytes == 0 || entry.round + 1 >= round);
            self.bytes = self.pictures.values().map(|entry| entry.bytes).sum();
        }
        if self.bytes + bytes > MAX_CACHE_BYTES {
            self.pictures.remove(key);
        } else if let Some(entry) = self.pictures.get_mut(key) {
            entry.bytes = bytes;
            self.bytes += bytes;
        }
    }
}

/// Decides which attachments of a site are withheld. Its answers are valid until [`Vetter::recheck`].
#[derive(Debug, Default)]
pub(crate) struct Vetter {
    site: PathBuf,
    known: Mutex<Answers>,
}

#[derive(Debug, Default)]
struct Answers {
    /// How often the files were to be looked at again.
    round: u64,
    answers: HashMap<String, Answer>,
}

#[derive(Clone, Copy, Debug)]
struct Answer {
    is_withheld: bool,
    /// The round in which it was last confirmed.
    round: u64,
    stamp: Option<Stamp>,
}

/// Size and modification time of a file: while both are unchanged, the file is not read again.
type Stamp = (u64, SystemTime);

impl Vetter {
    /// Creates one for the attachments of a site.
    pub fn of(site: &Path) -> Vetter {
        Vetter {
            site: site.to_path_buf(),
            known: Mutex::default(),
        }
    }

    /// Announces that files may have changed: each is checked again before its next answer.
    pub fn recheck(&self) {
        locked(&self.known).round += 1;
        locked(&CACHE).round += 1;
    }

    fn stamp(&self, path: &str) -> Option<Stamp> {
        let metadata = std::fs::metadata(self.site.join(path)).ok()?;
        Some((metadata.len(), metadata.modified().ok()?))
    }
}

impl AttachmentPolicy for Vetter {
    fn withholds(&self, path: &str) -> bool {
        let (round, known) = {
            let known = locked(&self.known);
            (known.round, known.answers.get(path).copied())
        };
        if let Some(answer) = known.filter(|answer| answer.round == round) {
            return answer.is_withheld;
        }
        let stamp = self.stamp(path);
        let known = known.filter(|answer| answer.stamp.is_some() && answer.stamp == stamp);
        let is_withheld = known.map_or_else(
            || {
                matches!(
                    cleaned_attachment(&self.site, path),
                    Ok(Cleaned::Withheld(_))
                )
            },
            |answer| answer.is_withheld,
        );
        let mut known = locked(&self.known);
        let answer = Answer {
            is_withheld,
            round,
            stamp,
        };
        // Two threads that ask at the same time get the same answer.
        let found = known.answers.get(path).filter(|found| found.round == round);
        let answer = found.copied().unwrap_or(answer);
        known.answers.insert(path.to_owned(), answer);
        answer.is_withheld
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, ImageFormat};

    /// A site with a picture, as PNG.
    fn site(shade: u8) -> (tempfile::TempDir, PathBuf, Vec<u8>) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let content = folder.path().join("content");
        std::fs::create_dir(&content).expect("it can be made");
        let place = content.join("a.png");
        let mut bytes = io::Cursor::new(Vec::new());
        let picture = GrayImage::from_pixel(3, 2, image::Luma([shade]));
        let written = picture.write_to(&mut bytes, ImageFormat::Png);
        written.expect("it can be encoded");
        std::fs::write(&place, bytes.get_ref()).expect("it can be written");
        (folder, place, bytes.into_inner())
    }

    #[test]
    fn a_picture_is_encoded_once() {
        let (folder, place, bytes) = site(61);
        std::fs::write(place.with_file_name("b.PNG"), &bytes).expect("it can be written");
        let of = |name| match cleaned_attachment(folder.path(), name) {
            Ok(Cleaned::Picture(picture)) => picture,
            other => panic!("{other:?}"),
        };
        let first = of("content/a.png");
        assert!(Arc::ptr_eq(&first, &of("content/a.png")));
        assert!(Arc::ptr_eq(&first, &of("content/b.PNG")));
        assert!(cleaned_attachment(folder.path(), "content/none.png").is_err());
        assert!(cleaned_attachment(folder.path(), "content/../content/a.png").is_err());
    }

    #[test]
    fn the_cache_is_bounded() {
        let mut cache = PictureCache::default();
        let ask = |cache: &mut PictureCache, number: u8| {
            let key = ([number; 32], String::new());
            if cache.cell(&key).set(Cleaned::NotAPicture).is_ok() {
                cache.count(&key, MAX_CACHE_BYTES / 2);
            }
            let mut numbers: Vec<u8> = cache.pictures.keys().map(|(hash, _)| hash[0]).collect();
            numbers.sort_unstable();
            assert_eq!(cache.bytes, numbers.len() * (MAX_CACHE_BYTES / 2));
            numbers
        };
        assert_eq!(ask(&mut cache, 1), [1]);
        assert_eq!(ask(&mut cache, 2), [1, 2]);
        // All of it is in use.
        assert_eq!(ask(&mut cache, 3), [1, 2]);
        cache.round += 1;
        assert_eq!(ask(&mut cache, 2), [1, 2]);
        assert_eq!(ask(&mut cache, 3), [1, 2]);
        cache.round += 1;
        assert_eq!(ask(&mut cache, 3), [2, 3]);
    }

    #[test]
    fn an_answer_is_valid_until_files_are_rechecked() {
        let (folder, place, bytes) = site(62);
        let vetter = Vetter::of(folder.path());
        let is_withheld = || vetter.withholds("content/a.png");
        assert!(!is_withheld());
        std::fs::write(&place, &bytes[..bytes.len() - 5]).expect("it can be cut");
        assert!(!is_withheld());
        vetter.recheck();
        assert!(is_withheld());
        std::fs::write(&place, &bytes).expect("it can be written");
        vetter.recheck();
        assert!(!is_withheld());
        assert!(
            !vetter.withholds("content/none.png"),
            "it is missed elsewhere"
        );
    }
}
