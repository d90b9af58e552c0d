//! The size of a folder, and its removal.

use std::fs;
use std::io;
use std::path::Path;

/// The files below a folder.
#[derive(Clone, Copy, Default)]
pub struct FolderSize {
    pub files: usize,
    /// The sum of their lengths, not of the blocks they take on the disk.
    pub bytes: u64,
}

/// Counts the files below a folder.
///
/// # Errors
/// If a folder cannot be read.
pub fn folder_size(folder: &Path) -> io::Result<FolderSize> {
    let mut size = FolderSize::default();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            let below = folder_size(&entry.path())?;
            size.files += below.files;
            size.bytes += below.bytes;
        } else {
            size.files += 1;
            size.bytes += entry.metadata()?.len();
        }
    }
    Ok(size)
}

/// Removes a folder of an earlier run; it may be missing.
///
/// # Errors
/// If it exists and cannot be removed.
pub fn remove_folder(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
    } else {
        Ok(())
    }
}
