//! The disclosure on its way to the disk: beside what was made, never in it.

use super::{locale, printed};
use crate::compile::Built;
use crate::share::{Attachments, Inspected, Terms, Trial, disclosure};
use crate::text::Language;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// Where a disclosure is written: where it is asked for, else beside the output.
pub(super) struct Disclosing {
    path: PathBuf,
}

impl Disclosing {
    /// Finds the place beside an output: a folder, or a document of one file.
    ///
    /// # Errors
    /// It lies in the output, which is given away, or something else is there.
    pub fn at(
        asked: Option<&Path>,
        out: &Path,
        language: Option<Language>,
    ) -> Result<Disclosing, String> {
        let language = language.unwrap_or_else(locale::spoken);
        let beside = || {
            let mut name = out
                .file_name()
                .map_or_else(|| OsString::from("site"), OsString::from);
            name.push(".disclosure.json");
            out.with_file_name(name)
        };
        let path = asked.map_or_else(beside, Path::to_path_buf);
        if lies_in(&path, out) {
            let words = language.pick(
                "披露文件不能放在输出里，那是要给人的；换一个位置（--disclosure FILE）",
                "the disclosure cannot lie in the output, which is given away; name another place (--disclosure FILE)",
            );
            return Err(format!("{}: {words}", printed::path(&path)));
        }
        match fs::read(&path) {
            Ok(bytes) if !is_ours(&bytes) => {
                let words = language.pick(
                    "已经有这个文件，而且不是披露文件；换个名字（--disclosure FILE）",
                    "there is such a file, and it is no disclosure; name another (--disclosure FILE)",
                );
                Err(format!("{}: {words}", printed::path(&path)))
            }
            _ => Ok(Disclosing { path }),
        }
    }

    /// Writes what came of a build.
    ///
    /// # Errors
    /// The system does not let it be written.
    pub fn write(
        &self,
        trial: &Trial,
        inspected: &Inspected,
        built: &Built,
        accounts: &[String],
        attachments: &Attachments,
    ) -> Result<(), String> {
        let terms = Terms {
            as_of: built.as_of,
            language: built.language,
            accounts,
            attachments,
        };
        let text = disclosure(trial, inspected, &terms);
        if fs::read(&self.path).is_ok_and(|known| known == text.as_bytes()) {
            return Ok(());
        }
        fs::write(&self.path, text)
            .map_err(|error| format!("{}: {error}", printed::path(&self.path)))
    }
}

/// Whether a file lies in an output folder, or is the output.
fn lies_in(path: &Path, out: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = |path: &Path| match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => real(folder),
        _ => real(Path::new(".")),
    };
    let is_it = path.file_name() == out.file_name() && folder(path) == folder(out);
    is_it || folder(path).starts_with(real(out))
}

/// Whether a file that is there is an earlier disclosure.
fn is_ours(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"\"kafolio_disclosure\"";
    bytes.starts_with(b"{") && bytes.windows(MARK.len()).any(|part| part == MARK)
}
