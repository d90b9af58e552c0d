//! The map of people: its slider, its lines, its links; with a mouse, with a keyboard, and without a script.

use kafolio_browser_tests::{Desk, Reader};

/// Opens the page of an account of the example.
fn open(desk: &Desk, reader: &Reader, page: &str) {
    reader.open(&desk.example.page(page));
}

/// The classes of the card of a person.
fn classes(reader: &Reader, name: &str) -> String {
    reader.ask(&format!(
        "Array.from(document.querySelectorAll('#map .card'))
            .find((card) => card.querySelector('.name').textContent === '{name}').getAttribute('class')"
    ))
}

const WHEN: &str = "document.querySelector('#map output').textContent";
const SAID: &str = "document.querySelector('.map-said').innerText";

#[test]
fn arrow_keys_go_through_the_days_on_which_the_map_changed() {
    let desk = Desk::shared();
    let reader = desk.reader();
    open(&desk, &reader, "accounts/lanche/index.html");
    assert!(classes(&reader, "乔一苇").contains("at-champion"));
    assert_eq!(reader.ask::<String>(WHEN), "2026-03-12 起");
    let places = "Array.from(document.querySelectorAll('#map .card .face')).map((face) => [face.getAttribute('x'), face.getAttribute('y')])";
    let latest: Vec<[String; 2]> = reader.ask(places);

    reader.ask::<bool>("document.querySelector('#map-day').focus() ?? true");
    reader.context("ArrowLeft");
    assert!(classes(&reader, "乔一苇").contains("at-supporter"));
    reader.context("Home");
    assert!(
        classes(&reader, "乔一苇").contains("at-unknown"),
        "not met yet"
    );
    assert!(
        classes(&reader, "宋听澜").contains("absent"),
        "not there yet"
    );
    assert!(
        !classes(&reader, "孟时雨").contains("gone"),
        "has not left yet"
    );
    assert!(reader.ask::<String>(SAID).contains("贺兰芷 第一次见面"));
    let link: String =
        reader.ask("document.querySelector('.map-said a:last-child').getAttribute('href')");
    assert_eq!(link, "visits/2025-08-28-call.html");

    reader.context("End");
    assert!(classes(&reader, "乔一苇").contains("at-champion"));
    assert_eq!(
        reader.ask::<Vec<[String; 2]>>(places),
        latest,
        "nobody moves"
    );
    assert!(reader.take_remarks().complaints.is_empty());
}

#[test]
fn a_card_in_focus_shows_its_lines_and_leads_to_the_person() {
    let desk = Desk::shared();
    let reader = desk.reader();
    open(&desk, &reader, "accounts/lanche/index.html");
    let focus = "Array.from(document.querySelectorAll('#map a.card'))
        .find((card) => card.textContent.includes('邓既明')).focus() ?? true";
    reader.ask::<bool>(focus);
    let lit: Vec<String> = reader.ask(
        "Array.from(document.querySelectorAll('#map .card.on .name')).map((name) => name.textContent).sort()",
    );
    assert_eq!(lit, ["祁嘉树", "罗承宇", "邓既明"]);
    let ties: usize = reader.ask("document.querySelectorAll('#map .tie.on').length");
    assert!(ties >= 2, "{ties} lines");
    reader.click("#map a.card[href='contacts/deng-jiming.html'] .name");
    reader.wait_until("document.querySelector('h1').textContent === '邓既明'");
}

#[test]
fn a_name_is_found() {
    let desk = Desk::shared();
    let reader = desk.reader();
    open(&desk, &reader, "accounts/lanche/index.html");
    reader.type_into(".map-find input", "书白");
    let hits: Vec<String> = reader.ask(
        "Array.from(document.querySelectorAll('#map .card.hit .name')).map((name) => name.textContent)",
    );
    assert_eq!(hits, ["温书白"]);
}

#[test]
fn without_a_script_the_latest_map_and_all_changes_are_there() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.switch_scripts_off();
    open(&desk, &reader, "accounts/lanche/index.html");
    assert!(classes(&reader, "乔一苇").contains("at-champion"));
    let is_shown = "document.querySelector('#map .dates').checkVisibility()";
    assert!(!reader.ask::<bool>(is_shown), "no dead slider");
    reader.click("#map p.data a");
    reader.wait_until(
        "location.pathname.endsWith('/details.html') && !!document.querySelector('#map table')",
    );
    let changes: String = reader.ask("document.querySelector('#map table').textContent");
    assert!(
        changes.contains("2026-03-12乔一苇态度 赞同 → 支持者"),
        "{changes}"
    );
}

#[test]
fn on_a_telephone_the_map_scrolls_in_its_own_frame() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.set_width_px(390);
    open(&desk, &reader, "accounts/lanche/index.html");
    let frame = "document.querySelector('#map .map-frame')";
    assert!(reader.ask::<bool>(&format!("{frame}.scrollWidth > {frame}.clientWidth")));
    assert!(reader.ask::<bool>("document.documentElement.scrollWidth <= innerWidth"));
    let below =
        "document.querySelector('#people').offsetTop > document.querySelector('#map').offsetTop";
    assert!(reader.ask::<bool>(below), "the list of people stands below");
}
