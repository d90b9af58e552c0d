//! The example site as `kafolio serve` serves it, over a copy of its notes that may be edited.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use url::Url;

/// The running server and the notes it watches; both end when dropped.
pub struct Live {
    folder: TempDir,
    program: Option<Child>,
    options: Vec<&'static str>,
    address: Url,
}

impl Live {
    /// Copies the notes and serves them, at any port.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts it with options.
    pub fn start_with(options: &[&'static str]) -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        crate::copy(&root().join("content"), &folder.path().join("content"));
        let (child, address) = serve(folder.path(), 0, options);
        Self {
            folder,
            program: Some(child),
            options: options.to_vec(),
            address,
        }
    }

    /// Stops the server.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.program.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Starts it again, at the same port.
    pub fn restart(&mut self) {
        let port = self.address.port().expect("it had a port");
        let (child, address) = serve(self.folder.path(), port, &self.options);
        assert_eq!(address, self.address, "the port is still free");
        self.program = Some(child);
    }

    /// Returns the address of a page.
    pub fn page(&self, route: &str) -> Url {
        self.address.join(route).expect("a page has an address")
    }

    /// Returns the path of a folder or file of the site.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Edits a note.
    pub fn edit(&self, note: &str, change: impl FnOnce(String) -> String) {
        let path: PathBuf = self.folder.path().join("content").join(note);
        let text = std::fs::read_to_string(&path).expect("the note is there");
        std::fs::write(&path, change(text)).expect("the note can be written");
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.stop();
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Serves a site at a port, any if it is 0; returns the program and its address.
fn serve(site: &Path, port: u16, options: &[&str]) -> (Child, Url) {
    let mut child = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "kafolio", "--bin", "kafolio"])
        .args(["--", "serve", "--port", &port.to_string(), "--site"])
        .arg(site)
        .args(options)
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("cargo starts");
    let out = child.stdout.take().expect("it is piped");
    let mut line = String::new();
    BufReader::new(out)
        .read_line(&mut line)
        .expect("the program prints its address");
    let address = Url::parse(line.trim()).expect("it is an address");
    (child, address)
}
