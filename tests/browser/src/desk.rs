//! The example site and the browser, shared by the tests of a file for as long as one of them runs.
//!
//! Nothing is kept in a static for good: a value there is never dropped, and the browser would outlive the tests.

use crate::{Example, Reader};
use headless_chrome::{Browser, LaunchOptions};
use std::ffi::OsStr;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

/// What the browser must not do besides showing pages.
const BROWSER_ARGUMENTS: [&str; 4] = [
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];
/// A test on a slow machine may leave the browser alone for this long.
const IDLE_ALLOWED: Duration = Duration::from_secs(600);

static SHARED: Mutex<Weak<Desk>> = Mutex::new(Weak::new());

/// The example site, and a browser to open it with.
pub struct Desk {
    /// The built example site.
    pub example: Example,
    browser: Browser,
}

impl Desk {
    /// The desk of the tests that run now; set up by the first of them, cleared by the last.
    pub fn shared() -> Arc<Self> {
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(desk) = shared.upgrade() {
            return desk;
        }
        let desk = Arc::new(Self {
            example: Example::build(),
            browser: launch(),
        });
        *shared = Arc::downgrade(&desk);
        desk
    }

    /// A reader with a tab of their own.
    pub fn reader(&self) -> Reader {
        Reader::new(self.browser.new_tab().expect("a new tab opens"))
    }
}

/// Starts Chromium without a window and with a fresh profile. The sandbox is off because containers run the tests as
/// root, where it cannot be had; only pages of our own are opened.
pub fn launch() -> Browser {
    let options = LaunchOptions {
        headless: true,
        sandbox: false,
        enable_gpu: false,
        idle_browser_timeout: IDLE_ALLOWED,
        args: BROWSER_ARGUMENTS.map(OsStr::new).to_vec(),
        ..LaunchOptions::default()
    };
    Browser::new(options).expect(
        "Chromium or Chrome starts (`bash tests/run.sh` installs it on Debian; CHROME names one that is elsewhere)",
    )
}
