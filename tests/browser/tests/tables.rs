//! The theme's script for tables: sorting by a click, and a filter field.

use kafolio_browser_tests::{Fixture, Reader};

/// Opens the list of accounts.
fn open_accounts(fixture: &Fixture) -> Reader {
    let reader = fixture.reader();
    reader.open(&fixture.example.page("accounts/index.html"));
    reader
}

/// Returns the first column of the visible rows.
fn accounts_shown(reader: &Reader) -> Vec<String> {
    reader.eval(
        "Array.from(document.querySelectorAll('table.sortable tbody tr'))
            .filter((row) => row.checkVisibility())
            .map((row) => row.cells[0].textContent.trim())",
    )
}

/// Returns the eleventh column of the visible rows: the date of the account's last meeting.
fn dates_shown(reader: &Reader) -> Vec<String> {
    reader.eval(
        "Array.from(document.querySelectorAll('table.sortable tbody tr'))
            .filter((row) => row.checkVisibility())
            .map((row) => row.cells[10].textContent.trim())",
    )
}

#[test]
fn clicking_a_heading_sorts_and_clicking_again_reverses() {
    let fixture = Fixture::shared();
    let reader = open_accounts(&fixture);
    let heading = "table.sortable th:nth-child(11)";
    let button = format!("{heading} button");
    let order = format!("document.querySelector('{heading}').getAttribute('aria-sort')");

    reader.click(&button);
    assert_eq!(reader.eval::<String>(&order), "ascending");
    let mut dates = dates_shown(&reader);
    assert!(dates.len() > 10, "{dates:?}");
    assert_eq!(
        dates.pop().as_deref(),
        Some(""),
        "who was never met stands last"
    );
    assert!(dates.is_sorted(), "{dates:?}");

    reader.click(&button);
    assert_eq!(reader.eval::<String>(&order), "descending");
    let mut dates = dates_shown(&reader);
    assert_eq!(
        dates.pop().as_deref(),
        Some(""),
        "who was never met stands last"
    );
    assert!(dates.iter().rev().is_sorted(), "{dates:?}");
}

#[test]
fn the_filter_keeps_rows_with_all_words() {
    let fixture = Fixture::shared();
    let reader = open_accounts(&fixture);
    reader.type_into("main input[type=search]", "周若谷 信息");
    assert_eq!(accounts_shown(&reader), ["澹宁微电子"]);
    let count: String = reader.eval("document.querySelector('main label output').textContent");
    assert_eq!(count, "1 / 14");
}
