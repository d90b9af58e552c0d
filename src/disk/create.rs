//! Writes one new file into a site's folder: never over another, and never outside the folder. What stands in it is left
//! to others.

use super::place::check_inside;
use crate::text::Language;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Why a file was not written.
#[derive(Debug)]
pub enum CreateError {
    /// There is one already; it was not touched.
    Exists {
        /// Its path as it was given.
        path: String,
    },
    /// Its folder is a link that leaves the site's folder, or something hidden in it.
    Leaves {
        /// The folder's path.
        path: String,
    },
    /// The system did not let us.
    System(io::Error),
}

impl CreateError {
    /// The sentence for the user.
    pub fn words(&self, language: Language) -> String {
        let (path, words) = match self {
            CreateError::Exists { path } => (
                path,
                language.pick(
                    "已经有这个文件，没有动它",
                    "the file already exists and was not changed",
                ),
            ),
            CreateError::Leaves { path } => (
                path,
                language.pick(
                    "这个文件夹是通到站点之外的链接，不往里写",
                    "this folder is a link to a place outside the site; nothing is written there",
                ),
            ),
            CreateError::System(error) => return error.to_string(),
        };
        format!("{path}: {words}")
    }
}

/// Writes a file at a path, with `/`, below `root`, which exists; makes the folders it lies in.
///
/// # Errors
/// Where there is such a file already, where its folder leads out of `root`, or where the system does not let us.
pub fn create_file(root: &Path, path: &str, text: &str) -> Result<(), CreateError> {
    let leaves = |path: &str| CreateError::Leaves {
        path: path.to_owned(),
    };
    check_inside(path).map_err(|_| leaves(path))?;
    let root = fs::canonicalize(root).map_err(CreateError::System)?;
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut folder = root.clone();
    for part in folders.split('/').filter(|part| !part.is_empty()) {
        folder = entered(&folder, part)?;
        let within = folder.strip_prefix(&root).map_err(|_| leaves(folders))?;
        let is_hidden = |part: &std::ffi::OsStr| part.as_encoded_bytes().starts_with(b".");
        if within.iter().any(is_hidden) {
            return Err(leaves(folders));
        }
    }
    write_new(&folder.join(name), text).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => CreateError::Exists {
            path: path.to_owned(),
        },
        _ => CreateError::System(error),
    })
}

/// The real place of a folder within a folder; made where it is missing.
fn entered(folder: &Path, part: &str) -> Result<PathBuf, CreateError> {
    let inner = folder.join(part);
    match fs::create_dir(&inner) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(CreateError::System(error)),
        _ => fs::canonicalize(&inner).map_err(CreateError::System),
    }
}

/// Only this opening makes the file, so that of two writers one is refused. What could not be written whole is taken
/// away again.
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
            assert!(matches!(refused, Err(CreateError::Leaves { .. })), "{path}");
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
        assert!(matches!(refused, Err(CreateError::Leaves { .. })));
        let refused = create_file(site.path(), "outside/sub/a.md", "");
        assert!(matches!(refused, Err(CreateError::Leaves { .. })));
        let refused = create_file(site.path(), "b.md", "");
        assert!(matches!(refused, Err(CreateError::Exists { .. })));
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    }
}
