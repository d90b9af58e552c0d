//! A line to a tab or to the browser, in the words of the DevTools protocol: commands are answered in turn, and what happens
//! meanwhile is heard between them. One thread, no waiting but for the answer.

use serde_json::{Value, json};
use std::net::TcpStream;
use std::time::Duration;
use tungstenite::{Message, WebSocket};

/// A page may be busy for this long before it answers, on a slow machine too.
const ANSWER_ALLOWED: Duration = Duration::from_secs(120);

/// Something that happened: the protocol's name of it, and what is said of it.
pub(crate) struct Event {
    /// Its name: `Network.requestWillBeSent`.
    pub name: String,
    /// Its parameters.
    pub said: Value,
}

/// The line, and what was heard on it and not yet taken.
pub(crate) struct Line {
    socket: WebSocket<TcpStream>,
    commands: u64,
    heard: Vec<Event>,
}

impl Line {
    /// A line to an address, `ws://127.0.0.1:…`.
    pub fn connect(address: &str) -> Self {
        let host = address.trim_start_matches("ws://").split('/').next();
        let stream = TcpStream::connect(host.expect("an address has a host"));
        let stream = stream.expect("Chromium listens");
        stream
            .set_read_timeout(Some(ANSWER_ALLOWED))
            .expect("a wait can be limited");
        // Commands are short and each is waited for.
        stream.set_nodelay(true).expect("it is a TCP stream");
        let (socket, _) = tungstenite::client(address, stream).expect("Chromium answers");
        Self {
            socket,
            commands: 0,
            heard: Vec::new(),
        }
    }

    /// Gives a command that is not refused, and waits for its answer.
    pub fn say(&mut self, command: &str, parameters: &Value) -> Value {
        let answer = self.try_say(command, parameters);
        answer.unwrap_or_else(|refused| panic!("{command} {parameters}: {refused}"))
    }

    /// Gives a command and waits for its answer, or for why it is refused.
    pub fn try_say(&mut self, command: &str, parameters: &Value) -> Result<Value, Value> {
        self.commands += 1;
        let number = self.commands;
        let words = json!({ "id": number, "method": command, "params": parameters });
        self.socket
            .send(Message::text(words.to_string()))
            .expect("Chromium listens");
        loop {
            let mut message = self.next();
            if message["id"] == number {
                return match message["error"].take() {
                    Value::Null => Ok(message["result"].take()),
                    refused => Err(refused),
                };
            }
            self.hear(message);
        }
    }

    /// What was heard since it was taken last.
    pub fn take_heard(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.heard)
    }

    /// Whether something was heard that is not taken yet.
    pub fn has_heard(&self, is_it: impl Fn(&Event) -> bool) -> bool {
        self.heard.iter().any(is_it)
    }

    /// Says a last word and does not wait for an answer.
    pub fn leave(&mut self, command: &str) {
        let words = json!({ "id": self.commands + 1, "method": command });
        let _ = self.socket.send(Message::text(words.to_string()));
    }

    /// Waits until something is heard.
    pub fn wait(&mut self) {
        let message = self.next();
        self.hear(message);
    }

    fn hear(&mut self, mut message: Value) {
        if let Some(name) = message["method"].as_str().map(str::to_owned) {
            let said = message["params"].take();
            self.heard.push(Event { name, said });
        }
    }

    fn next(&mut self) -> Value {
        loop {
            let message = self.socket.read().expect("Chromium answers in time");
            if let Message::Text(text) = message {
                return serde_json::from_str(&text).expect("the protocol is JSON");
            }
        }
    }
}
