//! The example site as `kafolio serve` hands it out, over a copy of its notes that may be edited.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;
use url::Url;

/// The program that serves, and the notes that it watches; both go away with it.
pub struct Live {
    folder: TempDir,
    child: Child,
    address: Url,
}

impl Live {
    /// Copies the notes and serves them, at any port.
    pub fn start() -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        copy(&root.join("content"), &folder.path().join("content"));
        let mut child = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--package", "kafolio", "--bin", "kafolio"])
            .args(["--", "serve", "--port", "0", "--site"])
            .arg(folder.path())
            .current_dir(&root)
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
        Self {
            folder,
            child,
            address,
        }
    }

    /// The address of a page.
    pub fn page(&self, route: &str) -> Url {
        self.address.join(route).expect("a page has an address")
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
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder can be made");
    for entry in std::fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the entry can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("the file can be copied");
        }
    }
}
