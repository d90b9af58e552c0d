//! A client: it requests pages, each over a connection of its own, and listens to events.

use super::folder::words;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Longer than any response takes; only ends a hanging run.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A client of a server at this port of this machine.
#[derive(Clone, Copy)]
pub struct Client(pub u16);

/// An event of the server, and when it arrived.
pub struct Event {
    pub at: Instant,
    pub name: String,
    pub data: String,
}

/// A response: its status and its body.
pub struct Response {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Client {
    /// Requests a route.
    ///
    /// # Errors
    /// If the server does not respond.
    pub fn get(&self, route: &str) -> io::Result<Response> {
        let mut stream = self.request(route, "Connection: close\r\n")?;
        let mut answer = Vec::with_capacity(64 * 1024);
        stream.read_to_end(&mut answer)?;
        let head = answer.windows(4).position(|four| four == b"\r\n\r\n");
        let status = answer
            .get(9..12)
            .and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
        let (Some(head), Some(status)) = (head, status) else {
            return Err(io::Error::other("no answer"));
        };
        Ok(Response {
            status,
            body: answer.split_off(head + 4),
        })
    }

    /// Returns whether the page of a route contains a text now.
    pub fn sees(&self, route: &str, text: &str) -> bool {
        let has = |answer: Response| {
            let bytes = text.as_bytes();
            answer.body.windows(bytes.len()).any(|part| part == bytes)
        };
        self.get(route).is_ok_and(has)
    }

    /// Starts listening, on a thread that ends with the stream.
    ///
    /// # Errors
    /// If there is no stream.
    pub fn listen(&self) -> Result<Receiver<Event>, String> {
        let stream = self.request(".kafolio/events", "").map_err(words)?;
        stream.set_read_timeout(None).map_err(words)?;
        let (sender, events) = channel();
        std::thread::spawn(move || {
            let mut name = String::new();
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if let Some(next) = line.strip_prefix("event: ") {
                    name = next.to_owned();
                } else if let Some(data) = line.strip_prefix("data: ") {
                    let event = Event {
                        at: Instant::now(),
                        name: name.clone(),
                        data: data.to_owned(),
                    };
                    if sender.send(event).is_err() {
                        return;
                    }
                }
            }
        });
        match events.recv_timeout(TIMEOUT) {
            Ok(hello) if hello.name == "hello" => Ok(events),
            _ => Err("the stream of events does not begin".to_owned()),
        }
    }

    fn request(&self, route: &str, more: &str) -> io::Result<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.0))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(TIMEOUT))?;
        let request = format!(
            "GET /{route} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{more}\r\n",
            self.0
        );
        stream.write_all(request.as_bytes())?;
        Ok(stream)
    }
}
