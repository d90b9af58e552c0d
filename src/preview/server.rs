//! The server: answers requests from the store, over connections that are limited in number, size and time. During the
//! first build, a request waits for its file.

use super::events::{Hub, STREAM_ROUTE};
use super::guard::{Guard, Verdict};
use super::page::{self, PageState};
use super::reply::{self, Reply};
use super::store::{MemoryStore, StoredPage};
use super::timeouts::{TimedConnection, Timeouts};
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

/// Connections beyond this number are closed at once; it covers all streams and some requests for pages.
const MOST_CONNECTIONS: usize = 2048;
/// The time within which the head of a request must arrive, also on an idle connection.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// The longest head of a request.
const MOST_HEAD_BYTES: usize = 16 * 1024;
/// The pause after a failed accept, as when the system is out of file descriptors.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(50);
/// How often a request checks for its file during the first build.
const POLL_INTERVAL: Duration = Duration::from_millis(10);
/// The route of the findings about the notes.
const FINDINGS_ROUTE: &str = ".kafolio/told";

/// The state that responses are made from.
pub(crate) struct ServerState {
    pub store: MemoryStore,
    pub hub: Hub,
    pub guard: Guard,
    /// The site's folder, for attachments.
    pub site: PathBuf,
    /// Whether the browser opens the page of each saved note.
    pub follow: bool,
    /// How fast a client must read its response.
    pub timeouts: Timeouts,
}

/// Serves on a thread of its own, until the program ends.
///
/// # Errors
/// The system provides no thread or no socket.
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
            // No write to the disk is pending.
            std::process::exit(0);
        }
    });
    let permits = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_RETRY_DELAY).await;
            continue;
        };
        if let Ok(permit) = Arc::clone(&permits).try_acquire_owned() {
            let state = Arc::clone(state);
            tokio::spawn(async move {
                let _permit = permit;
                serve_connection(stream, state).await;
            });
        }
    }
}

async fn serve_connection(stream: TcpStream, state: Arc<ServerState>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| {
        let state = Arc::clone(&state);
        async move { Ok::<_, Infallible>(answer(&state, request).await) }
    });
    let connection = TimedConnection::new(TokioIo::new(stream), state.timeouts);
    // A broken connection needs no report.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
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
    let is_head = request.method == Method::HEAD;
    wait_until_available(state, &route).await;
    match route.as_str() {
        page::SCRIPT_ROUTE => reply::in_memory(page::SCRIPT_ROUTE, page::SCRIPT, None),
        page::STYLE_ROUTE => reply::in_memory(page::STYLE_ROUTE, page::STYLE, None),
        FINDINGS_ROUTE => reply::json(state.hub.findings()),
        STREAM_ROUTE if is_head => reply::status(StatusCode::METHOD_NOT_ALLOWED),
        STREAM_ROUTE => match state.hub.subscribe() {
            Some(stream) => reply::events(stream),
            None => reply::status(StatusCode::SERVICE_UNAVAILABLE),
        },
        _ => file(state, &route, is_head).await,
    }
}

/// Waits during the first build until the route is available. Events and findings are available after the first build;
/// the server's own files always are.
async fn wait_until_available(state: &ServerState, route: &str) {
    let is_available = || match route {
        page::SCRIPT_ROUTE | page::STYLE_ROUTE => true,
        FINDINGS_ROUTE | STREAM_ROUTE => state.hub.has_built(),
        _ => {
            state.store.builds() > 0
                || state.store.contains(route)
                || state.store.contains(&index_route(route))
        }
    };
    while !is_available() {
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

/// Answers with the file of the site at exactly this route.
async fn file(state: &ServerState, route: &str, is_head: bool) -> Response<Reply> {
    // Read the build first: a page may be newer than its name says, never older.
    let build = state.hub.build();
    match state.store.find(route) {
        Some(StoredPage::InMemory(packed)) if route.ends_with(".html") => {
            let html = String::from_utf8_lossy(&packed.unpacked()).into_owned();
            let reader = state.store.reader();
            let page = PageState {
                route,
                build: &build,
                follow: state.follow,
                language: reader.map(|reader| reader.language).unwrap_or_default(),
            };
            let served = page::prepare(&html, &page);
            reply::in_memory(route, served.html, Some(served.policy.as_deref()))
        }
        Some(StoredPage::InMemory(packed)) => reply::in_memory(route, packed.unpacked(), None),
        Some(StoredPage::Attachment(path)) => attachment(state, route, path, is_head).await,
        None => folder(state, route),
    }
}

/// Answers with an attachment; for readers who do not see everything, as a build for them would write it.
async fn attachment(
    state: &ServerState,
    route: &str,
    path: Arc<str>,
    is_head: bool,
) -> Response<Reply> {
    let unchanged = || match open_attachment(&state.site, &path) {
        Ok((file, size_bytes)) => reply::attachment(route, file, size_bytes, is_head),
        Err(_) => reply::status(StatusCode::NOT_FOUND),
    };
    if !state.store.is_filtered() {
        return unchanged();
    }
    let (site, asset) = (state.site.clone(), Arc::clone(&path));
    // Decoding a picture takes long; other requests must not wait.
    let cleaned = tokio::task::spawn_blocking(move || cleaned_attachment(&site, &asset));
    match cleaned.await {
        Ok(Ok(Cleaned::Picture(picture))) => reply::picture(route, &picture),
        Ok(Ok(Cleaned::NotAPicture)) => unchanged(),
        _ => reply::status(StatusCode::NOT_FOUND),
    }
}

/// Redirects from a folder to its index page, if it has one.
fn folder(state: &ServerState, route: &str) -> Response<Reply> {
    let index = index_route(route);
    match state.store.contains(&index) {
        true => reply::redirect(&index),
        false => reply::status(StatusCode::NOT_FOUND),
    }
}

/// Returns the route of a folder's index page.
fn index_route(folder: &str) -> String {
    match folder.trim_end_matches('/') {
        "" => "index.html".to_owned(),
        folder => format!("{folder}/index.html"),
    }
}

/// Returns the route in the path of an address, decoded once; `None` if it is not valid UTF-8.
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
