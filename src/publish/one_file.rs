//! A document of one file, where the user wants it. Never writes over a file that it did not write itself.

use crate::console::printed;
use crate::disk::{Allowed, Blocked, ScopeRecord};
use crate::domain::Scope;
use crate::text::Language;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// Documents of ours say so within this many bytes of their beginning.
const WITHIN_BYTES: usize = 1024;
/// How they say it.
const MARK: &str = "<meta name=\"generator\" content=\"kafolio ";
/// How they say for whom they are, behind that.
const SCOPE: &str = "<meta name=\"kafolio-audience\" content=\"";
/// So many bytes of a document are looked at to read it.
const LOOKED_AT_BYTES: u64 = 16 * 1024;
/// What stands for characters in the value of an attribute; the ampersand first.
const ESCAPES: [(&str, &str); 4] = [
    ("&", "&amp;"),
    ("\"", "&quot;"),
    ("<", "&lt;"),
    (">", "&gt;"),
];

/// Why a file was not written.
#[derive(Debug)]
pub(crate) enum Failed {
    /// There is a file, and it is not ours.
    NotOurs,
    /// There is one for readers who see less.
    Held(Blocked),
    /// The system does not let it be written.
    System(io::Error),
}

impl Failed {
    /// What to say to the user.
    pub fn told(&self, path: &Path, language: Language) -> String {
        let words = match self {
            Failed::Held(held) => return held.words(path, language),
            Failed::NotOurs => language.pick(
                "已经有这个文件，而且不是 kafolio 写的；换个名字（--out FILE），或先把它移走",
                "the file exists and was not written by kafolio; choose another name (--out FILE) or move it away",
            ),
            Failed::System(error) => {
                let words = language.pick("写不了", "cannot be written");
                return format!("{}: {words}: {error}", printed::path(path));
            }
        };
        format!("{}: {words}", printed::path(path))
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Failed {
        Failed::System(error)
    }
}

/// Writes a file as a whole, in the place of an earlier one of ours if there is one.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failed> {
    match start_of(path)? {
        Some(start) if !is_ours(&start) => Err(Failed::NotOurs),
        _ => Ok(replace(path, bytes)?),
    }
}

/// Sees to it that a document for some readers does not take the place of one for readers who see less. Of a document that
/// does not say for whom it is, nobody knows.
pub(crate) fn check_scope(path: &Path, scope: &Scope, widen: bool) -> Result<(), Failed> {
    let before = start_of(path)?.filter(|start| is_ours(start));
    let before = before.and_then(|start| scope_in(&start));
    let allowed = Allowed {
        widen,
        ..Allowed::default()
    };
    match Blocked::wider(before, scope, allowed) {
        Some(held) => Err(Failed::Held(held)),
        None => Ok(()),
    }
}

/// A document that says for whom it is, and outside the company of which account, by the name that its readers see.
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
    let said = format!("\n{SCOPE}{escaped}\">");
    [before, said.as_bytes(), after].concat()
}

/// For whom a document says that it is.
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

/// Writes a file as a whole, in the place of whatever file is there.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let aside = aside(path);
    let written = write_aside(&aside, bytes).and_then(|()| fs::rename(&aside, path));
    if written.is_err() {
        let _ = fs::remove_file(&aside);
    }
    written
}

/// Whether [`replace`] could write a file here; nothing is left behind.
pub(crate) fn try_place(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok_and(|there| there.is_dir()) {
        return Err(ErrorKind::IsADirectory.into());
    }
    let aside = aside(path);
    write_aside(&aside, b"")?;
    fs::remove_file(&aside)
}

/// What a file is called where it is told of.
pub(crate) fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The beginning of a file; nothing where there is none, and nothing in it where it is no ordinary file.
fn start_of(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut start = Vec::new();
    match fs::metadata(path) {
        Ok(there) if there.is_file() => {}
        Ok(_) => return Ok(Some(start)),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    }
    let file = File::open(path)?;
    file.take(LOOKED_AT_BYTES).read_to_end(&mut start)?;
    Ok(Some(start))
}

/// Whether a file that begins so is a document of ours.
fn is_ours(start: &[u8]) -> bool {
    let start = start.get(..start.len().min(WITHIN_BYTES));
    position(start.unwrap_or_default(), MARK).is_some()
}

fn position(bytes: &[u8], part: &str) -> Option<usize> {
    let part = part.as_bytes();
    bytes.windows(part.len()).position(|window| window == part)
}

/// The file that becomes the document once it is whole, in the same folder.
fn aside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

/// Whatever an earlier process of the same number left there, which was killed, is ours and goes: in a container all have
/// the same.
fn write_aside(path: &Path, bytes: &[u8]) -> io::Result<()> {
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
    fn a_document_says_for_whom_it_is() {
        let mut odd = Scope::sample(2, Some(&["A&B \"<x>\"", "启明 &quot;"]));
        odd.audience.name = "it's <b>".into();
        for scope in [odd, Scope::sample(1, None)] {
            let html = document(&scope);
            assert!(is_ours(&html));
            assert_eq!(scope_in(&html), Some(scope));
        }
        // Within the company, the accounts are no matter.
        let html = document(&Scope::sample(1, Some(&["a"])));
        assert_eq!(scope_in(&html), Some(Scope::sample(1, None)));
        assert_eq!(
            with_scope(b"plain".to_vec(), &Scope::sample(1, None)),
            b"plain"
        );
    }

    #[test]
    fn a_wider_document_is_held() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.html");
        let customer = Scope::sample(2, Some(&["a"]));
        let held = |scope: &Scope, widen: bool| match check_scope(&path, scope, widen) {
            Err(Failed::Held(_)) => true,
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
        // One of earlier versions does not say.
        let old = format!("{MARK}1\">");
        fs::write(&path, old).unwrap();
        assert!(!held(&internal, false));
    }

    #[test]
    fn what_a_killed_process_of_the_same_number_left_is_no_obstacle() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        fs::write(aside(&path), "half").unwrap();
        try_place(&path).unwrap();
        fs::write(aside(&path), "half").unwrap();
        replace(&path, b"whole").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
