//! Inspects an output folder: which files are ours, and what is in their way; removes stale files. It never follows a
//! link.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::fault::Fault;
use super::manifest::Names;
use super::place::folder_of;
use super::stage::metadata_of;

/// The site in an output folder before a build.
#[derive(Debug)]
pub(crate) struct ExistingSite {
    out: PathBuf,
    /// What was found at the paths of folders, so that each is inspected once per build.
    folders: Mutex<HashMap<String, FolderState>>,
}

/// What is at the path of a folder of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
enum FolderState {
    /// Nothing, or something of ours that is removed when the build is finished.
    Free,
    /// A folder that can be used.
    Usable,
    /// Something that is not ours, with its path.
    Foreign(String),
}

impl ExistingSite {
    pub(crate) fn new(out: &Path) -> Self {
        Self {
            out: out.to_path_buf(),
            folders: Mutex::default(),
        }
    }

    /// Forgets what was found, so that the disk is inspected again.
    pub(crate) fn reset(&self) {
        locked(&self.folders).clear();
    }

    /// Returns the size of our file at a path, if there is one.
    ///
    /// # Errors
    /// Something that is not ours is at the path.
    pub(crate) fn size_of_ours(&self, names: &Names, path: &str) -> Result<Option<u64>, Fault> {
        let system = |error| Fault::System {
            path: path.to_owned(),
            error,
        };
        match self.folder_state(names, folder_of(path)).map_err(system)? {
            FolderState::Free => return Ok(None),
            FolderState::Usable => {}
            FolderState::Foreign(path) => return Err(Fault::InTheWay { path }),
        }
        match metadata_of(&self.out.join(path)).map_err(system)? {
            None => Ok(None),
            Some(metadata) if metadata.is_file() && names.contains(path) => {
                Ok(Some(metadata.len()))
            }
            Some(metadata) if metadata.is_file() && names.contains_ignoring_case(path) => Ok(None),
            Some(metadata) if metadata.is_dir() && names.contains_below(path) => Ok(None),
            Some(_) => Err(Fault::InTheWay {
                path: path.to_owned(),
            }),
        }
    }

    /// Returns what is at the path of a folder; the disk is accessed once per build.
    fn folder_state(&self, names: &Names, folder: &str) -> io::Result<FolderState> {
        if folder.is_empty() {
            return Ok(FolderState::Usable);
        }
        if let Some(state) = locked(&self.folders).get(folder) {
            return Ok(state.clone());
        }
        let state = match self.folder_state(names, folder_of(folder))? {
            FolderState::Usable => match metadata_of(&self.out.join(folder))? {
                None => FolderState::Free,
                Some(metadata) if metadata.is_dir() => FolderState::Usable,
                Some(metadata) if metadata.is_file() && names.contains(folder) => FolderState::Free,
                Some(_) => FolderState::Foreign(folder.to_owned()),
            },
            above => above,
        };
        locked(&self.folders).insert(folder.to_owned(), state.clone());
        Ok(state)
    }

    /// Removes files of ours and the folders that become empty; returns how many files there were.
    pub(crate) fn remove_all(&self, paths: &[String]) -> Result<usize, Vec<Fault>> {
        let mut removed = 0;
        let mut faults = Vec::new();
        let mut emptied = BTreeSet::new();
        for path in paths {
            match self.remove(path) {
                Ok(existed) => {
                    removed += usize::from(existed);
                    emptied.insert(folder_of(path));
                }
                Err(error) => faults.push(Fault::System {
                    path: path.clone(),
                    error,
                }),
            }
        }
        // In reverse order, a folder comes after everything in it.
        for mut folder in emptied.into_iter().rev() {
            while !folder.is_empty()
                && self.is_real_folder(folder)
                && fs::remove_dir(self.out.join(folder)).is_ok()
            {
                folder = folder_of(folder);
            }
        }
        if faults.is_empty() {
            Ok(removed)
        } else {
            Err(faults)
        }
    }

    /// Removes a file and returns whether there was one. What has replaced ours meanwhile is not ours.
    fn remove(&self, path: &str) -> io::Result<bool> {
        let place = self.out.join(path);
        if !self.is_real_folder(folder_of(path))
            || !metadata_of(&place)?.is_some_and(|metadata| metadata.is_file())
        {
            return Ok(false);
        }
        fs::remove_file(place).map(|()| true)
    }

    /// Returns whether a path is a folder and no part of it is a link.
    fn is_real_folder(&self, folder: &str) -> bool {
        let is_folder = |path: &str| matches!(metadata_of(&self.out.join(path)), Ok(Some(metadata)) if metadata.is_dir());
        folder.is_empty() || (self.is_real_folder(folder_of(folder)) && is_folder(folder))
    }
}

/// Locks a mutex even after a panic: every change under these locks is a single step, so the data stays consistent.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns whether two contents are the same, byte for byte.
pub(crate) fn is_same(mut one: impl Read, mut other: impl Read) -> io::Result<bool> {
    let mut one_buffer = [0; 16 * 1024];
    let mut other_buffer = [0; 16 * 1024];
    loop {
        let length = match one.read(&mut one_buffer) {
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if length == 0 {
            return Ok(other.read(&mut other_buffer)? == 0);
        }
        match other.read_exact(&mut other_buffer[..length]) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            outcome => outcome?,
        }
        if one_buffer[..length] != other_buffer[..length] {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_compared_to_their_ends() {
        let long = vec![7; 40_000];
        let is_same = |one: &[u8], other: &[u8]| is_same(one, other).unwrap();
        assert!(is_same(b"", b"") && is_same(&long, &long));
        assert!(!is_same(&long, &long[1..]) && !is_same(&long[1..], &long));
        assert!(!is_same(b"ab", b"ac"));
    }

    #[test]
    fn removing_files_removes_only_folders_that_become_empty() {
        let out = tempfile::tempdir().unwrap();
        for path in ["a/b/c/1", "a/b/2", "a/theirs", "d/3"] {
            let place = out.path().join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, "").unwrap();
        }
        fs::create_dir(out.path().join("empty")).unwrap();
        let paths = ["a/b/2", "a/b/c/1", "d/3", "gone/4"].map(str::to_owned);
        assert_eq!(ExistingSite::new(out.path()).remove_all(&paths).unwrap(), 3);
        let is_there = |path: &str| out.path().join(path).exists();
        assert!(is_there("a/theirs") && is_there("empty"));
        assert!(!is_there("a/b") && !is_there("d"));
    }
}
