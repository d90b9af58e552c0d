//! A connection to a tab or to the browser in the DevTools protocol: commands are answered in turn, and events in
//! between are collected. It uses one thread and waits only for answers.

use serde_json::{Value, json};
use std::net::TcpStream;
use std::time::Duration;
use tungstenite::{Message, WebSocket};

/// A page may be busy for this long before it answers, on a slow machine too.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(120);

/// An event: its name in the protocol, and its parameters.
pub(crate) struct Event {
    /// Its name: `Network.requestWillBeSent`.
    pub name: String,
    /// Its parameters.
    pub params: Value,
}

/// The connection, and the received events not yet taken.
pub(crate) struct Connection {
    socket: WebSocket<TcpStream>,
    commands: u64,
    events: Vec<Event>,
}

impl Connection {
    /// Connects to an address, `ws://127.0.0.1:…`.
    pub fn connect(address: &str) -> Self {
        let host = address.trim_start_matches("ws://").split('/').next();
        let stream = TcpStream::connect(host.expect("an address has a host"));
        let stream = stream.expect("Chromium listens");
        stream
            .set_read_timeout(Some(ANSWER_TIMEOUT))
            .expect("a wait can be limited");
        // Commands are short and each is waited for.
        stream.set_nodelay(true).expect("it is a TCP stream");
        let (socket, _) = tungstenite::client(address, stream).expect("Chromium answers");
        Self {
            socket,
            commands: 0,
            events: Vec::new(),
        }
    }

    /// Sends a command and waits for its answer; panics if it is refused.
    pub fn call(&mut self, command: &str, parameters: &Value) -> Value {
        let answer = self.try_call(command, parameters);
        answer.unwrap_or_else(|refused| panic!("{command} {parameters}: {refused}"))
    }

    /// Sends a command and waits for its answer, or for the error.
    pub fn try_call(&mut self, command: &str, parameters: &Value) -> Result<Value, Value> {
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
            self.record(message);
        }
    }

    /// Returns the events received since the last call.
    pub fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// Returns whether an event was received that is not taken yet.
    pub fn has_event(&self, matches: impl Fn(&Event) -> bool) -> bool {
        self.events.iter().any(matches)
    }

    /// Sends a last command without waiting for an answer.
    pub fn send_last(&mut self, command: &str) {
        let words = json!({ "id": self.commands + 1, "method": command });
        let _ = self.socket.send(Message::text(words.to_string()));
    }

    /// Waits for an event.
    pub fn wait(&mut self) {
        let message = self.next();
        self.record(message);
    }

    fn record(&mut self, mut message: Value) {
        if let Some(name) = message["method"].as_str().map(str::to_owned) {
            let params = message["params"].take();
            self.events.push(Event { name, params });
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
