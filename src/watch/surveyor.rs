//! Appearance at a site's folders from time to time, on a thread of its own, and tells what differs from the time before.
//! Without events that is how changes are noticed; with events it shows whether any are lost.

use super::watcher::Message;
use crate::disk::site_folder::SiteFolder;
use crate::disk::{self, Survey};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

/// Between two looks where nothing else tells of changes.
const HURRIED: Duration = Duration::from_millis(500);
/// Looking takes no more than one part in so many of the time.
const PARTS: u32 = 10;

/// The site's folders as they looked.
pub(crate) struct Seen {
    rooms: Vec<(PathBuf, Survey)>,
    took: Duration,
}

/// Appearance from time to time.
pub(crate) struct Surveyor {
    site: PathBuf,
    /// To the thread that looks.
    asks: Sender<()>,
    last: Option<Seen>,
    is_looking: bool,
    next: Instant,
    between: Duration,
    /// What events have told of since the last look that has come back was asked for.
    known: Known,
    /// Likewise, since the look that is under way was asked for.
    known_since: Known,
}

#[derive(Default)]
struct Known {
    everything: bool,
    paths: BTreeSet<PathBuf>,
}

impl Surveyor {
    /// Appearance at nothing yet; later, while events tell of changes, after so long a time each.
    pub fn start(site: &Path, calm: Duration, tells: Sender<Message>) -> Surveyor {
        let (asks, asked) = channel();
        let looks_at = site.to_path_buf();
        std::thread::spawn(move || {
            while asked.recv().is_ok() {
                if tells.send(Message::Survey(look(&looks_at))).is_err() {
                    return;
                }
            }
        });
        Surveyor {
            site: site.to_path_buf(),
            asks,
            last: None,
            is_looking: false,
            next: Instant::now() + HURRIED.min(calm),
            between: calm,
            known: Known::default(),
            known_since: Known::default(),
        }
    }

    /// Appearance often from now on, because nobody else notices anything; and at once where it never did.
    pub fn hurry(&mut self) {
        self.between = HURRIED;
        if self.last.is_none() {
            self.last = Some(look(&self.site));
        }
        self.next = Instant::now() + self.pause();
    }

    /// When it wants to look next.
    pub fn wakes(&self) -> Option<Instant> {
        (!self.is_looking).then_some(self.next)
    }

    /// Appearance if it is time to; where others notice changes, at a calm moment only.
    pub fn survey_if_due(&mut self, now: Instant, is_calm: bool) {
        if self.is_looking || self.next > now {
            return;
        }
        if !is_calm && self.between > HURRIED {
            self.next = now + HURRIED;
            return;
        }
        self.known_since = Known::default();
        self.is_looking = self.asks.send(()).is_ok();
        self.next = now + self.pause();
    }

    /// An event told of a path.
    pub fn knows(&mut self, path: &Path) {
        for known in [&mut self.known, &mut self.known_since] {
            known.paths.insert(path.to_path_buf());
        }
    }

    /// An event told that anything may have changed.
    pub fn knows_everything(&mut self) {
        self.known.everything = true;
        self.known_since.everything = true;
    }

    /// What a look shows that no event told of.
    pub fn take(&mut self, seen: Seen) -> BTreeSet<PathBuf> {
        self.is_looking = false;
        let known = std::mem::replace(&mut self.known, std::mem::take(&mut self.known_since));
        let differing = match &self.last {
            Some(last) if !known.everything => differences(last, &seen),
            _ => BTreeSet::new(),
        };
        self.last = Some(seen);
        self.next = Instant::now() + self.pause();
        let told = |path: &Path| path.ancestors().any(|above| known.paths.contains(above));
        differing.into_iter().filter(|path| !told(path)).collect()
    }

    fn pause(&self) -> Duration {
        let took = self.last.as_ref().map_or(Duration::ZERO, |seen| seen.took);
        self.between.max(took * PARTS)
    }
}

fn look(site: &Path) -> Seen {
    let started = Instant::now();
    let room = |room: SiteFolder| {
        let root = site.join(room.name());
        let survey = disk::survey(&root).unwrap_or_default();
        (disk::real_root(&root).unwrap_or(root), survey)
    };
    Seen {
        rooms: SiteFolder::ALL.into_iter().map(room).collect(),
        took: started.elapsed(),
    }
}

fn differences(before: &Seen, now: &Seen) -> BTreeSet<PathBuf> {
    let mut differing = BTreeSet::new();
    for ((root_before, before), (root, now)) in before.rooms.iter().zip(&now.rooms) {
        if root_before != root {
            differing.insert(root.clone());
        }
        let paths = before.differences(now);
        differing.extend(paths.iter().map(|path| root.join(path)));
    }
    differing
}
