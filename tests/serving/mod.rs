//! A site in a temporary folder, the program that serves it, and clients that speak raw HTTP.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![allow(dead_code, reason = "each test uses its own part of this file")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Longer than any machine needs; only ends a hanging test.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A site's folder; removed when dropped.
pub struct TestSite(TempDir);

impl TestSite {
    /// Creates a small site with an account, a visit and a page.
    pub fn new() -> TestSite {
        let site = TestSite(tempfile::tempdir().expect("a folder"));
        site.write("content/site.yaml", "标题: 试验\n公司: 青风股份\n");
        site.write("content/index.md", "# 首页\n");
        site.write("content/playbook/index.md", "# 手册\n\n第一步。\n");
        let account =
            "---\n企业名称: 沐云食品有限公司\n企业简称: 沐云食品\n---\n\n为什么找我们。\n";
        site.write("content/accounts/muyun/index.md", account);
        let contact = "---\n姓名: 夏知秋\n职位: 生产部经理\n---\n";
        site.write("content/accounts/muyun/contacts/夏知秋.md", contact);
        let visit =
            "---\n拜访时间: 2026-03-12 14:00\n拜访对象: [夏知秋]\n---\n\n她说夜班最怕漏检。\n";
        site.write("content/accounts/muyun/visits/2026-03-12.md", visit);
        site
    }

    /// Returns the path of a file of the site.
    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    /// Appends to a file.
    pub fn append(&self, path: &str, text: &str) {
        let before = std::fs::read_to_string(self.path(path)).expect("read");
        self.write(path, &(before + text));
    }

    /// Waits until the server has printed a text to standard error.
    pub fn wait_for_output(&self, wanted: &str) {
        let started = std::time::Instant::now();
        loop {
            let output = std::fs::read_to_string(self.path("said")).unwrap_or_default();
            if output.contains(wanted) {
                return;
            }
            assert!(started.elapsed() < TIMEOUT, "{wanted} in\n{output}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).expect("removed");
    }

    /// Returns route and bytes of everything that `build` writes for the same reader.
    pub fn build(&self) -> BTreeMap<String, Vec<u8>> {
        let out = tempfile::tempdir().expect("a folder");
        let done = program()
            .args(["build", "--audience", "owner", "--site"])
            .arg(self.0.path())
            .arg("--out")
            .arg(out.path())
            .output()
            .expect("the program starts");
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let mut files = BTreeMap::new();
        collect(out.path(), out.path(), &mut files);
        files.remove(".kafolio.json");
        files
    }
}

fn collect(top: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("read") {
        let path = entry.expect("read").path();
        if path.is_dir() {
            collect(top, &path, files);
            continue;
        }
        let route = path.strip_prefix(top).expect("below").to_string_lossy();
        let route = route.replace('\\', "/");
        if !route.starts_with(".kafolio") {
            files.insert(route, std::fs::read(&path).expect("read"));
        }
    }
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_kafolio"))
}

/// A running server; ended when dropped.
pub struct Server {
    child: Child,
    /// The address that it printed.
    pub address: String,
    /// Its port.
    pub port: u16,
}

impl Server {
    /// Serves at any free port.
    pub fn start(site: &TestSite, options: &[&str]) -> Server {
        Server::start_at(site, 0, options)
    }

    /// Serves at a port or the next free one.
    pub fn start_at(site: &TestSite, port: u16, options: &[&str]) -> Server {
        let mut child = program()
            .args(["serve", "--port", &port.to_string(), "--site"])
            .arg(site.0.path())
            .args(options)
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(site.path("said")).expect("made"))
            .spawn()
            .expect("the program starts");
        let out = child.stdout.take().expect("piped");
        let mut address = String::new();
        BufReader::new(out).read_line(&mut address).expect("a line");
        let address = address.trim().to_owned();
        let port = address.strip_prefix("http://127.0.0.1:");
        let port = port.and_then(|rest| rest.split('/').next()?.parse().ok());
        let port = port.unwrap_or_else(|| panic!("an address: {address:?}"));
        Server {
            child,
            address,
            port,
        }
    }

    /// Opens a connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(TIMEOUT)).expect("set");
        stream
    }

    /// Requests a path without encoding it.
    pub fn get(&self, path: &str) -> Response {
        self.request("GET", path)
    }

    /// Sends a request with a method.
    pub fn request(&self, method: &str, path: &str) -> Response {
        let host = format!("127.0.0.1:{}", self.port);
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        self.exchange(request.as_bytes())
    }

    /// Sends bytes and reads the whole response.
    pub fn exchange(&self, request: &[u8]) -> Response {
        let mut stream = self.connect();
        stream.write_all(request).expect("it listens");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        Response::of(&answer)
    }

    /// Opens the event stream and reads `hello`.
    pub fn stream(&self) -> Events {
        let mut stream = self.connect();
        let host = format!("127.0.0.1:{}", self.port);
        let request = format!("GET /.kafolio/events HTTP/1.1\r\nHost: {host}\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it listens");
        let mut events = Events(BufReader::new(stream));
        events.until("event: hello");
        events
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A stream of events.
pub struct Events(BufReader<TcpStream>);

impl Events {
    /// Reads up to a line, and returns the one after it.
    pub fn until(&mut self, wanted: &str) -> String {
        let mut line = String::new();
        while line.trim_end() != wanted {
            line.clear();
            let read = self.0.read_line(&mut line).expect("an event comes");
            assert!(read > 0, "the stream ended before {wanted}");
        }
        line.clear();
        self.0.read_line(&mut line).expect("its data comes");
        line
    }
}

/// A response.
pub struct Response {
    /// The status of the first line.
    pub status: u16,
    head: String,
    /// The body; no response here is chunked.
    pub body: Vec<u8>,
}

impl Response {
    fn of(bytes: &[u8]) -> Response {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        Response {
            status: status.expect("a status"),
            head,
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// Returns the value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut pairs = self.head.lines().filter_map(|line| line.split_once(": "));
        pairs
            .find(|(one, _)| one.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Returns the body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Returns a page without what the server adds to it.
pub fn without_server_additions(page: &str) -> String {
    let start = page
        .find("<script defer src=\"/.kafolio/")
        .expect("the script");
    let end = start + page[start..].find("</script>").expect("its end") + "</script>".len();
    let page = format!("{}{}", &page[..start], &page[end..]);
    page.replacen("; connect-src 'self'\"", "\"", 1)
}

/// Returns a route as an address encodes it.
pub fn encoded(route: &str) -> String {
    route.bytes().fold(String::new(), |encoded, byte| {
        let plain = byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
        match plain {
            true => format!("{encoded}{}", char::from(byte)),
            false => format!("{encoded}%{byte:02X}"),
        }
    })
}

/// Raises the limit of open files for tests that open a thousand connections.
pub fn raise_file_limit() {
    #[cfg(unix)]
    let _ = rlimit::increase_nofile_limit(u64::MAX);
}
