//! Paths, and clients that do not read what they asked for. How long patience lasts is not looked at, only that it ends.

use super::*;
use crate::html::Output;
use crate::preview::store::Delivered;
use crate::preview::told::Readers;
use std::io::{Read, Write};
use std::net::TcpStream as Client;
use std::time::Instant;

/// On any machine; it only ends a test that hangs.
const GIVE_UP_AFTER: Duration = Duration::from_secs(60);
/// Patience of those tests in which it ends.
const SOON: Duration = Duration::from_millis(100);
/// More than systems take off our hands for a client that does not read.
const LARGE_BYTES: usize = 64 * 1024 * 1024;

#[test]
fn a_path_is_decoded_once_and_is_text() {
    let route = |path| route_of(path);
    assert_eq!(route("/a/%E5%B2%9A.html").as_deref(), Some("a/岚.html"));
    assert_eq!(route("/%252e%252e/").as_deref(), Some("%2e%2e/"));
    assert_eq!(route("/%2e%2E/%5c%00").as_deref(), Some("../\\\0"));
    for bad in ["a", "/%", "/%2", "/%zz", "/%ff", "/%+1"] {
        assert_eq!(route(bad), None, "{bad}");
    }
}

/// A server of one large page, with little patience.
struct Impatient {
    state: Arc<ServerState>,
    port: u16,
    /// Who holds the state while nobody asks.
    holders: usize,
}

impl Impatient {
    fn start(within: Duration) -> Impatient {
        let server = Impatient::of_nothing(within);
        let delivery = server.state.store.take_in(&|_| {});
        delivery.put("large.txt", vec![b'a'; LARGE_BYTES]);
        server
            .state
            .hub
            .built(&delivery.done(), None, Vec::new(), Readers::Owner);
        server
    }

    /// Before the first build.
    fn of_nothing(within: Duration) -> Impatient {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
        let port = listener.local_addr().expect("it is bound").port();
        let state = Arc::new(ServerState {
            store: MemoryStore::default(),
            hub: Hub::new("test".to_owned()),
            guard: Guard::new(port, None),
            site: PathBuf::new(),
            follow: false,
            patience: Patience {
                least_bytes: 64 * 1024,
                within,
            },
        });
        start(listener, Arc::clone(&state)).expect("there are threads");
        let holders = Arc::strong_count(&state);
        Impatient {
            state,
            port,
            holders,
        }
    }

    fn ask(&self, path: &str) -> Client {
        let mut client = Client::connect(("127.0.0.1", self.port)).expect("it listens");
        let host = format!("127.0.0.1:{}", self.port);
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        client.write_all(request.as_bytes()).expect("it listens");
        client
    }

    /// Waits until no connection holds the state; `meanwhile` is done over and over.
    fn lets_go(&self, mut meanwhile: impl FnMut()) {
        let began = Instant::now();
        while Arc::strong_count(&self.state) > self.holders {
            assert!(began.elapsed() < GIVE_UP_AFTER, "it waits for ever");
            meanwhile();
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until a connection holds the state.
    fn holds(&self) {
        let began = Instant::now();
        while Arc::strong_count(&self.state) == self.holders {
            assert!(began.elapsed() < GIVE_UP_AFTER, "nobody is answered");
            std::thread::yield_now();
        }
    }
}

/// All that is still to come.
fn rest(mut client: Client) -> usize {
    let mut rest = Vec::new();
    // A connection that is broken off may end with an error.
    let _ = client.read_to_end(&mut rest);
    rest.len()
}

#[test]
fn a_client_that_asks_and_never_reads_is_hung_up_on() {
    let server = Impatient::start(SOON);
    let client = server.ask("/large.txt");
    server.holds();
    server.lets_go(|| {});
    assert!(rest(client) < LARGE_BYTES);
}

#[test]
fn a_client_that_reads_a_byte_at_a_time_is_hung_up_on() {
    let server = Impatient::start(SOON);
    let mut client = server.ask("/large.txt");
    server.holds();
    server.lets_go(|| {
        let _ = client.read(&mut [0]);
    });
    assert!(rest(client) < LARGE_BYTES);
}

#[test]
fn a_client_that_reads_gets_all_of_it() {
    let server = Impatient::start(GIVE_UP_AFTER);
    let mut client = server.ask("/large.txt");
    let mut piece = vec![0; 256 * 1024];
    let mut read = 0;
    while read < LARGE_BYTES {
        let more = client.read(&mut piece).expect("it is sent");
        assert!(more > 0, "it broke off after {read} bytes");
        read += more;
    }
}

#[test]
fn a_stream_of_events_that_is_not_read_is_ended() {
    let server = Impatient::start(SOON);
    let _client = server.ask("/.kafolio/events");
    server.holds();
    let name = "a".repeat(4000);
    let delivered = Delivered {
        changed: (0..200).map(|_| name.as_str().into()).collect(),
        removed: Vec::new(),
    };
    server.lets_go(|| {
        server
            .state
            .hub
            .built(&delivered, None, Vec::new(), Readers::Owner)
    });
}

#[test]
fn during_the_first_build_what_is_not_there_yet_is_waited_for() {
    let server = Impatient::of_nothing(GIVE_UP_AFTER);
    let delivery = server.state.store.take_in(&|_| {});
    delivery.put("index.html", b"home".to_vec());
    let answer = &|path: &str| {
        let mut answer = String::new();
        let mut client = server.ask(path);
        client.read_to_string(&mut answer).expect("an answer");
        answer
    };
    assert!(answer("/index.html").ends_with("home"));
    assert!(answer("/").contains("location: /index.html"));
    std::thread::scope(|scope| {
        let waiting = ["/late.html", "/none.html"].map(|path| scope.spawn(move || answer(path)));
        delivery.put("late.html", b"late".to_vec());
        server
            .state
            .hub
            .built(&delivery.done(), None, Vec::new(), Readers::Owner);
        let [late, none] = waiting.map(|one| one.join().expect("an answer"));
        assert!(late.ends_with("late"), "{late}");
        assert!(none.starts_with("HTTP/1.1 404"), "{none}");
    });
}
