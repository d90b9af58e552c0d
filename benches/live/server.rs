//! A program that serves a site; it is ended when dropped.

use super::client::Client;
use super::folder::words;
use crate::measuring::{Memory, memory_of};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than any program takes to start; only ends a hanging run.
const TIMEOUT: Duration = Duration::from_secs(600);
/// The polling interval for the first page.
const POLL_INTERVAL: Duration = Duration::from_millis(1);

/// A running server.
pub struct Server {
    child: Child,
    port: u16,
    /// From its start to the arrival of the first page.
    pub first_page: Duration,
}

impl Server {
    /// Starts the program itself, as this run of cargo has built it.
    ///
    /// # Errors
    /// If it does not start.
    pub fn kafolio(site: &Path) -> Result<Server, String> {
        let started = Instant::now();
        let mut command = Command::new(env!("CARGO_BIN_EXE_kafolio"));
        command.args(["serve", "--port", "0", "--site"]).arg(site);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(site.join("printed.txt")).map_err(words)?)
            .spawn()
            .map_err(words)?;
        let mut address = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut address).map_err(words)?;
        }
        let port = address.trim().strip_prefix("http://127.0.0.1:");
        let port = port.and_then(|rest| rest.trim_end_matches('/').parse().ok());
        let mut server = Server {
            child,
            port: port.ok_or("kafolio serve did not say where it serves")?,
            first_page: Duration::ZERO,
        };
        server.first_page(started, "index.html")?;
        Ok(server)
    }

    /// Starts Hugo's server on a site written for it.
    ///
    /// # Errors
    /// If it does not start.
    pub fn hugo(hugo: &Path, site: &Path, page: &str) -> Result<Server, String> {
        let free = TcpListener::bind(("127.0.0.1", 0)).and_then(|one| one.local_addr());
        let port = free.map_err(words)?.port();
        let started = Instant::now();
        let child = Command::new(hugo)
            .args(["server", "--buildFuture", "--bind", "127.0.0.1", "--port"])
            .arg(port.to_string())
            .arg("--source")
            .arg(site)
            .stdin(Stdio::null())
            .stdout(File::create(site.join("printed.txt")).map_err(words)?)
            .stderr(Stdio::null())
            .spawn()
            .map_err(words)?;
        let mut server = Server {
            child,
            port,
            first_page: Duration::ZERO,
        };
        server.first_page(started, page)?;
        Ok(server)
    }

    /// Returns a client of it.
    pub fn client(&self) -> Client {
        Client(self.port)
    }

    /// Returns its current and peak memory.
    pub fn memory(&self) -> Memory {
        memory_of(self.child.id())
    }

    fn first_page(&mut self, started: Instant, page: &str) -> Result<(), String> {
        let is_there = |client: Client| client.get(page).is_ok_and(|answer| answer.status == 200);
        while !is_there(self.client()) {
            if started.elapsed() > TIMEOUT || self.child.try_wait().is_ok_and(|end| end.is_some()) {
                return Err(format!("{page} does not come"));
            }
            std::thread::sleep(POLL_INTERVAL);
        }
        self.first_page = started.elapsed();
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
