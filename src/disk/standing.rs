//! What stands in an output folder: which files are ours and unlinked, what is in their way, and their removal. It
//! never follows a link. What shall stand there is left to the writer.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::fault::Fault;
use super::manifest::Names;
use super::place::folder_of;
use super::stage::look;

/// The site as it stands before a build.
#[derive(Debug)]
pub(crate) struct Standing {
    out: PathBuf,
    /// What was found where folders shall be, so that each is looked at once a build.
    folders: Mutex<HashMap<String, Place>>,
}

/// What stands where a file or folder of ours shall go.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// Nothing, or something of ours that goes when the build is finished.
    Free,
    /// A file or folder that can stay as it is.
    Taken,
    /// Something that is not ours, at this path.
    Foreign(String),
}

impl Standing {
    pub(crate) fn new(out: &Path) -> Self {
        Self {
            out: out.to_path_buf(),
            folders: Mutex::default(),
        }
    }

    /// Appearance anew from now on.
    pub(crate) fn forget(&self) {
        locked(&self.folders).clear();
    }

    /// The size of our file at a path, if there is one; a fault if something else is.
    pub(crate) fn size_of_ours(&self, names: &Names, path: &str) -> Result<Option<u64>, Fault> {
        let system = |error| Fault::System {
            path: path.to_owned(),
            error,
        };
        match self.folder_place(names, folder_of(path)).map_err(system)? {
            Place::Free => return Ok(None),
            Place::Taken => {}
            Place::Foreign(path) => return Err(Fault::InTheWay { path }),
        }
        match look(&self.out.join(path)).map_err(system)? {
            None => Ok(None),
            Some(there) if there.is_file() && names.contains(path) => Ok(Some(there.len())),
            Some(there) if there.is_file() && names.contains_in_any_case(path) => Ok(None),
            Some(there) if there.is_dir() && names.contains_below(path) => Ok(None),
            Some(_) => Err(Fault::InTheWay {
                path: path.to_owned(),
            }),
        }
    }

    /// What stands where a folder shall be; asked of the disk once a build.
    fn folder_place(&self, names: &Names, folder: &str) -> io::Result<Place> {
        if folder.is_empty() {
            return Ok(Place::Taken);
        }
        if let Some(place) = locked(&self.folders).get(folder) {
            return Ok(place.clone());
        }
        let place = match self.folder_place(names, folder_of(folder))? {
            Place::Taken => match look(&self.out.join(folder))? {
                None => Place::Free,
                Some(there) if there.is_dir() => Place::Taken,
                Some(there) if there.is_file() && names.contains(folder) => Place::Free,
                Some(_) => Place::Foreign(folder.to_owned()),
            },
            above => above,
        };
        locked(&self.folders).insert(folder.to_owned(), place.clone());
        Ok(place)
    }

    /// Removes files of ours and the folders that they leave empty; how many there were.
    pub(crate) fn remove_all(&self, paths: &[String]) -> Result<usize, Vec<Fault>> {
        let mut removed = 0;
        let mut faults = Vec::new();
        let mut left = BTreeSet::new();
        for path in paths {
            match self.remove(path) {
                Ok(was_there) => {
                    removed += usize::from(was_there);
                    left.insert(folder_of(path));
                }
                Err(error) => faults.push(Fault::System {
                    path: path.clone(),
                    error,
                }),
            }
        }
        // From the last to the first, a folder comes after what it contains.
        for mut folder in left.into_iter().rev() {
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

    /// Whether there was a file to remove. What has taken the place of ours meanwhile is not ours.
    fn remove(&self, path: &str) -> io::Result<bool> {
        let place = self.out.join(path);
        if !self.is_real_folder(folder_of(path))
            || !look(&place)?.is_some_and(|there| there.is_file())
        {
            return Ok(false);
        }
        fs::remove_file(place).map(|()| true)
    }

    /// Whether no part of the way to a folder is a link.
    fn is_real_folder(&self, folder: &str) -> bool {
        let is_folder =
            |path: &str| matches!(look(&self.out.join(path)), Ok(Some(there)) if there.is_dir());
        folder.is_empty() || (self.is_real_folder(folder_of(folder)) && is_folder(folder))
    }
}

/// A panic while a lock is held spoils nothing that is behind it: every change is a single step.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether two contents are the same, byte for byte.
pub(crate) fn is_same(mut one: impl Read, mut other: impl Read) -> io::Result<bool> {
    let mut of_one = [0; 16 * 1024];
    let mut of_other = [0; 16 * 1024];
    loop {
        let length = match one.read(&mut of_one) {
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if length == 0 {
            return Ok(other.read(&mut of_other)? == 0);
        }
        match other.read_exact(&mut of_other[..length]) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            outcome => outcome?,
        }
        if of_one[..length] != of_other[..length] {
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
    fn removal_takes_the_folders_it_leaves_empty_and_no_others() {
        let out = tempfile::tempdir().unwrap();
        for path in ["a/b/c/1", "a/b/2", "a/theirs", "d/3"] {
            let place = out.path().join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, "").unwrap();
        }
        fs::create_dir(out.path().join("empty")).unwrap();
        let paths = ["a/b/2", "a/b/c/1", "d/3", "gone/4"].map(str::to_owned);
        assert_eq!(Standing::new(out.path()).remove_all(&paths).unwrap(), 3);
        let is_there = |path: &str| out.path().join(path).exists();
        assert!(is_there("a/theirs") && is_there("empty"));
        assert!(!is_there("a/b") && !is_there("d"));
    }
}
