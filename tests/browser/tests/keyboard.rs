//! Pages by keyboard alone: the Tab key stops at everything that can be used, in the order of the page, each stop can be
//! seen, and no frame or drawing keeps the focus.

use kafolio_browser_tests::{Desk, Reader};
use serde::Deserialize;

/// A page of every kind that has something to be used by keyboard besides links.
const PAGES: [&str; 7] = [
    "index.html",
    "accounts/index.html",
    "accounts/lanche/index.html",
    "accounts/lanche/projects/phase-two-monitoring.html",
    "timeline.html",
    "week.html",
    "forms/form-1.html",
];

#[derive(Deserialize)]
struct Stop {
    place: i64,
    name: String,
    faults: Vec<String>,
}

fn open(desk: &Desk, page: &str) -> Reader {
    let reader = desk.reader();
    reader.open(
        &desk
            .example
            .address()
            .join(page)
            .expect("a page has an address"),
    );
    reader
}

/// Presses Tab until the focus leaves the page; what is wrong on the way.
fn walk(reader: &Reader) -> Vec<String> {
    reader.run(include_str!("../scripts/stops.js"));
    let count: i64 = reader.ask("stops.length");
    let mut faults = Vec::new();
    for expected in 0..count {
        reader.press("Tab");
        let stop: Stop = reader.ask("look()");
        if stop.place != expected {
            let missed: String = reader.ask(&format!("stops[{expected}].outerHTML.slice(0, 120)"));
            faults.push(format!(
                "stop {expected} of {count} should be {missed}, and is {} ({})",
                stop.place, stop.name
            ));
            return faults;
        }
        faults.extend(
            stop.faults
                .iter()
                .map(|fault| format!("{}: {fault}", stop.name)),
        );
    }
    reader.press("Tab");
    let end: Stop = reader.ask("look()");
    if end.place > 0 {
        faults.push(format!("the focus does not leave the page: {}", end.name));
    }
    faults
}

#[test]
fn the_tab_key_reaches_everything_in_order_and_one_sees_where_one_is() {
    let desk = Desk::shared();
    let mut faults = Vec::new();
    for page in PAGES {
        let reader = open(&desk, page);
        let found = walk(&reader);
        faults.extend(found.into_iter().map(|fault| format!("{page}: {fault}")));
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_tab_key_reaches_everything_on_a_telephone_too() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.set_width_px(390);
    reader.open(
        &desk
            .example
            .address()
            .join(PAGES[2])
            .expect("a page has an address"),
    );
    let faults = walk(&reader);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_first_stop_leads_past_the_navigation() {
    let desk = Desk::shared();
    let reader = open(&desk, PAGES[2]);
    reader.press("Tab");
    let is_seen = "document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().top >= 0";
    assert!(reader.ask::<bool>(is_seen), "the link shows itself");
    reader.press("Enter");
    assert_eq!(reader.ask::<String>("location.hash"), "#main");
    reader.press("Tab");
    assert!(
        reader.ask::<bool>("document.querySelector('main').contains(document.activeElement)"),
        "one goes on from there"
    );
}

#[test]
fn a_slider_a_fold_and_a_table_obey_the_keyboard() {
    let desk = Desk::shared();
    let reader = open(&desk, PAGES[2]);
    let focus = |selector: &str| {
        let is_there: bool = reader.ask(&format!(
            "(document.querySelector(\"{selector}\").focus(), document.activeElement.matches(\"{selector}\"))"
        ));
        assert!(is_there, "{selector} takes the focus");
    };
    focus("#map-day");
    let before: String = reader.ask("document.querySelector('#map output').textContent");
    reader.press("ArrowLeft");
    assert_ne!(
        reader.ask::<String>("document.querySelector('#map output').textContent"),
        before
    );
    focus("details.data > summary");
    reader.press("Enter");
    assert!(reader.ask::<bool>("document.activeElement.parentElement.open"));
    let reader = open(&desk, PAGES[1]);
    let button = "table.sortable th:nth-child(11) button";
    assert!(reader.ask::<bool>(&format!(
        "(document.querySelector('{button}').focus(), true)"
    )));
    reader.press("Enter");
    let order: String = reader
        .ask("document.querySelector('table.sortable th:nth-child(11)').getAttribute('aria-sort')");
    assert_eq!(order, "ascending");
}
