//! Writes a site to its output folder from many threads while its pages are rendered, so that the site need not fit in
//! memory. Only changed files are written, files that are not ours are never touched, and on any failure the last good
//! site stays.
//!
//! Pages that differ from those on disk go to the stage. At the end, if there was no fault, the manifest is written with
//! the old and the new names, the stage is committed, stale files are removed, and the manifest is written again. Whenever
//! the process is killed, every file is complete, and is on the stage or in the manifest.

use crate::forms::Dictionary;
use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};

use super::admission::{Admission, admit};
use super::claims::Claims;
use super::existing::{ExistingSite, is_same, locked};
use super::fault::{Fault, OpenError, WriteError};
use super::guard::{Allowed, Blocked, PlannedSite, pages_in};
use super::manifest::{self, Names};
use super::record::SiteRecord;
use super::stage::Stage;
use crate::domain::Scope;

/// What a build changed in the output folder, in files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// New or changed.
    pub written: usize,
    /// Unchanged.
    pub unchanged: usize,
    /// Written by an earlier build and not by this one.
    pub removed: usize,
}

/// An output folder, open for a series of builds; no other process may write to it meanwhile.
#[derive(Debug)]
pub struct Writer {
    out: PathBuf,
    stage: Stage,
    existing: ExistingSite,
    /// Read by every thread that puts a file, written when a build is finished.
    owned: RwLock<Owned>,
    claims: Mutex<Claims>,
    allowed: Allowed,
    /// The site that is being written; `None` if it was not declared.
    planned: Mutex<Option<PlannedSite>>,
    /// Why it must not be written.
    blocked: Mutex<Option<Blocked>>,
    /// Further files are ignored: the build is blocked, or the system refused once, and continuing would only fill the disk.
    has_given_up: AtomicBool,
    written: AtomicUsize,
    unchanged: AtomicUsize,
    /// Locked for as long as the writer lives, if the system has locks on folders.
    _lock: Option<File>,
}

#[derive(Debug)]
struct Owned {
    /// The names in the manifest on disk.
    names: Names,
    /// The record of the last complete site, likewise.
    site: Option<SiteRecord>,
    /// The last build was written completely by this writer, so its files are those on disk.
    is_remembered: bool,
}

impl Writer {
    /// Opens an output folder and creates it if it does not exist. `protected` are the folders of the notes.
    ///
    /// # Errors
    /// See [`OpenError`]; nothing in the folder has been changed then.
    pub fn open(out: &Path, protected: &[&Path], allowed: Allowed) -> Result<Self, OpenError> {
        let Admission { real, loaded, lock } = admit(out, protected)?;
        let stage = Stage::new(&real);
        let existing = ExistingSite::new(&real);
        stage.clear().map_err(|error| OpenError::System {
            path: out.to_path_buf(),
            error,
        })?;
        Ok(Self {
            out: real,
            stage,
            existing,
            owned: RwLock::new(Owned {
                names: loaded.names,
                site: loaded.site,
                is_remembered: false,
            }),
            claims: Mutex::default(),
            allowed,
            planned: Mutex::default(),
            blocked: Mutex::default(),
            has_given_up: AtomicBool::new(false),
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            _lock: lock,
        })
    }

    /// Declares the scope of the site of this build and the number of accounts in the notes, before any of its files. If it
    /// must not replace the existing site, nothing is written.
    pub fn declare(&self, scope: &Scope, dictionary: &'static Dictionary, accounts: usize) {
        let owned = self.owned.read().unwrap_or_else(PoisonError::into_inner);
        let before = owned.site.as_ref().and_then(SiteRecord::scope);
        let blocked = Blocked::wider(before, scope, dictionary, self.allowed);
        self.has_given_up
            .store(blocked.is_some(), Ordering::Relaxed);
        *locked(&self.blocked) = blocked;
        *locked(&self.planned) = Some(PlannedSite {
            scope: scope.clone(),
            accounts,
        });
    }

    /// Writes one file of the site; `path` is relative to the output folder, with `/`. May be called from many threads.
    /// Faults are collected and reported by [`Writer::finish`].
    pub fn put(&self, path: &str, bytes: &[u8]) {
        self.output(
            path,
            |size_bytes, place| {
                Ok(size_bytes == bytes.len() as u64 && is_same(File::open(place)?, bytes)?)
            },
            || self.stage.write(path, bytes),
        );
    }

    /// Writes a copy of the file `from`, as [`Writer::put`] would write its content.
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

    /// Records that a file cannot be written because what it is made of cannot be read.
    pub fn unreadable(&self, path: &str, error: io::Error) {
        self.output(path, |_, _| Ok(false), || Err(error));
    }

    /// Keeps a file unchanged from the last build of this writer, without accessing the disk. It is a fault unless
    /// [`Writer::remembers`] the path.
    pub fn keep(&self, path: &str) {
        let owned = self.owned.read().unwrap_or_else(PoisonError::into_inner);
        if !locked(&self.claims).claim(path) {
            return;
        }
        if owned.remembers(path) {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
        } else {
            self.record_fault(Fault::not_remembered(path));
        }
    }

    /// Returns whether a file may be kept: the last build of this writer succeeded and wrote it.
    pub fn remembers(&self, path: &str) -> bool {
        let owned = self.owned.read().unwrap_or_else(PoisonError::into_inner);
        owned.remembers(path)
    }

    /// Ends a build: publishes its files, removes those that only earlier builds wrote along with folders that become empty,
    /// and writes the manifest. The next build can begin.
    ///
    /// # Errors
    /// All faults since the last call, or why the existing site must not be replaced. The site is then unchanged since the last
    /// good build. Only if the system refuses while files are being moved are some files new and some old, all of them
    /// complete; a stale file whose name a new folder needs (or the reverse) may be gone by then.
    pub fn finish(&self) -> Result<Written, WriteError> {
        let mut owned = self.owned.write().unwrap_or_else(PoisonError::into_inner);
        let written = Written {
            written: self.written.load(Ordering::Relaxed),
            unchanged: self.unchanged.load(Ordering::Relaxed),
            removed: 0,
        };
        let blocked = locked(&self.blocked).take();
        let planned = locked(&self.planned).take();
        let claims = self.reset();
        let outcome = match blocked {
            Some(blocked) => Err(WriteError::Blocked(blocked)),
            None => self.publish(&mut owned, claims, planned),
        };
        // An empty stage that cannot be removed does no harm: the next writer tries again.
        let _ = self.stage.clear();
        owned.is_remembered = outcome.is_ok();
        outcome.map(|removed| Written { removed, ..written })
    }

    /// Discards a build; the site stays as the last good build left it.
    pub fn abandon(&self) {
        let mut owned = self.owned.write().unwrap_or_else(PoisonError::into_inner);
        drop(self.reset());
        let _ = self.stage.clear();
        owned.is_remembered = false;
    }

    /// Resets the state of the build, except for the stage; returns its claims.
    fn reset(&self) -> Claims {
        *locked(&self.blocked) = None;
        *locked(&self.planned) = None;
        self.existing.reset();
        self.has_given_up.store(false, Ordering::Relaxed);
        self.written.store(0, Ordering::Relaxed);
        self.unchanged.store(0, Ordering::Relaxed);
        std::mem::take(&mut *locked(&self.claims))
    }

    /// Publishes the stage and removes stale files; returns the number of files removed.
    fn publish(
        &self,
        owned: &mut Owned,
        mut claims: Claims,
        planned: Option<PlannedSite>,
    ) -> Result<usize, WriteError> {
        if !claims.faults.is_empty() {
            return Err(std::mem::take(&mut claims.faults).into());
        }
        let emitted = claims.paths();
        if let Some(planned) = &planned {
            let existing = (owned.names.exact(), owned.site.as_ref());
            let blocked = Blocked::shrinks(existing, (&emitted, planned), self.allowed);
            blocked.map_or(Ok(()), |blocked| Err(WriteError::Blocked(blocked)))?;
        }
        let site = planned.map(|planned| SiteRecord::of(&planned.scope, pages_in(&emitted)));
        let is_in_the_way =
            |path: &String| claims.covers_ignoring_case(path) || claims.covers_above(path);
        let (in_the_way, elsewhere): (Vec<String>, Vec<String>) = owned
            .names
            .exact()
            .difference(&emitted)
            .cloned()
            .partition(is_in_the_way);
        if !emitted.is_subset(owned.names.exact()) {
            // Until the new site is complete, the folder counts as the old one.
            let is_first = owned.names.exact().is_empty();
            let interim = if is_first {
                site.clone()
            } else {
                owned.site.clone()
            };
            let union = owned.names.exact().union(&emitted).cloned().collect();
            self.save(owned, union, interim)?;
        }
        let mut removed = self.existing.remove_all(&in_the_way)?;
        self.stage.commit()?;
        removed += self.existing.remove_all(&elsewhere)?;
        let is_saved = emitted == *owned.names.exact() && site == owned.site;
        if !owned.is_remembered || !is_saved {
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
            let path = super::manifest::MANIFEST_NAME.to_owned();
            vec![Fault::System { path, error }]
        })?;
        owned.names = Names::new(names);
        owned.site = site;
        Ok(())
    }

    /// Claims a path and stages its content unless `is_same`, which gets the size and path of the file on disk.
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
        match self.stage_changed(&owned.names, path, is_same, stage) {
            Ok(counter) => {
                counter.fetch_add(1, Ordering::Relaxed);
            }
            Err(fault) => {
                let is_of_the_system = matches!(fault, Fault::System { .. });
                self.has_given_up
                    .fetch_or(is_of_the_system, Ordering::Relaxed);
                self.record_fault(fault);
            }
        }
    }

    /// Stages a file if it changed; returns the counter to increment.
    fn stage_changed(
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
        if let Some(size_bytes) = self.existing.size_of_ours(names, path)? {
            let place = self.out.join(path);
            if is_same(size_bytes, &place).map_err(system)? {
                return Ok(&self.unchanged);
            }
        }
        stage().map_err(system)?;
        Ok(&self.written)
    }

    fn record_fault(&self, fault: Fault) {
        locked(&self.claims).faults.push(fault);
    }
}

impl Owned {
    fn remembers(&self, path: &str) -> bool {
        self.is_remembered && self.names.contains(path)
    }
}

impl Drop for Writer {
    /// An unfinished build leaves no trace.
    fn drop(&mut self) {
        let _ = self.stage.clear();
    }
}

#[cfg(test)]
mod tests;
