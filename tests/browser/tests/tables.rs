//! What the theme's script adds to a table: sorting by a click, and a field that filters.

use kafolio_browser_tests::{Desk, Reader};

/// Opens the list of accounts.
fn open_accounts(desk: &Desk) -> Reader {
    let reader = desk.reader();
    reader.open(&desk.example.page("accounts/index.html"));
    reader
}

/// The first column of the rows that are shown.
fn accounts_shown(reader: &Reader) -> Vec<String> {
    reader.ask(
        "Array.from(document.querySelectorAll('table.sortable tbody tr'))
            .filter((row) => row.checkVisibility())
            .map((row) => row.cells[0].textContent.trim())",
    )
}

/// The eleventh column of the rows that are shown: when someone of the account was last met.
fn dates_shown(reader: &Reader) -> Vec<String> {
    reader.ask(
        "Array.from(document.querySelectorAll('table.sortable tbody tr'))
            .filter((row) => row.checkVisibility())
            .map((row) => row.cells[10].textContent.trim())",
    )
}

#[test]
fn a_click_on_a_heading_sorts_and_a_second_one_turns_the_order_round() {
    let desk = Desk::shared();
    let reader = open_accounts(&desk);
    let heading = "table.sortable th:nth-child(11)";
    let button = format!("{heading} button");
    let order = format!("document.querySelector('{heading}').getAttribute('aria-sort')");

    reader.click(&button);
    assert_eq!(reader.ask::<String>(&order), "ascending");
    let mut dates = dates_shown(&reader);
    assert!(dates.len() > 10, "{dates:?}");
    assert_eq!(
        dates.pop().as_deref(),
        Some(""),
        "who was never met stands last"
    );
    assert!(dates.is_sorted(), "{dates:?}");

    reader.click(&button);
    assert_eq!(reader.ask::<String>(&order), "descending");
    let mut dates = dates_shown(&reader);
    assert_eq!(
        dates.pop().as_deref(),
        Some(""),
        "who was never met stands last"
    );
    assert!(dates.iter().rev().is_sorted(), "{dates:?}");
}

#[test]
fn words_in_the_filter_leave_the_rows_that_hold_all_of_them() {
    let desk = Desk::shared();
    let reader = open_accounts(&desk);
    reader.type_into("main input[type=search]", "周若谷 信息");
    assert_eq!(accounts_shown(&reader), ["澹宁微电子"]);
    let count: String = reader.ask("document.querySelector('main label output').textContent");
    assert_eq!(count, "1 / 14");
}
