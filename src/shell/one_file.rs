//! A document of one file, where the user wants it. Never writes over a file that it did not write itself.

use super::printed;
use crate::text::Language;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Documents of ours say so within this many bytes of their beginning.
const WITHIN_BYTES: u64 = 1024;
/// How they say it.
const MARK: &str = "<meta name=\"generator\" content=\"kafolio ";

/// Why a file was not written.
#[derive(Debug)]
pub(super) enum Failed {
    /// There is a file, and it is not ours.
    NotOurs,
    /// The system does not let it be written.
    System(io::Error),
}

impl Failed {
    /// What to say to the user.
    pub fn told(&self, path: &Path, language: Language) -> String {
        let path = printed::path(path);
        match self {
            Failed::NotOurs => {
                let words = language.pick(
                    "已经有这个文件，而且不是 kafolio 写的；换个名字（--out FILE），或先把它移走",
                    "there is such a file, and kafolio did not write it; name another (--out FILE) or move it away",
                );
                format!("{path}: {words}")
            }
            Failed::System(error) => {
                let words = language.pick("写不了", "it cannot be written");
                format!("{path}: {words}: {error}")
            }
        }
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Failed {
        Failed::System(error)
    }
}

/// Writes a file as a whole, in the place of an earlier one of ours if there is one.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failed> {
    match is_ours(path) {
        Ok(true) => {}
        Ok(false) => return Err(Failed::NotOurs),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let beside = beside(path);
    let written = write_new(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    Ok(written?)
}

/// What a file is called where it is told of.
pub(super) fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Whether a file that is there is an earlier document of ours.
fn is_ours(path: &Path) -> io::Result<bool> {
    if !fs::metadata(path)?.is_file() {
        return Ok(false);
    }
    let mut start = Vec::new();
    File::open(path)?
        .take(WITHIN_BYTES)
        .read_to_end(&mut start)?;
    Ok(start
        .windows(MARK.len())
        .any(|part| part == MARK.as_bytes()))
}

/// The file that becomes the document once it is whole, in the same folder.
fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)
}
