//! `kafolio serve` as the reader sees it: a note is saved, and the open page changes without being loaded anew.

use kafolio_browser_tests::{Desk, Live, Reader};

const NOTE: &str = "accounts/beicen/projects/cleanroom-two.md";
const PAGE: &str = "accounts/beicen/projects/cleanroom-two.html";
const OTHER_NOTE: &str = "accounts/beicen/visits/2025-04-22.md";
const OTHER_PAGE: &str = "accounts/beicen/visits/2025-04-22.html";

/// What the script shows stands in a tree of its own.
const OWN: &str = "document.querySelector('kafolio-serve').shadowRoot";

/// Opens a page, and waits until it listens.
fn open(reader: &Reader, live: &Live, route: &str) {
    reader.open(&live.page(route));
    reader.wait_until("document.querySelector('kafolio-serve[data-listening]') !== null");
}

fn says(words: &str) -> String {
    format!("document.querySelector('main').textContent.includes('{words}')")
}

#[test]
fn the_open_page_is_patched_and_the_reader_stays_where_they_are() {
    let desk = Desk::shared();
    let live = Live::start();
    let reader = desk.reader();
    open(&reader, &live, PAGE);
    reader.click("details.data > summary");
    reader.ask::<f64>("(window.notLoadedAnew = true, scrollTo(0, 500), scrollY)");
    let before: f64 = reader.ask("scrollY");
    assert!(before > 100.0, "the page can be scrolled");

    live.edit(NOTE, |text| text + "\n青山不改，绿水长流。\n");
    reader.wait_until(&says("青山不改"));
    assert!(reader.ask::<bool>("window.notLoadedAnew === true"));
    assert_eq!(reader.ask::<f64>("scrollY"), before);
    assert!(reader.ask::<bool>("document.querySelector('details.data').open"));
    let complaints = reader.take_remarks().complaints;
    assert!(complaints.is_empty(), "{complaints:?}");
}

#[test]
fn a_filtered_table_is_patched_and_stays_filtered() {
    let desk = Desk::shared();
    let live = Live::start();
    let reader = desk.reader();
    open(&reader, &live, "accounts/index.html");
    reader.type_into("label.filter input", "岚");
    let shown = "Array.from(document.querySelectorAll('table.sortable tbody tr')).filter((row) => row.checkVisibility()).length";
    let before: usize = reader.ask(shown);
    live.edit("accounts/lanche/index.md", |text| {
        text.replace("岚澈药业", "岚澈新药")
    });
    reader.wait_until(&says("岚澈新药"));
    reader.wait_until("document.querySelector('label.filter input').value === '岚'");
    assert_eq!(reader.ask::<usize>(shown), before);
    assert_eq!(
        reader.ask::<usize>("document.querySelectorAll('label.filter').length"),
        1
    );
}

#[test]
fn what_is_wrong_is_listed_over_the_page_and_gone_when_mended() {
    let desk = Desk::shared();
    let live = Live::start();
    let reader = desk.reader();
    open(&reader, &live, OTHER_PAGE);
    live.edit(NOTE, |text| {
        text.replacen("probability: 30%", "probability: <b>昨天</b>", 1)
    });
    let strip = format!("{OWN}.querySelector('.strip')");
    reader.wait_until(&format!("!{strip}.hidden && {strip}.open"));
    let told: String = reader.ask(&format!("{strip}.textContent"));
    assert!(
        told.contains("content/accounts/beicen/projects/cleanroom-two.md:17:"),
        "{told}"
    );
    assert!(told.contains("<b>昨天</b>"), "{told}");
    assert!(reader.ask::<bool>(&format!("{strip}.querySelector('b') === null")));

    live.edit(NOTE, |text| {
        text.replacen("probability: <b>昨天</b>", "probability: 30%", 1)
    });
    reader.wait_until(&format!("{strip}.hidden"));
}

#[test]
fn readers_who_do_not_see_everything_are_shown_numbers() {
    let desk = Desk::shared();
    let live = Live::start_with(&["--audience", "internal"]);
    let reader = desk.reader();
    open(&reader, &live, OTHER_PAGE);
    live.edit(NOTE, |text| {
        text.replacen("probability: 30%", "probability: 昨天", 1)
    });
    let strip = format!("{OWN}.querySelector('.strip')");
    reader.wait_until(&format!("!{strip}.hidden && {strip}.open"));
    let shown: String = reader.ask(&format!("{strip}.textContent"));
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
    let desk = Desk::shared();
    let live = Live::start();
    let reader = desk.reader();
    open(&reader, &live, PAGE);
    live.edit(OTHER_NOTE, |text| text + "\n青山不改，绿水长流。\n");
    let link = format!("{OWN}.querySelector('.corner a')");
    reader.wait_until(&format!("{link} !== null"));
    let to: String = reader.ask(&format!("{link}.getAttribute('href')"));
    assert_eq!(to, format!("/{OTHER_PAGE}"));
}

#[test]
fn a_style_sheet_is_swapped_without_loading_the_page_anew() {
    let desk = Desk::shared();
    let live = Live::start();
    let reader = desk.reader();
    open(&reader, &live, PAGE);
    reader.ask::<bool>("window.notLoadedAnew = true");
    live.edit("site.yaml", |text| text + "\nlooks: {accent: '#8A1C5B'}\n");
    let accent = "getComputedStyle(document.documentElement).getPropertyValue('--accent').trim().toLowerCase()";
    reader.wait_until(&format!("{accent} === '#8a1c5b'"));
    assert!(reader.ask::<bool>("window.notLoadedAnew === true"));
}

#[test]
fn whoever_follows_goes_where_notes_are_saved() {
    let desk = Desk::shared();
    let live = Live::start_with(&["--follow"]);
    let reader = desk.reader();
    open(&reader, &live, PAGE);
    live.edit(OTHER_NOTE, |text| text + "\n青山不改，绿水长流。\n");
    reader.wait_until(&format!(
        "location.pathname === '/{OTHER_PAGE}' && document.readyState === 'complete'"
    ));
    reader.wait_until(&says("青山不改"));
}

#[test]
fn notes_that_cannot_be_read_are_told_of_until_they_can() {
    let desk = Desk::shared();
    let live = Live::start();
    let reader = desk.reader();
    open(&reader, &live, PAGE);
    let strip = format!("{OWN}.querySelector('.strip')");
    let (content, away) = (live.path("content"), live.path("away"));
    std::fs::rename(&content, &away).expect("it can be moved");
    reader.wait_until(&format!(
        "!{strip}.hidden && {strip}.textContent.includes('content/')"
    ));
    assert!(reader.ask::<bool>("document.querySelector('main h1, h1') !== null"));
    std::fs::rename(&away, &content).expect("it can be moved");
    reader.wait_until(&format!("{strip}.hidden"));
}

#[test]
fn a_page_outlives_the_program_and_catches_up_with_the_next_one() {
    let desk = Desk::shared();
    let mut live = Live::start();
    let reader = desk.reader();
    open(&reader, &live, PAGE);
    reader.ask::<bool>("window.notLoadedAnew = true");
    let away = format!("{OWN}.querySelector('.away') !== null");
    live.stop();
    reader.wait_until(&away);
    live.edit(NOTE, |text| text + "\n青山不改，绿水长流。\n");
    live.start_again();
    reader.wait_until(&says("青山不改"));
    reader.wait_until(&format!("!({away})"));
    live.edit(NOTE, |text| text + "\n又来一句。\n");
    reader.wait_until(&says("又来一句"));
    assert!(reader.ask::<bool>("window.notLoadedAnew === true"));
}

#[test]
fn a_page_needs_nobody_but_the_program() {
    let desk = Desk::shared();
    let live = Live::start();
    let reader = desk.reader();
    open(&reader, &live, PAGE);
    live.edit(NOTE, |text| text + "\n青山不改，绿水长流。\n");
    reader.wait_until(&says("青山不改"));
    let others: Vec<String> = reader.ask(
        "performance.getEntriesByType('resource').map((one) => one.name).filter((name) => !name.startsWith(location.origin + '/'))",
    );
    assert!(others.is_empty(), "{others:?}");
}
