//! The folder of one case, and the commands that run in it.

use super::document::words;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A site in a folder that is removed after the case.
pub struct Site {
    folder: tempfile::TempDir,
}

/// The result of a command.
pub struct Outcome {
    /// The exit code.
    pub exit: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// The requested output folder.
    out: String,
}

impl Site {
    /// Creates an empty folder.
    pub fn new() -> Site {
        let folder = tempfile::tempdir().expect("a folder for the case");
        Site { folder }
    }

    /// Writes a file.
    pub fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.folder.path().join(path);
        let parent = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(parent).expect("the file's folder");
        std::fs::write(&path, bytes).expect("the file");
    }

    /// Runs a command line.
    pub fn run_line(&self, line: &str) -> Outcome {
        self.run(&words(line))
    }

    /// Runs a command in the folder: the program itself, or one of the few that change files.
    pub fn run(&self, words: &[String]) -> Outcome {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["kafolio", arguments @ ..] => self.kafolio(arguments),
            ["rm", path] => {
                std::fs::remove_file(self.folder.path().join(path)).expect("the file goes");
                Outcome::quiet()
            }
            ["mkdir", path] => {
                std::fs::create_dir_all(self.folder.path().join(path)).expect("the folder");
                Outcome::quiet()
            }
            ["ln", "-s", target, path] => {
                link(Path::new(target), &self.folder.path().join(path));
                Outcome::quiet()
            }
            _ => panic!("the cases know no command `{}`", words.join(" ")),
        }
    }

    fn kafolio(&self, arguments: &[&str]) -> Outcome {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kafolio"));
        command.current_dir(self.folder.path()).args(arguments);
        // The language of messages about the command line itself; `COLUMNS` would change the line breaks of the help.
        command.env("LC_ALL", "zh_CN.UTF-8").env_remove("COLUMNS");
        let reads_a_site = matches!(arguments.first(), Some(&("check" | "build" | "forms")));
        if reads_a_site && !arguments.contains(&"--format") {
            command.args(["--format", "short"]);
        }
        let done = command.output().expect("the program runs");
        let out = arguments.iter().position(|word| *word == "--out");
        let out = out.and_then(|at| arguments.get(at + 1)).copied();
        Outcome {
            exit: done.status.code(),
            stdout: String::from_utf8_lossy(&done.stdout).into_owned(),
            stderr: without_counts(&String::from_utf8_lossy(&done.stderr)),
            // Forms, changes and reports are one file; pages are looked for next to it.
            out: match arguments.first() {
                Some(&("forms" | "changes" | "report")) => ".".to_owned(),
                _ => out.unwrap_or("public").to_owned(),
            },
        }
    }

    /// Returns the site's folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the output folder of the last command.
    pub fn output(&self, done: &Outcome) -> PathBuf {
        self.folder.path().join(&done.out)
    }
}

impl Outcome {
    fn quiet() -> Outcome {
        Outcome {
            exit: Some(0),
            stdout: String::new(),
            stderr: String::new(),
            out: "public".to_owned(),
        }
    }
}

#[cfg(unix)]
fn link(target: &Path, path: &Path) {
    std::os::unix::fs::symlink(target, path).expect("the link");
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) {}

/// Removes durations, page counts and counts of missing translations, which are not behaviour: `写了 12 个文件` becomes
/// `写了 … 个文件`.
fn without_counts(text: &str) -> String {
    const COUNTS: [(&str, &str); 7] = [
        ("写了 ", " 个文件"),
        ("，", " 个没有变"),
        ("；", " 秒"),
        ("; ", " files written"),
        (", ", " unchanged"),
        ("; ", " s"),
        ("` (", "): "),
    ];
    let line = |line: &str| {
        COUNTS
            .iter()
            .fold(line.to_owned(), |line, (before, after)| {
                without_count(&line, before, after).unwrap_or(line)
            })
            + "\n"
    };
    text.lines().map(line).collect()
}

/// Returns the line without the number between two words; `None` if there is none.
fn without_count(line: &str, before: &str, after: &str) -> Option<String> {
    let (at, _) = line.match_indices(after).find(|(at, _)| {
        line[..*at]
            .rsplit_once(before)
            .is_some_and(|(_, number)| number.parse::<f64>().is_ok())
    })?;
    let (head, _) = line[..at].rsplit_once(before)?;
    Some(format!("{head}{before}…{}", &line[at..]))
}
