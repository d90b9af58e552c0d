//! `kafolio serve` when something cannot be read, parsed or built: the open page shows a message over the last good
//! site until it is fixed.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod serving;

use serving::{Events, Server, TestSite};
use std::fs;

const VISIT: &str = "content/accounts/muyun/visits/2026-03-12.md";
const PAGE: &str = "/accounts/muyun/visits/2026-03-12.html";

/// Returns the state that an open page is sent.
fn reported_state(server: &Server) -> String {
    server.get("/.kafolio/told").text()
}

/// Waits for builds until no errors or problems are reported.
fn wait_until_healthy(server: &Server, stream: &mut Events) {
    let is_healthy =
        |reported_state: String| reported_state.contains("\"trouble\":null,\"errors\":0,");
    while !is_healthy(reported_state(server)) {
        stream.until("event: build");
    }
}

/// Waits for builds until a message is reported.
fn wait_for_message(server: &Server, stream: &mut Events, words: &str) {
    while !reported_state(server).contains(words) {
        stream.until("event: build");
    }
}

#[test]
fn a_missing_notes_folder_is_reported_until_it_is_back() {
    let site = TestSite::new();
    let server = Server::start(&site, &["--lang", "en"]);
    let mut stream = server.stream();
    let (content, away) = (site.path("content"), site.path("away"));
    fs::rename(&content, &away).expect("moved");
    stream.until("event: told");
    let words = reported_state(&server);
    assert!(words.contains("content/ cannot be read"), "{words}");
    assert_eq!(server.get(PAGE).status, 200, "the last good site stands");
    fs::rename(&away, &content).expect("moved");
    wait_until_healthy(&server, &mut stream);
    assert_eq!(server.get(PAGE).status, 200);
    site.append(VISIT, "\n青山不改。\n");
    stream.until("event: build");
    assert!(server.get(PAGE).text().contains("青山不改"));
}

#[test]
fn a_refused_site_is_reported_until_fixed() {
    let site = TestSite::new();
    let server = Server::start(&site, &["--account", "muyun"]);
    let mut stream = server.stream();
    let accounts = site.path("content/accounts");
    fs::rename(accounts.join("muyun"), accounts.join("lan")).expect("moved");
    stream.until("event: told");
    let words = reported_state(&server);
    assert!(
        words.contains("--account") && words.contains("muyun"),
        "{words}"
    );
    assert_eq!(server.get(PAGE).status, 200, "the last good site stands");
    fs::rename(accounts.join("lan"), accounts.join("muyun")).expect("moved");
    wait_until_healthy(&server, &mut stream);
    assert_eq!(server.get(PAGE).status, 200);
}

#[test]
fn a_note_that_is_not_utf8_is_reported_until_fixed() {
    let site = TestSite::new();
    let server = Server::start(&site, &[]);
    let mut stream = server.stream();
    let text = fs::read(site.path(VISIT)).expect("read");
    fs::write(site.path(VISIT), b"\xff\xfe").expect("written");
    wait_for_message(&server, &mut stream, "not-utf8");
    assert!(
        reported_state(&server).contains(VISIT),
        "{}",
        reported_state(&server)
    );
    fs::write(site.path(VISIT), text).expect("written");
    wait_until_healthy(&server, &mut stream);
    assert_eq!(server.get(PAGE).status, 200);
}

#[cfg(unix)]
#[test]
fn unreadable_notes_and_folders_are_reported_until_readable() {
    use std::os::unix::fs::symlink;
    let site = TestSite::new();
    let server = Server::start(&site, &[]);
    let mut stream = server.stream();
    let broken_link = site.path("content/playbook/loose.md");
    symlink("nothing", &broken_link).expect("linked");
    wait_for_message(&server, &mut stream, "content/playbook/loose.md");
    fs::remove_file(&broken_link).expect("removed");
    wait_until_healthy(&server, &mut stream);
    let round = site.path("content/playbook/round");
    symlink("..", &round).expect("linked");
    wait_for_message(&server, &mut stream, "content/playbook/round");
    fs::remove_file(&round).expect("removed");
    wait_until_healthy(&server, &mut stream);
}

#[test]
fn a_broken_theme_is_reported_until_fixed() {
    let site = TestSite::new();
    let built_in = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/visit.html");
    let whole = fs::read_to_string(built_in).expect("read");
    let server = Server::start(&site, &[]);
    let mut stream = server.stream();
    let template = "themes/default/visit.html";
    for broken in ["{% if %}", "{{ nothing.at.all }}"] {
        site.write(template, broken);
        wait_for_message(&server, &mut stream, template);
        let page = server.get(PAGE);
        assert_eq!(page.status, 200, "{broken}");
        assert!(page.text().contains("夏知秋"), "{broken}: {}", page.text());
        site.write(template, &whole);
        wait_until_healthy(&server, &mut stream);
        assert!(server.get(PAGE).text().contains("夏知秋"));
    }
}
