//! Writes the disclosure record to the site's own folder `.kafolio/` or to the requested file; never into the output or
//! next to it, where a web server may show it.

use super::{Target, one_file};
use crate::build::BuildOutcome;
use crate::console::{locale, printed};
use crate::disclosure::{
    Attachments, Inspection, Proof, Publication, Terms, disclosure_record, hash_of, is_record,
};
use crate::domain::Audience;
use crate::text::Language;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

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
    language: Language,
}

impl RecordFile {
    /// Chooses the path for the record of an output, a folder or a document of one file, and checks that it can be
    /// written, so that the user learns of a problem before the build.
    ///
    /// # Errors
    /// The path is in the output, which is handed out, another file is there, or it cannot be written.
    pub fn at(
        target: Target<'_>,
        audience: &Audience,
        language: Option<Language>,
    ) -> Result<RecordFile, String> {
        let language = language.unwrap_or_else(locale::detect);
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
        let cannot = |words: &str| Err(format!("{}: {words}", printed::path(&path)));
        if is_within(&path, out) {
            return cannot(language.pick(
                "披露记录不能放在输出里，那是要给人的；换一个位置（--disclosure 文件）",
                "the disclosure report cannot be in the output, which is handed out; choose another place (--disclosure FILE)",
            ));
        }
        if requested.is_some() && is_foreign(&path) {
            return cannot(language.pick(
                "已经有这个文件，而且不是披露记录；换个名字（--disclosure 文件）",
                "the file exists and is not a disclosure report; choose another name (--disclosure FILE)",
            ));
        }
        let checked = match requested {
            Some(_) => one_file::check_writable(&path),
            None => check_own_folder(&own, &path),
        };
        match checked {
            Ok(()) => Ok(RecordFile { path, language }),
            Err(error) => {
                let words = language.pick(
                    "披露记录写不到这里；用 --disclosure 文件 指明写到哪里",
                    "the disclosure report cannot be written here; choose another place with --disclosure FILE",
                );
                cannot(&format!("{words} ({error})"))
            }
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
    ) -> Result<(), String> {
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
            .map_err(|error| format!("{}: {error}", printed::path(&self.path)))
    }

    /// Returns the path of the record.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Prints the path of the record.
    pub fn report(&self) {
        let words = self
            .language
            .pick("披露记录：", "Report of disclosed and withheld fields: ");
        crate::console::notice(format!("{words}{}", printed::path(&self.path)));
    }

    /// Warns of a record that an earlier version wrote next to the output, where readers of the output may see it.
    pub fn report_obsolete(&self, out: &Path) {
        let mut name = out.file_name().map_or_else(OsString::new, OsString::from);
        name.push(".");
        name.push(ENDING);
        let obsolete = out.with_file_name(name);
        if obsolete == self.path || !obsolete.is_file() || is_foreign(&obsolete) {
            return;
        }
        let words = self.language.pick(
            "旧版本写在输出旁边的披露记录，已经不用；不该让看网站的人看到，把它删掉或移走",
            "this disclosure report was written next to the output by an earlier version; it is no longer used, and readers of the site may see it: delete or move it",
        );
        crate::console::notice(format!("{}: {words}", printed::path(&obsolete)));
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

/// Checks that a record can be written to the site's own folder, which is created for the check and removed again. A
/// link is not followed: in a site received from others it could lead anywhere.
fn check_own_folder(own: &Path, path: &Path) -> io::Result<()> {
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
