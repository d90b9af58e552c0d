//! Headless Chromium: found where it is installed, started with a fresh profile, ended when dropped.

use crate::connection::Connection;
use crate::reader::Reader;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Names under which it may be installed; `CHROME` sets another path.
const PROGRAMS: [&str; 6] = [
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "chrome",
    "microsoft-edge-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
/// Disables everything besides showing pages. The sandbox is off because containers run the tests as root, where it is
/// not available; only our own pages are opened.
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
/// The file of a profile with the port and path it listens on.
const PORT_FILE: &str = "DevToolsActivePort";
/// The time a slow machine has to start it.
const START_TIMEOUT: Duration = Duration::from_secs(60);
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// A running Chromium; it ends when this is dropped.
pub struct Browser {
    program: Child,
    /// Its host and port, `127.0.0.1:…`.
    host: String,
    /// The connection to the browser itself.
    connection: Mutex<Connection>,
    _profile: TempDir,
}

impl Browser {
    /// Starts it.
    pub fn start() -> Self {
        let profile = TempDir::new().expect("a temporary folder can be made");
        let program = start(profile.path());
        let (host, path) = wait_for_address(&profile.path().join(PORT_FILE));
        let connection = Connection::connect(&format!("ws://{host}{path}"));
        Self {
            program,
            host,
            connection: Mutex::new(connection),
            _profile: profile,
        }
    }

    /// Opens a tab.
    pub fn reader(&self) -> Reader {
        let tab = self.call("Target.createTarget", &json!({ "url": "about:blank" }));
        let tab = tab["targetId"].as_str().expect("a new tab has a name");
        Reader::new(Connection::connect(&format!(
            "ws://{}/devtools/page/{tab}",
            self.host
        )))
    }

    fn call(&self, command: &str, parameters: &Value) -> Value {
        let mut connection = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        connection.call(command, parameters)
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

/// Waits until the file exists; returns the host and the path it listens on.
fn wait_for_address(file: &Path) -> (String, String) {
    let deadline = Instant::now() + START_TIMEOUT;
    loop {
        let content = std::fs::read_to_string(file).unwrap_or_default();
        if let Some((port, path)) = content.split_once('\n') {
            return (format!("127.0.0.1:{port}"), path.trim().to_owned());
        }
        assert!(Instant::now() < deadline, "Chromium starts in time");
        std::thread::sleep(POLL_INTERVAL);
    }
}
