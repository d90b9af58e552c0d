//! The example site of this repository, built into a temporary folder by the program itself.

use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use url::Url;

/// Set where the program next to the tests is known to be fresh, as `cargo test --workspace` leaves it: then cargo,
/// which would build it once more with other features, is not asked.
const IS_BUILT: &str = "KAFOLIO_IS_BUILT";

/// The built example site; its folder is removed when dropped.
pub struct Example {
    folder: TempDir,
}

impl Example {
    /// Builds it as a user would: `kafolio build --site … --out …`.
    pub(crate) fn build() -> Self {
        Self::build_with(&[])
    }

    /// Builds it with more options.
    pub fn build_with(options: &[&str]) -> Self {
        Self::build_from(&repository(), options)
    }

    /// Builds a custom site from files by path.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let site = TempDir::new().expect("a temporary folder can be made");
        for (path, text) in files {
            let path = site.path().join(path);
            let folder = path.parent().expect("a file lies in a folder");
            std::fs::create_dir_all(folder).expect("the folder can be made");
            std::fs::write(path, text).expect("the file can be written");
        }
        Self::build_from(site.path(), &["--as-of", "2026-03-31"])
    }

    fn build_from(site: &Path, options: &[&str]) -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let built = kafolio()
            .args(["build", "--site"])
            .arg(site)
            .arg("--out")
            .arg(folder.path())
            .args(options)
            .output()
            .expect("cargo starts");
        assert!(
            built.status.success(),
            "the site builds without errors:\n{}",
            String::from_utf8_lossy(&built.stderr)
        );
        Self { folder }
    }

    /// Returns the folder of the site.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the address of the folder, `file:///…/`.
    pub fn address(&self) -> Url {
        address_of_folder(self.folder())
    }

    /// Returns the address of a page.
    pub fn page(&self, route: &str) -> Url {
        let page = self.address().join(route);
        page.expect("a page has an address")
    }

    /// Returns all pages, relative to the folder, with `/`, sorted.
    pub fn pages(&self) -> Vec<String> {
        crate::pages_of(self.folder())
    }
}

/// Returns the `file:` address of a folder, with a slash at its end.
pub fn address_of_folder(folder: &Path) -> Url {
    Url::from_directory_path(folder).expect("the folder's path is absolute")
}

/// Returns the program, ready to be given a command; runs in the repository's folder.
pub fn kafolio() -> Command {
    if std::env::var_os(IS_BUILT).is_some() {
        let mut program = Command::new(path_of_program());
        program.current_dir(repository());
        return program;
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args([
            "run",
            "--quiet",
            "--package",
            "kafolio",
            "--bin",
            "kafolio",
            "--",
        ])
        .current_dir(repository());
    cargo
}

/// Returns the program itself, without cargo, which needs an environment of its own: for tests of the environment and
/// of the working directory.
pub fn program() -> Command {
    let built = kafolio().arg("--version").output().expect("cargo starts");
    assert!(built.status.success(), "the program is built");
    Command::new(path_of_program())
}

/// Tests are in `deps`, next to which the programs are.
fn path_of_program() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it is");
    let folder = test.parent().and_then(Path::parent);
    let name = format!("kafolio{}", std::env::consts::EXE_SUFFIX);
    folder.expect("it lies in a folder").join(name)
}

/// Returns the repository; this crate is in `tests/browser` of it.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
