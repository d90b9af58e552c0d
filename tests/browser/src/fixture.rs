//! The example site and the browser, shared by the tests of a file for as long as one of them runs.
//!
//! Nothing is kept in a static for good: a value there is never dropped, and the browser would outlive the tests.

use crate::{Browser, Example, Reader};
use std::sync::{Arc, Mutex, PoisonError, Weak};

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
            browser: Browser::start(),
        });
        *shared = Arc::downgrade(&desk);
        desk
    }

    /// A reader with a tab of their own.
    pub fn reader(&self) -> Reader {
        self.browser.reader()
    }
}
