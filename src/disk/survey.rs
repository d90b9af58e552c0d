//! What of a site's folder is seen without reading it: names, sizes and times. Two surveys tell what has changed
//! between them.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::read::{Folder, list_all, real_root};

/// What a folder looked like at a moment.
#[derive(Debug, Default)]
pub struct Survey(HashMap<String, Option<Look>>);

/// What can be seen of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    size_bytes: u64,
    modified: Option<SystemTime>,
    /// A file that was put in the place of another has a number of its own, where the system numbers files.
    number: u64,
}

/// Appearance at every file that a reader would read, or refuse.
///
/// # Errors
/// Only where `root` itself cannot be found.
pub fn survey(root: &Path) -> io::Result<Survey> {
    let root = real_root(root)?;
    let listing = list_all(&root, Folder::top(&root));
    let refused = listing.refused.into_iter().map(|(path, _)| (path, None));
    let mut seen: HashMap<String, Option<Look>> = listing
        .files
        .into_par_iter()
        .filter_map(|file| Some((file.path, Some(look_of(&fs::metadata(file.disk).ok()?)))))
        .collect();
    seen.extend(refused);
    Ok(Survey(seen))
}

impl Survey {
    /// Paths that are in one of the two only, or look different, relative to the folder.
    pub fn differences(&self, later: &Survey) -> BTreeSet<String> {
        let changed = later.0.iter();
        let changed = changed.filter(|(path, look)| self.0.get(*path) != Some(look));
        let gone = self.0.keys().filter(|path| !later.0.contains_key(*path));
        changed.map(|(path, _)| path).chain(gone).cloned().collect()
    }
}

fn look_of(metadata: &Metadata) -> Look {
    Look {
        size_bytes: metadata.len(),
        modified: metadata.modified().ok(),
        number: number_of(metadata),
    }
}

#[cfg(unix)]
fn number_of(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number_of(_: &Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_surveys_tell_what_changed() {
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
        let told: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(told, ["a.md", "b.md", "d.md"]);
    }
}
