//! Sends events to open pages: server-sent events, one stream per page.
//!
//! `hello` when a stream begins, `page` as soon as a page is available, `build` when all are, `told` when the findings
//! change without a build. A page that missed events (it slept, it was slow) receives `missed` and reloads everything.
//! Findings about the notes are fetched separately, see `findings`.

use super::findings::Readers;
use super::store::Delivered;
use hyper::body::Bytes;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc};
use tokio::time::timeout;

/// The route of the stream.
pub(crate) const STREAM_ROUTE: &str = ".kafolio/events";

/// Streams beyond this number are refused: nobody has so many pages open.
const MOST_STREAMS: usize = 1500;
/// A stream that is behind by more events than this receives `missed`.
const MOST_QUEUED: usize = 128;
/// The most `page` events of a build; further pages are announced when it is done.
const MOST_PAGE_EVENTS: usize = 64;
/// The most changed routes listed in an event; with more, none is listed.
const MOST_NAMED: usize = 200;
/// After so long without an event, a comment is sent to detect dead connections.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The source of all event streams.
pub(crate) struct Hub {
    /// Distinguishes this run of the program from others: each counts its builds from 1.
    run: String,
    sender: broadcast::Sender<Bytes>,
    state: Mutex<State>,
    streams: Arc<AtomicUsize>,
    page_events: AtomicUsize,
}

#[derive(Clone, Default)]
struct State {
    builds: u64,
    /// The revision of the findings.
    revision: u64,
    findings: Bytes,
}

/// A note that was saved alone, and its page.
pub(crate) struct Saved {
    pub note: String,
    pub route: String,
}

impl Saved {
    /// Replaces the note's path by the page's route for readers who do not see everything.
    pub fn for_readers(self, readers: Readers) -> Saved {
        match readers {
            Readers::Owner => self,
            Readers::Others => Saved {
                note: self.route.clone(),
                ..self
            },
        }
    }
}

impl Hub {
    pub fn new(run: String) -> Hub {
        Hub {
            run,
            sender: broadcast::channel(MOST_QUEUED).0,
            state: Mutex::default(),
            streams: Arc::default(),
            page_events: AtomicUsize::new(0),
        }
    }

    /// Returns the name of the last build; during the first build, of that one.
    pub fn build(&self) -> String {
        self.name_of(self.state().builds.max(1))
    }

    /// Returns whether a build was finished and announced.
    pub fn has_built(&self) -> bool {
        self.state().builds > 0
    }

    /// Returns the findings about the notes, as JSON.
    pub fn findings(&self) -> Bytes {
        self.state().findings
    }

    /// Announces an available page of the running build.
    pub fn page_available(&self, route: &str) {
        let is_page = route.ends_with(".html") && self.sender.receiver_count() > 0;
        if is_page && self.page_events.fetch_add(1, Ordering::Relaxed) < MOST_PAGE_EVENTS {
            let next = self.name_of(self.state().builds + 1);
            self.send("page", &json!({"build": next, "route": route}));
        }
    }

    /// Announces a finished build. If it changed nothing that other readers see, only the owner is notified: even the
    /// fact that a note was saved is information.
    pub fn built(
        &self,
        delivered: &Delivered,
        saved: Option<&Saved>,
        findings: Vec<u8>,
        readers: Readers,
    ) {
        self.page_events.store(0, Ordering::Relaxed);
        let is_invisible = readers == Readers::Others && *delivered == Delivered::default();
        if is_invisible && self.has_built() && self.findings() == findings {
            return;
        }
        let state = self.change(|state| {
            state.builds += 1;
            state.set_findings(findings);
        });
        let count = delivered.changed.len() + delivered.removed.len();
        let all = || delivered.changed.iter().chain(&delivered.removed);
        let changed: Option<Vec<_>> = (count <= MOST_NAMED).then(|| all().collect());
        // At the first build everything is new. A page that an earlier server sent has swapped its style sheets when it
        // connected; to name its scripts here would make it reload.
        let is_first = state.builds == 1;
        let assets: Vec<_> = all()
            .filter(|route| !is_first && route.starts_with("assets/"))
            .collect();
        self.send(
            "build",
            &json!({
                "build": self.name_of(state.builds),
                "told": state.revision,
                "changed": changed,
                "assets": assets,
                "saved": saved.map(|saved| json!({"note": saved.note, "route": saved.route})),
            }),
        );
    }

    /// Announces that nothing was built; the reason is in the findings.
    pub fn build_failed(&self, findings: Vec<u8>) {
        self.page_events.store(0, Ordering::Relaxed);
        let state = self.change(|state| state.set_findings(findings));
        self.send("told", &json!({"told": state.revision}));
    }

    /// Returns a stream of all events from now on; `None` if there are too many streams.
    pub fn subscribe(&self) -> Option<mpsc::Receiver<Bytes>> {
        let subscriber = Subscriber::acquire(&self.streams)?;
        let events = self.sender.subscribe();
        let state = self.state();
        let hello = json!({"build": self.name_of(state.builds), "told": state.revision});
        let (to, stream) = mpsc::channel(4);
        tokio::spawn(async move {
            let _subscriber = subscriber;
            if to.send(frame("hello", &hello)).await.is_ok() {
                forward(events, to).await;
            }
        });
        Some(stream)
    }

    fn name_of(&self, builds: u64) -> String {
        format!("{}-{builds}", self.run)
    }

    fn send(&self, event: &str, data: &serde_json::Value) {
        // Fails only if there are no streams.
        let _ = self.sender.send(frame(event, data));
    }

    fn state(&self) -> State {
        self.change(|_| {})
    }

    fn change(&self, change: impl FnOnce(&mut State)) -> State {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut state);
        state.clone()
    }
}

impl State {
    fn set_findings(&mut self, findings: Vec<u8>) {
        if self.findings != findings {
            self.findings = findings.into();
            self.revision += 1;
        }
    }
}

/// A counted stream; uncounted when dropped.
struct Subscriber(Arc<AtomicUsize>);

impl Subscriber {
    fn acquire(streams: &Arc<AtomicUsize>) -> Option<Subscriber> {
        let subscriber = Subscriber(Arc::clone(streams));
        (streams.fetch_add(1, Ordering::Relaxed) < MOST_STREAMS).then_some(subscriber)
    }
}

impl Drop for Subscriber {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Forwards events until either side is gone.
async fn forward(mut events: broadcast::Receiver<Bytes>, to: mpsc::Sender<Bytes>) {
    loop {
        let next = tokio::select! {
            () = to.closed() => return,
            next = timeout(HEARTBEAT, events.recv()) => next,
        };
        let bytes = match next {
            Err(_) => Bytes::from_static(b":\n\n"),
            Ok(Ok(bytes)) => bytes,
            Ok(Err(RecvError::Lagged(_))) => frame("missed", &json!({})),
            Ok(Err(RecvError::Closed)) => return,
        };
        if to.send(bytes).await.is_err() {
            return;
        }
    }
}

/// Encodes an event. The JSON contains no line breaks.
fn frame(event: &str, data: &serde_json::Value) -> Bytes {
    format!("event: {event}\ndata: {data}\n\n").into()
}
