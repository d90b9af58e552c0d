//! The smallest web server that will do: files of a folder, on loopback only.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use url::Url;

/// What the browser needs to be told about a file, by its ending.
const CONTENT_TYPES: [(&str, &str); 5] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("png", "image/png"),
    ("pdf", "application/pdf"),
];

/// Serves a folder until the test program ends; the address, `http://127.0.0.1:…/`.
pub fn serve(folder: &Path) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let port = listener.local_addr().expect("the port is known").port();
    let folder = folder.to_path_buf();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            // A thread each: browsers open connections ahead of need and leave them idle.
            std::thread::spawn(move || answer(&stream, &folder));
        }
    });
    Url::parse(&format!("http://127.0.0.1:{port}/")).expect("this is an address")
}

/// Answers one request. One that breaks off is the browser's own business.
fn answer(mut stream: &TcpStream, folder: &Path) -> Option<()> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let request = lines.next()?;
    lines.find(String::is_empty)?;
    let file = file_asked_for(folder, request.split(' ').nth(1)?);
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

/// The file that a request's path stands for, percent-decoded. A folder stands for nothing: no page links to one.
fn file_asked_for(folder: &Path, path: &str) -> PathBuf {
    crate::address_of_folder(folder)
        .join(path.trim_start_matches('/'))
        .ok()
        .and_then(|address| address.to_file_path().ok())
        .filter(|file| file.starts_with(folder))
        .unwrap_or_default()
}
