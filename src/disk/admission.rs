//! Checks that an output folder may be written to: it is a folder, contains no notes, is empty or was written by kafolio,
//! and no other process is writing to it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::fault::OpenError;
use super::manifest::{self, Loaded};
use super::place::RESERVED_PREFIX;

/// A folder that may be written to.
#[derive(Debug)]
pub(crate) struct Admission {
    /// The path with links resolved.
    pub(crate) real: PathBuf,
    /// The files in it that are ours, and the audience of the site there.
    pub(crate) loaded: Loaded,
    /// Locked for as long as it is written to, if the system has locks on folders.
    pub(crate) lock: Option<File>,
}

/// Checks an output folder and creates it if it does not exist. Does not change anything in it.
pub(crate) fn admit(out: &Path, protected: &[&Path]) -> Result<Admission, OpenError> {
    let system = |error| OpenError::System {
        path: out.to_path_buf(),
        error,
    };
    match fs::metadata(out) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => {
            return Err(OpenError::NotAFolder {
                path: out.to_path_buf(),
            });
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(out).map_err(system)?
        }
        Err(error) => return Err(system(error)),
    }
    let real = fs::canonicalize(out).map_err(system)?;
    refuse_notes(out, &real, protected)?;
    let lock = lock_folder(out, &real)?;
    let loaded = match manifest::load(&real)? {
        Some(loaded) => loaded,
        None if is_empty(&real).map_err(system)? => Loaded::default(),
        None => {
            return Err(OpenError::NotOurs {
                path: out.to_path_buf(),
            });
        }
    };
    Ok(Admission { real, loaded, lock })
}

fn refuse_notes(out: &Path, real: &Path, protected: &[&Path]) -> Result<(), OpenError> {
    let contains =
        |notes: &&&Path| fs::canonicalize(notes).is_ok_and(|notes| notes.starts_with(real));
    protected.iter().find(contains).map_or(Ok(()), |notes| {
        Err(OpenError::HoldsNotes {
            path: out.to_path_buf(),
            notes: notes.to_path_buf(),
        })
    })
}

/// Locks a folder against other writers, if the system can; the lock is released when the process ends.
fn lock_folder(out: &Path, real: &Path) -> Result<Option<File>, OpenError> {
    let Ok(folder) = File::open(real) else {
        return Ok(None);
    };
    match folder.try_lock() {
        Err(TryLockError::WouldBlock) => Err(OpenError::Busy {
            path: out.to_path_buf(),
        }),
        Err(TryLockError::Error(_)) => Ok(None),
        Ok(()) => Ok(Some(folder)),
    }
}

/// Returns whether a folder is empty except for what a writer leaves that is killed before its first manifest.
fn is_empty(folder: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !name
            .as_encoded_bytes()
            .starts_with(RESERVED_PREFIX.as_bytes())
        {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_ours_is_refused() {
        let out = tempfile::tempdir().unwrap();
        fs::write(out.path().join("file"), "").unwrap();
        assert!(matches!(
            admit(out.path(), &[]),
            Err(OpenError::NotOurs { .. })
        ));
        let file = out.path().join("file");
        assert!(matches!(
            admit(&file, &[]),
            Err(OpenError::NotAFolder { .. })
        ));
        fs::write(out.path().join(".kafolio.json"), "{").unwrap();
        assert!(matches!(
            admit(out.path(), &[]),
            Err(OpenError::Manifest { .. })
        ));
    }

    #[test]
    fn a_folder_with_notes_is_refused() {
        let site = tempfile::tempdir().unwrap();
        let notes = site.path().join("content");
        fs::create_dir(&notes).unwrap();
        for out in [site.path(), &notes, &notes.join("../content")] {
            let outcome = admit(out, &[&notes]);
            assert!(
                matches!(outcome, Err(OpenError::HoldsNotes { .. })),
                "{}",
                out.display()
            );
        }
        assert!(admit(&site.path().join("public"), &[&notes]).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_has_one_writer_at_a_time() {
        let out = tempfile::tempdir().unwrap();
        let _first = admit(out.path(), &[]).unwrap();
        assert!(matches!(
            admit(out.path(), &[]),
            Err(OpenError::Busy { .. })
        ));
    }
}
