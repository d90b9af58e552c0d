//! A reader: a tab that opens pages, asks them questions and notes what went on behind them.
//!
//! Commands are written as the JSON of the DevTools protocol, so that its documentation is theirs.

use headless_chrome::Tab;
use headless_chrome::protocol::cdp::types::{Event, Method};
use headless_chrome::protocol::cdp::{Emulation, Log, Network, Page, Runtime};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use url::Url;

/// How long a page may take, on a slow machine too.
const LOADING_ALLOWED: Duration = Duration::from_secs(30);
/// How often a page is asked whether it has come so far.
const ASKED_AGAIN_AFTER: Duration = Duration::from_millis(5);
/// Height of the window; pages are as long as they are.
const WINDOW_HEIGHT_PX: u32 = 900;
/// A screenshot ends here, however long the page is.
const SCREENSHOT_HEIGHT_MAX_PX: u32 = 16_000;

/// What went on behind a page.
#[derive(Clone, Debug, Default)]
pub struct Remarks {
    /// Errors and warnings of the console, exceptions, blocked scripts, missing files.
    pub complaints: Vec<String>,
    /// Every address that was asked for, the page's own among them.
    pub requests: Vec<String>,
}

/// A tab and what it heard.
pub struct Reader {
    tab: Arc<Tab>,
    loaded: Receiver<String>,
    remarks: Arc<Mutex<Remarks>>,
}

impl Reader {
    /// A reader at a tab.
    pub fn new(tab: Arc<Tab>) -> Self {
        let remarks = Arc::new(Mutex::new(Remarks::default()));
        let (sender, loaded) = channel();
        let heard = Arc::clone(&remarks);
        tab.add_event_listener(Arc::new(move |event: &Event| hear(event, &heard, &sender)))
            .expect("the tab reports what happens");
        let reader = Self {
            tab,
            loaded,
            remarks,
        };
        reader.command::<Network::Enable>(json!({}));
        reader.command::<Runtime::Enable>(Value::Null);
        reader.command::<Log::Enable>(Value::Null);
        // Readers read beside each other, each as if at the only tab: what gets the focus hears of it.
        reader.command::<Emulation::SetFocusEmulationEnabled>(json!({ "enabled": true }));
        reader.set_width_px(1440);
        reader
    }

    /// Opens a page and waits until all of it is there, as if it had been scrolled through: the scripts of its figures
    /// too. Forgets what earlier pages gave rise to.
    pub fn open(&self, address: &Url) {
        self.open_top(address);
        // What is fetched before printing is all that is ever fetched.
        self.ask::<bool>("window.dispatchEvent(new Event('beforeprint'))");
        self.wait_until("!document.querySelector('script[data-later=asked]')");
    }

    /// Opens a page and waits until it is loaded; what is fetched as one scrolls is not. Forgets what earlier pages gave
    /// rise to.
    pub fn open_top(&self, address: &Url) {
        self.take_remarks();
        let answer = self.command::<Page::Navigate>(json!({ "url": address.as_str() }));
        assert_eq!(answer.error_text, None, "{address} opens");
        let load = answer.loader_id.expect("a page is loaded anew");
        while self
            .loaded
            .recv_timeout(LOADING_ALLOWED)
            .expect("the page loads in time")
            != load
        {}
    }

    /// Waits until a condition holds on the page.
    pub fn wait_until(&self, condition: &str) {
        let given_up = Instant::now() + LOADING_ALLOWED;
        while !self.ask::<bool>(condition) {
            assert!(Instant::now() < given_up, "in time: {condition}");
            std::thread::sleep(ASKED_AGAIN_AFTER);
        }
    }

    /// The value of a JavaScript expression on the page.
    pub fn ask<T: DeserializeOwned>(&self, expression: &str) -> T {
        let question = format!("JSON.stringify({expression})");
        let answer = self
            .tab
            .evaluate(&question, true)
            .expect("the page answers");
        let text = answer.value.as_ref().and_then(Value::as_str);
        let text = text.unwrap_or_else(|| panic!("{expression}: {:?}", answer.description));
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{expression}: {text}: {error}"))
    }

    /// The value that a promise on the page comes to.
    pub fn await_answer<T: DeserializeOwned>(&self, promise: &str) -> T {
        let question = format!("(async () => JSON.stringify(await ({promise})))()");
        let answer = self
            .tab
            .evaluate(&question, true)
            .expect("the page answers");
        let text = answer.value.as_ref().and_then(Value::as_str);
        let text = text.unwrap_or_else(|| panic!("{promise}: {:?}", answer.description));
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{promise}: {text}: {error}"))
    }

    /// Runs a script in the page, whatever the page's policy says of scripts.
    pub fn run(&self, script: &str) {
        self.tab.evaluate(script, false).expect("the script runs");
    }

    /// Runs a script in every page opened from now on, before the page's own.
    pub fn run_before_pages(&self, script: &str) {
        let parameters = json!({ "source": script });
        self.command::<Page::AddScriptToEvaluateOnNewDocument>(parameters);
    }

    /// What went on since the page was opened.
    pub fn take_remarks(&self) -> Remarks {
        std::mem::take(&mut *self.remarks.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Makes the window as wide as a screen; the page is laid out anew. Not as a telephone would, which shrinks what
    /// is too wide and so hides it.
    pub fn set_width_px(&self, width_px: u32) {
        self.set_window_px(width_px, WINDOW_HEIGHT_PX);
    }

    fn set_window_px(&self, width_px: u32, height_px: u32) {
        self.command::<Emulation::SetDeviceMetricsOverride>(json!({
            "width": width_px, "height": height_px, "deviceScaleFactor": 1, "mobile": false,
        }));
    }

    /// Lays the page out for a medium: `print`, `screen`.
    pub fn show_as(&self, medium: &str) {
        self.command::<Emulation::SetEmulatedMedia>(json!({ "media": medium }));
    }

    /// Says what the reader prefers, as media features of CSS: `("prefers-color-scheme", "dark")`.
    pub fn prefer(&self, features: &[(&str, &str)]) {
        let features: Vec<Value> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.command::<Emulation::SetEmulatedMedia>(json!({ "features": features }));
    }

    /// Switches JavaScript off for the pages opened from now on. Questions can still be asked.
    pub fn switch_scripts_off(&self) {
        self.command::<Emulation::SetScriptExecutionDisabled>(json!({ "value": true }));
    }

    /// Clicks the middle of what a selector finds, with a mouse.
    pub fn click(&self, selector: &str) {
        let element = self.tab.wait_for_element(selector).expect(selector);
        element.click().expect(selector);
    }

    /// Types into what a selector finds, with a keyboard.
    pub fn type_into(&self, selector: &str, words: &str) {
        self.click(selector);
        self.tab.type_str(words).expect(words);
    }

    /// Types into what has the focus.
    pub fn type_words(&self, words: &str) {
        self.tab.type_str(words).expect(words);
    }

    /// Presses a key, named as in the DevTools protocol: `ArrowLeft`, `Tab`.
    pub fn press(&self, key: &str) {
        self.tab.press_key(key).expect(key);
    }

    /// The page from top to bottom, as PNG.
    pub fn screenshot(&self) -> Vec<u8> {
        let width_px: u32 = self.ask("innerWidth");
        // Twice: without its scroll bar the page is laid out a little wider, and may have grown longer.
        for _ in 0..2 {
            let height_px: u32 = self.ask("document.documentElement.scrollHeight");
            self.set_window_px(width_px, height_px.min(SCREENSHOT_HEIGHT_MAX_PX));
        }
        let format = Page::CaptureScreenshotFormatOption::Png;
        let picture = self.tab.capture_screenshot(format, None, None, true);
        self.set_width_px(width_px);
        picture.expect("the page can be drawn")
    }

    /// The page on paper, as PDF.
    pub fn print(&self) -> Vec<u8> {
        self.tab
            .print_to_pdf(None)
            .expect("the page can be printed")
    }

    fn command<C>(&self, parameters: Value) -> C::ReturnObject
    where
        C: Method + serde::Serialize + DeserializeOwned + std::fmt::Debug,
    {
        let command: C = serde_json::from_value(parameters).expect("the protocol's own words");
        self.tab
            .call_method(command)
            .expect("the browser carries it out")
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // The browser may be gone already; then so is the tab.
        let _ = self.tab.close(false);
    }
}

fn hear(event: &Event, remarks: &Mutex<Remarks>, loaded: &Sender<String>) {
    let mut remarks = remarks.lock().unwrap_or_else(PoisonError::into_inner);
    match event {
        Event::PageLifecycleEvent(event) if event.params.name == "load" => {
            // Nobody listens any more once the reader has left.
            let _ = loaded.send(event.params.loader_id.clone());
        }
        Event::NetworkRequestWillBeSent(event) => {
            remarks.requests.push(event.params.request.url.clone());
        }
        Event::LogEntryAdded(event) => {
            let entry = &event.params.entry;
            if matches!(
                entry.level,
                Log::LogEntryLevel::Warning | Log::LogEntryLevel::Error
            ) {
                let place = entry.url.as_deref().unwrap_or_default();
                remarks.complaints.push(format!("{} {place}", entry.text));
            }
        }
        Event::RuntimeConsoleAPICalled(event) => {
            use Runtime::ConsoleAPICalledEventTypeOption::{Assert, Error, Warning};
            if matches!(event.params.Type, Error | Warning | Assert) {
                remarks.complaints.push(format!("{:?}", event.params.args));
            }
        }
        Event::RuntimeExceptionThrown(event) => {
            remarks
                .complaints
                .push(format!("{:?}", event.params.exception_details));
        }
        _ => {}
    }
}
