//! The disclosure record on its way to the disk: into the site's own folder `.kafolio/`, or where it is asked for; never
//! into what is given away, nor next to it, where a web server may show it.

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
/// So much of a file is looked at to see whether it is a record.
const LOOKED_AT_BYTES: u64 = 4096;
/// The parts of a record's name have at most so many characters.
const MOST_CHARACTERS: usize = 24;

/// Where a record is written.
pub(crate) struct RecordFile {
    path: PathBuf,
    language: Language,
}

impl RecordFile {
    /// Finds the place for the record of an output, a folder or a document of one file, and sees to it that it can be
    /// written there: nobody waits for a build whose record has no place.
    ///
    /// # Errors
    /// It lies in the output, which is given away, something else is there, or the system does not let it be written.
    pub fn at(
        target: Target<'_>,
        audience: &Audience,
        language: Option<Language>,
    ) -> Result<RecordFile, String> {
        let language = language.unwrap_or_else(locale::detect);
        let Target {
            site,
            out,
            record: asked,
        } = target;
        let own = site.join(OWN_FOLDER);
        let path = match asked {
            Some(path) => path.to_path_buf(),
            None => own.join(name_of(site, out, &audience.name)),
        };
        let cannot = |words: &str| Err(format!("{}: {words}", printed::path(&path)));
        if lies_in(&path, out) {
            return cannot(language.pick(
                "披露记录不能放在输出里，那是要给人的；换一个位置（--disclosure 文件）",
                "the disclosure report cannot be in the output, which is handed out; choose another place (--disclosure FILE)",
            ));
        }
        if asked.is_some() && is_something_else(&path) {
            return cannot(language.pick(
                "已经有这个文件，而且不是披露记录；换个名字（--disclosure 文件）",
                "the file exists and is not a disclosure report; choose another name (--disclosure FILE)",
            ));
        }
        let tried = match asked {
            Some(_) => one_file::try_place(&path),
            None => try_own_folder(&own, &path),
        };
        match tried {
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
    /// The system does not let it be written.
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

    /// Where the record is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reports where the record is.
    pub fn report(&self) {
        let words = self
            .language
            .pick("披露记录：", "Report of disclosed and withheld fields: ");
        crate::console::notice(format!("{words}{}", printed::path(&self.path)));
    }

    /// Reports that a record of earlier versions lies next to the output, where whoever sees the one may see the other.
    pub fn report_obsolete(&self, out: &Path) {
        let mut name = out.file_name().map_or_else(OsString::new, OsString::from);
        name.push(".");
        name.push(ENDING);
        let left = out.with_file_name(name);
        if left == self.path || !left.is_file() || is_something_else(&left) {
            return;
        }
        let words = self.language.pick(
            "旧版本写在输出旁边的披露记录，已经不用；不该让看网站的人看到，把它删掉或移走",
            "this disclosure report was written next to the output by an earlier version; it is no longer used, and readers of the site may see it: delete or move it",
        );
        crate::console::notice(format!("{}: {words}", printed::path(&left)));
    }
}

/// Whether a record lies in the site's own folder.
fn is_own(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name);
    folder.is_some_and(|folder| folder == OWN_FOLDER)
}

/// What a record is called in the site's own folder: after the output and the audience. Several outputs can have one name;
/// a digest of the place of those that do not lie in the site's folder itself tells them apart.
fn name_of(site: &Path, out: &Path, audience: &str) -> String {
    let (site, out) = (real(site), real(out));
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    // A site that is moved takes its outputs along.
    let within = out.strip_prefix(&site).unwrap_or(&out);
    let place = match within.components().count() {
        1 => String::new(),
        _ => format!("-{}", digest(&within.to_string_lossy())),
    };
    let is_of_folder = |one: char| one.is_alphanumeric() || "-_.".contains(one);
    let is_of_audience = |one: char| one.is_alphanumeric() || "-_".contains(one);
    let name = plain(name.trim_start_matches('.'), is_of_folder);
    let audience = plain(audience, is_of_audience);
    format!("{name}{place}.{audience}.{ENDING}")
}

/// A text as part of a file's name; one that had to be changed has its digest, so that no two become the same.
fn plain(text: &str, is_plain: impl Fn(char) -> bool) -> String {
    let changed: String = text
        .chars()
        .take(MOST_CHARACTERS)
        .map(|one| if is_plain(one) { one } else { '_' })
        .collect();
    match changed == text {
        true => changed,
        false => format!("{changed}-{}", digest(text)),
    }
}

/// Eight hexadecimal digits.
fn digest(text: &str) -> String {
    let hash = hash_of(text.as_bytes());
    hash.iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A path without links, as far as it is there.
fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = whole.ancestors().find_map(|above| {
        let real = fs::canonicalize(above).ok()?;
        let rest = whole.strip_prefix(above).ok()?;
        // Joining nothing would end the path in a separator.
        Some(match rest.as_os_str().is_empty() {
            true => real,
            false => real.join(rest),
        })
    });
    there.unwrap_or(whole)
}

/// Whether a file lies in an output folder, or is the output, itself or by what it links to.
fn lies_in(path: &Path, out: &Path) -> bool {
    let out = real(out);
    let of_folder = path.parent().zip(path.file_name());
    let itself = of_folder.map(|(folder, name)| real(folder).join(name));
    real(path).starts_with(&out) || itself.is_some_and(|itself| itself.starts_with(&out))
}

/// Whether a file is there that is no record, not even a broken one.
fn is_something_else(path: &Path) -> bool {
    let look = || {
        if !fs::metadata(path)?.is_file() {
            return Ok(true);
        }
        let mut start = Vec::new();
        File::open(path)?
            .take(LOOKED_AT_BYTES)
            .read_to_end(&mut start)?;
        Ok::<_, io::Error>(!is_record(&start))
    };
    match look() {
        Ok(is_else) => is_else,
        // What cannot be read is not taken for ours.
        Err(error) => error.kind() != ErrorKind::NotFound,
    }
}

/// Whether a record can be written into the site's own folder, which is made for it; nothing is left behind. A link is not
/// followed: a site that somebody handed over could lead anywhere.
fn try_own_folder(own: &Path, path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(own) {
        Ok(there) if there.is_dir() => one_file::try_place(path),
        Ok(_) => Err(io::Error::from(ErrorKind::NotADirectory)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            fs::create_dir(own)?;
            let tried = one_file::try_place(path);
            let _ = fs::remove_dir(own);
            tried
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests;
