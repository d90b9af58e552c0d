//! Getting about: from any page to any account by keyboard, tables whose order stands in the address, the pages seen
//! lately, the button that prints, and the bar that a thumb reaches.

use kafolio_browser_tests::{Desk, Reader, serve};

/// Side of what a thumb hits.
const THUMB_PX: f64 = 44.0;

fn open(desk: &Desk, reader: &Reader, route: &str) {
    reader.open(&desk.example.page(route));
}

/// Opens the switcher as the keyboard does, and waits for the names.
fn open_switcher(reader: &Reader) {
    reader.ask::<bool>("(document.querySelector('.switcher summary').focus(), true)");
    reader.context("Enter");
    reader.wait_until("document.querySelector('.panel .all li') !== null");
}

/// The accounts that the switcher offers.
fn offered(reader: &Reader) -> Vec<String> {
    reader.ask(
        "Array.from(document.querySelectorAll('.panel .all li'))
            .filter((item) => item.checkVisibility())
            .map((item) => item.textContent)",
    )
}

#[test]
fn from_a_page_deep_in_one_account_a_few_keys_lead_to_another() {
    let desk = Desk::shared();
    let reader = desk.reader();
    open(&desk, &reader, "accounts/lanche/contacts/qi-jiashu.html");
    open_switcher(&reader);
    assert_eq!(offered(&reader).len(), 14);
    reader.wait_until("document.activeElement.matches('.panel input')");
    reader.type_words("澹宁");
    assert_eq!(offered(&reader), ["澹宁微电子"]);
    reader.context("ArrowDown");
    assert_eq!(
        reader.ask::<String>("document.activeElement.textContent"),
        "澹宁微电子"
    );
    reader.context("Enter");
    reader.wait_until("document.querySelector('h1')?.textContent.includes('澹宁') && document.readyState === 'complete'",
    );
    let complaints = reader.take_remarks().complaints;
    assert!(complaints.is_empty(), "{complaints:?}");
}

#[test]
fn enter_goes_to_the_first_account_that_fits_and_escape_back_to_the_page() {
    let desk = Desk::shared();
    let reader = desk.reader();
    open(&desk, &reader, "week.html");
    open_switcher(&reader);
    reader.context("Escape");
    assert!(!reader.ask::<bool>("document.querySelector('.switcher').open"));
    assert!(reader.ask::<bool>("document.activeElement.matches('.switcher summary')"));

    open_switcher(&reader);
    reader.type_words("beicen");
    reader.context("Enter");
    reader.wait_until("location.pathname.endsWith('accounts/beicen/index.html')");
}

#[test]
fn without_javascript_the_switcher_holds_a_link_to_the_accounts() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.switch_scripts_off();
    open(&desk, &reader, "accounts/lanche/contacts/qi-jiashu.html");
    let leads: String =
        reader.ask("new URL(document.querySelector('.switcher a').href).pathname.split('/').slice(-2).join('/')");
    assert_eq!(leads, "accounts/index.html");
    assert_eq!(
        reader.ask::<usize>("document.querySelectorAll('.print, .panel input').length"),
        0
    );
}

/// The first column of the rows that are shown.
fn names_shown(reader: &Reader) -> Vec<String> {
    reader.ask(
        "Array.from(document.querySelectorAll('table.sortable tbody tr'))
            .filter((row) => row.checkVisibility() && !row.classList.contains('group'))
            .map((row) => row.cells[0].textContent.trim())",
    )
}

#[test]
fn order_and_filter_of_a_table_stand_in_the_address_and_are_there_again_on_coming_back() {
    let desk = Desk::shared();
    let reader = desk.reader();
    open(&desk, &reader, "accounts/index.html");
    reader.click("table.sortable th:nth-child(7) button");
    reader.click("table.sortable th:nth-child(7) button");
    reader.type_into("main label.filter input", "周若谷");
    let before = names_shown(&reader);
    assert!(before.len() > 3, "{before:?}");
    let query: String = reader.ask("decodeURIComponent(location.search)");
    assert_eq!(query, "?sort=关系覆盖-&filter=周若谷");

    // The address alone is enough.
    let address: String = reader.ask("location.href");
    open(&desk, &reader, "index.html");
    reader.open(&address.parse().expect("it is an address"));
    assert_eq!(names_shown(&reader), before);
    let order =
        "document.querySelector('table.sortable th:nth-child(7)').getAttribute('aria-sort')";
    assert_eq!(reader.ask::<String>(order), "descending");

    // So is coming back.
    reader.click("table.sortable tbody tr:not([hidden]) a");
    reader.wait_until("location.pathname.match(/accounts.[^/]+.index.html$/) !== null && document.readyState === 'complete'",
    );
    reader.ask::<bool>("(setTimeout(() => history.back()), true)");
    reader.wait_until(
        "location.pathname.endsWith('accounts/index.html') && document.readyState === 'complete'",
    );
    reader.wait_until("document.querySelector('label.filter input')?.value === '周若谷'");
    assert_eq!(names_shown(&reader), before);
}

#[test]
fn the_tables_of_a_page_of_many_are_filtered_together() {
    let desk = Desk::shared();
    let reader = desk.reader();
    open(&desk, &reader, "people.html");
    let fields: usize = reader.ask("document.querySelectorAll('main label.filter').length");
    assert_eq!(fields, 1);
    reader.type_into("main label.filter input", "祁嘉树");
    assert_eq!(names_shown(&reader), ["祁嘉树"]);
    let sections: usize = reader.ask(
        "Array.from(document.querySelectorAll('main section[id]')).filter((one) => one.checkVisibility() && one.querySelector('tr:not([hidden]) td')).length",
    );
    assert_eq!(sections, 1);
}

#[test]
fn a_heading_is_sorted_by_with_the_keyboard() {
    let desk = Desk::shared();
    let reader = desk.reader();
    open(&desk, &reader, "accounts/index.html");
    reader.ask::<bool>(
        "(document.querySelector('table.sortable th:nth-child(11) button').focus(), true)",
    );
    reader.context("Enter");
    let order: String = reader
        .ask("document.querySelector('table.sortable th:nth-child(11)').getAttribute('aria-sort')");
    assert_eq!(order, "ascending");
}

#[test]
fn what_was_seen_lately_is_offered_by_name_and_route_and_can_be_forgotten() {
    let desk = Desk::shared();
    let reader = desk.reader();
    // At an address of its own: what is kept for the disk is what all these tests have seen.
    let home = serve(desk.example.folder());
    let open = |route: &str| reader.open(&home.join(route).expect("a page has an address"));
    open("accounts/lanche/contacts/qi-jiashu.html");
    open("accounts/hedu/index.html");
    open("actions.html");
    open_switcher(&reader);
    let seen: Vec<String> = reader.ask(
        "Array.from(document.querySelectorAll('.panel .seen a')).map((one) => one.textContent)",
    );
    assert_eq!(seen[0], "禾渡乳业");
    assert_eq!(seen[1], "岚澈药业 · 祁嘉树");
    let kept: Vec<Vec<String>> = reader.ask(
        "Object.keys(localStorage).filter((key) => key.startsWith('kafolio seen'))
            .flatMap((key) => JSON.parse(localStorage.getItem(key)))
            .map((one) => Object.keys(one).sort())",
    );
    assert!(
        kept.iter().all(|keys| *keys == ["name", "route"]),
        "{kept:?}"
    );
    let drawers: Vec<String> = reader.ask(
        "Object.keys(localStorage).filter((key) => key.startsWith('kafolio seen')).map(decodeURI)",
    );
    let here = home.to_string();
    assert!(
        drawers.iter().any(|drawer| drawer.ends_with(&here)),
        "{drawers:?} of {here}"
    );

    reader.click(".panel h2 button");
    assert_eq!(
        reader.ask::<usize>("document.querySelectorAll('.panel .seen').length"),
        0
    );
    open("week.html");
    open_switcher(&reader);
    assert_eq!(
        reader.ask::<usize>("document.querySelectorAll('.panel .seen').length"),
        0
    );
}

#[test]
fn a_button_prints_and_is_not_printed() {
    let desk = Desk::shared();
    let reader = desk.reader();
    for route in [
        "accounts/lanche/index.html",
        "week.html",
        "forms/index.html",
    ] {
        open(&desk, &reader, route);
        reader.ask::<bool>("(window.print = () => { window.printed = true; }, true)");
        reader.click(".print");
        assert!(reader.ask::<bool>("window.printed === true"), "{route}");
        reader.show_as("print");
        let hidden: bool = reader.ask("!document.querySelector('.print').checkVisibility()");
        reader.show_as("screen");
        assert!(hidden, "{route}");
    }
}

#[test]
fn on_a_phone_every_room_is_within_reach_of_a_thumb() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.set_width_px(390);
    for route in ["index.html", "accounts/lanche/contacts/qi-jiashu.html"] {
        open(&desk, &reader, route);
        let bar: (f64, f64) = reader.ask(
            "(({ bottom, height }) => [innerHeight - bottom, height])(document.querySelector('.bar').getBoundingClientRect())",
        );
        assert!(bar.0.abs() < 1.0 && bar.1 < 80.0, "{route}: {bar:?}");
        let small: Vec<String> = reader.ask(&format!(
            "Array.from(document.querySelectorAll('.bar a, .bar summary'))
                .filter((one) => one.checkVisibility())
                .filter((one) => {{ const box = one.getBoundingClientRect(); return box.width < {THUMB_PX} || box.height < {THUMB_PX}; }})
                .map((one) => one.textContent)"
        ));
        assert!(small.is_empty(), "{route}: {small:?}");
        let is_in_sight: bool = reader.ask(
            "(({ left, right }) => left >= 0 && right <= innerWidth)(document.querySelector('.nav [aria-current]').getBoundingClientRect())",
        );
        assert!(is_in_sight, "{route}");
    }
    reader.click(".switcher summary");
    reader.wait_until("document.querySelector('.panel .all li') !== null");
    let wide: f64 = reader.ask("document.scrollingElement.scrollWidth");
    assert!(wide <= 390.0, "{wide}");
}

#[test]
fn on_a_phone_the_order_of_a_table_is_chosen_from_a_list() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.set_width_px(390);
    open(&desk, &reader, "accounts/index.html");
    let before = names_shown(&reader);
    reader.ask::<bool>(
        "((list) => { list.value = '上次见面-'; list.dispatchEvent(new Event('change')); return list.checkVisibility(); })(document.querySelector('.sorting select'))",
    );
    let after = names_shown(&reader);
    assert_ne!(before, after);
    assert_eq!(after[0], "芷衡疫苗");
}
