//! Chromium without a window: found where it is installed, started with a fresh profile, ended when it is no longer wanted.

use crate::line::Line;
use crate::reader::Reader;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Names under which it may be installed; `CHROME` names one that is elsewhere.
const PROGRAMS: [&str; 6] = [
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "chrome",
    "microsoft-edge-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
/// What it must not do besides showing pages. The sandbox is off because containers run the tests as root, where it cannot
/// be had; only pages of our own are opened.
const ARGUMENTS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
];
/// The file of a profile in which it says where it listens.
const LISTENS_AT: &str = "DevToolsActivePort";
/// A slow machine may take this long to start it.
const STARTING_ALLOWED: Duration = Duration::from_secs(60);
const ASKED_AGAIN_AFTER: Duration = Duration::from_millis(20);

/// A running Chromium; it ends when this is dropped.
pub struct Browser {
    program: Child,
    /// `127.0.0.1:…`.
    host: String,
    /// What is said to the browser itself.
    line: Mutex<Line>,
    _profile: TempDir,
}

impl Browser {
    /// Starts it.
    pub fn start() -> Self {
        let profile = TempDir::new().expect("a temporary folder can be made");
        let program = start(profile.path());
        let (host, path) = listens_at(&profile.path().join(LISTENS_AT));
        let line = Line::connect(&format!("ws://{host}{path}"));
        Self {
            program,
            host,
            line: Mutex::new(line),
            _profile: profile,
        }
    }

    /// A reader with a tab of their own.
    pub fn reader(&self) -> Reader {
        let tab = self.say("Target.createTarget", &json!({ "url": "about:blank" }));
        let tab = tab["targetId"].as_str().expect("a new tab has a name");
        Reader::new(Line::connect(&format!(
            "ws://{}/devtools/page/{tab}",
            self.host
        )))
    }

    fn say(&self, command: &str, parameters: &Value) -> Value {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        line.say(command, parameters)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn start(profile: &Path) -> Child {
    let named = std::env::var_os("CHROME").map(PathBuf::from);
    let programs = named.into_iter().chain(PROGRAMS.map(PathBuf::from));
    for program in programs {
        let started = Command::new(program)
            .args(ARGUMENTS)
            .arg(format!("--user-data-dir={}", profile.display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        if let Ok(program) = started {
            return program;
        }
    }
    panic!(
        "Chromium or Chrome is missing: `bash tests/run.sh` installs it on Debian; CHROME names one that is elsewhere"
    );
}

/// The host and the path at which it listens, once it says so.
fn listens_at(file: &Path) -> (String, String) {
    let given_up = Instant::now() + STARTING_ALLOWED;
    loop {
        let told = std::fs::read_to_string(file).unwrap_or_default();
        if let Some((port, path)) = told.split_once('\n') {
            return (format!("127.0.0.1:{port}"), path.trim().to_owned());
        }
        assert!(Instant::now() < given_up, "Chromium starts in time");
        std::thread::sleep(ASKED_AGAIN_AFTER);
    }
}
