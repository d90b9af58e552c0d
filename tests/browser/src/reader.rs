//! A reader: a tab that opens pages, asks them questions and notes what went on behind them.
//!
//! Commands are written as the JSON of the DevTools protocol, so that its documentation is theirs.

use crate::keys::{let_go, pressed};
use crate::line::{Event, Line};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::time::{Duration, Instant};
use url::Url;

/// How long a page may take, on a slow machine too; it only ends a test that hangs.
const LOADING_ALLOWED: Duration = Duration::from_secs(60);
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
    line: RefCell<Line>,
}

impl Reader {
    /// A reader at a tab.
    pub(crate) fn new(line: Line) -> Self {
        let reader = Self {
            line: RefCell::new(line),
        };
        for domain in ["Page", "Network", "Runtime", "Log"] {
            reader.command(&format!("{domain}.enable"), json!({}));
        }
        reader.command("Page.setLifecycleEventsEnabled", json!({ "enabled": true }));
        // Readers read beside each other, each as if at the only tab: what gets the focus hears of it.
        reader.command(
            "Emulation.setFocusEmulationEnabled",
            json!({ "enabled": true }),
        );
        reader.set_width_px(1440);
        reader
    }

    /// Opens a page and waits until all of it is there, as if it had been scrolled through: the scripts of its figures
    /// too. Forgets what earlier pages gave rise to.
    pub fn open(&self, address: &Url) {
        self.open_top(address);
        // What is fetched before printing is all that is ever fetched.
        self.ask::<bool>("window.dispatchEvent(new Event('beforeprint'))");
        self.wait_until("!document.querySelector('[data-later=asked]')");
    }

    /// Opens a page and waits until it is loaded; what is fetched as one scrolls is not. Forgets what earlier pages gave
    /// rise to.
    pub fn open_top(&self, address: &Url) {
        self.take_remarks();
        let answer = self.command("Page.navigate", json!({ "url": address.as_str() }));
        assert_eq!(answer["errorText"], Value::Null, "{address} opens");
        let load = &answer["loaderId"];
        assert!(load.is_string(), "{address} is loaded anew");
        let given_up = Instant::now() + LOADING_ALLOWED;
        while !self.line.borrow().has_heard(|event| is_load(event, load)) {
            assert!(Instant::now() < given_up, "{address} loads in time");
            self.line.borrow_mut().wait();
        }
    }

    /// Waits until a condition holds on the page.
    pub fn wait_until(&self, condition: &str) {
        self.wait_for::<bool>(&format!("!!({condition})"));
    }

    /// Waits until an expression has a value on the page that is not empty, none and false: that value. A page that is on
    /// its way to another has none yet, whatever it answers.
    pub fn wait_for<T: DeserializeOwned>(&self, expression: &str) -> T {
        let given_up = Instant::now() + LOADING_ALLOWED;
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
                Instant::now() < given_up,
                "in time: {expression}: {answer:?}: {}",
                self.ask::<String>("document.body.innerText.slice(0, 2000)")
            );
            std::thread::sleep(ASKED_AGAIN_AFTER);
        }
    }

    /// The value of a JavaScript expression on the page.
    pub fn ask<T: DeserializeOwned>(&self, expression: &str) -> T {
        self.answer(&format!("JSON.stringify({expression})"))
    }

    /// The value that a promise on the page comes to.
    pub fn await_answer<T: DeserializeOwned>(&self, promise: &str) -> T {
        self.answer(&format!(
            "(async () => JSON.stringify(await ({promise})))()"
        ))
    }

    fn answer<T: DeserializeOwned>(&self, question: &str) -> T {
        let answer = self.evaluate(question);
        let text = answer["value"].as_str();
        let text = text.unwrap_or_else(|| panic!("{question}: {answer}"));
        read(question, text)
    }

    /// Runs a script in the page, whatever the page's policy says of scripts.
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
            .line
            .borrow_mut()
            .try_say("Runtime.evaluate", &parameters)?;
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

    /// What went on since the page was opened.
    pub fn take_remarks(&self) -> Remarks {
        // All that went before has been said when this is answered.
        self.command("Runtime.evaluate", json!({ "expression": "0" }));
        let mut remarks = Remarks::default();
        let heard = self.line.borrow_mut().take_heard();
        heard.iter().for_each(|event| remarks.note(event));
        remarks
    }

    /// Makes the window as wide as a screen; the page is laid out anew. Not as a telephone would, which shrinks what
    /// is too wide and so hides it.
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
    pub fn show_as(&self, medium: &str) {
        self.command("Emulation.setEmulatedMedia", json!({ "media": medium }));
    }

    /// Says what the reader prefers, as media features of CSS: `("prefers-color-scheme", "dark")`.
    pub fn prefer(&self, features: &[(&str, &str)]) {
        let features: Vec<Value> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.command(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        );
    }

    /// Switches JavaScript off for the pages opened from now on. Questions can still be asked.
    pub fn switch_scripts_off(&self) {
        let off = json!({ "value": true });
        self.command("Emulation.setScriptExecutionDisabled", off);
    }

    /// Clicks the middle of what a selector finds, with a mouse.
    pub fn click(&self, selector: &str) {
        let found = format!("document.querySelector({selector:?})");
        self.wait_until(&format!("!!{found}"));
        let (x, y): (f64, f64) = self.ask(&format!(
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

    /// Types into what a selector finds, with a keyboard.
    pub fn type_into(&self, selector: &str, words: &str) {
        self.click(selector);
        self.type_words(words);
    }

    /// Types into what has the focus, character by character.
    pub fn type_words(&self, words: &str) {
        for character in words.chars() {
            let text = json!({ "text": character.to_string() });
            self.command("Input.insertText", text);
        }
    }

    /// Presses a key, named as in the DevTools protocol: `ArrowLeft`, `Tab`.
    pub fn context(&self, key: &str) {
        self.command("Input.dispatchKeyEvent", pressed(key));
        self.command("Input.dispatchKeyEvent", let_go(key));
    }

    /// The page from top to bottom, as PNG.
    pub fn screenshot(&self) -> Vec<u8> {
        let width_px: u32 = self.ask("innerWidth");
        // Twice: without its scroll bar the page is laid out a little wider, and may have grown longer.
        for _ in 0..2 {
            let height_px: u32 = self.ask("document.documentElement.scrollHeight");
            self.set_window_px(width_px, height_px.min(SCREENSHOT_HEIGHT_MAX_PX));
        }
        let whole = json!({ "format": "png", "captureBeyondViewport": true });
        let picture = self.bytes("Page.captureScreenshot", whole);
        self.set_width_px(width_px);
        picture
    }

    /// The page on paper, as PDF.
    pub fn print(&self) -> Vec<u8> {
        self.bytes("Page.printToPDF", json!({}))
    }

    fn bytes(&self, command: &str, parameters: Value) -> Vec<u8> {
        let answer = self.command(command, parameters);
        let data = answer["data"].as_str().expect("it is a file");
        BASE64_STANDARD.decode(data).expect("it is base64")
    }

    fn command(&self, command: &str, parameters: Value) -> Value {
        self.line.borrow_mut().say(command, &parameters)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        // The browser may be gone already; then so is the tab.
        self.line.borrow_mut().leave("Page.close");
    }
}

fn read<T: DeserializeOwned>(question: &str, answer: &str) -> T {
    serde_json::from_str(answer).unwrap_or_else(|error| panic!("{question}: {answer}: {error}"))
}

fn is_load(event: &Event, load: &Value) -> bool {
    event.name == "Page.lifecycleEvent"
        && event.said["name"] == "load"
        && event.said["loaderId"] == *load
}

impl Remarks {
    fn note(&mut self, event: &Event) {
        let said = &event.said;
        let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match event.name.as_str() {
            "Network.requestWillBeSent" => self.requests.push(words(&said["request"]["url"])),
            "Log.entryAdded" => {
                let entry = &said["entry"];
                if entry["level"] == "warning" || entry["level"] == "error" {
                    let (text, place) = (words(&entry["text"]), words(&entry["url"]));
                    self.complaints.push(format!("{text} {place}"));
                }
            }
            "Runtime.consoleAPICalled" => {
                let kind = words(&said["type"]);
                if ["error", "warning", "assert"].contains(&kind.as_str()) {
                    self.complaints.push(said["args"].to_string());
                }
            }
            "Runtime.exceptionThrown" => {
                self.complaints.push(said["exceptionDetails"].to_string());
            }
            _ => {}
        }
    }
}
