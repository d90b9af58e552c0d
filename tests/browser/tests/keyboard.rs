//! Pages by keyboard alone: past the navigation, through the days of a map, a fold opened, a table sorted.

use kafolio_browser_tests::{Desk, Reader};

/// An account, and the list of accounts.
const ACCOUNT: &str = "accounts/lanche/index.html";
const ACCOUNTS: &str = "accounts/index.html";

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

#[test]
fn the_first_stop_leads_past_the_navigation() {
    let desk = Desk::shared();
    let reader = open(&desk, ACCOUNT);
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
    let reader = open(&desk, ACCOUNT);
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
    let reader = open(&desk, ACCOUNTS);
    let button = "table.sortable th:nth-child(11) button";
    assert!(reader.ask::<bool>(&format!(
        "(document.querySelector('{button}').focus(), true)"
    )));
    reader.press("Enter");
    let order: String = reader
        .ask("document.querySelector('table.sortable th:nth-child(11)').getAttribute('aria-sort')");
    assert_eq!(order, "ascending");
}
