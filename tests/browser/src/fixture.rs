//! The example site and the browser, shared by the tests of a file while any of them runs.
//!
//! They are not kept in a static forever: such a value is never dropped, and the browser would outlive the tests.

use crate::{Browser, Example, Reader};
use std::sync::{Arc, Mutex, PoisonError, Weak};

static SHARED: Mutex<Weak<Fixture>> = Mutex::new(Weak::new());

/// The example site, and a browser to open it with.
pub struct Fixture {
    /// The built example site.
    pub example: Example,
    browser: Browser,
}

impl Fixture {
    /// Returns the fixture of the running tests; created by the first of them, dropped by the last.
    pub fn shared() -> Arc<Self> {
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fixture) = shared.upgrade() {
            return fixture;
        }
        let fixture = Arc::new(Self {
            example: Example::build(),
            browser: Browser::start(),
        });
        *shared = Arc::downgrade(&fixture);
        fixture
    }

    /// Opens a tab.
    pub fn reader(&self) -> Reader {
        self.browser.reader()
    }
}
