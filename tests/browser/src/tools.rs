//! The tools that check pages, where `tests/run.sh` puts them: axe-core, and the Nu Html Checker for Java.
//!
//! A test whose tool is missing fails and explains how to get it: nothing is skipped silently.

use crate::example::repository;
use crate::reader::Reader;
use std::path::PathBuf;
use std::process::Command;

/// Returns the script of axe-core, which checks the accessibility of a page.
pub fn axe() -> String {
    let path = fetched("axe.min.js");
    std::fs::read_to_string(path).expect("axe-core can be read")
}

/// Returns the violations that axe-core, already loaded in the page, finds in its current state.
pub fn violations(reader: &Reader) -> Vec<String> {
    reader.eval_promise(include_str!("../scripts/axe.js"))
}

/// Returns the Nu Html Checker, which checks whether a page is valid HTML, ready to be given options and files.
pub fn nu_checker() -> Command {
    let mut java = Command::new("java");
    // Pages with drawings are deeply nested.
    java.arg("-Xss8m").arg("-jar").arg(fetched("vnu.jar"));
    java
}

/// Returns a file that `tests/run.sh` has downloaded.
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
