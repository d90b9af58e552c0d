//! A site that is built again and again: what was read of it, and what its builds left.

use super::entries::{self, Difference, at, at_and_below};
use crate::build::{Build, BuildError, BuildOutcome, Cache, Options};
use crate::disclosure::Cleaned;
use crate::disk::attachments::{self, Vetter, cleaned_attachment};
use crate::disk::site_folder::{Part, SiteFolder};
use crate::disk::{real_root, site_folder};
use crate::html::{Output, Progress};
use crate::text::{AttachmentPolicy, Diagnostic, Language, Snapshot};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long a note that seems half-written is given before it is believed.
const HALF_WRITTEN: Duration = Duration::from_millis(30);

/// Among more links than this nobody works out where a file is seen: the site is read whole.
const MOST_LINKS: usize = 50;

/// What is to be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Files and folders, by their places on the machine.
    Paths(BTreeSet<PathBuf>),
    /// The whole site: nobody knows what changed.
    Everything,
}

/// A site that is built again and again: its snapshot, and the cache of its builds.
pub struct Session {
    site: PathBuf,
    options: Options,
    held: Part,
    /// Says which of the attachments are withheld; `held` has it, too.
    vetter: Arc<Vetter>,
    cache: Cache,
    /// Where the folders of the site really are, while they are there.
    roots: Vec<(SiteFolder, PathBuf)>,
    /// The notes could not be read when they were to be: only reading all of them helps.
    missed: bool,
    /// Why, until it was asked for.
    trouble: Option<std::io::Error>,
    /// How long a note that seems half-written is given.
    half_written: Duration,
    changed: Difference,
}

impl Session {
    /// Reads the site's folder.
    ///
    /// # Errors
    /// A sentence for the user where there is no such folder, or it holds no `content/`.
    pub fn open(site: &Path, options: Options) -> Result<Session, String> {
        let site_is_at = fs::canonicalize(site).unwrap_or_else(|_| site.to_path_buf());
        let vetter = Arc::new(Vetter::of(&site_is_at));
        let mut session = Session {
            site: site_is_at,
            held: Part {
                snapshot: Snapshot {
                    attachment_policy: Some(Arc::clone(&vetter) as Arc<dyn AttachmentPolicy>),
                    ..site_folder::without_notes()
                },
                ..Part::default()
            },
            vetter,
            options,
            cache: Cache::persistent(),
            roots: Vec::new(),
            missed: false,
            trouble: None,
            half_written: HALF_WRITTEN,
            changed: Difference::default(),
        };
        session.look_for_roots();
        if !session.has(SiteFolder::Content) {
            // It says what is wrong, or the folder has come this moment.
            site_folder::read(site, session.options.language)?;
        }
        session.take(&Changes::Everything);
        session.changed = Difference::default();
        Ok(session)
    }

    /// Reads again what changed; whether anything is different, or can be read again. While `content/` is away nothing
    /// is.
    pub fn take(&mut self, changes: &Changes) -> bool {
        if let Err(error) = self.look_for_content() {
            self.trouble = (!self.missed).then_some(error);
            self.missed = true;
            return false;
        }
        let is_back = self.missed;
        self.vetter.recheck();
        let paths = match changes {
            Changes::Paths(paths) if !self.missed && self.held.links.len() <= MOST_LINKS => {
                self.places(paths)
            }
            _ => self.everything(),
        };
        let mut parts = self.read(&paths);
        self.wait_for_half_written(&mut parts);
        let mut found = Difference::default();
        for part in parts {
            let differing = entries::put(part, &mut self.held);
            found.texts += differing.texts;
            found.others += differing.others;
        }
        self.changed.texts += found.texts;
        self.changed.others += found.others;
        is_back || found != Difference::default()
    }

    /// Why the notes cannot be read, said once.
    pub fn take_trouble(&mut self, language: Language) -> Option<String> {
        let error = self.trouble.take()?;
        Some(match language {
            Language::Chinese => {
                format!("读不到笔记文件夹 content/（{error}）；站点停在最后一次读到的样子")
            }
            Language::English => format!(
                "the notes folder content/ cannot be read ({error}); keeping the last good site"
            ),
        })
    }

    /// Returns the notes, and the cache of earlier builds.
    pub fn parts(&mut self) -> (&Snapshot, &mut Cache) {
        (&self.held.snapshot, &mut self.cache)
    }

    /// Builds with what earlier builds left.
    ///
    /// # Errors
    /// See [`build`].
    pub fn build(
        &mut self,
        output: &dyn Output,
        progress: &dyn Progress,
    ) -> Result<BuildOutcome, BuildError> {
        let build = Build {
            progress,
            ..Build::new(&self.held.snapshot, &self.options, output)
        };
        build.run(&mut self.cache)
    }

    /// The diagnostics of those of some attachments that are withheld.
    pub fn withheld(&self, attachments: &BTreeSet<Arc<str>>) -> Vec<Diagnostic> {
        let withheld = attachments
            .iter()
            .filter(|path| self.vetter.withholds(path));
        let diagnostic = |path: &Arc<str>| match cleaned_attachment(&self.site, path) {
            Ok(Cleaned::Withheld(reason)) => Some(attachments::withheld(path, &reason)),
            _ => None,
        };
        withheld.filter_map(diagnostic).collect()
    }

    /// Today has changed (midnight): reads the clock again; whether it did.
    pub fn look_at_the_clock(&mut self) -> bool {
        let today = site_folder::today();
        let differs = self.held.snapshot.today != today;
        self.held.snapshot.today = today;
        differs && self.options.as_of.is_none()
    }

    /// Nothing of earlier builds holds any longer: what they emitted is lost.
    pub fn forget_builds(&mut self) {
        self.cache = Cache::persistent();
    }

    /// What has changed since this was last asked: notes and other texts, and the rest.
    pub fn changed(&mut self) -> (usize, usize) {
        let changed = std::mem::take(&mut self.changed);
        (changed.texts, changed.others)
    }

    /// What is built.
    pub fn snapshot(&self) -> &Snapshot {
        &self.held.snapshot
    }

    fn has(&self, room: SiteFolder) -> bool {
        self.roots.iter().any(|(known, _)| *known == room)
    }

    /// Whether the notes can be listed; a folder that is just being put in the place of another is waited for.
    fn look_for_content(&self) -> std::io::Result<()> {
        let content = self.site.join(SiteFolder::Content.name());
        let look = || real_root(&content).and_then(fs::read_dir).map(drop);
        look().or_else(|_| {
            std::thread::sleep(self.half_written);
            look()
        })
    }

    fn look_for_roots(&mut self) {
        let real = |room: SiteFolder| Some((room, real_root(&self.site.join(room.name())).ok()?));
        self.roots = SiteFolder::ALL.into_iter().filter_map(real).collect();
    }

    fn everything(&mut self) -> Places {
        self.missed = false;
        self.look_for_roots();
        let whole = |room: SiteFolder| (room, PathBuf::new());
        SiteFolder::ALL.into_iter().map(whole).collect()
    }

    /// Where in the site some places of the machine lie, under every name they have there.
    fn places(&mut self, paths: &BTreeSet<PathBuf>) -> Places {
        let mut places = Places::default();
        for room in SiteFolder::ALL {
            if paths.contains(&self.site.join(room.name())) || !self.has(room) {
                places.insert((room, PathBuf::new()));
            }
        }
        if !places.is_empty() {
            self.look_for_roots();
        }
        let mut real = BTreeSet::new();
        for (room, root) in &self.roots {
            for path in paths {
                if let Ok(within) = path.strip_prefix(root) {
                    places.insert((*room, within.to_path_buf()));
                    real.insert(path);
                }
            }
        }
        places.extend(self.places_by_links(&real));
        places
    }

    /// What links lead to, and links that lead elsewhere than they did.
    fn places_by_links(&self, paths: &BTreeSet<&PathBuf>) -> Places {
        let mut places = Places::default();
        for link in &self.held.links {
            let Some((room, within)) = within_room(&link.path) else {
                continue;
            };
            let now = fs::canonicalize(self.site.join(&link.path)).ok();
            let Some(target) = link.target.as_ref().filter(|_| now == link.target) else {
                places.insert((room, within));
                continue;
            };
            for path in paths {
                if let Ok(below) = path.strip_prefix(target) {
                    places.insert((room, within.join(below)));
                } else if target.starts_with(path) {
                    places.insert((room, within.clone()));
                }
            }
        }
        places
    }

    /// Reads places, none that is below another. A folder that is away holds nothing.
    fn read(&self, places: &Places) -> Vec<Part> {
        let is_covered = |(room, path): &&(SiteFolder, PathBuf)| {
            let mut above = path.ancestors().skip(1);
            !above.any(|above| places.contains(&(*room, above.to_path_buf())))
        };
        let read = |(room, path): &(SiteFolder, PathBuf)| {
            site_folder::read_part(&self.site, *room, path).unwrap_or_else(|_| Part {
                path: room.name().to_owned(),
                ..Part::default()
            })
        };
        let outermost: Vec<&(SiteFolder, PathBuf)> = places.iter().filter(is_covered).collect();
        outermost.into_par_iter().map(read).collect()
    }

    /// Reads those notes once more, after a while, that look as if somebody were just writing them.
    fn wait_for_half_written(&self, parts: &mut [Part]) {
        let doubted: Vec<(usize, Vec<String>)> = parts
            .iter()
            .map(|part| self.doubted(part))
            .enumerate()
            .filter(|(_, paths)| !paths.is_empty())
            .collect();
        if doubted.is_empty() {
            return;
        }
        std::thread::sleep(self.half_written);
        for (index, paths) in doubted {
            let Some(part) = parts.get_mut(index) else {
                continue;
            };
            for path in paths {
                let Some((room, within)) = within_room(&path) else {
                    continue;
                };
                if let Ok(again) = site_folder::read_part(&self.site, room, &within)
                    && again.path.len() >= part.path.len()
                {
                    entries::put(again, part);
                }
            }
        }
    }

    /// Texts of a part that are suddenly empty, no text any more, or gone.
    fn doubted(&self, part: &Part) -> Vec<String> {
        let mut doubted = Vec::new();
        let (held, now) = (&self.held.snapshot, &part.snapshot);
        for (held, now) in [(&held.sources, &now.sources), (&held.theme, &now.theme)] {
            let is_new = |path: &str| at(held, path).is_none_or(|known| !known.text.is_empty());
            let empty = now.iter().filter(|source| source.text.is_empty());
            let empty = empty.filter(|source| is_new(&source.path));
            let gone = at_and_below(held, &part.path);
            let gone = gone.filter(|known| at(now, &known.path).is_none());
            doubted.extend(empty.chain(gone).map(|source| source.path.to_string()));
        }
        let no_text = now.unreadable.iter().filter(|one| one.reason.is_none());
        let no_text = no_text.filter(|one| at(&held.unreadable, &one.path).is_none());
        doubted.extend(no_text.map(|one| one.path.to_string()));
        doubted
    }
}

/// A folder of the site and a path in it.
type Places = BTreeSet<(SiteFolder, PathBuf)>;

/// The folder of the site that a path begins with, and the rest of the path.
fn within_room(path: &str) -> Option<(SiteFolder, PathBuf)> {
    let (name, within) = path.split_once('/').unwrap_or((path, ""));
    let room = SiteFolder::ALL
        .into_iter()
        .find(|room| room.name() == name)?;
    Some((room, PathBuf::from(within)))
}

#[cfg(test)]
mod tests;
