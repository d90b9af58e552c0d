//! Prints a document to PDF with a Chromium of this machine, which is run only for `--pdf`.
//!
//! The PDF is verified: a browser that cannot open the document prints something else and reports success.

mod mark;

use crate::console::printed;
use crate::text::Language;
use mark::{mark_of, marked, unmarked};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use thiserror::Error;

/// Names of the program on various systems.
const NAMES: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
];
/// Its path on systems that do not put programs on the PATH.
const PLACES: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];
/// Its options: no user profile, no network.
const OPTIONS: [&str; 8] = [
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-pdf-header-footer",
];

/// Why there is no PDF. The HTML file was written.
#[derive(Debug, Error)]
pub(crate) enum PdfError {
    /// There is no browser.
    #[error("publish.no-browser")]
    NoBrowser,
    /// The browser could not be used.
    #[error("{reason}")]
    NotPrinted {
        /// The browser.
        program: PathBuf,
        /// Why.
        #[source]
        reason: PrintError,
    },
}

/// Why a browser did not print a document.
#[derive(Debug, Error)]
pub(crate) enum PrintError {
    /// A file cannot be read or written.
    #[error("publish.pdf-refused")]
    System(#[from] std::io::Error),
    /// It printed nothing.
    #[error("publish.pdf-missing")]
    Nothing,
    /// It printed something else.
    #[error("publish.pdf-of-something-else")]
    SomethingElse,
}

impl PdfError {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        match self {
            PdfError::NoBrowser => language.phrase("publish.no-browser").to_owned(),
            PdfError::NotPrinted { program, reason } => reason.message(program, language),
        }
    }
}

impl PrintError {
    fn message(&self, program: &Path, language: Language) -> String {
        let key = self.to_string();
        let program = printed::path(program);
        match self {
            PrintError::System(error) => {
                printed::phrase(language, &key, &[("program", &program), ("error", error)])
            }
            PrintError::Nothing | PrintError::SomethingElse => {
                printed::phrase(language, &key, &[("program", &program)])
            }
        }
    }
}

/// Prints an HTML file to a PDF next to it and returns the path of the PDF.
pub(crate) fn print(html: &Path) -> Result<PathBuf, PdfError> {
    let program = find_program().ok_or(PdfError::NoBrowser)?;
    print_with(&program, html).map_err(|reason| PdfError::NotPrinted { program, reason })
}

/// Prints an HTML file with a program and verifies the PDF.
fn print_with(program: &Path, html: &Path) -> Result<PathBuf, PrintError> {
    let whole = fs::canonicalize(html)?;
    let folder = whole.parent().unwrap_or(Path::new("."));
    let workspace = folder.join(format!(".kafolio-pdf-{}", std::process::id()));
    let printed = print_in(&workspace, program, &whole);
    let pdf = html.with_extension("pdf");
    let moved = printed.and_then(|part| Ok(fs::rename(part, &pdf)?));
    let _ = fs::remove_dir_all(&workspace);
    moved.map(|()| pdf)
}

/// Prints a copy of the document in a temporary folder and returns the path of the PDF in it.
fn print_in(workspace: &Path, program: &Path, html: &Path) -> Result<PathBuf, PrintError> {
    let document = fs::read(html)?;
    let mark = mark_of(&document);
    fs::create_dir_all(workspace)?;
    let copy = workspace.join("report.html");
    fs::write(&copy, marked(&String::from_utf8_lossy(&document), &mark))?;
    let part = workspace.join("report.pdf");
    let mut why = PrintError::Nothing;
    // Chromium's sandbox does not start as root; the document contains no script and is safe without it.
    for extra in [&[][..], &["--no-sandbox"][..]] {
        if !run(program, extra, &workspace.join("profile"), &part, &copy) {
            continue;
        }
        let Ok(bytes) = fs::read(&part) else {
            continue;
        };
        if let Some(pdf) = unmarked(bytes, &mark) {
            fs::write(&part, pdf)?;
            return Ok(part);
        }
        why = PrintError::SomethingElse;
        fs::remove_file(&part)?;
    }
    Err(why)
}

fn run(program: &Path, extra: &[&str], profile: &Path, pdf: &Path, html: &Path) -> bool {
    let option = |name: &str, path: &Path| {
        let mut option = std::ffi::OsString::from(name);
        option.push(path);
        option
    };
    let mut command = Command::new(program);
    command
        .args(OPTIONS)
        .args(extra)
        .arg(option("--user-data-dir=", profile))
        .arg(option("--print-to-pdf=", pdf))
        .arg(address_of(html))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Returns the `file:` address of an absolute path, with all bytes but ASCII letters and digits percent-encoded, so
/// that it does not depend on the system's locale.
fn address_of(path: &Path) -> String {
    let mut bytes = path.as_os_str().as_encoded_bytes().to_vec();
    if cfg!(windows) {
        bytes
            .iter_mut()
            .filter(|byte| **byte == b'\\')
            .for_each(|byte| *byte = b'/');
    }
    let (host, path) = match bytes.as_slice() {
        [b'/', b'/', b'?', b'/', b'U', b'N', b'C', b'/', rest @ ..] => ("", rest),
        [b'/', b'/', b'?', b'/', rest @ ..] => ("/", rest),
        rest => ("", rest),
    };
    let part = |byte: &u8| match byte {
        b'/' | b'-' | b'.' | b'_' | b'~' => char::from(*byte).to_string(),
        // The letter of a drive.
        b':' if cfg!(windows) => ":".to_owned(),
        byte if byte.is_ascii_alphanumeric() => char::from(*byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    let path: String = path.iter().map(part).collect();
    format!("file://{host}{path}")
}

/// Finds the program: `CHROME`, else the first on the PATH, else a known path.
fn find_program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROME") {
        return Some(PathBuf::from(named));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|file| file.is_file());
    on_path.or_else(|| PLACES.iter().map(PathBuf::from).find(|file| file.is_file()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_percent_encoded() {
        let address = |path: &str| address_of(Path::new(path));
        let expected = "file:///a/%E4%B8%AD%20%23%25%3F%22%27/-b.html";
        assert_eq!(address("/a/中 #%?\"'/-b.html"), expected);
    }

    #[cfg(windows)]
    #[test]
    fn drives_and_shares_have_addresses() {
        let address = |path: &str| address_of(Path::new(path));
        assert_eq!(address(r"\\?\C:\a b\c.html"), "file:///C:/a%20b/c.html");
        assert_eq!(address(r"\\?\UNC\nas\a\c.html"), "file://nas/a/c.html");
    }

    /// Runs a shell script in place of the browser; returns the result and the names of the files left.
    #[cfg(unix)]
    fn outcome(script: &str) -> (Result<PathBuf, String>, Vec<String>) {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("browser");
        let script = format!(
            "#!/bin/sh\nfor one in \"$@\"; do case $one in --print-to-pdf=*) out=${{one#*=}};; esac; done\n{script}\n"
        );
        fs::write(&program, script).expect("written");
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&program, executable).expect("it is ours");
        let html = folder.path().join("简报.html");
        fs::write(&html, "<title>芷衡</title>").expect("written");
        let printed = print_with(&program, &html);
        let printed = printed.map_err(|error| error.message(&program, Language::ENGLISH));
        let names = fs::read_dir(folder.path()).expect("it is there");
        let names = names.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| name != "browser").collect();
        names.sort();
        (printed, names)
    }

    #[cfg(unix)]
    #[test]
    fn a_pdf_without_the_mark_is_refused() {
        let index = "printf '%%PDF-1.4\\n1 0 obj\\n<</Title (Index of /)>>' > \"$out\"";
        let (printed, names) = outcome(index);
        let why = printed.expect_err("it is not the report");
        assert!(why.contains("did not print the report"), "{why}");
        assert_eq!(names, ["简报.html"]);
        for nothing in ["exit 1", "exit 0", "printf 'kafolio' > \"$out\"; exit 1"] {
            let (printed, names) = outcome(nothing);
            let why = printed.expect_err("nothing was printed");
            assert!(why.contains("could not print"), "{why}");
            assert_eq!(names, ["简报.html"]);
        }
        let title = "$(grep -o 'kafolio-[0-9a-f]* ' \"${out%.pdf}.html\")";
        let script = format!("printf '%%PDF-1.4\\n<</Title (%s Plan)>>' \"{title}\" > \"$out\"");
        let (printed, names) = outcome(&script);
        assert!(printed.is_ok_and(|pdf| pdf.ends_with("简报.pdf")));
        assert_eq!(names, ["简报.html", "简报.pdf"]);
    }
}
