//! A site that is rebuilt repeatedly: its snapshot and the cache of its builds.

use super::entries::{self, Difference, at, at_and_below};
use crate::build::{Build, BuildError, BuildOutcome, Cache, Options};
use crate::console::printed;
use crate::disclosure::Cleaned;
use crate::disk::attachments::{self, Vetter, cleaned_attachment};
use crate::disk::site_folder::{Part, SiteFolder};
use crate::disk::{FolderError, SiteError, real_root, site_folder};
use crate::html::{Output, Progress};
use crate::text::{AttachmentPolicy, Diagnostic, Language, Snapshot};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;

/// How long to wait before a note that seems half-written is read again.
const HALF_WRITTEN_DELAY: Duration = Duration::from_millis(30);

/// With more links than this, any change reads the whole site instead of resolving them.
const MOST_LINKS: usize = 50;

/// What to read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Files and folders, by their real paths.
    Paths(BTreeSet<PathBuf>),
    /// The whole site: it is unknown what changed.
    Everything,
}

/// The notes can no longer be read. The site stays as it was.
#[derive(Debug, Error)]
#[error("watch.notes-unreadable")]
pub struct NotesUnreadable(#[from] FolderError);

impl NotesUnreadable {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        let reason = self.0.message(language);
        printed::phrase(language, &self.to_string(), &[("error", &reason)])
    }
}

/// A site that is rebuilt repeatedly: its snapshot and the cache of its builds.
pub struct Session {
    site: PathBuf,
    options: Options,
    current: Part,
    /// Decides which attachments are withheld; shared with the snapshot in `current`.
    vetter: Arc<Vetter>,
    cache: Cache,
    /// The real paths of the site's folders that exist.
    roots: Vec<(SiteFolder, PathBuf)>,
    /// Whether the notes could not be read the last time, so that all must be read next.
    is_unreadable: bool,
    /// The error, until it is taken.
    read_error: Option<NotesUnreadable>,
    /// How long to wait before a note that seems half-written is read again.
    half_written_delay: Duration,
    changed: Difference,
}

impl Session {
    /// Reads the site's folder.
    ///
    /// # Errors
    /// There is no such folder, or no `content/` in it.
    pub fn open(site: &Path, options: Options) -> Result<Session, SiteError> {
        let real_site = fs::canonicalize(site).unwrap_or_else(|_| site.to_path_buf());
        let vetter = Arc::new(Vetter::of(&real_site));
        let mut session = Session {
            site: real_site,
            current: Part {
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
            is_unreadable: false,
            read_error: None,
            half_written_delay: HALF_WRITTEN_DELAY,
            changed: Difference::default(),
        };
        session.find_roots();
        if !session.has(SiteFolder::Content) {
            // Returns the error, unless the folder has just appeared.
            site_folder::read(site)?;
        }
        session.update(&Changes::Everything);
        session.changed = Difference::default();
        Ok(session)
    }

    /// Reads again what changed. Returns whether anything differs or the notes are readable again; `false` while
    /// `content/` is missing.
    pub fn update(&mut self, changes: &Changes) -> bool {
        if let Err(error) = self.check_content() {
            self.read_error = (!self.is_unreadable).then_some(error.into());
            self.is_unreadable = true;
            return false;
        }
        let was_unreadable = self.is_unreadable;
        self.vetter.recheck();
        let paths = match changes {
            Changes::Paths(paths)
                if !self.is_unreadable && self.current.links.len() <= MOST_LINKS =>
            {
                self.places(paths)
            }
            _ => self.everything(),
        };
        let mut parts = self.read(&paths);
        self.wait_for_half_written(&mut parts);
        let mut found = Difference::default();
        for part in parts {
            let differing = entries::merge(part, &mut self.current);
            found.texts += differing.texts;
            found.others += differing.others;
        }
        self.changed.texts += found.texts;
        self.changed.others += found.others;
        was_unreadable || found != Difference::default()
    }

    /// Returns the error of notes that cannot be read any more, once.
    pub fn take_read_error(&mut self) -> Option<NotesUnreadable> {
        self.read_error.take()
    }

    /// Returns the notes, and the cache of earlier builds.
    pub fn parts(&mut self) -> (&Snapshot, &mut Cache) {
        (&self.current.snapshot, &mut self.cache)
    }

    /// Builds with the cache of earlier builds.
    ///
    /// # Errors
    /// See [`Build::run`].
    pub fn build(
        &mut self,
        output: &dyn Output,
        progress: &dyn Progress,
    ) -> Result<BuildOutcome, BuildError> {
        let build = Build {
            progress,
            ..Build::new(&self.current.snapshot, &self.options, output)
        };
        build.run(&mut self.cache)
    }

    /// Returns the diagnostics of the withheld ones among some attachments.
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

    /// Reads the clock again; returns whether the day has changed and the build depends on it.
    pub fn refresh_today(&mut self) -> bool {
        let today = site_folder::today();
        let differs = self.current.snapshot.today != today;
        self.current.snapshot.today = today;
        differs && self.options.as_of.is_none()
    }

    /// Clears the cache, because the output of earlier builds is lost.
    pub fn clear_cache(&mut self) {
        self.cache = Cache::persistent();
    }

    /// Returns how many files changed since the last call: notes and other texts, and the rest.
    pub fn changed(&mut self) -> (usize, usize) {
        let changed = std::mem::take(&mut self.changed);
        (changed.texts, changed.others)
    }

    /// Returns the snapshot that is built.
    pub fn snapshot(&self) -> &Snapshot {
        &self.current.snapshot
    }

    fn has(&self, folder: SiteFolder) -> bool {
        self.roots.iter().any(|(known, _)| *known == folder)
    }

    /// Checks that the notes can be listed, and waits briefly for a folder that is just being replaced.
    fn check_content(&self) -> Result<(), FolderError> {
        let content = self.site.join(SiteFolder::Content.name());
        let list = || -> Result<(), FolderError> {
            fs::read_dir(real_root(&content)?)?;
            Ok(())
        };
        list().or_else(|_| {
            std::thread::sleep(self.half_written_delay);
            list()
        })
    }

    fn find_roots(&mut self) {
        let real =
            |folder: SiteFolder| Some((folder, real_root(&self.site.join(folder.name())).ok()?));
        self.roots = SiteFolder::ALL.into_iter().filter_map(real).collect();
    }

    fn everything(&mut self) -> Places {
        self.is_unreadable = false;
        self.find_roots();
        let whole = |folder: SiteFolder| (folder, PathBuf::new());
        SiteFolder::ALL.into_iter().map(whole).collect()
    }

    /// Returns the places in the site of some real paths, under every name that links give them.
    fn places(&mut self, paths: &BTreeSet<PathBuf>) -> Places {
        let mut places = Places::default();
        for folder in SiteFolder::ALL {
            if paths.contains(&self.site.join(folder.name())) || !self.has(folder) {
                places.insert((folder, PathBuf::new()));
            }
        }
        if !places.is_empty() {
            self.find_roots();
        }
        let mut real = BTreeSet::new();
        for (folder, root) in &self.roots {
            for path in paths {
                if let Ok(within) = path.strip_prefix(root) {
                    places.insert((*folder, within.to_path_buf()));
                    real.insert(path);
                }
            }
        }
        places.extend(self.places_by_links(&real));
        places
    }

    /// Returns the places of paths that are reached by links, and of links with a new target.
    fn places_by_links(&self, paths: &BTreeSet<&PathBuf>) -> Places {
        let mut places = Places::default();
        for link in &self.current.links {
            let Some((folder, within)) = split_path(&link.path) else {
                continue;
            };
            let now = fs::canonicalize(self.site.join(&link.path)).ok();
            let Some(target) = link.target.as_ref().filter(|_| now == link.target) else {
                places.insert((folder, within));
                continue;
            };
            for path in paths {
                if let Ok(below) = path.strip_prefix(target) {
                    places.insert((folder, within.join(below)));
                } else if target.starts_with(path) {
                    places.insert((folder, within.clone()));
                }
            }
        }
        places
    }

    /// Reads places, leaving out those below another. A missing folder is empty.
    fn read(&self, places: &Places) -> Vec<Part> {
        let is_covered = |(folder, path): &&(SiteFolder, PathBuf)| {
            let mut ancestors = path.ancestors().skip(1);
            !ancestors.any(|ancestor| places.contains(&(*folder, ancestor.to_path_buf())))
        };
        let read = |(folder, path): &(SiteFolder, PathBuf)| {
            site_folder::read_part(&self.site, *folder, path).unwrap_or_else(|_| Part {
                path: folder.name().to_owned(),
                ..Part::default()
            })
        };
        let outermost: Vec<&(SiteFolder, PathBuf)> = places.iter().filter(is_covered).collect();
        outermost.into_par_iter().map(read).collect()
    }

    /// Reads again, after a delay, the notes that seem to be half-written.
    fn wait_for_half_written(&self, parts: &mut [Part]) {
        let half_written: Vec<(usize, Vec<String>)> = parts
            .iter()
            .map(|part| self.half_written(part))
            .enumerate()
            .filter(|(_, paths)| !paths.is_empty())
            .collect();
        if half_written.is_empty() {
            return;
        }
        std::thread::sleep(self.half_written_delay);
        for (index, paths) in half_written {
            let Some(part) = parts.get_mut(index) else {
                continue;
            };
            for path in paths {
                let Some((folder, within)) = split_path(&path) else {
                    continue;
                };
                if let Ok(reread) = site_folder::read_part(&self.site, folder, &within)
                    && reread.path.len() >= part.path.len()
                {
                    entries::merge(reread, part);
                }
            }
        }
    }

    /// Returns the texts of a part that are suddenly empty, no longer text, or gone.
    fn half_written(&self, part: &Part) -> Vec<String> {
        let mut half_written = Vec::new();
        let (current, now) = (&self.current.snapshot, &part.snapshot);
        for (current, now) in [
            (&current.sources, &now.sources),
            (&current.theme, &now.theme),
        ] {
            let is_new = |path: &str| at(current, path).is_none_or(|known| !known.text.is_empty());
            let empty = now.iter().filter(|source| source.text.is_empty());
            let empty = empty.filter(|source| is_new(&source.path));
            let gone = at_and_below(current, &part.path);
            let gone = gone.filter(|known| at(now, &known.path).is_none());
            half_written.extend(empty.chain(gone).map(|source| source.path.to_string()));
        }
        let not_text = now.unreadable.iter().filter(|one| one.reason.is_none());
        let not_text = not_text.filter(|one| at(&current.unreadable, &one.path).is_none());
        half_written.extend(not_text.map(|one| one.path.to_string()));
        half_written
    }
}

/// A folder of the site and a path in it.
type Places = BTreeSet<(SiteFolder, PathBuf)>;

/// Splits a path into the site's folder and the path within it.
fn split_path(path: &str) -> Option<(SiteFolder, PathBuf)> {
    let (name, within) = path.split_once('/').unwrap_or((path, ""));
    let folder = SiteFolder::ALL
        .into_iter()
        .find(|folder| folder.name() == name)?;
    Some((folder, PathBuf::from(within)))
}

#[cfg(test)]
mod tests;
