//! Lists names, sizes and modification times of a site's folder without reading its files. Comparing two surveys shows what
//! has changed between them.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::read::{Folder, list_all, real_root};
use super::refusal::FolderError;

/// The state of a folder at one moment.
#[derive(Debug, Default)]
pub struct Survey(HashMap<String, Option<FileStamp>>);

/// What is known of a file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FileStamp {
    size_bytes: u64,
    modified: Option<SystemTime>,
    /// The inode, if the system has them: a file that replaced another has a different one.
    inode: u64,
}

/// Surveys every file that would be read or refused.
///
/// # Errors
/// Only if `root` itself cannot be found.
pub fn survey(root: &Path) -> Result<Survey, FolderError> {
    let root = real_root(root)?;
    let listing = list_all(&root, Folder::top(&root));
    let refused = listing.refused.into_iter().map(|(path, _)| (path, None));
    let mut stamps: HashMap<String, Option<FileStamp>> = listing
        .files
        .into_par_iter()
        .filter_map(|file| Some((file.path, Some(stamp_of(&fs::metadata(file.disk).ok()?)))))
        .collect();
    stamps.extend(refused);
    Ok(Survey(stamps))
}

impl Survey {
    /// Returns the paths that are in only one of the two or differ, relative to the folder.
    pub fn differences(&self, later: &Survey) -> BTreeSet<String> {
        let changed = later.0.iter();
        let changed = changed.filter(|(path, stamp)| self.0.get(*path) != Some(stamp));
        let gone = self.0.keys().filter(|path| !later.0.contains_key(*path));
        changed.map(|(path, _)| path).chain(gone).cloned().collect()
    }
}

fn stamp_of(metadata: &Metadata) -> FileStamp {
    FileStamp {
        size_bytes: metadata.len(),
        modified: metadata.modified().ok(),
        inode: inode_of(metadata),
    }
}

#[cfg(unix)]
fn inode_of(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode_of(_: &Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_surveys_show_what_changed() {
        let site = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| fs::write(site.path().join(path), text).unwrap();
        write("a.md", "1");
        write("b.md", "1");
        write("c.md", "1");
        let before = survey(site.path()).unwrap();
        assert!(before.differences(&survey(site.path()).unwrap()).is_empty());
        write("a.md", "12");
        write("d.md", "1");
        write("d.md~", "1");
        fs::remove_file(site.path().join("b.md")).unwrap();
        let found = before.differences(&survey(site.path()).unwrap());
        let paths: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(paths, ["a.md", "b.md", "d.md"]);
    }
}
