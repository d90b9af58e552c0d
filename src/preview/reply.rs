//! Responses: their headers, and bodies in memory, read from a file or endless.

use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};
use std::convert::Infallible;
use std::fs::File;
use std::io::Read;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// The size of the chunks in which a file is read.
const CHUNK_BYTES: usize = 64 * 1024;

/// The body of a response.
pub(crate) enum Reply {
    /// The whole body; `None` once it is sent.
    Whole(Option<Bytes>),
    /// The chunks still to come.
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
            Reply::Stream(chunks) => chunks.poll_recv(context),
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

/// Returns a response with the headers that all have: no type sniffing, caching, framing or referrer.
fn with_headers(status: StatusCode, body: Reply) -> Response<Reply> {
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
/// The policy of everything but pages: nothing is active.
const INERT: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// Returns a response with a status and its name.
pub(crate) fn status(status: StatusCode) -> Response<Reply> {
    let body = format!("{status}\n");
    let mut response = with_headers(status, Reply::Whole(Some(body.into())));
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

/// Returns a response with a file in memory. `policy` is `None` except for pages, which may have a policy of their own.
pub(crate) fn in_memory(
    route: &str,
    bytes: impl Into<Bytes>,
    policy: Option<Option<&str>>,
) -> Response<Reply> {
    let mut response = with_headers(StatusCode::OK, Reply::Whole(Some(bytes.into())));
    set(&mut response, header::CONTENT_TYPE, content_type(route));
    let policy = match policy {
        None => INERT.to_owned(),
        Some(None) => "frame-ancestors 'none'".to_owned(),
        Some(Some(own)) => format!("{own}; frame-ancestors 'none'"),
    };
    set(&mut response, header::CONTENT_SECURITY_POLICY, &policy);
    response
}

/// Returns a response with JSON for the server's own script.
pub(crate) fn json(bytes: Bytes) -> Response<Reply> {
    in_memory("told.json", bytes, None)
}

/// Returns a response with a stream of events.
pub(crate) fn events(stream: mpsc::Receiver<Bytes>) -> Response<Reply> {
    let mut response = with_headers(StatusCode::OK, Reply::Stream(stream));
    set(&mut response, header::CONTENT_TYPE, "text/event-stream");
    response
}

/// Returns a response with an attachment, read while it is sent, on a blocking thread; not read for a HEAD request.
pub(crate) fn attachment(
    route: &str,
    file: File,
    size_bytes: u64,
    is_head: bool,
) -> Response<Reply> {
    let (to, chunks) = mpsc::channel(2);
    if !is_head {
        tokio::task::spawn_blocking(move || send(file.take(size_bytes), &to));
    }
    let mut response = with_headers(StatusCode::OK, Reply::Stream(chunks));
    set(&mut response, header::CONTENT_TYPE, content_type(route));
    let length = size_bytes.to_string();
    set(&mut response, header::CONTENT_LENGTH, &length);
    // Scripts in documents (SVG) must not run; the browser's own viewers (PDF) are allowed.
    if matches!(extension(route).as_str(), "svg" | "xml") {
        let policy = format!("{INERT}; sandbox");
        set(&mut response, header::CONTENT_SECURITY_POLICY, &policy);
    }
    response
}

/// Returns a response with a picture as a build for readers who do not see everything would write it.
pub(crate) fn picture(route: &str, bytes: &[u8]) -> Response<Reply> {
    let bytes = Bytes::copy_from_slice(bytes);
    let mut response = with_headers(StatusCode::OK, Reply::Whole(Some(bytes)));
    set(&mut response, header::CONTENT_TYPE, content_type(route));
    response
}

fn send(mut file: impl Read, to: &mpsc::Sender<Bytes>) {
    let mut chunk = vec![0; CHUNK_BYTES];
    while let Ok(count @ 1..) = file.read(&mut chunk) {
        if to
            .blocking_send(Bytes::copy_from_slice(&chunk[..count]))
            .is_err()
        {
            return;
        }
    }
}

/// Redirects the browser to a route.
pub(crate) fn redirect(route: &str) -> Response<Reply> {
    let mut response = with_headers(StatusCode::TEMPORARY_REDIRECT, Reply::Whole(None));
    set(
        &mut response,
        header::LOCATION,
        &format!("/{}", percent_encoded(route)),
    );
    response
}

/// Sets the cookie and sends the browser on to an address without the token. This is a page, not a redirect: after a
/// link from another site, the browser would not send the cookie with a redirected request.
pub(crate) fn entrance(path: &str, cookie: &str) -> Response<Reply> {
    // A path that begins with two slashes would name another host.
    let path = format!("/{}", path.trim_start_matches('/'));
    let path = path
        .replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;");
    let html = format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0; url={path}\"><title>kafolio</title>"
    );
    let mut response = in_memory("entrance.html", html, None);
    set(&mut response, header::SET_COOKIE, cookie);
    response
}

/// Sets a header, unless its value is invalid.
fn set(response: &mut Response<Reply>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn percent_encoded(route: &str) -> String {
    let part = |byte: u8| match byte {
        b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    route.bytes().map(part).collect()
}

fn extension(route: &str) -> String {
    let name = route.rsplit('/').next().unwrap_or(route);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.to_ascii_lowercase()
}

/// Returns the content type of a file, by its extension. Files of unknown types are downloaded.
fn content_type(route: &str) -> &'static str {
    match extension(route).as_str() {
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
