//! Key events by their names in the DevTools protocol, as a keyboard sends them.

use serde_json::{Value, json};

/// Returns the parameters of a key press.
pub(crate) fn key_down(key: &str) -> Value {
    let (code, number, text) = match key {
        "Backspace" => ("Backspace", 8, ""),
        "Tab" => ("Tab", 9, ""),
        "Enter" => ("Enter", 13, "\r"),
        "Escape" => ("Escape", 27, ""),
        "End" => ("End", 35, ""),
        "Home" => ("Home", 36, ""),
        "ArrowLeft" => ("ArrowLeft", 37, ""),
        "ArrowUp" => ("ArrowUp", 38, ""),
        "ArrowRight" => ("ArrowRight", 39, ""),
        "ArrowDown" => ("ArrowDown", 40, ""),
        "/" => ("Slash", 191, "/"),
        other => panic!("{other} is no key that a test has pressed so far: say here what it is"),
    };
    json!({ "type": "keyDown", "key": key, "code": code, "windowsVirtualKeyCode": number, "text": text })
}

/// Returns the parameters of a key release.
pub(crate) fn key_up(key: &str) -> Value {
    let mut params = key_down(key);
    params["type"] = "keyUp".into();
    params["text"] = "".into();
    params
}
