//! The tools that judge pages, where `tests/run.sh` puts them: axe-core, and the Nu Html Checker for Java.
//!
//! A test whose tool is missing fails and says how to get it: nothing is passed over in silence.

use crate::example::repository;
use crate::reader::Reader;
use std::path::PathBuf;
use std::process::Command;

/// The script of axe-core, which judges whether a page can be used by everybody.
pub fn axe() -> String {
    let path = fetched("axe.min.js");
    std::fs::read_to_string(path).expect("axe-core can be read")
}

/// What axe-core, which runs in the page already, finds wrong with the page as it is shown now.
pub fn violations(reader: &Reader) -> Vec<String> {
    reader.await_answer(include_str!("../scripts/axe.js"))
}

/// The Nu Html Checker, which judges whether a page is valid HTML, ready to be given options and files.
pub fn nu_checker() -> Command {
    let mut java = Command::new("java");
    // Pages nest deeply where they are drawings.
    java.arg("-Xss8m").arg("-jar").arg(fetched("vnu.jar"));
    java
}

/// A file that `tests/run.sh` has fetched.
fn fetched(file: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| repository().join("target"));
    let path = repository().join(target).join("test-tools").join(file);
    assert!(
        path.is_file(),
        "{} is missing: `bash tests/run.sh tools` fetches it (once, over the network)",
        path.display()
    );
    path
}
