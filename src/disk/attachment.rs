//! Opens one attachment of a site's folder by the rules that apply to the whole folder: links are followed only within the
//! notes' folder, and never to hidden files.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use super::place::check_inside;

/// The folder of the notes within the site's folder; all attachments are in it.
const CONTENT: &str = "content/";

/// Opens the attachment at a path relative to the site's folder; returns the file and its size in bytes.
///
/// # Errors
/// `NotFound` if there is none; `PermissionDenied` if its path or a link leaves the notes' folder or leads to something that
/// is hidden or not a file; otherwise the error of the system.
pub fn open_attachment(site: &Path, path: &str) -> io::Result<(File, u64)> {
    let denied = || io::Error::from(ErrorKind::PermissionDenied);
    let within = path.strip_prefix(CONTENT).ok_or_else(denied)?;
    check_inside(within).map_err(|_| denied())?;
    let root = fs::canonicalize(site.join(CONTENT))?;
    let target = fs::canonicalize(root.join(within))?;
    let inside = target.strip_prefix(&root).map_err(|_| denied())?;
    let is_hidden = |part: &std::ffi::OsStr| part.as_encoded_bytes().starts_with(b".");
    if inside.iter().any(is_hidden) || !fs::metadata(&target)?.is_file() {
        return Err(denied());
    }
    let file = File::open(&target)?;
    let metadata = file.metadata()?;
    // A link may have replaced the folder between the check and the opening.
    if fs::canonicalize(&target)? != target || !metadata.is_file() {
        return Err(denied());
    }
    Ok((file, metadata.len()))
}
