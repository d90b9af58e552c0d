//! `kafolio serve` as the reader sees it: a note is saved, and the open page changes without a reload.

use kafolio_browser_tests::{Fixture, Live, Reader};

const NOTE: &str = "accounts/beicen/projects/cleanroom-two.md";
const PAGE: &str = "accounts/beicen/projects/cleanroom-two.html";
const OTHER_NOTE: &str = "accounts/beicen/visits/2025-04-22.md";
const OTHER_PAGE: &str = "accounts/beicen/visits/2025-04-22.html";

/// The script's own elements are in a shadow tree.
const OWN: &str = "document.querySelector('kafolio-serve').shadowRoot";

/// Opens a page, and waits until it listens.
fn open(reader: &Reader, live: &Live, route: &str) {
    reader.open(&live.page(route));
    reader.wait_until("document.querySelector('kafolio-serve[data-listening]') !== null");
}

fn shows_text(words: &str) -> String {
    format!("document.querySelector('main').textContent.includes('{words}')")
}

#[test]
fn the_open_page_is_patched_and_the_reader_stays_where_they_are() {
    let fixture = Fixture::shared();
    let live = Live::start();
    let reader = fixture.reader();
    open(&reader, &live, PAGE);
    reader.click("details.data > summary");
    reader.eval::<f64>("(window.notLoadedAnew = true, scrollTo(0, 500), scrollY)");
    let before: f64 = reader.eval("scrollY");
    assert!(before > 100.0, "the page can be scrolled");

    live.edit(NOTE, |text| text + "\n青山不改，绿水长流。\n");
    reader.wait_until(&shows_text("青山不改"));
    assert!(reader.eval::<bool>("window.notLoadedAnew === true"));
    assert_eq!(reader.eval::<f64>("scrollY"), before);
    assert!(reader.eval::<bool>("document.querySelector('details.data').open"));
    let complaints = reader.take_activity().complaints;
    assert!(complaints.is_empty(), "{complaints:?}");
}

#[test]
fn a_filtered_table_is_patched_and_stays_filtered() {
    let fixture = Fixture::shared();
    let live = Live::start();
    let reader = fixture.reader();
    open(&reader, &live, "accounts/index.html");
    reader.type_into("label.filter input", "岚");
    let shown = "Array.from(document.querySelectorAll('table.sortable tbody tr')).filter((row) => row.checkVisibility()).length";
    let before: usize = reader.eval(shown);
    live.edit("accounts/lanche/index.md", |text| {
        text.replace("岚澈药业", "岚澈新药")
    });
    reader.wait_until(&shows_text("岚澈新药"));
    reader.wait_until("document.querySelector('label.filter input').value === '岚'");
    assert_eq!(reader.eval::<usize>(shown), before);
    assert_eq!(
        reader.eval::<usize>("document.querySelectorAll('label.filter').length"),
        1
    );
}

#[test]
fn errors_are_listed_over_the_page_until_fixed() {
    let fixture = Fixture::shared();
    let live = Live::start();
    let reader = fixture.reader();
    open(&reader, &live, OTHER_PAGE);
    live.edit(NOTE, |text| {
        text.replacen("probability: 30%", "probability: <b>昨天</b>", 1)
    });
    let strip = format!("{OWN}.querySelector('.strip')");
    reader.wait_until(&format!("!{strip}.hidden && {strip}.open"));
    let text: String = reader.eval(&format!("{strip}.textContent"));
    assert!(
        text.contains("content/accounts/beicen/projects/cleanroom-two.md:17:"),
        "{text}"
    );
    assert!(text.contains("<b>昨天</b>"), "{text}");
    assert!(reader.eval::<bool>(&format!("{strip}.querySelector('b') === null")));

    live.edit(NOTE, |text| {
        text.replacen("probability: <b>昨天</b>", "probability: 30%", 1)
    });
    reader.wait_until(&format!("{strip}.hidden"));
}

#[test]
fn restricted_readers_see_only_counts() {
    let fixture = Fixture::shared();
    let live = Live::start_with(&["--audience", "internal"]);
    let reader = fixture.reader();
    open(&reader, &live, OTHER_PAGE);
    live.edit(NOTE, |text| {
        text.replacen("probability: 30%", "probability: 昨天", 1)
    });
    let strip = format!("{OWN}.querySelector('.strip')");
    reader.wait_until(&format!("!{strip}.hidden && {strip}.open"));
    let shown: String = reader.eval(&format!("{strip}.textContent"));
    assert!(
        shown.starts_with("1 处错误") && shown.contains("kafolio check"),
        "{shown}"
    );
    assert!(
        !shown.contains("昨天") && !shown.contains("content/"),
        "{shown}"
    );
}

#[test]
fn a_note_whose_page_is_not_open_is_linked_to() {
    let fixture = Fixture::shared();
    let live = Live::start();
    let reader = fixture.reader();
    open(&reader, &live, PAGE);
    live.edit(OTHER_NOTE, |text| text + "\n青山不改，绿水长流。\n");
    let link = format!("{OWN}.querySelector('.corner a')");
    reader.wait_until(&format!("{link} !== null"));
    let to: String = reader.eval(&format!("{link}.getAttribute('href')"));
    assert_eq!(to, format!("/{OTHER_PAGE}"));
}

#[test]
fn a_style_sheet_is_swapped_without_a_reload() {
    let fixture = Fixture::shared();
    let live = Live::start();
    let reader = fixture.reader();
    open(&reader, &live, PAGE);
    reader.eval::<bool>("window.notLoadedAnew = true");
    live.edit("site.yaml", |text| text + "\nlooks: {accent: '#8A1C5B'}\n");
    let accent = "getComputedStyle(document.documentElement).getPropertyValue('--accent').trim().toLowerCase()";
    reader.wait_until(&format!("{accent} === '#8a1c5b'"));
    assert!(reader.eval::<bool>("window.notLoadedAnew === true"));
}

#[test]
fn a_following_reader_goes_to_the_saved_note() {
    let fixture = Fixture::shared();
    let live = Live::start_with(&["--follow"]);
    let reader = fixture.reader();
    open(&reader, &live, PAGE);
    live.edit(OTHER_NOTE, |text| text + "\n青山不改，绿水长流。\n");
    reader.wait_until(&format!(
        "location.pathname === '/{OTHER_PAGE}' && document.readyState === 'complete'"
    ));
    reader.wait_until(&shows_text("青山不改"));
}

#[test]
fn unreadable_notes_are_reported_until_readable() {
    let fixture = Fixture::shared();
    let live = Live::start();
    let reader = fixture.reader();
    open(&reader, &live, PAGE);
    let strip = format!("{OWN}.querySelector('.strip')");
    let (content, away) = (live.path("content"), live.path("away"));
    std::fs::rename(&content, &away).expect("it can be moved");
    reader.wait_until(&format!(
        "!{strip}.hidden && {strip}.textContent.includes('content/')"
    ));
    assert!(reader.eval::<bool>("document.querySelector('main h1, h1') !== null"));
    std::fs::rename(&away, &content).expect("it can be moved");
    reader.wait_until(&format!("{strip}.hidden"));
}

#[test]
fn a_page_survives_a_restart_of_the_server() {
    let fixture = Fixture::shared();
    let mut live = Live::start();
    let reader = fixture.reader();
    open(&reader, &live, PAGE);
    reader.eval::<bool>("window.notLoadedAnew = true");
    let away = format!("{OWN}.querySelector('.away') !== null");
    live.stop();
    reader.wait_until(&away);
    live.edit(NOTE, |text| text + "\n青山不改，绿水长流。\n");
    live.restart();
    reader.wait_until(&shows_text("青山不改"));
    reader.wait_until(&format!("!({away})"));
    live.edit(NOTE, |text| text + "\n又来一句。\n");
    reader.wait_until(&shows_text("又来一句"));
    assert!(reader.eval::<bool>("window.notLoadedAnew === true"));
}

#[test]
fn a_page_contacts_only_the_server() {
    let fixture = Fixture::shared();
    let live = Live::start();
    let reader = fixture.reader();
    open(&reader, &live, PAGE);
    live.edit(NOTE, |text| text + "\n青山不改，绿水长流。\n");
    reader.wait_until(&shows_text("青山不改"));
    let others: Vec<String> = reader.eval(
        "performance.getEntriesByType('resource').map((one) => one.name).filter((name) => !name.startsWith(location.origin + '/'))",
    );
    assert!(others.is_empty(), "{others:?}");
}
