//! Pages by keyboard alone: past the navigation, through a whole page and out of it, through the days of a map, a fold
//! opened, a table sorted.

use kafolio_browser_tests::{Desk, Reader};

/// An account, and the list of accounts.
const ACCOUNT: &str = "accounts/lanche/index.html";
const ACCOUNTS: &str = "accounts/index.html";

fn open(desk: &Desk, page: &str) -> Reader {
    let reader = desk.reader();
    reader.open(&desk.example.page(page));
    reader
}

#[test]
fn the_first_stop_leads_past_the_navigation() {
    let desk = Desk::shared();
    let reader = open(&desk, ACCOUNT);
    reader.context("Tab");
    let is_seen = "document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().top >= 0";
    assert!(reader.ask::<bool>(is_seen), "the link shows itself");
    reader.context("Enter");
    assert_eq!(reader.ask::<String>("location.hash"), "#main");
    reader.context("Tab");
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
    reader.context("ArrowLeft");
    assert_ne!(
        reader.ask::<String>("document.querySelector('#map output').textContent"),
        before
    );
    let reader = open(&desk, "index.html");
    let fold = "document.querySelector('details.data > summary')";
    assert!(reader.ask::<bool>(&format!(
        "({fold}.focus(), document.activeElement === {fold})"
    )));
    reader.context("Enter");
    assert!(reader.ask::<bool>("document.activeElement.parentElement.open"));
    let reader = open(&desk, ACCOUNTS);
    let button = "table.sortable th:nth-child(11) button";
    assert!(reader.ask::<bool>(&format!(
        "(document.querySelector('{button}').focus(), true)"
    )));
    reader.context("Enter");
    let order: String = reader
        .ask("document.querySelector('table.sortable th:nth-child(11)').getAttribute('aria-sort')");
    assert_eq!(order, "ascending");
}

/// Pages that hold all that takes the focus.
const WALKED: [&str; 6] = [
    ACCOUNT,
    ACCOUNTS,
    "accounts/lanche/projects/phase-two-monitoring.html",
    "timeline.html",
    "people.html",
    "search.html?q=%E6%B4%81%E5%87%80",
];
#[test]
fn tab_leads_through_a_whole_page_and_out_of_it_and_every_stop_is_seen() {
    let desk = Desk::shared();
    let mut faults = Vec::new();
    for width_px in [1440, 390] {
        for page in WALKED {
            let reader = open(&desk, page);
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

/// Goes from stop to stop until the page is left, which may lead to its first stop again.
fn faults_of_walk(reader: &Reader) -> Vec<String> {
    let (mut faults, mut last) = (Vec::new(), 0);
    reader.run(include_str!("../scripts/focus.js"));
    loop {
        reader.context("Tab");
        // What has the focus, which stop it is, and why it is not seen; nothing once the page is left.
        let stop = reader.ask::<Option<(String, usize, String)>>("stop()");
        let Some((what, number, fault)) = stop.filter(|(_, number, _)| *number > 1 || last < 2)
        else {
            break;
        };
        // A field for a date is several stops of one element.
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
