//! Writes the disclosure record to the site's own folder `.kafolio/` or to the requested file; never into the output or
//! next to it, where a web server may show it.

use super::{Target, one_file};
use crate::build::BuildOutcome;
use crate::console::{notice, printed};
use crate::disclosure::{
    Attachments, Inspection, Proof, Publication, Terms, disclosure_record, hash_of, is_record,
};
use crate::domain::Audience;
use crate::text::Language;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The site's own folder, which is hidden and never read as content.
const OWN_FOLDER: &str = ".kafolio";
/// How the name of a record ends.
const ENDING: &str = "disclosure.json";
/// How much of a file is read to recognize a record.
const PEEK_BYTES: u64 = 4096;
/// The longest part of a record's name, in characters.
const MOST_NAME_CHARACTERS: usize = 24;

/// Where a record is written.
pub(crate) struct RecordFile {
    path: PathBuf,
}

/// Why a record is not written at its path.
#[derive(Debug, Error)]
pub(crate) enum RecordError {
    /// The path is in the output, which is handed out.
    #[error("publish.record-in-output")]
    InOutput {
        /// The path.
        path: PathBuf,
    },
    /// Another file is there.
    #[error("publish.record-foreign")]
    Foreign {
        /// The path.
        path: PathBuf,
    },
    /// The check before the build found that nothing can be written there.
    #[error("publish.record-impossible")]
    Impossible {
        /// The path.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// Writing failed.
    #[error("publish.record-not-written")]
    NotWritten {
        /// The path.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
}

impl RecordError {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            RecordError::InOutput { path } | RecordError::Foreign { path } => {
                printed::phrase(language, &key, &[("path", &printed::path(path))])
            }
            RecordError::Impossible { path, error } | RecordError::NotWritten { path, error } => {
                printed::phrase(
                    language,
                    &key,
                    &[("path", &printed::path(path)), ("error", error)],
                )
            }
        }
    }
}

impl RecordFile {
    /// Chooses the path for the record of an output, a folder or a document of one file, and checks that it can be
    /// written, so that the user learns of a problem before the build.
    ///
    /// # Errors
    /// The path is in the output, another file is there, or it cannot be written.
    pub fn at(target: Target<'_>, audience: &Audience) -> Result<RecordFile, RecordError> {
        let Target {
            site,
            out,
            record: requested,
        } = target;
        let own = site.join(OWN_FOLDER);
        let path = match requested {
            Some(path) => path.to_path_buf(),
            None => own.join(name_of(site, out, &audience.name)),
        };
        if is_within(&path, out) {
            return Err(RecordError::InOutput { path });
        }
        if requested.is_some() && is_foreign(&path) {
            return Err(RecordError::Foreign { path });
        }
        let checked = match requested {
            Some(_) => one_file::check_writable(&path),
            None => check_own_folder(&own, &path),
        };
        match checked {
            Ok(()) => Ok(RecordFile { path }),
            Err(error) => Err(RecordError::Impossible { path, error }),
        }
    }

    /// Writes the record of a build.
    ///
    /// # Errors
    /// The record cannot be written.
    pub fn write(
        &self,
        proof: &Proof,
        inspected: &Inspection,
        built: &BuildOutcome,
        publication: &Publication<'_>,
        attachments: &Attachments,
    ) -> Result<(), RecordError> {
        let terms = Terms {
            as_of: built.as_of,
            language: built.language,
            accounts: &publication.options.accounts,
            attachments,
        };
        let text = disclosure_record(proof, inspected, &terms);
        if fs::read(&self.path).is_ok_and(|known| known == text.as_bytes()) {
            return Ok(());
        }
        let folder = self.path.parent().filter(|_| is_own(&self.path));
        let made = folder.map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| one_file::replace(&self.path, text.as_bytes()))
            .map_err(|error| RecordError::NotWritten {
                path: self.path.clone(),
                error,
            })
    }

    /// Returns the path of the record.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Prints the path of the record.
    pub fn report(&self, language: Language) {
        let path = printed::path(&self.path);
        notice(language.phrase_with("publish.record-at", &[("path", &path)]));
    }

    /// Warns of a record that an earlier version wrote next to the output, where readers of the output may see it.
    pub fn report_obsolete(&self, out: &Path, language: Language) {
        let mut name = out.file_name().map_or_else(OsString::new, OsString::from);
        name.push(".");
        name.push(ENDING);
        let obsolete = out.with_file_name(name);
        if obsolete == self.path || !obsolete.is_file() || is_foreign(&obsolete) {
            return;
        }
        let path = printed::path(&obsolete);
        notice(language.phrase_with("publish.record-obsolete", &[("path", &path)]));
    }
}

/// Returns whether a record is in the site's own folder.
fn is_own(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name);
    folder.is_some_and(|folder| folder == OWN_FOLDER)
}

/// Returns the name of a record in the site's own folder, made of the output and the audience. Several outputs can have
/// the same name; outputs that are not directly in the site's folder get a digest of their path to tell them apart.
fn name_of(site: &Path, out: &Path, audience: &str) -> String {
    let (site, out) = (resolved(site), resolved(out));
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    // A site that is moved takes its outputs along.
    let within = out.strip_prefix(&site).unwrap_or(&out);
    let place = match within.components().count() {
        1 => String::new(),
        _ => format!("-{}", digest(&within.to_string_lossy())),
    };
    let is_allowed_in_output = |one: char| one.is_alphanumeric() || "-_.".contains(one);
    let is_allowed_in_audience = |one: char| one.is_alphanumeric() || "-_".contains(one);
    let name = file_name_part(name.trim_start_matches('.'), is_allowed_in_output);
    let audience = file_name_part(audience, is_allowed_in_audience);
    format!("{name}{place}.{audience}.{ENDING}")
}

/// Returns a text as part of a file name; a text that had to be changed gets its digest, so that names stay distinct.
fn file_name_part(text: &str, is_allowed: impl Fn(char) -> bool) -> String {
    let changed: String = text
        .chars()
        .take(MOST_NAME_CHARACTERS)
        .map(|one| if is_allowed(one) { one } else { '_' })
        .collect();
    match changed == text {
        true => changed,
        false => format!("{changed}-{}", digest(text)),
    }
}

/// Returns the first eight hexadecimal digits of a text's hash.
fn digest(text: &str) -> String {
    let hash = hash_of(text.as_bytes());
    hash.iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Resolves the links of a path as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let resolved = whole.ancestors().find_map(|above| {
        let resolved = fs::canonicalize(above).ok()?;
        let rest = whole.strip_prefix(above).ok()?;
        // Joining an empty path would add a separator.
        Some(match rest.as_os_str().is_empty() {
            true => resolved,
            false => resolved.join(rest),
        })
    });
    resolved.unwrap_or(whole)
}

/// Returns whether a file is in an output folder or is the output, itself or through a link.
fn is_within(path: &Path, out: &Path) -> bool {
    let out = resolved(out);
    let of_folder = path.parent().zip(path.file_name());
    let itself = of_folder.map(|(folder, name)| resolved(folder).join(name));
    resolved(path).starts_with(&out) || itself.is_some_and(|itself| itself.starts_with(&out))
}

/// Returns whether the path exists and is not a record, not even a broken one.
fn is_foreign(path: &Path) -> bool {
    let check = || {
        if !fs::metadata(path)?.is_file() {
            return Ok(true);
        }
        let mut start = Vec::new();
        File::open(path)?.take(PEEK_BYTES).read_to_end(&mut start)?;
        Ok::<_, io::Error>(!is_record(&start))
    };
    match check() {
        Ok(is_foreign) => is_foreign,
        // An unreadable file is not assumed to be ours.
        Err(error) => error.kind() != ErrorKind::NotFound,
    }
}

/// Checks that a record can be written to the site's own folder. Another process may be checking the same: then the folder
/// appears or disappears meanwhile, and it is checked again.
fn check_own_folder(own: &Path, path: &Path) -> io::Result<()> {
    const MOST_CHECKS: usize = 10;
    let mut checked = check_own_folder_once(own, path);
    for _ in 1..MOST_CHECKS {
        match &checked {
            Err(error)
                if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) =>
            {
                checked = check_own_folder_once(own, path);
            }
            _ => break,
        }
    }
    checked
}

/// Checks it once. The folder is created for the check and removed again. A link is not followed: in a site received from
/// others it could lead anywhere.
fn check_own_folder_once(own: &Path, path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(own) {
        Ok(metadata) if metadata.is_dir() => one_file::check_writable(path),
        Ok(_) => Err(io::Error::from(ErrorKind::NotADirectory)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir(own)?;
            let checked = one_file::check_writable(path);
            let _ = fs::remove_dir(own);
            checked
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests;
