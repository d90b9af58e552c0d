//! The stage: a folder of our own within the output folder, where changed files are written whole under the paths
//! they will have, until all are there. A killed build leaves nothing but the stage. Committing moves whole folders
//! where the site has none yet, and else file by file, each replacing the old one at once.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::fault::Fault;

const STAGE_NAME: &str = ".kafolio-new";

/// The stage of one output folder.
#[derive(Debug)]
pub(crate) struct Stage {
    out: PathBuf,
    root: PathBuf,
}

impl Stage {
    pub(crate) fn new(out: &Path) -> Self {
        Self {
            out: out.to_path_buf(),
            root: out.join(STAGE_NAME),
        }
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.create(path)?.write_all(bytes)
    }

    /// Copies the content alone: a copy of a file that may not be written may be.
    pub(crate) fn copy(&self, path: &str, from: &Path) -> io::Result<()> {
        io::copy(&mut File::open(from)?, &mut self.create(path)?).map(drop)
    }

    /// Removes what is left on the stage.
    pub(crate) fn clear(&self) -> io::Result<()> {
        match fs::remove_dir_all(&self.root) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Moves everything to its place. Nothing is moved where something else stands in the way of one file.
    pub(crate) fn commit(&self) -> Result<(), Vec<Fault>> {
        let mut moves = Vec::new();
        let mut faults = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            if let Err(error) = self.plan(&folder, &mut folders, &mut moves, &mut faults) {
                faults.push(Fault::System {
                    path: folder,
                    error,
                });
            }
        }
        if faults.is_empty() {
            faults = moves
                .into_par_iter()
                .filter_map(|path| {
                    let moved = fs::rename(self.root.join(&path), self.out.join(&path));
                    moved.err().map(|error| Fault::System { path, error })
                })
                .collect();
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }

    /// Folders are created as files ask for them, so that each costs one failed attempt and no book is kept of them.
    fn create(&self, path: &str) -> io::Result<File> {
        let place = self.root.join(path);
        match File::create_new(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if let Some(folder) = place.parent() {
                    fs::create_dir_all(folder)?;
                }
                File::create_new(&place)
            }
            outcome => outcome,
        }
    }

    /// Sorts what lies in one folder of the stage: to be moved as it is, or a folder that the site has already.
    fn plan(
        &self,
        folder: &str,
        folders: &mut Vec<String>,
        moves: &mut Vec<String>,
        faults: &mut Vec<Fault>,
    ) -> io::Result<()> {
        let entries = match fs::read_dir(self.root.join(folder)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let path = if folder.is_empty() {
                name.into_owned()
            } else {
                format!("{folder}/{name}")
            };
            let is_folder = entry.file_type()?.is_dir();
            match look(&self.out.join(&path))? {
                None => moves.push(path),
                Some(there) if is_folder && there.is_dir() => folders.push(path),
                Some(there) if !is_folder && there.is_file() => moves.push(path),
                Some(_) => faults.push(Fault::InTheWay { path }),
            }
        }
        Ok(())
    }
}

/// What stands at a place, without following a link; nothing where nothing does.
pub(crate) fn look(place: &Path) -> io::Result<Option<Metadata>> {
    match fs::symlink_metadata(place) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_staged_is_seen_when_it_is_committed() {
        let out = tempfile::tempdir().unwrap();
        fs::create_dir(out.path().join("a")).unwrap();
        fs::write(out.path().join("a/old.html"), "old").unwrap();
        let stage = Stage::new(out.path());
        stage.write("a/new.html", b"new").unwrap();
        stage.write("b/c/new.html", b"new").unwrap();
        assert!(!out.path().join("a/new.html").exists());
        stage.commit().unwrap();
        stage.clear().unwrap();
        for (path, text) in [
            ("a/old.html", "old"),
            ("a/new.html", "new"),
            ("b/c/new.html", "new"),
        ] {
            assert_eq!(fs::read_to_string(out.path().join(path)).unwrap(), text);
        }
        assert!(!out.path().join(STAGE_NAME).exists());
    }

    #[test]
    fn nothing_is_moved_when_one_thing_is_in_the_way() {
        let out = tempfile::tempdir().unwrap();
        fs::create_dir(out.path().join("a.html")).unwrap();
        let stage = Stage::new(out.path());
        stage.write("a.html", b"").unwrap();
        stage.write("b.html", b"").unwrap();
        assert!(stage.commit().is_err());
        assert!(!out.path().join("b.html").exists());
    }
}
