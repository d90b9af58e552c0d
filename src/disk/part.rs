//! Reads one path of a site's folder anew, by the same rules as the whole: what [`read_folder`](super::read_folder)
//! would find there and below it now.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path};

use super::MANIFEST_NAME;
use super::read::{
    Folder, Found, Listing, Refusal, is_hidden, join, list_all, list_entry, read_listed, real_root,
};

/// What stands at a path and below it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Relative to the folder, with `/`; empty for the folder itself. It can be a folder above the path that was asked
    /// for: one that is gone, that is no folder any more, or that must be read as a whole.
    pub path: String,
    /// All that there is at the path and below it; nothing where nothing is there.
    pub found: Found,
}

/// Reads what lies in the folder `root` at a path relative to it, and below.
///
/// # Errors
/// Only where `root` itself cannot be found.
pub fn read_part(
    root: &Path,
    path: &Path,
    is_note: impl Fn(&str) -> bool + Sync,
) -> io::Result<Part> {
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
        // A manifest says which of the files around it are not read.
        if name == MANIFEST_NAME || !is_plain(name) {
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
        Ok(metadata) if is_called_so(&disk, &metadata) => {
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

/// A name that is told as it is. Of others, which are refused, several can be told alike.
fn is_plain(name: &OsStr) -> bool {
    name.to_str()
        .is_some_and(|name| !name.contains(char::REPLACEMENT_CHARACTER))
}

/// Whether the disk has the name in the same letters: some systems find `A.md` under `a.md`.
fn is_called_so(disk: &Path, metadata: &fs::Metadata) -> bool {
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

    /// The path that was read, and the files there.
    fn part(site: &TempDir, path: &str) -> (String, Vec<String>) {
        let part = read_part(site.path(), Path::new(path), is_note).unwrap();
        let files = part.found.files.into_iter().map(|file| file.path);
        (part.path, files.collect())
    }

    fn told(path: &str, files: &[&str]) -> (String, Vec<String>) {
        let files = files.iter().map(|file| (*file).to_owned());
        (path.to_owned(), files.collect())
    }

    #[test]
    fn a_file_a_folder_and_the_whole() {
        let site = site(&["a/b.md", "a/c/d.md", "e.md"]);
        assert_eq!(part(&site, "a/b.md"), told("a/b.md", &["a/b.md"]));
        assert_eq!(part(&site, "a"), told("a", &["a/b.md", "a/c/d.md"]));
        let whole = read_part(site.path(), Path::new(""), is_note).unwrap();
        assert_eq!(whole.found, read_folder(site.path(), is_note).unwrap());
    }

    #[test]
    fn what_is_gone_or_passed_over_is_nothing() {
        let site = site(&["a/b.md", "a/.hidden/c.md", "a/d.md~", "4913"]);
        assert_eq!(part(&site, "a/gone.md"), told("a/gone.md", &[]));
        assert_eq!(part(&site, "gone/b.md"), told("gone", &[]));
        assert_eq!(part(&site, "a/b.md/c.md"), told("a/b.md", &["a/b.md"]));
        assert_eq!(part(&site, "a/.hidden/c.md"), told("a/.hidden", &[]));
        assert_eq!(part(&site, "a/d.md~"), told("a/d.md~", &[]));
        assert_eq!(part(&site, "4913"), told("4913", &[]));
    }

    #[test]
    fn a_manifest_is_about_its_folder() {
        let site = site(&["a/out/b.md", "a/out/c.html", "a/out/d.html"]);
        let manifest = site.path().join("a/out/.kafolio.json");
        fs::write(&manifest, r#"{"kafolio":1,"files":["c.html","b.md"]}"#).unwrap();
        assert_eq!(part(&site, "a/out/c.html"), told("a/out/c.html", &[]));
        let note = told("a/out/b.md", &["a/out/b.md"]);
        assert_eq!(part(&site, "a/out/b.md"), note);
        let around = told("a/out", &["a/out/b.md", "a/out/d.html"]);
        assert_eq!(part(&site, "a/out/.kafolio.json"), around);
        fs::remove_file(manifest).unwrap();
        let all = told("a/out", &["a/out/b.md", "a/out/c.html", "a/out/d.html"]);
        assert_eq!(part(&site, "a/out/.kafolio.json"), all);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_by_the_same_rules() {
        let outside = site(&["secret.md"]);
        let site = site(&["a/b.md"]);
        std::os::unix::fs::symlink("a", site.path().join("link")).unwrap();
        std::os::unix::fs::symlink(outside.path(), site.path().join("away")).unwrap();
        assert_eq!(part(&site, "link/b.md"), told("link/b.md", &["link/b.md"]));
        assert_eq!(part(&site, "away/secret.md"), told("away", &[]));
        let away = read_part(site.path(), Path::new("away/secret.md"), is_note).unwrap();
        assert_eq!(away.found.refused.len(), 1);
    }
}
