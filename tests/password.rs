//! The password of a report as people type it, in a terminal of its own (`script` of util-linux makes one). Whatever ends
//! the typing, the terminal shows again what is typed.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Nothing of this takes as long on any machine; it only ends a test that hangs.
const GIVE_UP_AFTER: Duration = Duration::from_secs(60);
/// Ctrl-C and Ctrl-D as a keyboard sends them.
const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";

/// The program in a terminal, which then says how the terminal is set.
struct Terminal {
    top: TempDir,
    child: Child,
    shown: Arc<Mutex<String>>,
}

impl Terminal {
    fn start() -> Terminal {
        let top = tempfile::tempdir().expect("there is room for a site");
        let account = top.path().join("content/accounts/lan.md");
        std::fs::create_dir_all(account.parent().expect("a folder")).expect("made");
        std::fs::write(account, "---\nname: Lan\n---\n").expect("written");
        let line = "trap : INT; \"$KAFOLIO\" report lan --password --lang en; echo \"code $?\"; stty -a; echo over";
        let mut child = Command::new("script")
            .args(["--quiet", "--return", "--command", line, "/dev/null"])
            .current_dir(top.path())
            .env("KAFOLIO", env!("CARGO_BIN_EXE_kafolio"))
            .env("SHELL", "/bin/sh")
            .env_remove("KAFOLIO_PASSWORD")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("`script` is part of every Linux");
        let mut out = child.stdout.take().expect("piped");
        let shown = Arc::<Mutex<String>>::default();
        let to = Arc::clone(&shown);
        std::thread::spawn(move || {
            let mut piece = [0; 1024];
            while let Ok(count @ 1..) = out.read(&mut piece) {
                let piece = String::from_utf8_lossy(&piece[..count]);
                to.lock().expect("nobody panicked").push_str(&piece);
            }
        });
        Terminal { top, child, shown }
    }

    fn shown(&self) -> String {
        self.shown.lock().expect("nobody panicked").clone()
    }

    /// Types keys once a question is shown; again and again where the terminal was not yet ready for them.
    fn answers(&mut self, question: &str, keys: &str, until: &str) {
        self.shows(question);
        let began = Instant::now();
        while !self.shown().contains(until) {
            assert!(began.elapsed() < GIVE_UP_AFTER, "{}", self.shown());
            let to = self.child.stdin.as_mut().expect("piped");
            // It may be over this moment.
            let _ = to.write_all(keys.as_bytes()).and_then(|()| to.flush());
            std::thread::sleep(Duration::from_millis(300));
        }
    }

    fn types(&mut self, question: &str, keys: &str) {
        self.shows(question);
        let to = self.child.stdin.as_mut().expect("piped");
        to.write_all(keys.as_bytes()).expect("it is asked");
    }

    fn shows(&self, wanted: &str) {
        let began = Instant::now();
        while !self.shown().contains(wanted) {
            let shown = self.shown();
            assert!(began.elapsed() < GIVE_UP_AFTER, "{wanted} in\n{shown}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// What was shown until the end, and whether a report was written.
    fn ends(mut self) -> (String, bool) {
        self.shows("over");
        let _ = self.child.wait();
        let shown = self.shown();
        assert!(shown.contains(" echo "), "keys are shown again:\n{shown}");
        (
            shown,
            self.top.path().join(Path::new("report.html")).exists(),
        )
    }
}

const FIRST: &str = "Password for the report: ";
const AGAIN: &str = "Repeat it: ";

#[test]
fn the_same_password_twice_seals_the_report() {
    let mut terminal = Terminal::start();
    terminal.types(FIRST, "correct horse\r");
    terminal.types(AGAIN, "correct horse\r");
    let (shown, is_written) = terminal.ends();
    assert!(shown.contains("code 0") && is_written, "{shown}");
}

#[test]
fn two_that_differ_write_nothing() {
    let mut terminal = Terminal::start();
    terminal.types(FIRST, "correct horse\r");
    terminal.types(AGAIN, "correct house\r");
    let (shown, is_written) = terminal.ends();
    assert!(
        shown.contains("the passwords differ") && !is_written,
        "{shown}"
    );
    assert!(shown.contains("code 2"), "{shown}");
}

#[test]
fn an_empty_one_is_not_asked_for_again() {
    let mut terminal = Terminal::start();
    terminal.types(FIRST, "\r");
    let (shown, is_written) = terminal.ends();
    assert!(
        shown.contains("at least 8 characters") && !is_written,
        "{shown}"
    );
    assert!(!shown.contains(AGAIN), "{shown}");
}

#[test]
fn interrupted_it_leaves_the_terminal_as_it_was() {
    for (keys, words) in [(CTRL_C, "interrupted"), (CTRL_D, "no password entered")] {
        let mut terminal = Terminal::start();
        terminal.answers(FIRST, keys, "code ");
        let (shown, is_written) = terminal.ends();
        assert!(shown.contains(words) && !is_written, "{shown}");
        assert!(shown.contains("code 2"), "{shown}");
    }
}
