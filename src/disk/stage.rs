//! The stage: a folder of our own within the output folder. Changed files are written there under their final paths until
//! the build is complete; a killed build leaves nothing but the stage. Committing moves whole folders where the site has
//! none yet, and otherwise file by file, each replacing the old one atomically.

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

    /// Copies the content only, so that the copy of a read-only file is writable.
    pub(crate) fn copy(&self, path: &str, from: &Path) -> io::Result<()> {
        io::copy(&mut File::open(from)?, &mut self.create(path)?).map(drop)
    }

    /// Removes everything on the stage.
    pub(crate) fn clear(&self) -> io::Result<()> {
        match fs::remove_dir_all(&self.root) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Moves everything to its final path. Nothing is moved if anything is in the way of a single file.
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

    /// Creates a file, and its folder if that is missing: one failed attempt per folder, without keeping track of them.
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

    /// Sorts the entries of one folder of the stage: to be moved, or a folder that the site already has.
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
            match metadata_of(&self.out.join(&path))? {
                None => moves.push(path),
                Some(metadata) if is_folder && metadata.is_dir() => folders.push(path),
                Some(metadata) if !is_folder && metadata.is_file() => moves.push(path),
                Some(_) => faults.push(Fault::InTheWay { path }),
            }
        }
        Ok(())
    }
}

/// Returns the metadata of a path without following a link; `None` if nothing is there.
pub(crate) fn metadata_of(place: &Path) -> io::Result<Option<Metadata>> {
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
    fn staged_files_become_visible_on_commit() {
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
    fn one_obstacle_prevents_every_move() {
        let out = tempfile::tempdir().unwrap();
        fs::create_dir(out.path().join("a.html")).unwrap();
        let stage = Stage::new(out.path());
        stage.write("a.html", b"").unwrap();
        stage.write("b.html", b"").unwrap();
        assert!(stage.commit().is_err());
        assert!(!out.path().join("b.html").exists());
    }
}
