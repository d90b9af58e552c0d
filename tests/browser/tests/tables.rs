//! What the theme's script adds to a table: sorting by a click, and a field that filters.

use kafolio_browser_tests::{Desk, Reader};

/// Opens the list of accounts.
fn open_accounts(desk: &Desk) -> Reader {
    let reader = desk.reader();
    let page = desk.example.address().join("accounts/index.html");
    reader.open(&page.expect("a page has an address"));
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

#[test]
fn a_click_on_a_heading_sorts_and_a_second_one_turns_the_order_round() {
    let desk = Desk::shared();
    let reader = open_accounts(&desk);
    // The tenth column: when someone of the account was last met. An account nobody was met of stands last both ways.
    let heading = "table.sortable th:nth-child(10)";
    let button = format!("{heading} button");
    let order = format!("document.querySelector('{heading}').getAttribute('aria-sort')");

    reader.click(&button);
    assert_eq!(reader.ask::<String>(&order), "ascending");
    let earliest_first = [
        "清禾医院",
        "Halden Brix",
        "岚澈药业",
        "澹宁微电子",
        "拾月塑胶",
        "岚屿医药",
    ];
    assert_eq!(accounts_shown(&reader), earliest_first);

    reader.click(&button);
    assert_eq!(reader.ask::<String>(&order), "descending");
    let latest_first = [
        "拾月塑胶",
        "澹宁微电子",
        "岚澈药业",
        "Halden Brix",
        "清禾医院",
        "岚屿医药",
    ];
    assert_eq!(accounts_shown(&reader), latest_first);
}

#[test]
fn words_in_the_filter_leave_the_rows_that_hold_all_of_them() {
    let desk = Desk::shared();
    let reader = open_accounts(&desk);
    reader.type_into("main input[type=search]", "周若谷 信息");
    assert_eq!(accounts_shown(&reader), ["澹宁微电子"]);
    let count: String = reader.ask("document.querySelector('main label output').textContent");
    assert_eq!(count, "1 / 6");
}
