//! `kafolio serve` where something cannot be read, meant or made: the open page says so over the last good site, and no
//! longer once it is mended.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod serving;

use serving::{Events, Server, TestSite};
use std::fs;

const VISIT: &str = "content/accounts/muyun/visits/2026-03-12.md";
const PAGE: &str = "/accounts/muyun/visits/2026-03-12.html";

/// What an open page is told.
fn told(server: &Server) -> String {
    server.get("/.kafolio/told").text()
}

/// Waits for builds until an open page is told of no error and no trouble.
fn until_all_is_well(server: &Server, stream: &mut Events) {
    let is_well = |told: String| told.contains("\"trouble\":null,\"errors\":0,");
    while !is_well(told(server)) {
        stream.until("event: build");
    }
}

/// Waits for builds until an open page is told so.
fn until_told(server: &Server, stream: &mut Events, words: &str) {
    while !told(server).contains(words) {
        stream.until("event: build");
    }
}

#[test]
fn notes_that_are_away() {
    let site = TestSite::new();
    let server = Server::start(&site, &["--lang", "en"]);
    let mut stream = server.stream();
    let (content, away) = (site.path("content"), site.path("away"));
    fs::rename(&content, &away).expect("moved");
    stream.until("event: told");
    let words = told(&server);
    assert!(words.contains("content/ cannot be read"), "{words}");
    assert_eq!(server.get(PAGE).status, 200, "the last good site stands");
    fs::rename(&away, &content).expect("moved");
    until_all_is_well(&server, &mut stream);
    assert_eq!(server.get(PAGE).status, 200);
    site.append(VISIT, "\n青山不改。\n");
    stream.until("event: build");
    assert!(server.get(PAGE).text().contains("青山不改"));
}

#[test]
fn a_site_that_is_refused() {
    let site = TestSite::new();
    let server = Server::start(&site, &["--account", "muyun"]);
    let mut stream = server.stream();
    let accounts = site.path("content/accounts");
    fs::rename(accounts.join("muyun"), accounts.join("lan")).expect("moved");
    stream.until("event: told");
    let words = told(&server);
    assert!(
        words.contains("--account") && words.contains("muyun"),
        "{words}"
    );
    assert_eq!(server.get(PAGE).status, 200, "the last good site stands");
    fs::rename(accounts.join("lan"), accounts.join("muyun")).expect("moved");
    until_all_is_well(&server, &mut stream);
    assert_eq!(server.get(PAGE).status, 200);
}

#[test]
fn a_note_that_is_no_text() {
    let site = TestSite::new();
    let server = Server::start(&site, &[]);
    let mut stream = server.stream();
    let text = fs::read(site.path(VISIT)).expect("read");
    fs::write(site.path(VISIT), b"\xff\xfe").expect("written");
    until_told(&server, &mut stream, "not-utf8");
    assert!(told(&server).contains(VISIT), "{}", told(&server));
    fs::write(site.path(VISIT), text).expect("written");
    until_all_is_well(&server, &mut stream);
    assert_eq!(server.get(PAGE).status, 200);
}

#[cfg(unix)]
#[test]
fn a_note_and_a_folder_that_cannot_be_read() {
    use std::os::unix::fs::symlink;
    let site = TestSite::new();
    let server = Server::start(&site, &[]);
    let mut stream = server.stream();
    let loose = site.path("content/playbook/loose.md");
    symlink("nothing", &loose).expect("linked");
    until_told(&server, &mut stream, "content/playbook/loose.md");
    fs::remove_file(&loose).expect("removed");
    until_all_is_well(&server, &mut stream);
    let round = site.path("content/playbook/round");
    symlink("..", &round).expect("linked");
    until_told(&server, &mut stream, "content/playbook/round");
    fs::remove_file(&round).expect("removed");
    until_all_is_well(&server, &mut stream);
}

#[test]
fn a_theme_that_is_broken() {
    let site = TestSite::new();
    let built_in = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/visit.html");
    let whole = fs::read_to_string(built_in).expect("read");
    let server = Server::start(&site, &[]);
    let mut stream = server.stream();
    let template = "themes/default/visit.html";
    for broken in ["{% if %}", "{{ nothing.at.all }}"] {
        site.write(template, broken);
        until_told(&server, &mut stream, template);
        let page = server.get(PAGE);
        assert_eq!(page.status, 200, "{broken}");
        assert!(page.text().contains("夏知秋"), "{broken}: {}", page.text());
        site.write(template, &whole);
        until_all_is_well(&server, &mut stream);
        assert!(server.get(PAGE).text().contains("夏知秋"));
    }
}
