//! Attachments as they leave for readers who do not see everything: pictures decoded and encoded anew, or withheld.
//!
//! That takes time, so the program keeps what it has encoded, by the digest of what it was made from.

use super::disk::open_attachment;
use crate::share::{Cleaned, Hash, MOST_FILE_BYTES, Reason, cleaned, hash_of, may_be_picture};
use crate::text::{Code, Diagnostic, Source, Vetting};
use std::collections::{HashMap, VecDeque};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::SystemTime;

/// Pictures that are kept take no more memory; the oldest go first.
const MOST_KEPT_BYTES: usize = 256 * 1024 * 1024;
/// How many of a file's first bytes tell whether it may be a picture.
const TELLING_BYTES: u64 = 32;

/// The attachment of a path that is relative to the site's folder, as it leaves. What is no picture is not read.
///
/// # Errors
/// The file cannot be read.
pub(super) fn leaving(site: &Path, asset: &str) -> io::Result<Cleaned> {
    let (mut file, size_bytes) = open_attachment(site, asset)?;
    let mut bytes = Vec::new();
    (&mut file).take(TELLING_BYTES).read_to_end(&mut bytes)?;
    if !may_be_picture(asset, &bytes) {
        return Ok(Cleaned::AsItIs);
    }
    if size_bytes > MOST_FILE_BYTES {
        return Ok(Cleaned::Withheld(Reason::TooLarge));
    }
    // A file that grows meanwhile is read no further than it may be.
    file.take(MOST_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(encoded_once(asset, &bytes))
}

/// The diagnostic of a picture that is withheld.
pub(super) fn withheld(asset: &str, reason: &Reason) -> Diagnostic {
    let source = Source {
        path: asset.into(),
        text: "".into(),
    };
    let ([reason_zh, reason_en], [advice_zh, advice_en]) = (reason.words(), reason.advice());
    Diagnostic::of_file(Code::PictureWithheld, &source)
        .with_ours("reason", reason_zh, reason_en)
        .with_ours("advice", advice_zh, advice_en)
}

/// A digest of a file, and the ending of its name, which says whether it claims to be a picture.
type Key = (Hash, String);

/// What was encoded, by what it was made from.
#[derive(Default)]
struct Kept {
    pictures: HashMap<Key, Arc<OnceLock<Cleaned>>>,
    /// In the order in which they were encoded, with their sizes.
    order: VecDeque<(Key, usize)>,
    bytes: usize,
}

static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

/// What a file leaves as. The same file is decoded and encoded once, even where several threads ask at once.
fn encoded_once(asset: &str, bytes: &[u8]) -> Cleaned {
    let (_, ending) = asset.rsplit_once('.').unwrap_or_default();
    let key = (hash_of(bytes), ending.to_lowercase());
    let cell = Arc::clone(locked(&KEPT).pictures.entry(key.clone()).or_default());
    let mut is_new = false;
    let encoded = cell.get_or_init(|| {
        is_new = true;
        cleaned(asset, bytes)
    });
    if is_new {
        let size_bytes = match encoded {
            Cleaned::Picture(picture) => picture.len(),
            Cleaned::AsItIs | Cleaned::Withheld(_) => 0,
        };
        locked(&KEPT).keep(key, size_bytes);
    }
    encoded.clone()
}

impl Kept {
    fn keep(&mut self, key: Key, size_bytes: usize) {
        self.order.push_back((key, size_bytes));
        self.bytes += size_bytes;
        while self.bytes > MOST_KEPT_BYTES {
            let Some((oldest, size_bytes)) = self.order.pop_front() else {
                return;
            };
            self.pictures.remove(&oldest);
            self.bytes = self.bytes.saturating_sub(size_bytes);
        }
    }
}

/// Says which attachments of a site are withheld. What was said holds until [`Vetter::look_again`].
#[derive(Debug, Default)]
pub(super) struct Vetter {
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
    }

    fn look(&self, path: &str) -> Option<Look> {
        let metadata = std::fs::metadata(self.site.join(path)).ok()?;
        Some((metadata.len(), metadata.modified().ok()?))
    }
}

impl Vetting for Vetter {
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
