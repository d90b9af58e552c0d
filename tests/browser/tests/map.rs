//! The map of people: its slider, its lines, its links; with a mouse, with a keyboard, and without a script.

use kafolio_browser_tests::{Fixture, Reader};

/// Opens the page of an account of the example.
fn open(fixture: &Fixture, reader: &Reader, page: &str) {
    reader.open(&fixture.example.page(page));
}

/// Returns the classes of a person's card.
fn classes(reader: &Reader, name: &str) -> String {
    reader.eval(&format!(
        "Array.from(document.querySelectorAll('#map .card'))
            .find((card) => card.querySelector('.name').textContent === '{name}').getAttribute('class')"
    ))
}

const WHEN: &str = "document.querySelector('#map output').textContent";
const CHANGES: &str = "document.querySelector('.map-said').innerText";

#[test]
fn arrow_keys_step_through_the_days_of_change() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    open(&fixture, &reader, "accounts/lanche/index.html");
    assert!(classes(&reader, "乔一苇").contains("at-champion"));
    assert_eq!(reader.eval::<String>(WHEN), "2026-03-12 起");
    let places = "Array.from(document.querySelectorAll('#map .card .face')).map((face) => [face.getAttribute('x'), face.getAttribute('y')])";
    let latest: Vec<[String; 2]> = reader.eval(places);

    reader.eval::<bool>("document.querySelector('#map-day').focus() ?? true");
    reader.press_key("ArrowLeft");
    assert!(classes(&reader, "乔一苇").contains("at-supporter"));
    reader.press_key("Home");
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
    assert!(reader.eval::<String>(CHANGES).contains("贺兰芷 第一次见面"));
    let link: String =
        reader.eval("document.querySelector('.map-said a:last-child').getAttribute('href')");
    assert_eq!(link, "visits/2025-08-28-call.html");

    reader.press_key("End");
    assert!(classes(&reader, "乔一苇").contains("at-champion"));
    assert_eq!(
        reader.eval::<Vec<[String; 2]>>(places),
        latest,
        "nobody moves"
    );
    assert!(reader.take_activity().complaints.is_empty());
}

#[test]
fn a_focused_card_shows_its_lines_and_links_to_the_person() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    open(&fixture, &reader, "accounts/lanche/index.html");
    let focus = "Array.from(document.querySelectorAll('#map a.card'))
        .find((card) => card.textContent.includes('邓既明')).focus() ?? true";
    reader.eval::<bool>(focus);
    let highlighted: Vec<String> = reader.eval(
        "Array.from(document.querySelectorAll('#map .card.on .name')).map((name) => name.textContent).sort()",
    );
    assert_eq!(highlighted, ["祁嘉树", "罗承宇", "邓既明"]);
    let ties: usize = reader.eval("document.querySelectorAll('#map .tie.on').length");
    assert!(ties >= 2, "{ties} lines");
    reader.click("#map a.card[href='contacts/deng-jiming.html'] .name");
    reader.wait_until("document.querySelector('h1').textContent === '邓既明'");
}

#[test]
fn search_finds_a_name() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    open(&fixture, &reader, "accounts/lanche/index.html");
    reader.type_into(".map-find input", "书白");
    let hits: Vec<String> = reader.eval(
        "Array.from(document.querySelectorAll('#map .card.hit .name')).map((name) => name.textContent)",
    );
    assert_eq!(hits, ["温书白"]);
}

#[test]
fn without_scripts_the_latest_map_and_all_changes_are_shown() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.disable_scripts();
    open(&fixture, &reader, "accounts/lanche/index.html");
    assert!(classes(&reader, "乔一苇").contains("at-champion"));
    let is_shown = "document.querySelector('#map .dates').checkVisibility()";
    assert!(!reader.eval::<bool>(is_shown), "no dead slider");
    reader.click("#map p.data a");
    reader.wait_until(
        "location.pathname.endsWith('/details.html') && !!document.querySelector('#map table')",
    );
    let changes: String = reader.eval("document.querySelector('#map table').textContent");
    assert!(
        changes.contains("2026-03-12乔一苇态度 赞同 → 支持者"),
        "{changes}"
    );
}

#[test]
fn on_a_phone_the_map_scrolls_in_its_own_frame() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.set_width_px(390);
    open(&fixture, &reader, "accounts/lanche/index.html");
    let frame = "document.querySelector('#map .map-frame')";
    assert!(reader.eval::<bool>(&format!("{frame}.scrollWidth > {frame}.clientWidth")));
    assert!(reader.eval::<bool>("document.documentElement.scrollWidth <= innerWidth"));
    let below =
        "document.querySelector('#people').offsetTop > document.querySelector('#map').offsetTop";
    assert!(
        reader.eval::<bool>(below),
        "the list of people stands below"
    );
}
