//! The example site of this repository, built into a temporary folder by the program itself.

use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use url::Url;

/// The built example site; its folder goes away with it.
pub struct Example {
    folder: TempDir,
}

impl Example {
    /// Builds it as a user would: `kafolio build --site … --out …`.
    pub(crate) fn build() -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let root = repository();
        let built = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--package", "kafolio", "--bin", "kafolio"])
            .args(["--", "build", "--site"])
            .arg(&root)
            .arg("--out")
            .arg(folder.path())
            .current_dir(&root)
            .output()
            .expect("cargo starts");
        assert!(
            built.status.success(),
            "the example site builds without errors:\n{}",
            String::from_utf8_lossy(&built.stderr)
        );
        Self { folder }
    }

    /// The folder of the site.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The address of the folder, `file:///…/`.
    pub fn address(&self) -> Url {
        address_of_folder(self.folder())
    }

    /// All pages, relative to the folder, with `/`, sorted.
    pub fn pages(&self) -> Vec<String> {
        let mut pages = Vec::new();
        collect_pages(self.folder(), "", &mut pages);
        pages.sort();
        pages
    }
}

/// The `file:` address of a folder, with a slash at its end.
pub fn address_of_folder(folder: &Path) -> Url {
    Url::from_directory_path(folder).expect("the folder's path is absolute")
}

/// This crate lies in `tests/browser` of the repository.
fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn collect_pages(folder: &Path, route: &str, pages: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let entry = entry.expect("the entry can be read");
        let name = entry.file_name().into_string().expect("names are UTF-8");
        let route = format!("{route}{name}");
        if entry.path().is_dir() {
            collect_pages(&entry.path(), &format!("{route}/"), pages);
        } else if name.ends_with(".html") {
            pages.push(route);
        }
    }
}
