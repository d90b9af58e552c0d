//! Paths, and clients that do not read their responses. Only the end of the connection is tested, never how long it
//! takes.

use super::*;
use crate::html::Output;
use crate::preview::findings::Readers;
use crate::preview::store::Delivered;
use std::io::{Read, Write};
use std::net::TcpStream as Client;
use std::time::Instant;

/// Only ends a test that hangs, on any machine.
const GIVE_UP_AFTER: Duration = Duration::from_secs(60);
/// The timeout in tests that wait for it.
const SHORT: Duration = Duration::from_millis(100);
/// More than a system buffers for a client that does not read.
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

/// A server of one large page, with a short timeout.
struct TestServer {
    state: Arc<ServerState>,
    port: u16,
    /// References to the state while there are no connections.
    idle_references: usize,
}

impl TestServer {
    fn start(within: Duration) -> TestServer {
        let server = TestServer::empty(within);
        let delivery = server.state.store.begin_build(&|_| {});
        delivery.put("large.txt", vec![b'a'; LARGE_BYTES]);
        server
            .state
            .hub
            .built(&delivery.finish(), None, Vec::new(), Readers::Owner);
        server
    }

    /// Starts a server before its first build.
    fn empty(within: Duration) -> TestServer {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
        let port = listener.local_addr().expect("it is bound").port();
        let state = Arc::new(ServerState {
            store: MemoryStore::default(),
            hub: Hub::new("test".to_owned()),
            guard: Guard::new(port, None),
            site: PathBuf::new(),
            follow: false,
            timeouts: Timeouts {
                least_bytes: 64 * 1024,
                within,
            },
        });
        start(listener, Arc::clone(&state)).expect("there are threads");
        let idle_references = Arc::strong_count(&state);
        TestServer {
            state,
            port,
            idle_references,
        }
    }

    fn request(&self, path: &str) -> Client {
        let mut client = Client::connect(("127.0.0.1", self.port)).expect("it listens");
        let host = format!("127.0.0.1:{}", self.port);
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        client.write_all(request.as_bytes()).expect("it listens");
        client
    }

    /// Waits until no connection is left, and calls `meanwhile` repeatedly.
    fn wait_until_closed(&self, mut meanwhile: impl FnMut()) {
        let started = Instant::now();
        while Arc::strong_count(&self.state) > self.idle_references {
            assert!(started.elapsed() < GIVE_UP_AFTER, "it waits for ever");
            meanwhile();
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until there is a connection.
    fn wait_until_connected(&self) {
        let started = Instant::now();
        while Arc::strong_count(&self.state) == self.idle_references {
            assert!(started.elapsed() < GIVE_UP_AFTER, "nobody is answered");
            std::thread::yield_now();
        }
    }
}

/// Reads what is left; returns its length.
fn rest(mut client: Client) -> usize {
    let mut rest = Vec::new();
    // A closed connection may end with an error.
    let _ = client.read_to_end(&mut rest);
    rest.len()
}

#[test]
fn a_client_that_never_reads_is_disconnected() {
    let server = TestServer::start(SHORT);
    let client = server.request("/large.txt");
    server.wait_until_connected();
    server.wait_until_closed(|| {});
    assert!(rest(client) < LARGE_BYTES);
}

#[test]
fn a_client_that_reads_a_byte_at_a_time_is_disconnected() {
    let server = TestServer::start(SHORT);
    let mut client = server.request("/large.txt");
    server.wait_until_connected();
    server.wait_until_closed(|| {
        let _ = client.read(&mut [0]);
    });
    assert!(rest(client) < LARGE_BYTES);
}

#[test]
fn a_client_that_reads_gets_the_whole_response() {
    let server = TestServer::start(GIVE_UP_AFTER);
    let mut client = server.request("/large.txt");
    let mut piece = vec![0; 256 * 1024];
    let mut read = 0;
    while read < LARGE_BYTES {
        let more = client.read(&mut piece).expect("it is sent");
        assert!(more > 0, "it broke off after {read} bytes");
        read += more;
    }
}

#[test]
fn an_unread_stream_of_events_is_closed() {
    let server = TestServer::start(SHORT);
    let _client = server.request("/.kafolio/events");
    server.wait_until_connected();
    let name = "a".repeat(4000);
    let delivered = Delivered {
        changed: (0..200).map(|_| name.as_str().into()).collect(),
        removed: Vec::new(),
    };
    server.wait_until_closed(|| {
        server
            .state
            .hub
            .built(&delivered, None, Vec::new(), Readers::Owner)
    });
}

#[test]
fn requests_wait_for_their_files_during_the_first_build() {
    let server = TestServer::empty(GIVE_UP_AFTER);
    let delivery = server.state.store.begin_build(&|_| {});
    delivery.put("index.html", b"home".to_vec());
    let answer = &|path: &str| {
        let mut answer = String::new();
        let mut client = server.request(path);
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
            .built(&delivery.finish(), None, Vec::new(), Readers::Owner);
        let [late, none] = waiting.map(|one| one.join().expect("an answer"));
        assert!(late.ends_with("late"), "{late}");
        assert!(none.starts_with("HTTP/1.1 404"), "{none}");
    });
}
