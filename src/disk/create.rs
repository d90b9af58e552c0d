//! Writes one new file into a site's folder: never over an existing file, and never outside the folder.

use super::place::check_inside;
use crate::console::printed;
use crate::text::Language;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a file was not written. Paths are as given, with `/`.
#[derive(Debug, Error)]
pub enum CreateError {
    /// The file already exists; it was not changed.
    #[error("disk.exists")]
    Exists {
        /// Which.
        path: String,
    },
    /// Its folder is hidden, or a link out of the site's folder.
    #[error("disk.outside-site")]
    Outside {
        /// The folder.
        path: String,
    },
    /// The system refused.
    #[error("disk.create-refused")]
    System {
        /// Which file.
        path: String,
        /// What the system says.
        #[source]
        error: io::Error,
    },
}

impl CreateError {
    /// Returns the error with a path that begins with a folder above.
    #[must_use]
    pub fn below(mut self, folder: &str) -> CreateError {
        match &mut self {
            Self::Exists { path } | Self::Outside { path } | Self::System { path, .. } => {
                *path = format!("{folder}/{path}");
            }
        }
        self
    }

    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            Self::Exists { path } | Self::Outside { path } => {
                printed::phrase(language, &key, &[("path", path)])
            }
            Self::System { path, error } => {
                printed::phrase(language, &key, &[("path", path), ("error", error)])
            }
        }
    }
}

/// Writes a file at a path (with `/`) below `root`, which must exist; creates the folders above it.
///
/// # Errors
/// If the file already exists, if its folder is outside `root`, or if the system refuses.
pub fn create_file(root: &Path, path: &str, text: &str) -> Result<(), CreateError> {
    let outside = |path: &str| CreateError::Outside {
        path: path.to_owned(),
    };
    let system = |error| CreateError::System {
        path: path.to_owned(),
        error,
    };
    check_inside(path).map_err(|_| outside(path))?;
    let root = fs::canonicalize(root).map_err(system)?;
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut folder = root.clone();
    for part in folders.split('/').filter(|part| !part.is_empty()) {
        folder = enter_folder(&folder, part).map_err(system)?;
        let within = folder.strip_prefix(&root).map_err(|_| outside(folders))?;
        let is_hidden = |part: &std::ffi::OsStr| part.as_encoded_bytes().starts_with(b".");
        if within.iter().any(is_hidden) {
            return Err(outside(folders));
        }
    }
    write_new(&folder.join(name), text).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => CreateError::Exists {
            path: path.to_owned(),
        },
        _ => system(error),
    })
}

/// Returns the real path of a folder within a folder, and creates it if it is missing.
fn enter_folder(folder: &Path, part: &str) -> io::Result<PathBuf> {
    let inner = folder.join(part);
    match fs::create_dir(&inner) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => fs::canonicalize(&inner),
    }
}

/// Creates the file exclusively, so that of two writers one is refused. A file that could not be written completely is
/// removed again.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(text.as_bytes());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_once_with_its_folders() {
        let site = tempfile::tempdir().unwrap();
        create_file(site.path(), "accounts/沐云/index.md", "一").unwrap();
        let again = create_file(site.path(), "accounts/沐云/index.md", "二");
        assert!(matches!(again, Err(CreateError::Exists { .. })));
        let text = fs::read_to_string(site.path().join("accounts/沐云/index.md")).unwrap();
        assert_eq!(text, "一");
    }

    #[test]
    fn paths_do_not_leave_the_folder() {
        let site = tempfile::tempdir().unwrap();
        for path in ["../a.md", "/a.md", "a/../../b.md", "c:/a.md"] {
            let refused = create_file(site.path(), path, "");
            assert!(
                matches!(refused, Err(CreateError::Outside { .. })),
                "{path}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_the_folder_only() {
        use std::os::unix::fs::symlink;
        let outside = tempfile::tempdir().unwrap();
        let site = tempfile::tempdir().unwrap();
        fs::create_dir(site.path().join("real")).unwrap();
        symlink("real", site.path().join("inside")).unwrap();
        symlink(outside.path(), site.path().join("outside")).unwrap();
        symlink(outside.path().join("b.md"), site.path().join("b.md")).unwrap();
        create_file(site.path(), "inside/a.md", "").unwrap();
        let refused = create_file(site.path(), "outside/a.md", "");
        assert!(matches!(refused, Err(CreateError::Outside { .. })));
        let refused = create_file(site.path(), "outside/sub/a.md", "");
        assert!(matches!(refused, Err(CreateError::Outside { .. })));
        let refused = create_file(site.path(), "b.md", "");
        assert!(matches!(refused, Err(CreateError::Exists { .. })));
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    }
}
