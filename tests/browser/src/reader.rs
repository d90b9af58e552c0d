//! A reader: a tab that opens pages, evaluates expressions and records what happens in the background.
//!
//! Commands are written as JSON of the DevTools protocol, so that its documentation applies.

use crate::connection::{Connection, Event};
use crate::keys::{key_down, key_up};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::time::{Duration, Instant};
use url::Url;

/// The time a page may take, on a slow machine too; only ends a hanging test.
const LOAD_TIMEOUT: Duration = Duration::from_secs(60);
/// The polling interval for conditions.
const POLL_INTERVAL: Duration = Duration::from_millis(5);
/// Height of the window; pages are as long as they are.
const WINDOW_HEIGHT_PX: u32 = 900;
/// The maximum height of a screenshot.
const SCREENSHOT_HEIGHT_MAX_PX: u32 = 16_000;

/// What happened in the background of a page.
#[derive(Clone, Debug, Default)]
pub struct PageActivity {
    /// Errors and warnings of the console, exceptions, blocked scripts, missing files.
    pub complaints: Vec<String>,
    /// Every requested address, including the page's own.
    pub requests: Vec<String>,
}

/// A tab and its connection.
pub struct Reader {
    connection: RefCell<Connection>,
}

impl Reader {
    /// Creates a reader of a tab.
    pub(crate) fn new(connection: Connection) -> Self {
        let reader = Self {
            connection: RefCell::new(connection),
        };
        for domain in ["Page", "Network", "Runtime", "Log"] {
            reader.command(&format!("{domain}.enable"), json!({}));
        }
        reader.command("Page.setLifecycleEventsEnabled", json!({ "enabled": true }));
        // Readers work in parallel, each as if in the only tab, so that focus events arrive.
        reader.command(
            "Emulation.setFocusEmulationEnabled",
            json!({ "enabled": true }),
        );
        reader.set_width_px(1440);
        reader
    }

    /// Opens a page and waits until it is complete, as if it had been scrolled through, including the scripts of its
    /// figures. Discards the activity of earlier pages.
    pub fn open(&self, address: &Url) {
        self.open_without_scrolling(address);
        // Everything that is ever loaded is loaded before printing.
        self.eval::<bool>("window.dispatchEvent(new Event('beforeprint'))");
        self.wait_until("!document.querySelector('[data-later=asked]')");
    }

    /// Opens a page and waits until it is loaded, without what loads on scrolling. Discards the activity of earlier
    /// pages.
    pub fn open_without_scrolling(&self, address: &Url) {
        self.take_activity();
        let answer = self.command("Page.navigate", json!({ "url": address.as_str() }));
        assert_eq!(answer["errorText"], Value::Null, "{address} opens");
        let load = &answer["loaderId"];
        assert!(load.is_string(), "{address} is loaded anew");
        let deadline = Instant::now() + LOAD_TIMEOUT;
        while !self
            .connection
            .borrow()
            .has_event(|event| is_load(event, load))
        {
            assert!(Instant::now() < deadline, "{address} loads in time");
            self.connection.borrow_mut().wait();
        }
    }

    /// Waits until a condition holds on the page.
    pub fn wait_until(&self, condition: &str) {
        self.wait_for::<bool>(&format!("!!({condition})"));
    }

    /// Waits until an expression on the page has a value that is not empty, null or false, and returns it. A page that
    /// is being left has no value, whatever it answers.
    pub fn wait_for<T: DeserializeOwned>(&self, expression: &str) -> T {
        let deadline = Instant::now() + LOAD_TIMEOUT;
        loop {
            let answer = self.try_evaluate(&format!("JSON.stringify(({expression}) || null)"));
            let value = answer
                .as_ref()
                .ok()
                .and_then(|answer| answer["value"].as_str());
            if let Some(value) = value.filter(|value| *value != "null") {
                return read(expression, value);
            }
            assert!(
                Instant::now() < deadline,
                "in time: {expression}: {answer:?}: {}",
                self.eval::<String>("document.body.innerText.slice(0, 2000)")
            );
            std::thread::sleep(POLL_INTERVAL);
        }
    }

    /// Returns the value of a JavaScript expression on the page.
    pub fn eval<T: DeserializeOwned>(&self, expression: &str) -> T {
        self.eval_json(&format!("JSON.stringify({expression})"))
    }

    /// Returns the value that a promise on the page resolves to.
    pub fn eval_promise<T: DeserializeOwned>(&self, promise: &str) -> T {
        self.eval_json(&format!(
            "(async () => JSON.stringify(await ({promise})))()"
        ))
    }

    fn eval_json<T: DeserializeOwned>(&self, question: &str) -> T {
        let answer = self.evaluate(question);
        let text = answer["value"].as_str();
        let text = text.unwrap_or_else(|| panic!("{question}: {answer}"));
        read(question, text)
    }

    /// Runs a script in the page, regardless of the page's policy.
    pub fn run(&self, script: &str) {
        self.evaluate(script);
    }

    fn evaluate(&self, script: &str) -> Value {
        let answer = self.try_evaluate(script);
        answer.unwrap_or_else(|failed| panic!("{script}: {failed}"))
    }

    fn try_evaluate(&self, script: &str) -> Result<Value, Value> {
        let parameters =
            json!({ "expression": script, "awaitPromise": true, "returnByValue": true });
        let mut answer = self
            .connection
            .borrow_mut()
            .try_call("Runtime.evaluate", &parameters)?;
        match answer["exceptionDetails"].take() {
            Value::Null => Ok(answer["result"].take()),
            failed => Err(failed),
        }
    }

    /// Runs a script in every page opened from now on, before the page's own.
    pub fn run_before_pages(&self, script: &str) {
        let parameters = json!({ "source": script });
        self.command("Page.addScriptToEvaluateOnNewDocument", parameters);
    }

    /// Returns the activity since the page was opened.
    pub fn take_activity(&self) -> PageActivity {
        // All earlier events have arrived when this is answered.
        self.command("Runtime.evaluate", json!({ "expression": "0" }));
        let mut activity = PageActivity::default();
        let events = self.connection.borrow_mut().take_events();
        events.iter().for_each(|event| activity.record(event));
        activity
    }

    /// Makes the window as wide as a screen; the page is laid out again. A phone would instead shrink what is too wide
    /// and so hide it.
    pub fn set_width_px(&self, width_px: u32) {
        self.set_window_px(width_px, WINDOW_HEIGHT_PX);
    }

    fn set_window_px(&self, width_px: u32, height_px: u32) {
        let window = json!({
            "width": width_px, "height": height_px, "deviceScaleFactor": 1, "mobile": false,
        });
        self.command("Emulation.setDeviceMetricsOverride", window);
    }

    /// Lays the page out for a medium: `print`, `screen`.
    pub fn set_medium(&self, medium: &str) {
        self.command("Emulation.setEmulatedMedia", json!({ "media": medium }));
    }

    /// Sets the reader's preferences, as media features of CSS: `("prefers-color-scheme", "dark")`.
    pub fn set_preferences(&self, features: &[(&str, &str)]) {
        let features: Vec<Value> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.command(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        );
    }

    /// Disables JavaScript for the pages opened from now on. Expressions can still be evaluated.
    pub fn disable_scripts(&self) {
        let off = json!({ "value": true });
        self.command("Emulation.setScriptExecutionDisabled", off);
    }

    /// Clicks the centre of the element of a selector, with a mouse.
    pub fn click(&self, selector: &str) {
        let found = format!("document.querySelector({selector:?})");
        self.wait_until(&format!("!!{found}"));
        let (x, y): (f64, f64) = self.eval(&format!(
            "(() => {{ const element = {found}; element.scrollIntoViewIfNeeded(); \
             const box = element.getClientRects()[0]; \
             return [box.left + box.width / 2, box.top + box.height / 2]; }})()"
        ));
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let mouse = json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": 1 });
            self.command("Input.dispatchMouseEvent", mouse);
        }
    }

    /// Types into the element of a selector, with a keyboard.
    pub fn type_into(&self, selector: &str, words: &str) {
        self.click(selector);
        self.type_words(words);
    }

    /// Types into the focused element, character by character.
    pub fn type_words(&self, words: &str) {
        for character in words.chars() {
            let text = json!({ "text": character.to_string() });
            self.command("Input.insertText", text);
        }
    }

    /// Presses a key, named as in the DevTools protocol: `ArrowLeft`, `Tab`.
    pub fn press_key(&self, key: &str) {
        self.command("Input.dispatchKeyEvent", key_down(key));
        self.command("Input.dispatchKeyEvent", key_up(key));
    }

    /// Returns a screenshot of the page from top to bottom, as PNG.
    pub fn screenshot(&self) -> Vec<u8> {
        let width_px: u32 = self.eval("innerWidth");
        // Twice: without its scroll bar the page is a little wider, and may have grown longer.
        for _ in 0..2 {
            let height_px: u32 = self.eval("document.documentElement.scrollHeight");
            self.set_window_px(width_px, height_px.min(SCREENSHOT_HEIGHT_MAX_PX));
        }
        let whole = json!({ "format": "png", "captureBeyondViewport": true });
        let picture = self.bytes("Page.captureScreenshot", whole);
        self.set_width_px(width_px);
        picture
    }

    /// Returns the printed page as PDF.
    pub fn print(&self) -> Vec<u8> {
        self.bytes("Page.printToPDF", json!({}))
    }

    fn bytes(&self, command: &str, parameters: Value) -> Vec<u8> {
        let answer = self.command(command, parameters);
        let data = answer["data"].as_str().expect("it is a file");
        BASE64_STANDARD.decode(data).expect("it is base64")
    }

    fn command(&self, command: &str, parameters: Value) -> Value {
        self.connection.borrow_mut().call(command, &parameters)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // The browser may be gone already, and the tab with it.
        self.connection.borrow_mut().send_last("Page.close");
    }
}

fn read<T: DeserializeOwned>(question: &str, answer: &str) -> T {
    serde_json::from_str(answer).unwrap_or_else(|error| panic!("{question}: {answer}: {error}"))
}

fn is_load(event: &Event, load: &Value) -> bool {
    event.name == "Page.lifecycleEvent"
        && event.params["name"] == "load"
        && event.params["loaderId"] == *load
}

impl PageActivity {
    fn record(&mut self, event: &Event) {
        let params = &event.params;
        let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match event.name.as_str() {
            "Network.requestWillBeSent" => self.requests.push(words(&params["request"]["url"])),
            "Log.entryAdded" => {
                let entry = &params["entry"];
                if entry["level"] == "warning" || entry["level"] == "error" {
                    let (text, place) = (words(&entry["text"]), words(&entry["url"]));
                    self.complaints.push(format!("{text} {place}"));
                }
            }
            "Runtime.consoleAPICalled" => {
                let kind = words(&params["type"]);
                if ["error", "warning", "assert"].contains(&kind.as_str()) {
                    self.complaints.push(params["args"].to_string());
                }
            }
            "Runtime.exceptionThrown" => {
                self.complaints.push(params["exceptionDetails"].to_string());
            }
            _ => {}
        }
    }
}
