//! Which scripts may run. Every page has the policy, and browsers enforce it from disk and on the web.

use kafolio_browser_tests::{Example, Fixture, Reader, address_of_folder, serve};
use std::path::Path;
use tempfile::TempDir;
use url::Url;

/// The markup before the policy in a page.
const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
/// An inline script, and `printf %s SCRIPT | openssl dgst -sha256 -binary | base64`.
const INLINE_ALLOWED: &str = "document.documentElement.dataset.inlineWithHash = 'ran'";
const INLINE_ALLOWED_HASH: &str = "JsBjWAN4Vyf3FZT0h41lYPKkg8keH66f+gSy2tAkKp4=";
const INLINE_REFUSED: &str = "document.documentElement.dataset.inlineWithoutHash = 'ran'";
/// A script of the folder, which adds a second one.
const FIRST: &str = "document.documentElement.dataset.first = 'ran';
const later = document.createElement('script');
later.src = 'later.js';
document.head.append(later);";
const LATER: &str = "document.documentElement.dataset.later = 'ran'";

/// Checks for a policy that allows only what it names, and inline scripts only by their hash. `every_page.rs` and
/// `places.rs` check that no page violates it.
#[test]
fn every_page_has_a_policy() {
    let fixture = Fixture::shared();
    for page in fixture.example.pages() {
        let path = fixture.example.folder().join(&page);
        let text = std::fs::read_to_string(path).expect("the page can be read");
        let policy = text
            .split_once(POLICY)
            .and_then(|(_, rest)| rest.split_once('"'));
        let policy = policy.map_or("", |(policy, _)| policy);
        assert!(policy.contains("default-src 'none'"), "{page}: {policy}");
        assert!(policy.contains("script-src 'self'"), "{page}: {policy}");
        assert!(!policy.contains("'unsafe-"), "{page}: {policy}");
    }
}

#[test]
fn from_disk_only_folder_scripts_and_hashed_inline_scripts_run() {
    let fixture = Fixture::shared();
    let folder = page_with_scripts(&fixture.example);
    assert_policy_is_enforced(&fixture.reader(), &address_of_folder(folder.path()));
}

#[test]
fn on_the_web_only_folder_scripts_and_hashed_inline_scripts_run() {
    let fixture = Fixture::shared();
    let folder = page_with_scripts(&fixture.example);
    assert_policy_is_enforced(&fixture.reader(), &serve(folder.path()));
}

/// Returns a folder with only the home page of the example, with a hash in its policy and scripts that record that they
/// ran.
fn page_with_scripts(example: &Example) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let write = |name: &str, text: &str| write(folder.path(), name, text);
    let page = std::fs::read_to_string(example.folder().join("index.html")).expect("a home page");
    let allowed = format!("script-src 'self' 'sha256-{INLINE_ALLOWED_HASH}'");
    let scripts = format!(
        "<script src=\"first.js\"></script><script>{INLINE_ALLOWED}</script><script>{INLINE_REFUSED}</script></head>"
    );
    assert_eq!(page.matches("script-src 'self'").count(), 1);
    assert_eq!(page.matches("</head>").count(), 1);
    let page = page
        .replace("script-src 'self'", &allowed)
        .replace("</head>", &scripts);
    write("index.html", &page);
    write("first.js", FIRST);
    write("later.js", LATER);
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("the temporary folder can be written");
}

fn assert_policy_is_enforced(reader: &Reader, home: &Url) {
    reader.open(&home.join("index.html").expect("a page has an address"));
    let ran = |name: &str| {
        reader
            .eval::<Option<String>>(&format!("document.documentElement.dataset.{name} ?? null"))
            .is_some()
    };
    assert!(ran("first"), "a script of the folder runs");
    assert!(ran("later"), "a script that a script adds runs");
    assert!(ran("inlineWithHash"), "an inline script with its hash runs");
    assert!(
        !ran("inlineWithoutHash"),
        "an inline script without a hash does not run"
    );
    let complaints = reader.take_activity().complaints;
    assert!(
        complaints.iter().any(
            |complaint| complaint.contains("Executing inline script violates")
                || complaint.contains("Refused to execute inline script")
        ),
        "the browser says why: {complaints:?}"
    );
}
