//! Attachments as they leave for readers who do not see everything: pictures decoded and encoded anew, or withheld; text with
//! private fields withheld.
//!
//! That takes time, so the program keeps what it has encoded, by the digest of what it was made from.

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

/// Pictures that are kept take no more memory.
const MOST_KEPT_BYTES: usize = 256 * 1024 * 1024;
/// What is kept of a file that leaves no picture counts as much: so their number is bounded, too.
const LEAST_KEPT_BYTES: usize = 1024;
/// How many of a file's first bytes tell whether it may be a picture.
const TELLING_BYTES: u64 = 32;

/// The attachment of a path that is relative to the site's folder, as it leaves. What is neither picture nor text is not
/// read.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn leaving(site: &Path, asset: &str) -> io::Result<Cleaned> {
    let (mut file, size_bytes) = open_attachment(site, asset)?;
    let mut bytes = Vec::new();
    (&mut file).take(TELLING_BYTES).read_to_end(&mut bytes)?;
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
    // A file that grows meanwhile is read no further than it may be.
    file.take(MOST_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(encoded_once(asset, &bytes))
}

/// The diagnostic of an attachment that is withheld.
pub(crate) fn withheld(asset: &str, reason: &Reason) -> Diagnostic {
    let source = Source {
        path: asset.into(),
        text: "".into(),
    };
    let ([reason_zh, reason_en], [advice_zh, advice_en]) = (reason.words(), reason.advice());
    let code = match reason {
        Reason::PrivateText => Code::AttachmentWithheld,
        _ => Code::PictureWithheld,
    };
    Diagnostic::of_file(code, &source)
        .with_term("reason", reason_zh, reason_en)
        .with_term("advice", advice_zh, advice_en)
}

/// A digest of a file, and the ending of its name, which says whether it claims to be a picture.
type Key = (Hash, String);

/// What was encoded, by what it was made from.
#[derive(Default)]
struct Kept {
    pictures: HashMap<Key, Entry>,
    bytes: usize,
    /// How often files were to be looked at again.
    round: u64,
}

#[derive(Default)]
struct Entry {
    encoded: Arc<OnceLock<Cleaned>>,
    /// What it counts for; nothing before it is encoded.
    bytes: usize,
    /// The round in which it was last asked for.
    round: u64,
}

static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

/// What a file leaves as. The same file is decoded and encoded once, even where several threads ask at once.
fn encoded_once(asset: &str, bytes: &[u8]) -> Cleaned {
    let (_, ending) = asset.rsplit_once('.').unwrap_or_default();
    let key = (hash_of(bytes), ending.to_lowercase());
    let cell = locked(&KEPT).asked_for(&key);
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
        locked(&KEPT).keep(&key, picture_bytes + LEAST_KEPT_BYTES);
    }
    encoded.clone()
}

impl Kept {
    fn asked_for(&mut self, key: &Key) -> Arc<OnceLock<Cleaned>> {
        let entry = self.pictures.entry(key.clone()).or_default();
        entry.round = self.round;
        Arc::clone(&entry.encoded)
    }

    /// Keeps what was encoded where there is room. Only what nobody asked for in this round and the last makes room: who
    /// asks for more than fits, one after the other and again, finds a part of it and not nothing.
    fn keep(&mut self, key: &Key, bytes: usize) {
        if self.bytes + bytes > MOST_KEPT_BYTES {
            let round = self.round;
            self.pictures
                .retain(|_, entry| entry.bytes == 0 || entry.round + 1 >= round);
            self.bytes = self.pictures.values().map(|entry| entry.bytes).sum();
        }
        if self.bytes + bytes > MOST_KEPT_BYTES {
            self.pictures.remove(key);
        } else if let Some(entry) = self.pictures.get_mut(key) {
            entry.bytes = bytes;
            self.bytes += bytes;
        }
    }
}

/// Says which attachments of a site are withheld. What was said holds until [`Vetter::look_again`].
#[derive(Debug, Default)]
pub(crate) struct Vetter {
    site: PathBuf,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// How often the files were to be looked at again.
    round: u64,
    answers: HashMap<String, Answer>,
}

#[derive(Clone, Copy, Debug)]
struct Answer {
    is_withheld: bool,
    /// The round in which it was found to hold.
    round: u64,
    look: Option<Look>,
}

/// Size and time of a file: as long as they are the same, nobody reads it again.
type Look = (u64, SystemTime);

impl Vetter {
    /// For the attachments of a site.
    pub fn of(site: &Path) -> Vetter {
        Vetter {
            site: site.to_path_buf(),
            known: Mutex::default(),
        }
    }

    /// Files may have changed: each is looked at before the next answer.
    pub fn look_again(&self) {
        locked(&self.known).round += 1;
        locked(&KEPT).round += 1;
    }

    fn look(&self, path: &str) -> Option<Look> {
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
        let look = self.look(path);
        let known = known.filter(|answer| answer.look.is_some() && answer.look == look);
        let is_withheld = known.map_or_else(
            || matches!(leaving(&self.site, path), Ok(Cleaned::Withheld(_))),
            |answer| answer.is_withheld,
        );
        let mut known = locked(&self.known);
        let answer = Answer {
            is_withheld,
            round,
            look,
        };
        // Of two threads that asked at once, both say what the first found.
        let held = known.answers.get(path).filter(|held| held.round == round);
        let answer = held.copied().unwrap_or(answer);
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
        let of = |name| match leaving(folder.path(), name) {
            Ok(Cleaned::Picture(picture)) => picture,
            other => panic!("{other:?}"),
        };
        let first = of("content/a.png");
        assert!(Arc::ptr_eq(&first, &of("content/a.png")));
        assert!(Arc::ptr_eq(&first, &of("content/b.PNG")));
        assert!(leaving(folder.path(), "content/none.png").is_err());
        assert!(leaving(folder.path(), "content/../content/a.png").is_err());
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut kept = Kept::default();
        let ask = |kept: &mut Kept, number: u8| {
            let key = ([number; 32], String::new());
            if kept.asked_for(&key).set(Cleaned::NotAPicture).is_ok() {
                kept.keep(&key, MOST_KEPT_BYTES / 2);
            }
            let mut numbers: Vec<u8> = kept.pictures.keys().map(|(hash, _)| hash[0]).collect();
            numbers.sort_unstable();
            assert_eq!(kept.bytes, numbers.len() * (MOST_KEPT_BYTES / 2));
            numbers
        };
        assert_eq!(ask(&mut kept, 1), [1]);
        assert_eq!(ask(&mut kept, 2), [1, 2]);
        // All of it is in use.
        assert_eq!(ask(&mut kept, 3), [1, 2]);
        kept.round += 1;
        assert_eq!(ask(&mut kept, 2), [1, 2]);
        assert_eq!(ask(&mut kept, 3), [1, 2]);
        kept.round += 1;
        assert_eq!(ask(&mut kept, 3), [2, 3]);
    }

    #[test]
    fn an_answer_holds_until_files_are_looked_at_again() {
        let (folder, place, bytes) = site(62);
        let vetter = Vetter::of(folder.path());
        let is_withheld = || vetter.withholds("content/a.png");
        assert!(!is_withheld());
        std::fs::write(&place, &bytes[..bytes.len() - 5]).expect("it can be cut");
        assert!(!is_withheld());
        vetter.look_again();
        assert!(is_withheld());
        std::fs::write(&place, &bytes).expect("it can be written");
        vetter.look_again();
        assert!(!is_withheld());
        assert!(
            !vetter.withholds("content/none.png"),
            "it is missed elsewhere"
        );
    }
}
