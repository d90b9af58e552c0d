//! Navigation: from any page to any account by keyboard, tables whose order is in the address, recently viewed pages,
//! the print button, and the bar for thumbs.

use kafolio_browser_tests::{Fixture, Reader, serve};

/// Minimum side of a touch target.
const TOUCH_TARGET_PX: f64 = 44.0;

fn open(fixture: &Fixture, reader: &Reader, route: &str) {
    reader.open(&fixture.example.page(route));
}

/// Opens the switcher by keyboard, and waits for the names.
fn open_switcher(reader: &Reader) {
    reader.eval::<bool>("(document.querySelector('.switcher summary').focus(), true)");
    reader.press_key("Enter");
    reader.wait_until("document.querySelector('.panel .all li') !== null");
}

/// Returns the accounts in the switcher.
fn offered(reader: &Reader) -> Vec<String> {
    reader.eval(
        "Array.from(document.querySelectorAll('.panel .all li'))
            .filter((item) => item.checkVisibility())
            .map((item) => item.textContent)",
    )
}

#[test]
fn the_switcher_leads_from_any_page_to_another_account() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    open(&fixture, &reader, "accounts/lanche/contacts/qi-jiashu.html");
    open_switcher(&reader);
    assert_eq!(offered(&reader).len(), 14);
    reader.wait_until("document.activeElement.matches('.panel input')");
    reader.type_words("澹宁");
    assert_eq!(offered(&reader), ["澹宁微电子"]);
    reader.press_key("ArrowDown");
    assert_eq!(
        reader.eval::<String>("document.activeElement.textContent"),
        "澹宁微电子"
    );
    reader.press_key("Enter");
    reader.wait_until("document.querySelector('h1')?.textContent.includes('澹宁') && document.readyState === 'complete'",
    );
    let complaints = reader.take_activity().complaints;
    assert!(complaints.is_empty(), "{complaints:?}");
}

#[test]
fn enter_opens_the_first_match_and_escape_closes_the_switcher() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    open(&fixture, &reader, "week.html");
    open_switcher(&reader);
    reader.press_key("Escape");
    assert!(!reader.eval::<bool>("document.querySelector('.switcher').open"));
    assert!(reader.eval::<bool>("document.activeElement.matches('.switcher summary')"));

    open_switcher(&reader);
    reader.type_words("beicen");
    reader.press_key("Enter");
    reader.wait_until("location.pathname.endsWith('accounts/beicen/index.html')");
}

#[test]
fn without_scripts_the_switcher_links_to_the_accounts() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.disable_scripts();
    open(&fixture, &reader, "accounts/lanche/contacts/qi-jiashu.html");
    let leads: String =
        reader.eval("new URL(document.querySelector('.switcher a').href).pathname.split('/').slice(-2).join('/')");
    assert_eq!(leads, "accounts/index.html");
    assert_eq!(
        reader.eval::<usize>("document.querySelectorAll('.print, .panel input').length"),
        0
    );
}

/// Returns the first column of the visible rows.
fn names_shown(reader: &Reader) -> Vec<String> {
    reader.eval(
        "Array.from(document.querySelectorAll('table.sortable tbody tr'))
            .filter((row) => row.checkVisibility() && !row.classList.contains('group'))
            .map((row) => row.cells[0].textContent.trim())",
    )
}

#[test]
fn table_order_and_filter_are_kept_in_the_address() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    open(&fixture, &reader, "accounts/index.html");
    reader.click("table.sortable th:nth-child(7) button");
    reader.click("table.sortable th:nth-child(7) button");
    reader.type_into("main label.filter input", "周若谷");
    let before = names_shown(&reader);
    assert!(before.len() > 3, "{before:?}");
    let query: String = reader.eval("decodeURIComponent(location.search)");
    assert_eq!(query, "?sort=关系覆盖-&filter=周若谷");

    // The address alone is enough.
    let address: String = reader.eval("location.href");
    open(&fixture, &reader, "index.html");
    reader.open(&address.parse().expect("it is an address"));
    assert_eq!(names_shown(&reader), before);
    let order =
        "document.querySelector('table.sortable th:nth-child(7)').getAttribute('aria-sort')";
    assert_eq!(reader.eval::<String>(order), "descending");

    // So is going back.
    reader.click("table.sortable tbody tr:not([hidden]) a");
    reader.wait_until("location.pathname.match(/accounts.[^/]+.index.html$/) !== null && document.readyState === 'complete'",
    );
    reader.eval::<bool>("(setTimeout(() => history.back()), true)");
    reader.wait_until(
        "location.pathname.endsWith('accounts/index.html') && document.readyState === 'complete'",
    );
    reader.wait_until("document.querySelector('label.filter input')?.value === '周若谷'");
    assert_eq!(names_shown(&reader), before);
}

#[test]
fn all_tables_of_a_page_are_filtered_together() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    open(&fixture, &reader, "people.html");
    let fields: usize = reader.eval("document.querySelectorAll('main label.filter').length");
    assert_eq!(fields, 1);
    reader.type_into("main label.filter input", "祁嘉树");
    assert_eq!(names_shown(&reader), ["祁嘉树"]);
    let sections: usize = reader.eval(
        "Array.from(document.querySelectorAll('main section[id]')).filter((one) => one.checkVisibility() && one.querySelector('tr:not([hidden]) td')).length",
    );
    assert_eq!(sections, 1);
}

#[test]
fn tables_can_be_sorted_by_keyboard() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    open(&fixture, &reader, "accounts/index.html");
    reader.eval::<bool>(
        "(document.querySelector('table.sortable th:nth-child(11) button').focus(), true)",
    );
    reader.press_key("Enter");
    let order: String = reader.eval(
        "document.querySelector('table.sortable th:nth-child(11)').getAttribute('aria-sort')",
    );
    assert_eq!(order, "ascending");
}

#[test]
fn recently_viewed_pages_are_listed_and_can_be_cleared() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    // At an address of its own: the storage for the disk has what all these tests have viewed.
    let home = serve(fixture.example.folder());
    let open = |route: &str| reader.open(&home.join(route).expect("a page has an address"));
    open("accounts/lanche/contacts/qi-jiashu.html");
    open("accounts/hedu/index.html");
    open("actions.html");
    open_switcher(&reader);
    let seen: Vec<String> = reader.eval(
        "Array.from(document.querySelectorAll('.panel .seen a')).map((one) => one.textContent)",
    );
    assert_eq!(seen[0], "禾渡乳业");
    assert_eq!(seen[1], "岚澈药业 · 祁嘉树");
    let kept: Vec<Vec<String>> = reader.eval(
        "Object.keys(localStorage).filter((key) => key.startsWith('kafolio seen'))
            .flatMap((key) => JSON.parse(localStorage.getItem(key)))
            .map((one) => Object.keys(one).sort())",
    );
    assert!(
        kept.iter().all(|keys| *keys == ["name", "route"]),
        "{kept:?}"
    );
    let drawers: Vec<String> = reader.eval(
        "Object.keys(localStorage).filter((key) => key.startsWith('kafolio seen')).map(decodeURI)",
    );
    let here = home.to_string();
    assert!(
        drawers.iter().any(|drawer| drawer.ends_with(&here)),
        "{drawers:?} of {here}"
    );

    reader.click(".panel h2 button");
    assert_eq!(
        reader.eval::<usize>("document.querySelectorAll('.panel .seen').length"),
        0
    );
    open("week.html");
    open_switcher(&reader);
    assert_eq!(
        reader.eval::<usize>("document.querySelectorAll('.panel .seen').length"),
        0
    );
}

#[test]
fn the_print_button_prints_and_is_not_printed() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    for route in [
        "accounts/lanche/index.html",
        "week.html",
        "forms/index.html",
    ] {
        open(&fixture, &reader, route);
        reader.eval::<bool>("(window.print = () => { window.printed = true; }, true)");
        reader.click(".print");
        assert!(reader.eval::<bool>("window.printed === true"), "{route}");
        reader.set_medium("print");
        let hidden: bool = reader.eval("!document.querySelector('.print').checkVisibility()");
        reader.set_medium("screen");
        assert!(hidden, "{route}");
    }
}

#[test]
fn on_a_phone_every_navigation_link_is_large_enough_to_tap() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.set_width_px(390);
    for route in ["index.html", "accounts/lanche/contacts/qi-jiashu.html"] {
        open(&fixture, &reader, route);
        let bar: (f64, f64) = reader.eval(
            "(({ bottom, height }) => [innerHeight - bottom, height])(document.querySelector('.bar').getBoundingClientRect())",
        );
        assert!(bar.0.abs() < 1.0 && bar.1 < 80.0, "{route}: {bar:?}");
        let small: Vec<String> = reader.eval(&format!(
            "Array.from(document.querySelectorAll('.bar a, .bar summary'))
                .filter((one) => one.checkVisibility())
                .filter((one) => {{ const box = one.getBoundingClientRect(); return box.width < {TOUCH_TARGET_PX} || box.height < {TOUCH_TARGET_PX}; }})
                .map((one) => one.textContent)"
        ));
        assert!(small.is_empty(), "{route}: {small:?}");
        let is_visible: bool = reader.eval(
            "(({ left, right }) => left >= 0 && right <= innerWidth)(document.querySelector('.nav [aria-current]').getBoundingClientRect())",
        );
        assert!(is_visible, "{route}");
    }
    reader.click(".switcher summary");
    reader.wait_until("document.querySelector('.panel .all li') !== null");
    let wide: f64 = reader.eval("document.scrollingElement.scrollWidth");
    assert!(wide <= 390.0, "{wide}");
}

#[test]
fn on_a_phone_table_order_is_chosen_from_a_list() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.set_width_px(390);
    open(&fixture, &reader, "accounts/index.html");
    let before = names_shown(&reader);
    reader.eval::<bool>(
        "((list) => { list.value = '上次见面-'; list.dispatchEvent(new Event('change')); return list.checkVisibility(); })(document.querySelector('.sorting select'))",
    );
    let after = names_shown(&reader);
    assert_ne!(before, after);
    assert_eq!(after[0], "芷衡疫苗");
}
