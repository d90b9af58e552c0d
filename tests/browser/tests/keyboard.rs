//! Pages by keyboard alone: past the navigation, through a whole page and out of it, through the days of a map, opening
//! a fold, sorting a table.

use kafolio_browser_tests::{Fixture, Reader};

/// An account, and the list of accounts.
const ACCOUNT: &str = "accounts/lanche/index.html";
const ACCOUNTS: &str = "accounts/index.html";

fn open(fixture: &Fixture, page: &str) -> Reader {
    let reader = fixture.reader();
    reader.open(&fixture.example.page(page));
    reader
}

#[test]
fn the_first_tab_stop_skips_the_navigation() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, ACCOUNT);
    reader.press_key("Tab");
    let is_seen = "document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().top >= 0";
    assert!(reader.eval::<bool>(is_seen), "the link shows itself");
    reader.press_key("Enter");
    assert_eq!(reader.eval::<String>("location.hash"), "#main");
    reader.press_key("Tab");
    assert!(
        reader.eval::<bool>("document.querySelector('main').contains(document.activeElement)"),
        "one goes on from there"
    );
}

#[test]
fn sliders_folds_and_tables_work_by_keyboard() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, ACCOUNT);
    let focus = |selector: &str| {
        let is_there: bool = reader.eval(&format!(
            "(document.querySelector(\"{selector}\").focus(), document.activeElement.matches(\"{selector}\"))"
        ));
        assert!(is_there, "{selector} takes the focus");
    };
    focus("#map-day");
    let before: String = reader.eval("document.querySelector('#map output').textContent");
    reader.press_key("ArrowLeft");
    assert_ne!(
        reader.eval::<String>("document.querySelector('#map output').textContent"),
        before
    );
    let reader = open(&fixture, "index.html");
    let fold = "document.querySelector('details.data > summary')";
    assert!(reader.eval::<bool>(&format!(
        "({fold}.focus(), document.activeElement === {fold})"
    )));
    reader.press_key("Enter");
    assert!(reader.eval::<bool>("document.activeElement.parentElement.open"));
    let reader = open(&fixture, ACCOUNTS);
    let button = "table.sortable th:nth-child(11) button";
    assert!(reader.eval::<bool>(&format!(
        "(document.querySelector('{button}').focus(), true)"
    )));
    reader.press_key("Enter");
    let order: String = reader.eval(
        "document.querySelector('table.sortable th:nth-child(11)').getAttribute('aria-sort')",
    );
    assert_eq!(order, "ascending");
}

/// Pages that have every kind of focusable element.
const WALKED: [&str; 6] = [
    ACCOUNT,
    ACCOUNTS,
    "accounts/lanche/projects/phase-two-monitoring.html",
    "timeline.html",
    "people.html",
    "search.html?q=%E6%B4%81%E5%87%80",
];
#[test]
fn tab_visits_the_whole_page_and_every_stop_is_visible() {
    let fixture = Fixture::shared();
    let mut faults = Vec::new();
    for width_px in [1440, 390] {
        for page in WALKED {
            let reader = open(&fixture, page);
            reader.set_width_px(width_px);
            faults.extend(
                faults_of_walk(&reader)
                    .into_iter()
                    .map(|fault| format!("{page} ({width_px} px): {fault}")),
            );
        }
    }
    let count = faults.len();
    assert!(count == 0, "\n{}\n{count} faults\n", faults.join("\n"));
}

/// Tabs from stop to stop until the page is left, which may lead to its first stop again.
fn faults_of_walk(reader: &Reader) -> Vec<String> {
    let (mut faults, mut last) = (Vec::new(), 0);
    reader.run(include_str!("../scripts/focus.js"));
    loop {
        reader.press_key("Tab");
        // The focused element, which stop it is, and why it is not visible; null once the page is left.
        let stop = reader.eval::<Option<(String, usize, String)>>("stop()");
        let Some((what, number, fault)) = stop.filter(|(_, number, _)| *number > 1 || last < 2)
        else {
            break;
        };
        // A date field is several stops of one element.
        if number < last {
            faults.push(format!("{what}: the walk does not end"));
            break;
        }
        last = number;
        if !fault.is_empty() {
            faults.push(format!("{what}: {fault}"));
        }
    }
    if last < 20 {
        faults.push(format!("{last} stops only"));
    }
    faults
}
