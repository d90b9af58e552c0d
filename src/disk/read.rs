//! Reads a site's folder: lists its files and reads those that are notes. It never reads outside the folder, and reports
//! what it did not read. The caller decides which files are notes.

use std::ffi::{OsStr, OsString};
use std::fs::{self, DirEntry, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use super::built::BuiltFolder;
use super::manifest::MANIFEST_NAME;
use super::place::check_inside;
use super::refusal::{FolderError, Refusal};

/// A larger note is refused: nobody writes one by hand.
pub const NOTE_SIZE_LIMIT_BYTES: u64 = 4 * 1024 * 1024;

/// Links to folders are followed, but not within a folder that was itself reached by a link: they would multiply.
const NESTED_LINK_LIMIT: usize = 1;

/// One file of the site's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFound {
    /// Relative to the site's folder, with `/`.
    pub path: String,
    /// The content of a note; `None` for an attachment, which is only listed.
    pub bytes: Option<Vec<u8>>,
    /// The size of the content.
    pub size_bytes: u64,
    /// When it was last modified, if the system provides it.
    pub modified: Option<SystemTime>,
}

/// A link and its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Relative to the site's folder, with `/`.
    pub path: String,
    /// The real path; `None` if the link was not followed.
    pub target: Option<PathBuf>,
}

/// The content of a site's folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Sorted by path.
    pub files: Vec<FileFound>,
    /// Path and reason, sorted by path. A name that is not UTF-8 has replacement characters.
    pub refused: Vec<(String, Refusal)>,
    /// Sorted by path.
    pub links: Vec<Link>,
}

/// Returns the real path of a folder of the site, `content` or `themes`.
///
/// # Errors
/// If it does not exist, or is a link out of the site's folder: nothing outside is read.
pub fn real_root(root: &Path) -> Result<PathBuf, FolderError> {
    let real = fs::canonicalize(root)?;
    let above = root.parent().unwrap_or(Path::new("."));
    let above = match above.as_os_str().is_empty() {
        true => Path::new("."),
        false => above,
    };
    match real.starts_with(fs::canonicalize(above)?) {
        true => Ok(real),
        false => Err(FolderError::LinkLeaves),
    }
}

/// Reads the folder `root`, in parallel. `is_note` decides by relative path whether the content of a file is read.
///
/// Neither read nor reported: hidden files (`.name`), leftovers of editors, files that a build wrote (see
/// [`BuiltFolder`]), and files that disappear meanwhile.
///
/// # Errors
/// Only if `root` itself is not a folder that can be listed; everything below it is reported in [`Found::refused`].
pub fn read_folder(
    root: &Path,
    is_note: impl Fn(&str) -> bool + Sync,
) -> Result<Found, FolderError> {
    let root = real_root(root)?;
    fs::read_dir(&root)?;
    Ok(read_listed(list_all(&root, Folder::top(&root)), is_note))
}

/// Reads the files of a listing, in parallel.
pub(crate) fn read_listed(mut listing: Listing, is_note: impl Fn(&str) -> bool + Sync) -> Found {
    listing
        .files
        .sort_unstable_by(|one, other| one.path.cmp(&other.path));
    let outcomes: Vec<Outcome> = listing
        .files
        .into_par_iter()
        .map(|file| read_file(file, &is_note))
        .collect();
    let mut found = Found {
        files: Vec::with_capacity(outcomes.len()),
        refused: listing.refused,
        links: listing.links,
    };
    for outcome in outcomes {
        match outcome {
            Outcome::Read(file) => found.files.push(file),
            Outcome::Refused(path, refusal) => found.refused.push((path, refusal)),
            Outcome::Vanished => {}
        }
    }
    found.refused.sort_by(|one, other| one.0.cmp(&other.0));
    found.links.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// A folder still to be listed.
pub(crate) struct Folder {
    pub(crate) path: String,
    /// Its real path: links are resolved, so everything in it that is not a link is inside the root.
    pub(crate) disk: PathBuf,
    /// The real folders of the links that were followed to get here.
    followed_from: Vec<PathBuf>,
    /// The folders above it that a build wrote, including this one once it is entered.
    built: Vec<Arc<BuiltFolder>>,
}

impl Folder {
    /// Returns the root itself.
    pub(crate) fn top(root: &Path) -> Folder {
        Folder {
            path: String::new(),
            disk: root.to_path_buf(),
            followed_from: Vec::new(),
            built: Vec::new(),
        }
    }

    /// Reads its manifest, if it has one. The root itself is never an output folder.
    pub(crate) fn enter(&mut self) {
        if !self.path.is_empty() {
            let built = BuiltFolder::of(&self.path, &self.disk);
            self.built.extend(built.map(Arc::new));
        }
    }

    /// Returns a folder within it.
    fn inner(&self, path: String, disk: PathBuf, followed_from: Vec<PathBuf>) -> Folder {
        Folder {
            path,
            disk,
            followed_from,
            built: self.built.clone(),
        }
    }
}

/// A file still to be read.
pub(crate) struct Listed {
    pub(crate) path: String,
    pub(crate) disk: PathBuf,
}

/// The content of a folder, by name only.
#[derive(Default)]
pub(crate) struct Listing {
    pub(crate) folders: Vec<Folder>,
    pub(crate) files: Vec<Listed>,
    pub(crate) refused: Vec<(String, Refusal)>,
    links: Vec<Link>,
}

enum Outcome {
    Read(FileFound),
    Refused(String, Refusal),
    Vanished,
}

/// Lists one level after the other, so that deep nesting cannot exhaust the stack.
pub(crate) fn list_all(root: &Path, folder: Folder) -> Listing {
    let mut all = Listing::default();
    let mut pending = vec![folder];
    while !pending.is_empty() {
        let listings: Vec<Listing> = pending
            .into_par_iter()
            .map(|folder| list_folder(root, folder))
            .collect();
        pending = Vec::new();
        for listing in listings {
            pending.extend(listing.folders);
            all.files.extend(listing.files);
            all.refused.extend(listing.refused);
            all.links.extend(listing.links);
        }
    }
    all
}

fn list_folder(root: &Path, mut folder: Folder) -> Listing {
    let mut listing = Listing::default();
    let entries = fs::read_dir(&folder.disk).and_then(|entries| {
        let entries: io::Result<Vec<DirEntry>> = entries.collect();
        entries
    });
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            let refusal = Refusal::Unreadable(error.kind());
            listing.refused.push((folder.path, refusal));
            return listing;
        }
    };
    if entries
        .iter()
        .any(|entry| entry.file_name() == MANIFEST_NAME)
    {
        folder.enter();
    }
    for entry in entries {
        let name = entry.file_name();
        list_entry(root, &folder, name, || entry.file_type(), &mut listing);
    }
    listing
}

/// Lists one name of a folder.
pub(crate) fn list_entry(
    root: &Path,
    folder: &Folder,
    name: OsString,
    kind: impl FnOnce() -> io::Result<FileType>,
    listing: &mut Listing,
) {
    if is_hidden(&name) {
        return;
    }
    let path = join(&folder.path, &name);
    if name.to_str().is_none() || check_inside(&path).is_err() {
        listing.refused.push((path, Refusal::Name));
        return;
    }
    let disk = folder.disk.join(&name);
    match kind() {
        Ok(kind) if kind.is_symlink() => list_link(root, folder, path, &disk, listing),
        Ok(kind) if kind.is_dir() => {
            let followed_from = folder.followed_from.clone();
            listing
                .folders
                .push(folder.inner(path, disk, followed_from));
        }
        Ok(kind) if kind.is_file() => push_file(folder, path, disk, listing),
        Ok(_) => listing.refused.push((path, Refusal::NotAFile)),
        Err(error) => listing
            .refused
            .push((path, Refusal::Unreadable(error.kind()))),
    }
}

fn list_link(root: &Path, folder: &Folder, path: String, disk: &Path, listing: &mut Listing) {
    if is_editor_leftover(&path) {
        return;
    }
    let followed = follow_link(root, folder, disk);
    let target = followed.as_ref().ok().map(|(target, _)| target.clone());
    let link = path.clone();
    listing.links.push(Link { path: link, target });
    match followed {
        Ok((target, true)) => {
            let mut followed_from = folder.followed_from.clone();
            followed_from.push(folder.disk.clone());
            listing
                .folders
                .push(folder.inner(path, target, followed_from));
        }
        Ok((target, false)) => push_file(folder, path, target, listing),
        Err(refusal) => listing.refused.push((path, refusal)),
    }
}

/// Returns the real path of a link, and whether it is a folder.
fn follow_link(root: &Path, folder: &Folder, link: &Path) -> Result<(PathBuf, bool), Refusal> {
    let target = fs::canonicalize(link).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => Refusal::Unreadable(error.kind()),
        _ => Refusal::LinkBroken,
    })?;
    let inside = target.strip_prefix(root).map_err(|_| Refusal::LinkLeaves)?;
    if inside.iter().any(is_hidden) {
        return Err(Refusal::LinkToHidden);
    }
    let metadata = fs::metadata(&target).map_err(|error| Refusal::Unreadable(error.kind()))?;
    if metadata.is_file() {
        return Ok((target, false));
    }
    if !metadata.is_dir() {
        return Err(Refusal::NotAFile);
    }
    let mut ancestors = folder.followed_from.iter().chain([&folder.disk]);
    if ancestors.any(|place| place.starts_with(&target)) {
        return Err(Refusal::LinkCycle);
    }
    if folder.followed_from.len() >= NESTED_LINK_LIMIT {
        return Err(Refusal::LinkTooDeep);
    }
    Ok((target, true))
}

fn push_file(folder: &Folder, path: String, disk: PathBuf, listing: &mut Listing) {
    let is_built = folder.built.iter().any(|built| built.wrote(&path));
    if !is_built && !is_editor_leftover(&path) {
        listing.files.push(Listed { path, disk });
    }
}

/// Returns whether a file is a backup, swap or probe file: Emacs and others (`name~`, `#name#`), Vim (`4913`, `.swp`), many
/// (`.tmp`).
fn is_editor_leftover(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == "4913"
        || [".tmp", ".swp", "~"]
            .iter()
            .any(|ending| name.ends_with(ending))
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
}

pub(crate) fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

pub(crate) fn join(folder: &str, name: &OsStr) -> String {
    let name = name.to_string_lossy();
    if folder.is_empty() {
        name.into_owned()
    } else {
        format!("{folder}/{name}")
    }
}

fn read_file(file: Listed, is_note: impl Fn(&str) -> bool) -> Outcome {
    let Listed { path, disk } = file;
    let content = if is_note(&path) {
        read_note(&disk)
    } else {
        fs::metadata(&disk)
            .map(|metadata| (metadata.len(), metadata.modified().ok(), None))
            .map_err(ReadError::System)
    };
    match content {
        Ok((size_bytes, modified, bytes)) => Outcome::Read(FileFound {
            path,
            bytes,
            size_bytes,
            modified,
        }),
        Err(ReadError::TooLarge(size_bytes)) => {
            Outcome::Refused(path, Refusal::TooLarge { size_bytes })
        }
        Err(ReadError::System(error)) if error.kind() == io::ErrorKind::NotFound => {
            Outcome::Vanished
        }
        Err(ReadError::System(error)) => Outcome::Refused(path, Refusal::Unreadable(error.kind())),
    }
}

enum ReadError {
    TooLarge(u64),
    System(io::Error),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Size, modification time and bytes.
type Content = (u64, Option<SystemTime>, Option<Vec<u8>>);

fn read_note(disk: &Path) -> Result<Content, ReadError> {
    let file = File::open(disk)?;
    let metadata = file.metadata()?;
    let size_bytes = metadata.len();
    if size_bytes > NOTE_SIZE_LIMIT_BYTES {
        return Err(ReadError::TooLarge(size_bytes));
    }
    // The file may grow while it is read, so the limit applies to reading as well.
    let mut bytes = Vec::with_capacity(usize::try_from(size_bytes).unwrap_or(0) + 1);
    file.take(NOTE_SIZE_LIMIT_BYTES + 1)
        .read_to_end(&mut bytes)?;
    let read_bytes = bytes.len() as u64;
    if read_bytes > NOTE_SIZE_LIMIT_BYTES {
        return Err(ReadError::TooLarge(read_bytes));
    }
    Ok((read_bytes, metadata.modified().ok(), Some(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn site(files: &[(&str, &str)]) -> TempDir {
        let site = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = site.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        site
    }

    fn read(site: &TempDir) -> Found {
        read_folder(site.path(), |path| path.ends_with(".md")).unwrap()
    }

    fn paths(found: &Found) -> Vec<&str> {
        found.files.iter().map(|file| file.path.as_str()).collect()
    }

    #[test]
    fn notes_have_bytes_and_attachments_a_size() {
        let site = site(&[("b/报价.pdf", "12345"), ("b.md", "乙"), ("a/index.md", "")]);
        let found = read(&site);
        assert_eq!(paths(&found), ["a/index.md", "b.md", "b/报价.pdf"]);
        assert_eq!(found.files[1].bytes.as_deref(), Some("乙".as_bytes()));
        assert_eq!(
            (&found.files[2].bytes, found.files[2].size_bytes),
            (&None, 5)
        );
    }

    #[test]
    fn hidden_and_backup_files_are_skipped() {
        let site = site(&[
            (".git/a.md", ""),
            (".hidden.md", ""),
            ("a.md~", ""),
            ("#a.md#", ""),
            (".#a.md", ""),
            ("4913", ""),
            ("a.md.tmp", ""),
            ("a.md.swp", ""),
            ("4913.md", ""),
            ("tmp/a.md", ""),
        ]);
        assert_eq!(paths(&read(&site)), ["4913.md", "tmp/a.md"]);
    }

    #[test]
    fn a_note_above_the_limit_is_refused() {
        let limit = usize::try_from(NOTE_SIZE_LIMIT_BYTES).unwrap();
        let site = site(&[
            ("a.md", &"字".repeat(limit / 3)),
            ("b.md", &"b".repeat(limit + 1)),
        ]);
        let found = read(&site);
        assert_eq!(paths(&found), ["a.md"]);
        let size_bytes = NOTE_SIZE_LIMIT_BYTES + 1;
        assert_eq!(
            found.refused,
            [("b.md".into(), Refusal::TooLarge { size_bytes })]
        );
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        let site = site(&[("a.md", "")]);
        assert!(read_folder(&site.path().join("none"), |_| true).is_err());
        assert!(read_folder(&site.path().join("a.md"), |_| true).is_err());
    }

    #[cfg(unix)]
    mod on_unix {
        use super::*;
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::{PermissionsExt, symlink};

        #[test]
        fn links_are_followed_inside_the_folder_only() {
            let outside = site(&[("secret.md", "s")]);
            let site = site(&[("a/b.md", "乙"), (".git/c.md", "")]);
            symlink("a/b.md", site.path().join("file.md")).unwrap();
            symlink("a", site.path().join("folder")).unwrap();
            symlink(outside.path(), site.path().join("away")).unwrap();
            symlink(
                outside.path().join("secret.md"),
                site.path().join("away.md"),
            )
            .unwrap();
            symlink(".git/c.md", site.path().join("hidden.md")).unwrap();
            symlink("nothing", site.path().join("nothing.md")).unwrap();
            symlink("itself.md", site.path().join("itself.md")).unwrap();
            let found = read(&site);
            assert_eq!(paths(&found), ["a/b.md", "file.md", "folder/b.md"]);
            assert_eq!(found.files[2].bytes.as_deref(), Some("乙".as_bytes()));
            let refused = [
                ("away".into(), Refusal::LinkLeaves),
                ("away.md".into(), Refusal::LinkLeaves),
                ("hidden.md".into(), Refusal::LinkToHidden),
                ("itself.md".into(), Refusal::LinkBroken),
                ("nothing.md".into(), Refusal::LinkBroken),
            ];
            assert_eq!(found.refused, refused);
        }

        #[test]
        fn cyclic_links_are_refused() {
            let site = site(&[("a/x.md", ""), ("b/y.md", "")]);
            symlink("..", site.path().join("a/up")).unwrap();
            symlink("../b", site.path().join("a/b")).unwrap();
            symlink("../a", site.path().join("b/a")).unwrap();
            let found = read(&site);
            assert_eq!(paths(&found), ["a/b/y.md", "a/x.md", "b/a/x.md", "b/y.md"]);
            assert!(
                found
                    .refused
                    .iter()
                    .all(|(_, refusal)| *refusal == Refusal::LinkCycle)
            );
        }

        #[test]
        fn names_that_are_not_text_are_refused() {
            let site = site(&[("a\\b.md", "")]);
            fs::write(site.path().join(OsStr::from_bytes(b"\xff.md")), "").unwrap();
            let refused = [
                ("a\\b.md".into(), Refusal::Name),
                ("\u{fffd}.md".into(), Refusal::Name),
            ];
            assert_eq!(read(&site).refused, refused);
        }

        #[test]
        fn a_socket_is_refused_without_waiting() {
            let site = site(&[]);
            let _listener =
                std::os::unix::net::UnixListener::bind(site.path().join("a.md")).unwrap();
            assert_eq!(read(&site).refused, [("a.md".into(), Refusal::NotAFile)]);
        }

        #[test]
        fn an_unreadable_note_is_reported() {
            let site = site(&[("a.md", ""), ("b/c.md", "")]);
            fs::set_permissions(site.path().join("a.md"), fs::Permissions::from_mode(0o000))
                .unwrap();
            if File::open(site.path().join("a.md")).is_ok() {
                return; // The superuser may read everything.
            }
            let refusal = Refusal::Unreadable(io::ErrorKind::PermissionDenied);
            assert_eq!(read(&site).refused, [("a.md".into(), refusal)]);
        }
    }

    /// A site received from somebody else could link to the whole disk: `themes -> /`.
    #[cfg(unix)]
    #[test]
    fn a_folder_linked_from_outside_the_site_is_not_read() {
        let place = tempfile::tempdir().unwrap();
        let site = place.path().join("site");
        fs::create_dir_all(site.join("mine")).unwrap();
        fs::create_dir_all(place.path().join("elsewhere")).unwrap();
        fs::write(place.path().join("elsewhere/a.md"), "secret").unwrap();
        std::os::unix::fs::symlink("../elsewhere", site.join("content")).unwrap();
        std::os::unix::fs::symlink("mine", site.join("themes")).unwrap();
        assert!(read_folder(&site.join("content"), |_| true).is_err());
        assert!(read_folder(&site.join("themes"), |_| true).is_ok());
    }
}
