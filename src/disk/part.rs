//! Reads one path of a site's folder again, by the rules for the whole folder: the result is what
//! [`read_folder`](super::read_folder) would find there and below.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path};

use super::manifest::MANIFEST_NAME;
use super::read::{
    Folder, Found, Listing, is_hidden, join, list_all, list_entry, read_listed, real_root,
};
use super::refusal::{FolderError, Refusal};

/// What is at a path and below it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Relative to the folder, with `/`; empty for the folder itself. It may be a folder above the requested path: one that no
    /// longer exists, is no longer a folder, or must be read as a whole.
    pub path: String,
    /// Everything at the path and below it; empty if there is nothing.
    pub found: Found,
}

/// Reads what is in the folder `root` at a path relative to it, and below.
///
/// # Errors
/// Only if `root` itself cannot be found.
pub fn read_part(
    root: &Path,
    path: &Path,
    is_note: impl Fn(&str) -> bool + Sync,
) -> Result<Part, FolderError> {
    let root = real_root(root)?;
    let (path, listing) = list_part(&root, path);
    let found = read_listed(listing, is_note);
    Ok(Part { path, found })
}

/// Walks down to a path as far as there are folders.
fn list_part(root: &Path, path: &Path) -> (String, Listing) {
    let mut folder = Folder::top(root);
    for part in path.components() {
        let Component::Normal(name) = part else {
            break;
        };
        // A manifest decides which of the files around it are read.
        if name == MANIFEST_NAME || !is_utf8_name(name) {
            break;
        }
        folder.enter();
        match list_name(root, &folder, name) {
            Step::Into(inner) => folder = inner,
            Step::End(listing) => return (join(&folder.path, name), listing),
        }
    }
    (folder.path.clone(), list_all(root, folder))
}

enum Step {
    Into(Folder),
    End(Listing),
}

fn list_name(root: &Path, folder: &Folder, name: &OsStr) -> Step {
    let mut listing = Listing::default();
    if is_hidden(name) {
        return Step::End(listing);
    }
    let disk = folder.disk.join(name);
    match fs::symlink_metadata(&disk) {
        Ok(metadata) if has_exact_name(&disk, &metadata) => {
            let kind = || Ok(metadata.file_type());
            list_entry(root, folder, name.to_owned(), kind, &mut listing);
        }
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            let refusal = Refusal::Unreadable(error.kind());
            listing.refused.push((join(&folder.path, name), refusal));
        }
        _ => {}
    }
    match listing.folders.pop() {
        Some(inner) => Step::Into(inner),
        None => Step::End(listing),
    }
}

/// Returns whether a name is valid UTF-8. Others are refused, and several of them can look the same when printed.
fn is_utf8_name(name: &OsStr) -> bool {
    name.to_str()
        .is_some_and(|name| !name.contains(char::REPLACEMENT_CHARACTER))
}

/// Returns whether the name on disk has the same case: some systems find `A.md` under `a.md`.
fn has_exact_name(disk: &Path, metadata: &fs::Metadata) -> bool {
    if !cfg!(any(windows, target_os = "macos")) || metadata.is_symlink() {
        return true;
    }
    fs::canonicalize(disk).is_ok_and(|real| real.file_name() == disk.file_name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::read_folder;
    use tempfile::TempDir;

    fn site(paths: &[&str]) -> TempDir {
        let site = tempfile::tempdir().unwrap();
        for path in paths {
            let path = site.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        site
    }

    fn is_note(path: &str) -> bool {
        path.ends_with(".md")
    }

    /// Returns the path that was read and the files there.
    fn part(site: &TempDir, path: &str) -> (String, Vec<String>) {
        let part = read_part(site.path(), Path::new(path), is_note).unwrap();
        let files = part.found.files.into_iter().map(|file| file.path);
        (part.path, files.collect())
    }

    fn expected(path: &str, files: &[&str]) -> (String, Vec<String>) {
        let files = files.iter().map(|file| (*file).to_owned());
        (path.to_owned(), files.collect())
    }

    #[test]
    fn a_file_a_folder_or_everything_is_read() {
        let site = site(&["a/b.md", "a/c/d.md", "e.md"]);
        assert_eq!(part(&site, "a/b.md"), expected("a/b.md", &["a/b.md"]));
        assert_eq!(part(&site, "a"), expected("a", &["a/b.md", "a/c/d.md"]));
        let whole = read_part(site.path(), Path::new(""), is_note).unwrap();
        assert_eq!(whole.found, read_folder(site.path(), is_note).unwrap());
    }

    #[test]
    fn missing_and_skipped_paths_are_empty() {
        let site = site(&["a/b.md", "a/.hidden/c.md", "a/d.md~", "4913"]);
        assert_eq!(part(&site, "a/gone.md"), expected("a/gone.md", &[]));
        assert_eq!(part(&site, "gone/b.md"), expected("gone", &[]));
        assert_eq!(part(&site, "a/b.md/c.md"), expected("a/b.md", &["a/b.md"]));
        assert_eq!(part(&site, "a/.hidden/c.md"), expected("a/.hidden", &[]));
        assert_eq!(part(&site, "a/d.md~"), expected("a/d.md~", &[]));
        assert_eq!(part(&site, "4913"), expected("4913", &[]));
    }

    #[test]
    fn a_changed_manifest_rereads_its_folder() {
        let site = site(&["a/out/b.md", "a/out/c.html", "a/out/d.html"]);
        let manifest = site.path().join("a/out/.kafolio.json");
        fs::write(&manifest, r#"{"kafolio":1,"files":["c.html","b.md"]}"#).unwrap();
        assert_eq!(part(&site, "a/out/c.html"), expected("a/out/c.html", &[]));
        let note = expected("a/out/b.md", &["a/out/b.md"]);
        assert_eq!(part(&site, "a/out/b.md"), note);
        let around = expected("a/out", &["a/out/b.md", "a/out/d.html"]);
        assert_eq!(part(&site, "a/out/.kafolio.json"), around);
        fs::remove_file(manifest).unwrap();
        let all = expected("a/out", &["a/out/b.md", "a/out/c.html", "a/out/d.html"]);
        assert_eq!(part(&site, "a/out/.kafolio.json"), all);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_by_the_same_rules() {
        let outside = site(&["secret.md"]);
        let site = site(&["a/b.md"]);
        std::os::unix::fs::symlink("a", site.path().join("link")).unwrap();
        std::os::unix::fs::symlink(outside.path(), site.path().join("away")).unwrap();
        assert_eq!(
            part(&site, "link/b.md"),
            expected("link/b.md", &["link/b.md"])
        );
        assert_eq!(part(&site, "away/secret.md"), expected("away", &[]));
        let away = read_part(site.path(), Path::new("away/secret.md"), is_note).unwrap();
        assert_eq!(away.found.refused.len(), 1);
    }
}
