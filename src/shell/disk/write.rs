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
use super::manifest::{self, Names};
use super::stage::Stage;
use super::standing::{Standing, is_same, locked};

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
    written: AtomicUsize,
    unchanged: AtomicUsize,
    /// The system refused once: the build is lost, and trying on would only fill the disk.
    has_given_up: AtomicBool,
    /// Held for as long as the writer lives, where the system has locks on folders.
    _lock: Option<File>,
}

#[derive(Debug)]
struct Owned {
    /// As in the manifest on disk.
    names: Names,
    /// The last build was written whole by this writer, so that what it emitted is what is on disk.
    is_remembered: bool,
}

impl Writer {
    /// Opens an output folder, creating it where it does not exist. `protected` are the folders of the notes.
    ///
    /// # Errors
    /// See [`OpenError`]; nothing in the folder has then been touched.
    pub fn open(out: &Path, protected: &[&Path]) -> Result<Self, OpenError> {
        let Admission { real, names, lock } = admit(out, protected)?;
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
                names,
                is_remembered: false,
            }),
            claims: Mutex::default(),
            written: AtomicUsize::new(0),
            unchanged: AtomicUsize::new(0),
            has_given_up: AtomicBool::new(false),
            _lock: lock,
        })
    }

    /// Puts one file of the site; `path` is relative to the output folder, with `/`. May be called from many threads.
    /// Faults are kept and told by [`Writer::finish`].
    pub fn put(&self, path: &str, bytes: &[u8]) {
        self.emit(
            path,
            |size_bytes, place| {
                Ok(size_bytes == bytes.len() as u64 && is_same(File::open(place)?, bytes)?)
            },
            || self.stage.write(path, bytes),
        );
    }

    /// Puts a copy of the file `from`, as [`Writer::put`] would its content.
    pub fn copy(&self, path: &str, from: &Path) {
        self.emit(
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

    /// Ends a build: shows what was put, removes what earlier builds wrote and this one did not emit with the folders
    /// it leaves empty, and writes the manifest. The next build begins.
    ///
    /// # Errors
    /// All faults since the last call. The site is then as the last good build left it. Only where the system refuses
    /// in the midst of moving files to their places are some new and some old, all of them whole; a stale file whose
    /// name a new folder needs (or the reverse) may by then be gone.
    pub fn finish(&self) -> Result<Written, WriteError> {
        let mut owned = self.owned.write().unwrap_or_else(PoisonError::into_inner);
        let claims = std::mem::take(&mut *locked(&self.claims));
        self.standing.forget();
        self.has_given_up.store(false, Ordering::Relaxed);
        let mut written = Written {
            written: self.written.swap(0, Ordering::Relaxed),
            unchanged: self.unchanged.swap(0, Ordering::Relaxed),
            removed: 0,
        };
        let outcome = self.publish(&mut owned, claims);
        // An empty stage that cannot be removed harms nobody: the next writer tries again.
        let _ = self.stage.clear();
        owned.is_remembered = outcome.is_ok();
        match outcome {
            Ok(removed) => {
                written.removed = removed;
                Ok(written)
            }
            Err(mut faults) => {
                faults.sort_by(|one, other| one.path().cmp(other.path()));
                Err(WriteError { faults })
            }
        }
    }

    /// Ends a build of which nothing is to be shown; the site stays as the last good build left it.
    pub fn abandon(&self) {
        let mut owned = self.owned.write().unwrap_or_else(PoisonError::into_inner);
        drop(std::mem::take(&mut *locked(&self.claims)));
        self.standing.forget();
        self.has_given_up.store(false, Ordering::Relaxed);
        self.written.store(0, Ordering::Relaxed);
        self.unchanged.store(0, Ordering::Relaxed);
        let _ = self.stage.clear();
        owned.is_remembered = false;
    }

    /// Shows what is on the stage and removes what is stale; the number of files removed.
    fn publish(&self, owned: &mut Owned, mut claims: Claims) -> Result<usize, Vec<Fault>> {
        if !claims.faults.is_empty() {
            return Err(std::mem::take(&mut claims.faults));
        }
        let emitted = claims.paths();
        let is_in_the_way =
            |path: &String| claims.covers_in_any_case(path) || claims.covers_above(path);
        let (in_the_way, elsewhere): (Vec<String>, Vec<String>) = owned
            .names
            .exact()
            .difference(&emitted)
            .cloned()
            .partition(is_in_the_way);
        if !emitted.is_subset(owned.names.exact()) {
            let union = owned.names.exact().union(&emitted).cloned().collect();
            self.save(owned, union)?;
        }
        let mut removed = self.standing.remove_all(&in_the_way)?;
        self.stage.commit()?;
        removed += self.standing.remove_all(&elsewhere)?;
        if !owned.is_remembered || emitted != *owned.names.exact() {
            self.save(owned, emitted)?;
        }
        Ok(removed)
    }

    fn save(&self, owned: &mut Owned, names: BTreeSet<String>) -> Result<(), Vec<Fault>> {
        manifest::save(&self.out, &names).map_err(|error| {
            let path = super::MANIFEST_NAME.to_owned();
            vec![Fault::System { path, error }]
        })?;
        owned.names = Names::new(names);
        Ok(())
    }

    /// Claims a path and stages its content unless `is_same` (given size and place of the file on disk).
    fn emit(
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
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    fn folder() -> TempDir {
        tempfile::tempdir().unwrap()
    }

    fn open(out: &TempDir) -> Writer {
        Writer::open(out.path(), &[]).unwrap()
    }

    /// One build by a writer of its own.
    fn build(out: &TempDir, files: &[(&str, &str)]) -> Result<Written, WriteError> {
        build_with(&open(out), files)
    }

    fn build_with(writer: &Writer, files: &[(&str, &str)]) -> Result<Written, WriteError> {
        files
            .iter()
            .for_each(|(path, text)| writer.put(path, text.as_bytes()));
        writer.finish()
    }

    fn counts(written: usize, unchanged: usize, removed: usize) -> Written {
        Written {
            written,
            unchanged,
            removed,
        }
    }

    fn said(outcome: Result<Written, WriteError>) -> Vec<String> {
        outcome
            .unwrap_err()
            .faults
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    fn in_the_way(path: &str) -> String {
        Fault::InTheWay {
            path: path.to_owned(),
        }
        .to_string()
    }

    fn text(out: &TempDir, path: &str) -> String {
        fs::read_to_string(out.path().join(path)).unwrap_or_else(|error| error.kind().to_string())
    }

    /// Every file and empty folder, sorted, but for the manifest.
    fn tree(out: &TempDir) -> Vec<String> {
        fn visit(root: &Path, folder: &Path, found: &mut Vec<String>) {
            let mut entries = fs::read_dir(folder).unwrap().peekable();
            if entries.peek().is_none() {
                found.push(folder.strip_prefix(root).unwrap().display().to_string());
            }
            for place in entries.map(|entry| entry.unwrap().path()) {
                match fs::symlink_metadata(&place).unwrap().is_dir() {
                    true => visit(root, &place, found),
                    false => found.push(place.strip_prefix(root).unwrap().display().to_string()),
                }
            }
        }
        let mut found = Vec::new();
        visit(out.path(), out.path(), &mut found);
        found.retain(|path| path != super::super::MANIFEST_NAME);
        found.sort();
        found
    }

    #[test]
    fn only_what_changed_is_written_and_what_is_stale_removed() {
        let out = folder();
        let first = [
            ("index.html", "1"),
            ("a/b/old.html", "2"),
            ("a/c.html", "3"),
        ];
        assert_eq!(build(&out, &first).unwrap(), counts(3, 0, 0));
        let modified = || {
            fs::metadata(out.path().join("index.html"))
                .unwrap()
                .modified()
                .unwrap()
        };
        let before = modified();
        let second = [("index.html", "1"), ("a/c.html", "4"), ("d/e.html", "5")];
        assert_eq!(build(&out, &second).unwrap(), counts(2, 1, 1));
        assert_eq!(tree(&out), ["a/c.html", "d/e.html", "index.html"]);
        assert_eq!((text(&out, "a/c.html"), modified()), ("4".into(), before));
    }

    #[test]
    fn many_threads_make_the_same_folder_as_one() {
        let (one, many) = (folder(), folder());
        let path = |number: usize| format!("{}/{}/{number}.html", number % 3, number % 7);
        let writer = open(&one);
        (0..200).for_each(|number| writer.put(&path(number), b"x"));
        writer.finish().unwrap();
        let writer = open(&many);
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let writer = &writer;
                scope.spawn(move || {
                    (thread..200)
                        .step_by(4)
                        .for_each(|number| writer.put(&path(number), b"x"))
                });
            }
        });
        assert_eq!(writer.finish().unwrap(), counts(200, 0, 0));
        assert_eq!(tree(&one), tree(&many));
        assert_eq!(text(&one, ".kafolio.json"), text(&many, ".kafolio.json"));
    }

    #[test]
    fn a_file_is_kept_only_after_a_good_build_of_the_same_writer() {
        let out = folder();
        let writer = open(&out);
        build_with(&writer, &[("a.html", "1"), ("b.html", "1")]).unwrap();
        writer.keep("a.html");
        writer.put("b.html", b"2");
        assert_eq!(writer.finish().unwrap(), counts(1, 1, 0));
        build_with(&writer, &[("../a", "")]).unwrap_err();
        assert!(!writer.remembers("a.html"));
        writer.keep("a.html");
        assert_eq!(
            said(writer.finish()),
            ["`a.html` is not known from the last build"]
        );
    }

    #[test]
    fn attachments_are_copied_by_content() {
        let (out, notes) = (folder(), folder());
        let from = notes.path().join("报价.pdf");
        let copy = |content: &str| {
            fs::write(&from, content).unwrap();
            let writer = open(&out);
            writer.copy("a/报价.pdf", &from);
            writer.finish().unwrap()
        };
        assert_eq!(copy("一"), counts(1, 0, 0));
        assert_eq!(copy("一"), counts(0, 1, 0));
        assert_eq!(copy("二"), counts(1, 0, 0));
        assert_eq!(text(&out, "a/报价.pdf"), "二");
    }

    #[test]
    fn a_fault_leaves_the_last_good_site() {
        let out = folder();
        build(&out, &[("a.html", "1"), ("b.html", "1")]).unwrap();
        let manifest = text(&out, ".kafolio.json");
        let writer = open(&out);
        writer.copy("c.pdf", &out.path().join("missing.pdf"));
        let outcome = build_with(&writer, &[("a.html", "2"), ("new.html", "2")]);
        assert!(
            matches!(&outcome.unwrap_err().faults[..], [Fault::System { path, .. }] if path == "c.pdf")
        );
        assert_eq!(tree(&out), ["a.html", "b.html"]);
        assert_eq!(
            (text(&out, "a.html"), text(&out, ".kafolio.json")),
            ("1".into(), manifest)
        );
        assert_eq!(
            build_with(&writer, &[("a.html", "2")]).unwrap(),
            counts(1, 0, 1)
        );
    }

    #[test]
    fn what_is_not_ours_is_never_touched() {
        let out = folder();
        build(&out, &[("a/old.html", "1")]).unwrap();
        fs::write(out.path().join("a/theirs.txt"), "theirs").unwrap();
        fs::create_dir_all(out.path().join("folder.html/x")).unwrap();
        let outcome = build(
            &out,
            &[
                ("a/theirs.txt", "theirs"),
                ("folder.html", ""),
                ("b.html", ""),
            ],
        );
        assert_eq!(
            said(outcome),
            [in_the_way("a/theirs.txt"), in_the_way("folder.html")]
        );
        build(&out, &[("b.html", "")]).unwrap();
        assert_eq!(tree(&out), ["a/theirs.txt", "b.html", "folder.html/x"]);
    }

    #[test]
    fn a_killed_build_leaves_only_what_the_next_one_clears() {
        let out = folder();
        let kill = |path: &str| {
            let writer = open(&out);
            writer.put(path, b"half");
            // Neither finished nor dropped; the lock would go with the process.
            writer._lock.as_ref().map(|lock| lock.unlock());
            std::mem::forget(writer);
        };
        kill("a/b.html");
        build(&out, &[("c.html", "1")]).unwrap();
        assert_eq!(tree(&out), ["c.html"]);
        kill("c.html");
        assert_eq!(text(&out, "c.html"), "1");
        build(&out, &[("c.html", "1")]).unwrap();
        assert_eq!(tree(&out), ["c.html"]);
    }

    #[test]
    fn files_and_folders_may_change_places_and_names_their_case() {
        let out = folder();
        build(&out, &[("a", "1"), ("b/c/d", "1"), ("E/f.html", "1")]).unwrap();
        build(&out, &[("a/x", "2"), ("b", "2"), ("e/F.html", "2")]).unwrap();
        assert_eq!(tree(&out), ["a/x", "b", "e/F.html"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_the_output_are_not_followed() {
        let (out, elsewhere) = (folder(), folder());
        build(&out, &[("a/b.html", "1"), ("c.html", "1")]).unwrap();
        fs::write(elsewhere.path().join("b.html"), "theirs").unwrap();
        fs::remove_dir_all(out.path().join("a")).unwrap();
        fs::remove_file(out.path().join("c.html")).unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), out.path().join("a")).unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join("b.html"), out.path().join("c.html"))
            .unwrap();
        let outcome = build(&out, &[("a/b.html", "2"), ("c.html", "2")]);
        assert_eq!(said(outcome), [in_the_way("a"), in_the_way("c.html")]);
        assert_eq!(build(&out, &[]).unwrap(), counts(0, 0, 0));
        assert_eq!(text(&elsewhere, "b.html"), "theirs");
    }
}
