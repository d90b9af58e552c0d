//! Proves a build for readers who do not see everything: nothing is shown before it is, and what came of it is disclosed
//! beside the site.

use super::choice::refused;
use super::cli::Site;
use super::disk::Writer;
use super::locale;
use super::progress::Progress;
use super::report::{self, Reporter};
use crate::compile::{Built, Choice};
use crate::render::{Emit, Work};
use crate::share::{Hash, Inspected, NoTrial, Terms, Trial, disclosure, trial};
use crate::text::{Diagnostic, Diagnostics, Language, Snapshot};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// Files of a site: of each the digest of what is compared, and that of its bytes.
pub(super) type Files = BTreeMap<String, (Hash, Hash)>;

/// More leaks than this are told as a number.
const MOST_LEAKS: usize = 10;

/// Where a disclosure is written: where it is asked for, else beside the output folder.
pub(super) struct Disclosing {
    path: PathBuf,
}

impl Disclosing {
    /// Finds the place.
    ///
    /// # Errors
    /// It lies in the output folder, which is given away, or something else is there.
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
        let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        if real(folder.unwrap_or(Path::new("."))).starts_with(real(out)) {
            let words = language.pick(
                "披露文件不能放在输出文件夹里，那是要给人的；换一个位置（--disclosure FILE）",
                "the disclosure cannot lie in the output folder, which is given away; name another place (--disclosure FILE)",
            );
            return Err(format!("{}: {words}", path.display()));
        }
        match fs::read(&path) {
            Ok(bytes) if !is_ours(&bytes) => {
                let words = language.pick(
                    "已经有这个文件，而且不是披露文件；换个名字（--disclosure FILE）",
                    "there is such a file, and it is no disclosure; name another (--disclosure FILE)",
                );
                Err(format!("{}: {words}", path.display()))
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
        as_they_are: &[String],
    ) -> Result<(), String> {
        let terms = Terms {
            as_of: built.as_of,
            language: built.language,
            accounts,
            as_they_are,
        };
        let text = disclosure(trial, inspected, &terms);
        if fs::read(&self.path).is_ok_and(|known| known == text.as_bytes()) {
            return Ok(());
        }
        fs::write(&self.path, text).map_err(|error| format!("{}: {error}", self.path.display()))
    }
}

/// Whether a file that is there is an earlier disclosure.
fn is_ours(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"\"kafolio_disclosure\"";
    bytes.starts_with(b"{") && bytes.windows(MARK.len()).any(|part| part == MARK)
}

/// Tries a build with canaries; nothing where the reader sees everything.
///
/// # Errors
/// What was asked for cannot be had.
pub(super) fn tried(
    snapshot: &Snapshot,
    choice: &Choice,
    progress: &Progress,
) -> Result<Option<Trial>, String> {
    trial(snapshot, choice, &Shown(progress)).map_err(|none| why(none, choice))
}

/// Why there is no trial, in words.
pub(super) fn why(none: NoTrial, choice: &Choice) -> String {
    match none {
        NoTrial::Refused(refusal) => refused(&refusal, choice.language),
        NoTrial::TooMuch(error) => error,
    }
}

/// Says what a document of one file gives away.
pub(super) fn document_leaked(
    trial: &Trial,
    inspected: &Inspected,
    (site, language): (&Site, Language),
) {
    let leaks = inspected.leaks.iter().take(MOST_LEAKS);
    let told: Vec<Diagnostic> = leaks
        .map(|leak| leak.diagnostic(trial.audience()))
        .collect();
    Reporter::new(site.format, language).diagnostics(&Diagnostics::from_found(told));
}

/// Says which files give away what, and drops what was made of the site.
pub(super) fn leaked(
    writer: &Writer,
    trial: &Trial,
    inspected: &Inspected,
    (snapshot, choice): (&Snapshot, &Choice),
    (site, language): (&Site, Language),
) {
    writer.abandon();
    let mut told = Vec::new();
    for (index, leak) in inspected.leaks.iter().take(MOST_LEAKS).enumerate() {
        let real = inspected
            .files
            .get(&leak.file)
            .map(|(compared, _)| compared);
        // Finding one takes many builds; the others are told by their files.
        let leak = match index {
            0 => trial.located(snapshot, choice, leak.clone(), real),
            _ => leak.clone(),
        };
        told.push(leak.diagnostic(trial.audience()));
    }
    Reporter::new(site.format, language).diagnostics(&Diagnostics::from_found(told));
    if let Some(more) = inspected
        .leaks
        .len()
        .checked_sub(MOST_LEAKS)
        .filter(|more| *more > 0)
    {
        report::failure(&match language {
            Language::Chinese => format!("另有 {more} 处同样的泄露"),
            Language::English => format!("and {more} more leaks like these"),
        });
    }
}

/// Passes on how far the trial is.
struct Shown<'a>(&'a Progress);

impl Emit for Shown<'_> {
    fn put(&self, _: &str, _: Vec<u8>) {}
    fn keep(&self, _: &str) {}
    fn copy(&self, _: &str, _: &str) {}

    fn begins(&self, work: Work, parts: usize) {
        self.0.begins(work, parts);
    }

    fn one_done(&self) {
        self.0.one_done();
    }
}
