//! The server: answers requests from the store, over connections that are limited in number, size and time. It does so
//! while the first build goes on: what is not there yet is waited for.

use super::events::{Hub, STREAM_ROUTE};
use super::guard::{Guard, Verdict};
use super::page;
use super::patience::{Patience, Patient};
use super::reply::{self, Reply};
use super::store::{MemoryStore, StoredPage};
use crate::disclosure::Cleaned;
use crate::disk::attachments::cleaned_attachment;
use crate::disk::open_attachment;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// Connections beyond this are closed at once: streams, and some for pages.
const MOST_CONNECTIONS: usize = 2048;
/// The head of a request is sent within this time, on a connection that waits for its next request as well.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// The head of a request is no longer.
const MOST_HEAD_BYTES: usize = 16 * 1024;
/// A system that has no more files to give is asked again after this.
const BREATH: Duration = Duration::from_millis(50);
/// During the first build it is looked so often whether a file has come.
const GLANCE: Duration = Duration::from_millis(10);
/// Where the words about the notes are had.
const WORDS_ROUTE: &str = ".kafolio/told";

/// All that answers are made of.
pub(crate) struct ServerState {
    pub store: MemoryStore,
    pub hub: Hub,
    pub guard: Guard,
    /// The site's folder, for attachments.
    pub site: PathBuf,
    /// Pages go where notes are saved.
    pub follow: bool,
    /// How long a client may leave lying what it asked for.
    pub patience: Patience,
}

/// Answers on a thread of its own, until the program ends.
///
/// # Errors
/// What the system says where it gives no thread or no socket.
pub(crate) fn start(
    listener: std::net::TcpListener,
    state: Arc<ServerState>,
) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    listener.set_nonblocking(true)?;
    let listener = {
        let _entered = runtime.enter();
        TcpListener::from_std(listener)?
    };
    let answer = move || runtime.block_on(accept(&listener, &state));
    std::thread::Builder::new()
        .name("server".to_owned())
        .spawn(answer)?;
    Ok(())
}

async fn accept(listener: &TcpListener, state: &Arc<ServerState>) {
    tokio::spawn(async {
        if tokio::signal::ctrl_c().await.is_ok() {
            // Nothing is on its way to the disk.
            std::process::exit(0);
        }
    });
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        if let Ok(place) = Arc::clone(&places).try_acquire_owned() {
            let state = Arc::clone(state);
            tokio::spawn(async move {
                let _place = place;
                converse(stream, state).await;
            });
        }
    }
}

async fn converse(stream: TcpStream, state: Arc<ServerState>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| {
        let state = Arc::clone(&state);
        async move { Ok::<_, Infallible>(answer(&state, request).await) }
    });
    let connection = Patient::new(TokioIo::new(stream), state.patience);
    // A connection that breaks off is the client's own business.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(MOST_HEAD_BYTES)
        .half_close(false)
        .serve_connection(connection, service)
        .await;
}

async fn answer(state: &ServerState, request: Request<Incoming>) -> Response<Reply> {
    let (request, _) = request.into_parts();
    match state.guard.judge(&request) {
        Verdict::Pass => {}
        Verdict::Enter(cookie) => return reply::entrance(request.uri.path(), &cookie),
        Verdict::Refuse(status) => return reply::status(status),
    }
    let Some(route) = route_of(request.uri.path()) else {
        return reply::status(StatusCode::NOT_FOUND);
    };
    let only_head = request.method == Method::HEAD;
    until_there(state, &route).await;
    match route.as_str() {
        page::SCRIPT_ROUTE => reply::made(page::SCRIPT_ROUTE, page::SCRIPT, None),
        page::STYLE_ROUTE => reply::made(page::STYLE_ROUTE, page::STYLE, None),
        WORDS_ROUTE => reply::json(state.hub.words()),
        STREAM_ROUTE if only_head => reply::status(StatusCode::METHOD_NOT_ALLOWED),
        STREAM_ROUTE => match state.hub.listen() {
            Some(stream) => reply::events(stream),
            None => reply::status(StatusCode::SERVICE_UNAVAILABLE),
        },
        _ => file(state, &route, only_head).await,
    }
}

/// Waits, while the first build goes on, until there is a file of this route. What is told of builds is there when the
/// first is done; the server's own files are always there.
async fn until_there(state: &ServerState, route: &str) {
    let is_there = || match route {
        page::SCRIPT_ROUTE | page::STYLE_ROUTE => true,
        WORDS_ROUTE | STREAM_ROUTE => state.hub.has_built(),
        _ => {
            state.store.builds() > 0
                || state.store.holds(route)
                || state.store.holds(&index_of(route))
        }
    };
    while !is_there() {
        tokio::time::sleep(GLANCE).await;
    }
}

/// A file of the site, exactly as it is named.
async fn file(state: &ServerState, route: &str, only_head: bool) -> Response<Reply> {
    // The number first: a page may be newer than it says, never older.
    let build = state.hub.build();
    match state.store.find(route) {
        Some(StoredPage::Made(packed)) if route.ends_with(".html") => {
            let html = String::from_utf8_lossy(&packed.unpacked()).into_owned();
            let dressed = page::dress(&html, route, &build, state.follow);
            reply::made(route, dressed.html, Some(dressed.policy.as_deref()))
        }
        Some(StoredPage::Made(packed)) => reply::made(route, packed.unpacked(), None),
        Some(StoredPage::Attachment(path)) => attachment(state, route, path, only_head).await,
        None => folder(state, route),
    }
}

/// An attachment: for readers who do not see everything as a build for them would write it.
async fn attachment(
    state: &ServerState,
    route: &str,
    path: Arc<str>,
    only_head: bool,
) -> Response<Reply> {
    let as_it_is = || match open_attachment(&state.site, &path) {
        Ok((file, size_bytes)) => reply::attachment(route, file, size_bytes, only_head),
        Err(_) => reply::status(StatusCode::NOT_FOUND),
    };
    if !state.store.is_filtered() {
        return as_it_is();
    }
    let (site, asset) = (state.site.clone(), Arc::clone(&path));
    // To decode a picture takes a while: others are answered meanwhile.
    let cleaned = tokio::task::spawn_blocking(move || cleaned_attachment(&site, &asset));
    match cleaned.await {
        Ok(Ok(Cleaned::Picture(picture))) => reply::picture(route, &picture),
        Ok(Ok(Cleaned::NotAPicture)) => as_it_is(),
        _ => reply::status(StatusCode::NOT_FOUND),
    }
}

/// A folder is asked for: its own page, if it has one.
fn folder(state: &ServerState, route: &str) -> Response<Reply> {
    let index = index_of(route);
    match state.store.holds(&index) {
        true => reply::redirect(&index),
        false => reply::status(StatusCode::NOT_FOUND),
    }
}

/// The own page of a folder.
fn index_of(folder: &str) -> String {
    match folder.trim_end_matches('/') {
        "" => "index.html".to_owned(),
        folder => format!("{folder}/index.html"),
    }
}

/// The route that the path of an address names, decoded once; nothing where it is no text.
fn route_of(path: &str) -> Option<String> {
    let mut rest = path.strip_prefix('/')?.bytes();
    let mut bytes = Vec::with_capacity(path.len());
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                let (high, low) = (digit(rest.next())?, digit(rest.next())?);
                u8::try_from(high * 16 + low).ok()?
            }
            byte => byte,
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests;
