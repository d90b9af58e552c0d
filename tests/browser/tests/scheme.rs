//! The scheme of colours: as the system has it, or as the reader chose at the foot of a page. The choice holds on all
//! pages where the browser keeps it, looks as the system's own, and needs nothing but a keyboard.

use kafolio_browser_tests::{Desk, Reader, Web};
use std::collections::BTreeMap;
use url::Url;

const LIGHT: (&str, &str) = ("prefers-color-scheme", "light");
const DARK: (&str, &str) = ("prefers-color-scheme", "dark");
const PAPER: &str = "getComputedStyle(document.body).backgroundColor";
const CHOSEN: &str = "document.querySelector('.scheme :checked').value";
/// Every token with its value.
const TOKENS: &str = "(() => {
    const style = getComputedStyle(document.documentElement);
    const names = ['paper', 'tint', 'ink', 'ink-2', 'ink-3', 'line', 'axis', 'rule', 'accent', 'warn', 'bad', 'inf-1', 'inf-2', 'inf-3', 'inf-4', 'edge'];
    return Object.fromEntries([...names.map((name) => [name, style.getPropertyValue('--' + name).trim()]), ['scheme', style.colorScheme]]);
})()";
/// A browser that keeps nothing.
const REFUSES: &str = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } })";

fn page(home: &Url, page: &str) -> Url {
    home.join(page).expect("a page has an address")
}

fn choose(reader: &Reader, scheme: &str) {
    // Not by the mouse: pictures that load late move the foot of a page while the mouse is on its way.
    let click = format!("(document.querySelector('.scheme input[value={scheme}]').click(), true)");
    assert!(reader.ask::<bool>(&click));
    assert_eq!(reader.ask::<String>(CHOSEN), scheme, "a click chooses");
}

/// What a reader chooses on one page holds on the others, until they choose otherwise.
fn assert_a_choice_is_kept(reader: &Reader, home: &Url) {
    reader.prefer(&[LIGHT]);
    reader.open(&page(home, "index.html"));
    let light: String = reader.ask(PAPER);
    assert_eq!(reader.ask::<String>(CHOSEN), "auto");
    choose(reader, "dark");
    let dark: String = reader.ask(PAPER);
    assert_ne!(dark, light);
    reader.open(&page(home, "accounts/lanche/index.html"));
    assert_eq!(reader.ask::<String>(PAPER), dark, "{home}");
    assert_eq!(reader.ask::<String>(CHOSEN), "dark");
    choose(reader, "light");
    reader.prefer(&[DARK]);
    reader.open(&page(home, "accounts/index.html"));
    assert_eq!(reader.ask::<String>(PAPER), light, "{home}");
    choose(reader, "auto");
    assert_eq!(reader.ask::<String>(PAPER), dark, "{home}");
    assert!(reader.take_remarks().complaints.is_empty());
}

#[test]
fn a_choice_holds_on_all_pages_on_the_disk_and_on_the_web() {
    let desk = Desk::shared();
    let reader = desk.reader();
    assert_a_choice_is_kept(&reader, &desk.example.address());
    let web = Web::serve(desk.example.folder());
    assert_a_choice_is_kept(&reader, web.address());
}

#[test]
fn a_scheme_that_was_chosen_looks_as_that_of_the_system() {
    let desk = Desk::shared();
    let web = Web::serve(desk.example.folder());
    let reader = desk.reader();
    reader.open(&page(web.address(), "index.html"));
    let tokens = |system, chosen: &str| -> BTreeMap<String, String> {
        reader.prefer(&[system]);
        choose(&reader, chosen);
        reader.ask(TOKENS)
    };
    for (system, other, name) in [(DARK, LIGHT, "dark"), (LIGHT, DARK, "light")] {
        let mut of_system = tokens(system, "auto");
        of_system.insert("scheme".to_owned(), name.to_owned());
        assert_eq!(tokens(other, name), of_system);
        assert_eq!(tokens(system, name), of_system);
    }
}

#[test]
fn arrow_keys_choose() {
    let desk = Desk::shared();
    let web = Web::serve(desk.example.folder());
    let reader = desk.reader();
    reader.open(&page(web.address(), "people.html"));
    let focus =
        "(document.querySelector('.scheme :checked').focus(), document.activeElement.value)";
    assert_eq!(reader.ask::<String>(focus), "auto");
    reader.context("ArrowRight");
    reader.context("ArrowRight");
    assert_eq!(reader.ask::<String>(CHOSEN), "dark");
    assert_eq!(
        reader.ask::<String>("document.documentElement.dataset.scheme"),
        "dark"
    );
}

#[test]
fn in_a_browser_that_keeps_nothing_a_choice_holds_for_the_page() {
    let desk = Desk::shared();
    // Pages of one origin hear of each other's choices; a server of its own keeps those of the other tests away.
    let web = Web::serve(desk.example.folder());
    let reader = desk.reader();
    reader.run_before_pages(REFUSES);
    reader.prefer(&[LIGHT]);
    reader.open(&page(web.address(), "index.html"));
    let light: String = reader.ask(PAPER);
    choose(&reader, "dark");
    assert_ne!(reader.ask::<String>(PAPER), light);
    reader.open(&page(web.address(), "people.html"));
    assert_eq!(reader.ask::<String>(PAPER), light);
    assert!(reader.take_remarks().complaints.is_empty());
}

#[test]
fn without_a_script_there_is_no_choice_and_the_system_decides() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.switch_scripts_off();
    reader.prefer(&[DARK]);
    reader.open(&page(&desk.example.address(), "index.html"));
    assert!(!reader.ask::<bool>("document.querySelector('.scheme').checkVisibility()"));
    assert_eq!(reader.ask::<String>(PAPER), "rgb(22, 22, 20)");
}
