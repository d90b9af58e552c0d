//! Answers: their headers, and bodies that are whole, read from a file or never end.

use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use std::convert::Infallible;
use std::fs::File;
use std::io::Read;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// A file is read in pieces of this size.
const PIECE_BYTES: usize = 64 * 1024;

/// The body of an answer.
pub(crate) enum Reply {
    /// All of it; nothing once it is sent.
    Whole(Option<Bytes>),
    /// What is still to come.
    Stream(mpsc::Receiver<Bytes>),
}

impl Body for Reply {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let bytes = match self.get_mut() {
            Reply::Whole(bytes) => Poll::Ready(bytes.take()),
            Reply::Stream(pieces) => pieces.poll_recv(context),
        };
        bytes.map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Reply::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Reply::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Reply::Stream(_) => SizeHint::default(),
        }
    }
}

/// An answer with the headers that all have: nothing is guessed, kept, framed or passed on.
fn headed(status: StatusCode, body: Reply) -> Response<Reply> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CACHE_CONTROL, "no-store"),
        (CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"),
        (CROSS_ORIGIN_OPENER_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");
const CROSS_ORIGIN_OPENER_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-opener-policy");
/// The policy of what is no page: nothing of it may act.
const INERT: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// A status and its name.
pub(crate) fn status(status: StatusCode) -> Response<Reply> {
    let words = format!("{status}\n");
    let mut response = headed(status, Reply::Whole(Some(words.into())));
    set(
        &mut response,
        header::CONTENT_TYPE,
        "text/plain; charset=utf-8",
    );
    if status == StatusCode::METHOD_NOT_ALLOWED {
        set(&mut response, header::ALLOW, "GET, HEAD");
    }
    response
}

/// A file in memory. A page brings its own policy along, where it names one.
pub(crate) fn made(
    route: &str,
    bytes: impl Into<Bytes>,
    policy: Option<Option<&str>>,
) -> Response<Reply> {
    let mut response = headed(StatusCode::OK, Reply::Whole(Some(bytes.into())));
    set(&mut response, header::CONTENT_TYPE, content_type(route));
    let policy = match policy {
        None => INERT.to_owned(),
        Some(None) => "frame-ancestors 'none'".to_owned(),
        Some(Some(own)) => format!("{own}; frame-ancestors 'none'"),
    };
    set(&mut response, header::CONTENT_SECURITY_POLICY, &policy);
    response
}

/// What scripts of the server read.
pub(crate) fn json(bytes: Bytes) -> Response<Reply> {
    made("told.json", bytes, None)
}

/// A stream of events.
pub(crate) fn events(stream: mpsc::Receiver<Bytes>) -> Response<Reply> {
    let mut response = headed(StatusCode::OK, Reply::Stream(stream));
    set(&mut response, header::CONTENT_TYPE, "text/event-stream");
    response
}

/// An attachment, read as it is sent, on a thread that may wait; nothing is where only its head was asked for.
pub(crate) fn attachment(
    route: &str,
    file: File,
    size_bytes: u64,
    only_head: bool,
) -> Response<Reply> {
    let (to, pieces) = mpsc::channel(2);
    if !only_head {
        tokio::task::spawn_blocking(move || send(file.take(size_bytes), &to));
    }
    let mut response = headed(StatusCode::OK, Reply::Stream(pieces));
    set(&mut response, header::CONTENT_TYPE, content_type(route));
    let length = size_bytes.to_string();
    set(&mut response, header::CONTENT_LENGTH, &length);
    // Of a document with a language of its own (SVG), nothing runs; the browser's own readers (PDF) are let be.
    if matches!(ending(route).as_str(), "svg" | "xml") {
        let policy = format!("{INERT}; sandbox");
        set(&mut response, header::CONTENT_SECURITY_POLICY, &policy);
    }
    response
}

/// A picture as a build for readers who do not see everything would write it.
pub(crate) fn picture(route: &str, bytes: &[u8]) -> Response<Reply> {
    let bytes = Bytes::copy_from_slice(bytes);
    let mut response = headed(StatusCode::OK, Reply::Whole(Some(bytes)));
    set(&mut response, header::CONTENT_TYPE, content_type(route));
    response
}

fn send(mut file: impl Read, to: &mpsc::Sender<Bytes>) {
    let mut piece = vec![0; PIECE_BYTES];
    while let Ok(count @ 1..) = file.read(&mut piece) {
        if to
            .blocking_send(Bytes::copy_from_slice(&piece[..count]))
            .is_err()
        {
            return;
        }
    }
}

/// Sends the browser to a route.
pub(crate) fn redirect(route: &str) -> Response<Reply> {
    let mut response = headed(StatusCode::TEMPORARY_REDIRECT, Reply::Whole(None));
    set(
        &mut response,
        header::LOCATION,
        &format!("/{}", encoded(route)),
    );
    response
}

/// Gives the browser its cookie, and sends it on without the token in the address. A page does so, not a redirect: a
/// browser that came by a link from elsewhere would not show the cookie at once.
pub(crate) fn entrance(path: &str, cookie: &str) -> Response<Reply> {
    // An address that begins with two slashes names another host.
    let path = format!("/{}", path.trim_start_matches('/'));
    let path = path
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;");
    let html = format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0; url={path}\"><title>kafolio</title>"
    );
    let mut response = made("entrance.html", html, None);
    set(&mut response, header::SET_COOKIE, cookie);
    response
}

/// Sets a header; a value that cannot stand in one is left out.
fn set(response: &mut Response<Reply>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn encoded(route: &str) -> String {
    let part = |byte: u8| match byte {
        b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    route.bytes().map(part).collect()
}

fn ending(route: &str) -> String {
    let name = route.rsplit('/').next().unwrap_or(route);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.to_ascii_lowercase()
}

/// What a browser is told of a file, by its ending. What is not known is handed over to be saved.
fn content_type(route: &str) -> &'static str {
    match ending(route).as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "txt" | "csv" | "md" | "log" => "text/plain; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "mp4" => "video/mp4",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        _ => "application/octet-stream",
    }
}
