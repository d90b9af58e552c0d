//! What pages are told while they are open: server-sent events, one stream a page.
//!
//! `hello` when a stream begins, `page` as soon as a page is there, `build` when all are. A page that missed something
//! (it slept, it was slow) is told to look at everything. What is wrong with the notes is fetched apart, see `told`.

use super::store::Delivered;
use super::told::Readers;
use hyper::body::Bytes;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc};
use tokio::time::timeout;

/// Where the stream is had.
pub(crate) const STREAM_ROUTE: &str = ".kafolio/events";

/// More streams than this are refused: nobody has as many pages open.
const MOST_STREAMS: usize = 1500;
/// A stream that is behind by more events than this is told to look at everything.
const MOST_WAITING: usize = 128;
/// Of a build that changes more pages, the further ones are told of when it is done.
const MOST_AHEAD: usize = 64;
/// Changes beyond this are told as “many”.
const MOST_NAMED: usize = 200;
/// Silence for so long would not tell a dead connection from a quiet one.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Where events come from.
pub(crate) struct Hub {
    /// Tells this run of the program from others: builds are counted anew in each.
    run: String,
    sender: broadcast::Sender<Bytes>,
    state: Mutex<State>,
    streams: Arc<AtomicUsize>,
    ahead: AtomicUsize,
}

#[derive(Clone, Default)]
struct State {
    builds: u64,
    /// Counts the words about what is wrong.
    told: u64,
    words: Bytes,
}

/// The note that was saved, where it is one, and its page.
pub(crate) struct Saved {
    pub note: String,
    pub route: String,
}

impl Saved {
    /// Who does not see everything is given the page, not where its note lies.
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
            sender: broadcast::channel(MOST_WAITING).0,
            state: Mutex::default(),
            streams: Arc::default(),
            ahead: AtomicUsize::new(0),
        }
    }

    /// The name of the last build; of the first as soon as it goes on.
    pub fn build(&self) -> String {
        self.name_of(self.state().builds.max(1))
    }

    /// Whether a build is done and told of.
    pub fn has_built(&self) -> bool {
        self.state().builds > 0
    }

    /// What is wrong with the notes, as JSON.
    pub fn words(&self) -> Bytes {
        self.state().words
    }

    /// A page of the build that is going on can be had.
    pub fn page_is_there(&self, route: &str) {
        let is_page = route.ends_with(".html") && self.sender.receiver_count() > 0;
        if is_page && self.ahead.fetch_add(1, Ordering::Relaxed) < MOST_AHEAD {
            let next = self.name_of(self.state().builds + 1);
            self.say("page", &json!({"build": next, "route": route}));
        }
    }

    /// A build is done. Of one that changed nothing they see only the owner hears: that a note was saved says something.
    pub fn built(
        &self,
        delivered: &Delivered,
        saved: Option<&Saved>,
        words: Vec<u8>,
        readers: Readers,
    ) {
        self.ahead.store(0, Ordering::Relaxed);
        let is_silent = readers == Readers::Others && *delivered == Delivered::default();
        if is_silent && self.has_built() && self.words() == words {
            return;
        }
        let state = self.change(|state| {
            state.builds += 1;
            state.take(words);
        });
        let count = delivered.changed.len() + delivered.removed.len();
        let all = || delivered.changed.iter().chain(&delivered.removed);
        let changed: Option<Vec<_>> = (count <= MOST_NAMED).then(|| all().collect());
        let assets: Vec<_> = all().filter(|route| route.starts_with("assets/")).collect();
        self.say(
            "build",
            &json!({
                "build": self.name_of(state.builds),
                "told": state.told,
                "changed": changed,
                "assets": assets,
                "saved": saved.map(|saved| json!({"note": saved.note, "route": saved.route})),
            }),
        );
    }

    /// Nothing was built; why is in the words.
    pub fn stopped(&self, words: Vec<u8>) {
        self.ahead.store(0, Ordering::Relaxed);
        let state = self.change(|state| state.take(words));
        self.say("told", &json!({"told": state.told}));
    }

    /// A stream of all that is said from now on; nothing where there are too many.
    pub fn listen(&self) -> Option<mpsc::Receiver<Bytes>> {
        let seat = Seat::take(&self.streams)?;
        let heard = self.sender.subscribe();
        let state = self.state();
        let hello = json!({"build": self.name_of(state.builds), "told": state.told});
        let (to, stream) = mpsc::channel(4);
        tokio::spawn(async move {
            let _seat = seat;
            if to.send(frame("hello", &hello)).await.is_ok() {
                hand_on(heard, to).await;
            }
        });
        Some(stream)
    }

    fn name_of(&self, builds: u64) -> String {
        format!("{}-{builds}", self.run)
    }

    fn say(&self, event: &str, what: &serde_json::Value) {
        // Nobody listens: then nobody is told.
        let _ = self.sender.send(frame(event, what));
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
    fn take(&mut self, words: Vec<u8>) {
        if self.words != words {
            self.words = words.into();
            self.told += 1;
        }
    }
}

/// A place among the streams; free again when it is dropped.
struct Seat(Arc<AtomicUsize>);

impl Seat {
    fn take(streams: &Arc<AtomicUsize>) -> Option<Seat> {
        let seat = Seat(Arc::clone(streams));
        (streams.fetch_add(1, Ordering::Relaxed) < MOST_STREAMS).then_some(seat)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Hands events on until either side is gone.
async fn hand_on(mut heard: broadcast::Receiver<Bytes>, to: mpsc::Sender<Bytes>) {
    loop {
        let next = tokio::select! {
            () = to.closed() => return,
            next = timeout(HEARTBEAT, heard.recv()) => next,
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

/// An event as it goes over the wire. JSON is written without line ends.
fn frame(event: &str, what: &serde_json::Value) -> Bytes {
    format!("event: {event}\ndata: {what}\n\n").into()
}
