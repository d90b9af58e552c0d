//! Writes a site into its output folder from many threads, while its pages are made, so that nothing of the site need
//! be held in memory. Changed files only; what is not ours is never touched; on any failure the last good site stays.
//!
//! Pages that differ from what is on disk go to the stage. At the end, if nothing went wrong, the manifest is written
//! with the names of old and new, the stage is committed, what is stale is removed, and the manifest is written again:
//! whenever the process is killed, every file is whole and is on the stage or in the manifest.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};

use super::admission::{Admission, admit};
use super::claims::Claims;
use super::fault::{Fault, OpenError, WriteError};
use super::guard::{Allowed, Coming, Held, pages_in};
use super::manifest::{self, Names};
use super::record::SiteRecord;
use super::stage::Stage;
use super::standing::{Standing, is_same, locked};
use crate::domain::Scope;

/// What a build did to the output folder, in files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// New or changed.
    pub written: usize,
    /// As they were.
    pub unchanged: usize,
    /// Written by an earlier build and not by this one.
    pub removed: usize,
}

/// An output folder, open for one build after the other; no other process may write into it meanwhile.
#[derive(Debug)]
pub struct Writer {
    out: PathBuf,
    stage: Stage,
    standing: Standing,
    /// Read by every thread that puts a file, written when a build is finished.
    owned: RwLock<Owned>,
    claims: Mutex<Claims>,
    allowed: Allowed,
    /// The site that is being written; nothing where nobody said.
    coming: Mutex<Option<Coming>>,
    /// Why it may not be written.
    held: Mutex<Option<Held>>,
    /// Nothing more is taken: the build is held, or the system refused once. Trying on would only fill the disk.
    has_given_up: AtomicBool,
    written: AtomicUsize,
    unchanged: AtomicUsize,
    /// Held for as long as the writer lives, where the system has locks on folders.
    _lock: Option<File>,
}

#[derive(Debug)]
struct Owned {
    /// As in the manifest on disk.
    names: Names,
    /// Likewise, whom the last whole site is for.
    site: Option<SiteRecord>,
    /// The last build was written whole by this writer, so that what it emitted is what is on disk.
    is_remembered: bool,
}

impl Writer {
    /// Opens an output folder, creating it where it does not exist. `protected` are the folders of the notes.
    ///
    /// # Errors
    /// See [`OpenError`]; nothing in the folder has then been touched.
    pub fn open(out: &Path, protected: &[&Path], allowed: Allowed) -> Result<Self, OpenError> {
        let Admission { real, loaded, lock } = admit(out, protected)?;
        let stage = Stage::new(&real);
        let standing = Standing::new(&real);
        stage.clear().map_err(|error| OpenError::System {
            path: out.to_path_buf(),
            error,
        })?;
        Ok(Self {
            out: real,
            stage,
            standing,
            owned: RwLock::new(Owned {
                names: loaded.names,
                site: loaded.site,
                is_remembered: false,
            }),
            claims: Mutex::default(),
            allowed,
            coming: Mutex::default(),
            held: Mutex::default(),
            has_given_up: AtomicBool::new(false),
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            _lock: lock,
        })
    }

    /// Says what the site of this build covers, before any of its files, and how many accounts there are in the notes. Of
    /// one that may not be put in the place of the site that stands, nothing is written.
    pub fn covers(&self, scope: &Scope, accounts: usize) {
        let owned = self.owned.read().unwrap_or_else(PoisonError::into_inner);
        let before = owned.site.as_ref().and_then(SiteRecord::scope);
        let held = Held::wider(before, scope, self.allowed);
        self.has_given_up.store(held.is_some(), Ordering::Relaxed);
        *locked(&self.held) = held;
        *locked(&self.coming) = Some(Coming {
            scope: scope.clone(),
            accounts,
        });
    }

    /// Puts one file of the site; `path` is relative to the output folder, with `/`. May be called from many threads.
    /// Faults are kept and told by [`Writer::finish`].
    pub fn put(&self, path: &str, bytes: &[u8]) {
        self.output(
            path,
            |size_bytes, place| {
                Ok(size_bytes == bytes.len() as u64 && is_same(File::open(place)?, bytes)?)
            },
            || self.stage.write(path, bytes),
        );
    }

    /// Puts a copy of the file `from`, as [`Writer::put`] would its content.
    pub fn copy(&self, path: &str, from: &Path) {
        self.output(
            path,
            |size_bytes, place| {
                let from = File::open(from)?;
                Ok(size_bytes == from.metadata()?.len() && is_same(File::open(place)?, from)?)
            },
            || self.stage.copy(path, from),
        );
    }

    /// Says that a file is as the last build of this same writer put it; the disk is not asked. It is a fault unless
    /// [`Writer::remembers`] the path.
    pub fn keep(&self, path: &str) {
        let owned = self.owned.read().unwrap_or_else(PoisonError::into_inner);
        if !locked(&self.claims).claim(path) {
            return;
        }
        if owned.remembers(path) {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
        } else {
            self.tell(Fault::NotRemembered {
                path: path.to_owned(),
            });
        }
    }

    /// Whether a file may be kept: the last build of this writer emitted it, and succeeded.
    pub fn remembers(&self, path: &str) -> bool {
        let owned = self.owned.read().unwrap_or_else(PoisonError::into_inner);
        owned.remembers(path)
    }

    /// Ends a build: shows what was put, removes what earlier builds wrote and this one did not output with the folders
    /// it leaves empty, and writes the manifest. The next build begins.
    ///
    /// # Errors
    /// All faults since the last call, or why the site is not put in the place of the one that stands. The site is then as
    /// the last good build left it. Only where the system refuses in the midst of moving files to their places are some new
    /// and some old, all of them whole; a stale file whose name a new folder needs (or the reverse) may by then be gone.
    pub fn finish(&self) -> Result<Written, WriteError> {
        let mut owned = self.owned.write().unwrap_or_else(PoisonError::into_inner);
        let written = Written {
            written: self.written.load(Ordering::Relaxed),
            unchanged: self.unchanged.load(Ordering::Relaxed),
            removed: 0,
        };
        let held = locked(&self.held).take();
        let coming = locked(&self.coming).take();
        let claims = self.begin_anew();
        let outcome = match held {
            Some(held) => Err(WriteError::Held(held)),
            None => self.publish(&mut owned, claims, coming),
        };
        // An empty stage that cannot be removed harms nobody: the next writer tries again.
        let _ = self.stage.clear();
        owned.is_remembered = outcome.is_ok();
        outcome.map(|removed| Written { removed, ..written })
    }

    /// Ends a build of which nothing is to be shown; the site stays as the last good build left it.
    pub fn abandon(&self) {
        let mut owned = self.owned.write().unwrap_or_else(PoisonError::into_inner);
        drop(self.begin_anew());
        let _ = self.stage.clear();
        owned.is_remembered = false;
    }

    /// Forgets the build so far but for the stage; its claims.
    fn begin_anew(&self) -> Claims {
        *locked(&self.held) = None;
        *locked(&self.coming) = None;
        self.standing.forget();
        self.has_given_up.store(false, Ordering::Relaxed);
        self.written.store(0, Ordering::Relaxed);
        self.unchanged.store(0, Ordering::Relaxed);
        std::mem::take(&mut *locked(&self.claims))
    }

    /// Shows what is on the stage and removes what is stale; the number of files removed.
    fn publish(
        &self,
        owned: &mut Owned,
        mut claims: Claims,
        coming: Option<Coming>,
    ) -> Result<usize, WriteError> {
        if !claims.faults.is_empty() {
            return Err(std::mem::take(&mut claims.faults).into());
        }
        let emitted = claims.paths();
        if let Some(coming) = &coming {
            let standing = (owned.names.exact(), owned.site.as_ref());
            let held = Held::shrinks(standing, (&emitted, coming), self.allowed);
            held.map_or(Ok(()), |held| Err(WriteError::Held(held)))?;
        }
        let site = coming.map(|coming| SiteRecord::of(&coming.scope, pages_in(&emitted)));
        let is_in_the_way =
            |path: &String| claims.covers_in_any_case(path) || claims.covers_above(path);
        let (in_the_way, elsewhere): (Vec<String>, Vec<String>) = owned
            .names
            .exact()
            .difference(&emitted)
            .cloned()
            .partition(is_in_the_way);
        if !emitted.is_subset(owned.names.exact()) {
            // Until it is whole, the folder counts as what it was.
            let is_first = owned.names.exact().is_empty();
            let until_then = if is_first {
                site.clone()
            } else {
                owned.site.clone()
            };
            let union = owned.names.exact().union(&emitted).cloned().collect();
            self.save(owned, union, until_then)?;
        }
        let mut removed = self.standing.remove_all(&in_the_way)?;
        self.stage.commit()?;
        removed += self.standing.remove_all(&elsewhere)?;
        let is_as_saved = emitted == *owned.names.exact() && site == owned.site;
        if !owned.is_remembered || !is_as_saved {
            self.save(owned, emitted, site)?;
        }
        Ok(removed)
    }

    fn save(
        &self,
        owned: &mut Owned,
        names: BTreeSet<String>,
        site: Option<SiteRecord>,
    ) -> Result<(), Vec<Fault>> {
        manifest::save(&self.out, &names, site.as_ref()).map_err(|error| {
            let path = super::MANIFEST_NAME.to_owned();
            vec![Fault::System { path, error }]
        })?;
        owned.names = Names::new(names);
        owned.site = site;
        Ok(())
    }

    /// Claims a path and stages its content unless `is_same` (given size and place of the file on disk).
    fn output(
        &self,
        path: &str,
        is_same: impl FnOnce(u64, &Path) -> io::Result<bool>,
        stage: impl FnOnce() -> io::Result<()>,
    ) {
        let owned = self.owned.read().unwrap_or_else(PoisonError::into_inner);
        if !locked(&self.claims).claim(path) || self.has_given_up.load(Ordering::Relaxed) {
            return;
        }
        match self.emit_claimed(&owned.names, path, is_same, stage) {
            Ok(counter) => {
                counter.fetch_add(1, Ordering::Relaxed);
            }
            Err(fault) => {
                let is_of_the_system = matches!(fault, Fault::System { .. });
                self.has_given_up
                    .fetch_or(is_of_the_system, Ordering::Relaxed);
                self.tell(fault);
            }
        }
    }

    /// The counter of what was done.
    fn emit_claimed(
        &self,
        names: &Names,
        path: &str,
        is_same: impl FnOnce(u64, &Path) -> io::Result<bool>,
        stage: impl FnOnce() -> io::Result<()>,
    ) -> Result<&AtomicUsize, Fault> {
        let system = |error| Fault::System {
            path: path.to_owned(),
            error,
        };
        if let Some(size_bytes) = self.standing.size_of_ours(names, path)? {
            let place = self.out.join(path);
            if is_same(size_bytes, &place).map_err(system)? {
                return Ok(&self.unchanged);
            }
        }
        stage().map_err(system)?;
        Ok(&self.written)
    }

    fn tell(&self, fault: Fault) {
        locked(&self.claims).faults.push(fault);
    }
}

impl Owned {
    fn remembers(&self, path: &str) -> bool {
        self.is_remembered && self.names.contains(path)
    }
}

impl Drop for Writer {
    /// A build that was begun and not finished leaves no trace.
    fn drop(&mut self) {
        let _ = self.stage.clear();
    }
}

#[cfg(test)]
mod tests;
