//! A document as PDF, printed by a Chromium of this machine. The one program that is run, and only where `--pdf` asks for it.

use super::printed;
use crate::text::Language;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Names under which systems know it.
const NAMES: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
];
/// Where it lies on systems that put no programs on the PATH.
const PLACES: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];
/// What it is told: nothing of the user's own, nothing from the network.
const ALONE: [&str; 8] = [
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-pdf-header-footer",
];

/// Prints an HTML file into a PDF beside it; where it is.
pub(super) fn printed(html: &Path, language: Language) -> Result<PathBuf, String> {
    let Some(program) = program() else {
        let words = language.pick(
            "--pdf: 本机没有 Chromium、Chrome 或 Edge（环境变量 CHROME 可以指明它在哪里）；HTML 文件已经写好，也可以在浏览器里打印成 PDF",
            "--pdf: this machine has no Chromium, Chrome or Edge (the variable CHROME can name it); the HTML file is there and any browser can print it to PDF",
        );
        return Err(words.to_owned());
    };
    let pdf = html.with_extension("pdf");
    let failed = |why: String| {
        let words = language.pick("打印不了", "could not print");
        format!("--pdf: {} {words}{why}", printed::path(&program))
    };
    let whole = std::fs::canonicalize(html).map_err(|error| failed(format!(": {error}")))?;
    let folder = whole.parent().unwrap_or(Path::new("."));
    let profile = folder.join(format!(".kafolio-pdf-{}", std::process::id()));
    let part = profile.join("report.pdf");
    // Chromium's sandbox does not start as root; the document holds no script, so it may go without.
    let is_done = [&[][..], &["--no-sandbox"][..]].into_iter().any(|further| {
        std::fs::create_dir_all(&profile).is_ok()
            && run(&program, further, &profile, &part, &whole)
            && part.is_file()
    });
    let moved = is_done && std::fs::rename(&part, &pdf).is_ok();
    let _ = std::fs::remove_dir_all(&profile);
    moved.then_some(pdf).ok_or_else(|| failed(String::new()))
}

fn run(program: &Path, further: &[&str], profile: &Path, pdf: &Path, html: &Path) -> bool {
    let option = |name: &str, path: &Path| {
        let mut option = std::ffi::OsString::from(name);
        option.push(path);
        option
    };
    let mut command = Command::new(program);
    command
        .args(ALONE)
        .args(further)
        .arg(option("--user-data-dir=", profile))
        .arg(option("--print-to-pdf=", pdf))
        .arg(html)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The program: the one that `CHROME` names, else the first on the PATH, else where systems put it.
fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROME") {
        return Some(PathBuf::from(named));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|file| file.is_file());
    on_path.or_else(|| PLACES.iter().map(PathBuf::from).find(|file| file.is_file()))
}
