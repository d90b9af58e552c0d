//! Writes a document of one file to the path that the user chose. Never overwrites a file that kafolio did not write.

use crate::console::printed;
use crate::disk::{Allowed, Blocked, ScopeRecord};
use crate::domain::Scope;
use crate::forms::Dictionary;
use crate::text::Language;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Our mark is within this many bytes of the beginning of a document.
const WITHIN_BYTES: usize = 1024;
/// The mark of our documents.
const MARK: &str = "<meta name=\"generator\" content=\"kafolio ";
/// The tag with a document's scope, after the mark.
const SCOPE: &str = "<meta name=\"kafolio-audience\" content=\"";
/// How much of an existing document is read to find its scope.
const PEEK_BYTES: u64 = 16 * 1024;
/// Escapes of characters in attribute values; the ampersand first.
const ESCAPES: [(&str, &str); 4] = [
    ("&", "&amp;"),
    ("\"", "&quot;"),
    ("<", "&lt;"),
    (">", "&gt;"),
];

/// Why a document was not written.
#[derive(Debug, Error)]
pub(crate) enum DocumentError {
    /// The file exists and was not written by kafolio.
    #[error("publish.document-not-ours")]
    NotOurs {
        /// Which.
        path: PathBuf,
    },
    /// The existing document is for readers who see less.
    #[error("{reason}")]
    Blocked {
        /// Its path.
        path: PathBuf,
        /// Why it is not replaced.
        #[source]
        reason: Blocked,
    },
    /// The file cannot be read or written.
    #[error("publish.document-not-written")]
    System {
        /// Which.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
}

impl DocumentError {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            DocumentError::NotOurs { path } => {
                printed::phrase(language, &key, &[("path", &printed::path(path))])
            }
            DocumentError::Blocked { path, reason } => reason.message(path, language),
            DocumentError::System { path, error } => printed::phrase(
                language,
                &key,
                &[("path", &printed::path(path)), ("error", error)],
            ),
        }
    }

    fn system(path: &Path) -> impl Fn(io::Error) -> DocumentError {
        |error| DocumentError::System {
            path: path.to_path_buf(),
            error,
        }
    }
}

/// Writes a file atomically, replacing an earlier document of ours if there is one.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), DocumentError> {
    let system = DocumentError::system(path);
    match read_start(path).map_err(&system)? {
        Some(start) if !is_ours(&start) => Err(DocumentError::NotOurs {
            path: path.to_path_buf(),
        }),
        _ => replace(path, bytes).map_err(system),
    }
}

/// Refuses to replace a document by one for readers who see more, unless `widen` is set. A document without a scope may
/// be replaced.
pub(crate) fn check_scope(
    path: &Path,
    (scope, dictionary): (&Scope, &'static Dictionary),
    widen: bool,
) -> Result<(), DocumentError> {
    let before = read_start(path).map_err(DocumentError::system(path))?;
    let before = before.filter(|start| is_ours(start));
    let before = before.and_then(|start| scope_in(&start));
    let allowed = Allowed {
        widen,
        ..Allowed::default()
    };
    match Blocked::wider(before, scope, dictionary, allowed) {
        Some(reason) => Err(DocumentError::Blocked {
            path: path.to_path_buf(),
            reason,
        }),
        None => Ok(()),
    }
}

/// Adds its scope to a document: the audience and, outside the company, the accounts by the names that readers see.
pub(crate) fn with_scope(html: Vec<u8>, scope: &Scope) -> Vec<u8> {
    let mut scope = scope.clone();
    if !scope.audience.external {
        scope.accounts = None;
    }
    let start = html.get(..html.len().min(WITHIN_BYTES)).unwrap_or_default();
    let end_of_mark = position(start, MARK).and_then(|at| {
        let rest = html.get(at..)?;
        Some(at + position(rest, ">")? + 1)
    });
    let text = serde_json::to_string(&ScopeRecord::of(&scope));
    let (Some(at), Ok(text)) = (end_of_mark, text) else {
        return html;
    };
    let escaped = ESCAPES
        .iter()
        .fold(text, |text, (plain, escape)| text.replace(plain, escape));
    let (before, after) = html.split_at(at);
    let tag = format!("\n{SCOPE}{escaped}\">");
    [before, tag.as_bytes(), after].concat()
}

/// Returns the scope that a document names.
fn scope_in(start: &[u8]) -> Option<Scope> {
    let start = String::from_utf8_lossy(start);
    let (_, rest) = start.split_once(SCOPE)?;
    let (escaped, _) = rest.split_once('"')?;
    let text = ESCAPES
        .iter()
        .rev()
        .fold(escaped.to_owned(), |text, (plain, escape)| {
            text.replace(escape, plain)
        });
    serde_json::from_str::<ScopeRecord>(&text).ok()?.scope()
}

/// Writes a file atomically, replacing any existing file.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = temporary(path);
    let written = write_temporary(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Checks that [`replace`] can write a file here, and leaves no file.
pub(crate) fn check_writable(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir()) {
        return Err(ErrorKind::IsADirectory.into());
    }
    let temporary = temporary(path);
    write_temporary(&temporary, b"")?;
    fs::remove_file(&temporary)
}

/// Returns the name of a file for messages.
pub(crate) fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Reads the beginning of a file; `None` if it does not exist, empty if it is not a regular file.
fn read_start(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut start = Vec::new();
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Ok(Some(start)),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    }
    let file = File::open(path)?;
    file.take(PEEK_BYTES).read_to_end(&mut start)?;
    Ok(Some(start))
}

/// Returns whether a file with this beginning is a document of ours.
fn is_ours(start: &[u8]) -> bool {
    let start = start.get(..start.len().min(WITHIN_BYTES));
    position(start.unwrap_or_default(), MARK).is_some()
}

fn position(bytes: &[u8], part: &str) -> Option<usize> {
    let part = part.as_bytes();
    bytes.windows(part.len()).position(|window| window == part)
}

/// Returns the temporary file in the same folder that is renamed to the document once it is complete.
fn temporary(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

/// Writes the temporary file. One left by a killed process with the same id is ours and is replaced: in a container,
/// ids repeat.
fn write_temporary(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let create = || File::options().write(true).create_new(true).open(path);
    let mut file = match create() {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            create()?
        }
        opened => opened?,
    };
    file.write_all(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(scope: &Scope) -> Vec<u8> {
        let html = format!("<!DOCTYPE html>\n<html><head>\n{MARK}1\">\n<title>a</title>");
        with_scope(html.into_bytes(), scope)
    }

    #[test]
    fn a_document_contains_its_scope() {
        let mut odd = Scope::sample(2, Some(&["A&B \"<x>\"", "启明 &quot;"]));
        odd.audience.name = "it's <b>".into();
        for scope in [odd, Scope::sample(1, None)] {
            let html = document(&scope);
            assert!(is_ours(&html));
            assert_eq!(scope_in(&html), Some(scope));
        }
        // Within the company, the accounts do not matter.
        let html = document(&Scope::sample(1, Some(&["a"])));
        assert_eq!(scope_in(&html), Some(Scope::sample(1, None)));
        assert_eq!(
            with_scope(b"plain".to_vec(), &Scope::sample(1, None)),
            b"plain"
        );
    }

    #[test]
    fn a_document_for_wider_readers_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.html");
        let customer = Scope::sample(2, Some(&["a"]));
        let held = |scope: &Scope, widen: bool| match check_scope(
            &path,
            (scope, Dictionary::built_in()),
            widen,
        ) {
            Err(DocumentError::Blocked { .. }) => true,
            Ok(()) => false,
            Err(error) => panic!("{error:?}"),
        };
        let internal = Scope::sample(1, None);
        assert!(!held(&internal, false));
        write(&path, &document(&customer)).unwrap();
        assert!(held(&internal, false) && !held(&internal, true));
        assert!(!held(&customer, false) && held(&Scope::sample(2, Some(&["b"])), false));
        write(&path, &document(&internal)).unwrap();
        assert!(!held(&customer, false));
        // Documents of earlier versions have no scope.
        let old = format!("{MARK}1\">");
        fs::write(&path, old).unwrap();
        assert!(!held(&internal, false));
    }

    #[test]
    fn a_temporary_file_of_a_killed_process_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        fs::write(temporary(&path), "half").unwrap();
        check_writable(&path).unwrap();
        fs::write(temporary(&path), "half").unwrap();
        replace(&path, b"whole").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
