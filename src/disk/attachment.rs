//! Opens one attachment of a site's folder, by the same rule as the whole folder is read: links are followed inside the
//! notes' folder only, and to nothing hidden.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use super::place::check_inside;

/// The folder of the notes within the site's folder; attachments lie nowhere else.
const CONTENT: &str = "content/";

/// Opens the attachment of a path that is relative to the site's folder; its size in bytes with it.
///
/// # Errors
/// `NotFound` where there is none, `PermissionDenied` where its path or a link leaves the notes' folder, leads to
/// something hidden or to what is no file; whatever the system says.
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
    // A link that came into the place of a folder between the look and the opening.
    if fs::canonicalize(&target)? != target || !metadata.is_file() {
        return Err(denied());
    }
    Ok((file, metadata.len()))
}
