//! The password of a report typed into a terminal (`script` of util-linux provides one). However the input ends, the
//! terminal echoes again afterwards.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longer than any machine needs; only ends a hanging test.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Ctrl-C and Ctrl-D as a keyboard sends them.
const CTRL_C: &str = "\u{3}";
const CTRL_D: &str = "\u{4}";

/// The program in a terminal that prints its settings afterwards.
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

    /// Types keys once a prompt is shown, repeatedly in case the terminal was not ready.
    fn answer_prompt(&mut self, question: &str, keys: &str, until: &str) {
        self.wait_for(question);
        let started = Instant::now();
        while !self.shown().contains(until) {
            assert!(started.elapsed() < TIMEOUT, "{}", self.shown());
            let to = self.child.stdin.as_mut().expect("piped");
            // The program may end at this moment.
            let _ = to.write_all(keys.as_bytes()).and_then(|()| to.flush());
            std::thread::sleep(Duration::from_millis(300));
        }
    }

    fn type_at_prompt(&mut self, question: &str, keys: &str) {
        self.wait_for(question);
        let to = self.child.stdin.as_mut().expect("piped");
        to.write_all(keys.as_bytes()).expect("it is asked");
    }

    fn wait_for(&self, wanted: &str) {
        let started = Instant::now();
        while !self.shown().contains(wanted) {
            let shown = self.shown();
            assert!(started.elapsed() < TIMEOUT, "{wanted} in\n{shown}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Returns everything shown, and whether a report was written.
    fn finish(mut self) -> (String, bool) {
        self.wait_for("over");
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
fn the_same_password_twice_encrypts_the_report() {
    let mut terminal = Terminal::start();
    terminal.type_at_prompt(FIRST, "correct horse\r");
    terminal.type_at_prompt(AGAIN, "correct horse\r");
    let (shown, is_written) = terminal.finish();
    assert!(shown.contains("code 0") && is_written, "{shown}");
}

#[test]
fn different_passwords_write_nothing() {
    let mut terminal = Terminal::start();
    terminal.type_at_prompt(FIRST, "correct horse\r");
    terminal.type_at_prompt(AGAIN, "correct house\r");
    let (shown, is_written) = terminal.finish();
    assert!(
        shown.contains("the passwords differ") && !is_written,
        "{shown}"
    );
    assert!(shown.contains("code 2"), "{shown}");
}

#[test]
fn an_empty_password_is_not_asked_for_again() {
    let mut terminal = Terminal::start();
    terminal.type_at_prompt(FIRST, "\r");
    let (shown, is_written) = terminal.finish();
    assert!(
        shown.contains("at least 8 characters") && !is_written,
        "{shown}"
    );
    assert!(!shown.contains(AGAIN), "{shown}");
}

#[test]
fn an_interrupt_restores_the_terminal() {
    for (keys, words) in [(CTRL_C, "interrupted"), (CTRL_D, "no password entered")] {
        let mut terminal = Terminal::start();
        terminal.answer_prompt(FIRST, keys, "code ");
        let (shown, is_written) = terminal.finish();
        assert!(shown.contains(words) && !is_written, "{shown}");
        assert!(shown.contains("code 2"), "{shown}");
    }
}
