//! The colour scheme: the system's, or the one the reader chose in the footer of a page. The choice applies to all
//! pages if the browser stores it, looks like the system's own, and works by keyboard.

use kafolio_browser_tests::{Fixture, Reader, Web};
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
/// A browser without storage.
const REFUSE_STORAGE: &str = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('refused', 'SecurityError'); } })";

fn page(home: &Url, page: &str) -> Url {
    home.join(page).expect("a page has an address")
}

fn choose(reader: &Reader, scheme: &str) {
    // Not by mouse: pictures that load late move the footer while the mouse is on its way.
    let click = format!("(document.querySelector('.scheme input[value={scheme}]').click(), true)");
    assert!(reader.eval::<bool>(&click));
    assert_eq!(reader.eval::<String>(CHOSEN), scheme, "a click chooses");
}

/// A choice on one page applies to the others until the next choice.
fn assert_choice_persists(reader: &Reader, home: &Url) {
    reader.set_preferences(&[LIGHT]);
    reader.open(&page(home, "index.html"));
    let light: String = reader.eval(PAPER);
    assert_eq!(reader.eval::<String>(CHOSEN), "auto");
    choose(reader, "dark");
    let dark: String = reader.eval(PAPER);
    assert_ne!(dark, light);
    reader.open(&page(home, "accounts/lanche/index.html"));
    assert_eq!(reader.eval::<String>(PAPER), dark, "{home}");
    assert_eq!(reader.eval::<String>(CHOSEN), "dark");
    choose(reader, "light");
    reader.set_preferences(&[DARK]);
    reader.open(&page(home, "accounts/index.html"));
    assert_eq!(reader.eval::<String>(PAPER), light, "{home}");
    choose(reader, "auto");
    assert_eq!(reader.eval::<String>(PAPER), dark, "{home}");
    assert!(reader.take_activity().complaints.is_empty());
}

#[test]
fn a_choice_applies_to_all_pages_from_disk_and_web() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    assert_choice_persists(&reader, &fixture.example.address());
    let web = Web::serve(fixture.example.folder());
    assert_choice_persists(&reader, web.address());
}

#[test]
fn a_chosen_scheme_equals_the_systems() {
    let fixture = Fixture::shared();
    let web = Web::serve(fixture.example.folder());
    let reader = fixture.reader();
    reader.open(&page(web.address(), "index.html"));
    let tokens = |system, chosen: &str| -> BTreeMap<String, String> {
        reader.set_preferences(&[system]);
        choose(&reader, chosen);
        reader.eval(TOKENS)
    };
    for (system, other, name) in [(DARK, LIGHT, "dark"), (LIGHT, DARK, "light")] {
        let mut of_system = tokens(system, "auto");
        of_system.insert("scheme".to_owned(), name.to_owned());
        assert_eq!(tokens(other, name), of_system);
        assert_eq!(tokens(system, name), of_system);
    }
}

#[test]
fn arrow_keys_choose_a_scheme() {
    let fixture = Fixture::shared();
    let web = Web::serve(fixture.example.folder());
    let reader = fixture.reader();
    reader.open(&page(web.address(), "people.html"));
    let focus =
        "(document.querySelector('.scheme :checked').focus(), document.activeElement.value)";
    assert_eq!(reader.eval::<String>(focus), "auto");
    reader.press_key("ArrowRight");
    reader.press_key("ArrowRight");
    assert_eq!(reader.eval::<String>(CHOSEN), "dark");
    assert_eq!(
        reader.eval::<String>("document.documentElement.dataset.scheme"),
        "dark"
    );
}

#[test]
fn without_storage_a_choice_applies_to_the_page() {
    let fixture = Fixture::shared();
    // Pages of one origin receive each other's choices; a separate server keeps those of the other tests away.
    let web = Web::serve(fixture.example.folder());
    let reader = fixture.reader();
    reader.run_before_pages(REFUSE_STORAGE);
    reader.set_preferences(&[LIGHT]);
    reader.open(&page(web.address(), "index.html"));
    let light: String = reader.eval(PAPER);
    choose(&reader, "dark");
    assert_ne!(reader.eval::<String>(PAPER), light);
    reader.open(&page(web.address(), "people.html"));
    assert_eq!(reader.eval::<String>(PAPER), light);
    assert!(reader.take_activity().complaints.is_empty());
}

#[test]
fn without_scripts_the_system_scheme_applies() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.disable_scripts();
    reader.set_preferences(&[DARK]);
    reader.open(&page(&fixture.example.address(), "index.html"));
    assert!(!reader.eval::<bool>("document.querySelector('.scheme').checkVisibility()"));
    assert_eq!(reader.eval::<String>(PAPER), "rgb(22, 22, 20)");
}
