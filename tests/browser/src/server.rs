//! A minimal web server: files of a folder, on loopback only.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use url::Url;

/// Content types by file extension.
const CONTENT_TYPES: [(&str, &str); 5] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("png", "image/png"),
    ("pdf", "application/pdf"),
];

/// Serves a folder until the test program ends; returns the address, `http://127.0.0.1:…/`.
pub fn serve(folder: &Path) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let port = listener.local_addr().expect("the port is known").port();
    let folder = folder.to_path_buf();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            // A thread each: browsers open connections in advance and leave them idle.
            std::thread::spawn(move || answer(&stream, &folder));
        }
    });
    Url::parse(&format!("http://127.0.0.1:{port}/")).expect("this is an address")
}

/// Answers one request; `None` if the browser breaks it off.
fn answer(mut stream: &TcpStream, folder: &Path) -> Option<()> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let request = lines.next()?;
    lines.find(String::is_empty)?;
    let file = requested_file(folder, request.split(' ').nth(1)?);
    let ending = file.extension().and_then(|ending| ending.to_str());
    let kind = CONTENT_TYPES
        .iter()
        .find(|(known, _)| Some(*known) == ending);
    let (status, kind, bytes) = match (std::fs::read(&file), kind) {
        (Ok(bytes), Some((_, kind))) => ("200 OK", *kind, bytes),
        _ => ("404 Not Found", "text/plain", Vec::new()),
    };
    let length = bytes.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )
    .ok()?;
    stream.write_all(&bytes).ok()
}

/// Returns the file of a request's path, percent-decoded. Folders have none: no page links to one.
fn requested_file(folder: &Path, path: &str) -> PathBuf {
    crate::address_of_folder(folder)
        .join(path.trim_start_matches('/'))
        .ok()
        .and_then(|address| address.to_file_path().ok())
        .filter(|file| file.starts_with(folder))
        .unwrap_or_default()
}
