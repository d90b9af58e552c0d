//! Keys by their names in the DevTools protocol, as a keyboard gives them.

use serde_json::{Value, json};

/// What is said of a key that is pressed.
pub(crate) fn pressed(key: &str) -> Value {
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

/// What is said of it when it is let go.
pub(crate) fn let_go(key: &str) -> Value {
    let mut said = pressed(key);
    said["type"] = "keyUp".into();
    said["text"] = "".into();
    said
}
