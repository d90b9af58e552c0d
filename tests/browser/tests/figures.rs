//! Drawings in a real browser: they can be saved from `file://`, read by screen readers, and navigated by keyboard.

use kafolio_browser_tests::Fixture;
use std::sync::Arc;

/// A project with a score board.
const PROJECT: &str = "accounts/lanche/projects/phase-two-monitoring.html";
/// An account with all its scorecards.
const ACCOUNT: &str = "accounts/lanche/index.html";

/// Captures a saved file instead of letting the browser download it.
const CATCH: &str = r#"(() => {
    window.saved = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = blob => { const url = make(blob); window.saved.push({ type: blob.type, size: blob.size, url }); window.lastBlob = blob; return url; };
    HTMLAnchorElement.prototype.click = function () { if (this.download) window.saved.at(-1).name = this.download; };
    return true;
})()"#;

fn open(page: &str) -> (Arc<Fixture>, kafolio_browser_tests::Reader) {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.open(&fixture.example.page(page));
    (fixture, reader)
}

#[test]
fn a_drawing_is_saved_as_svg_with_its_colours() {
    let (_desk, reader) = open(PROJECT);
    assert!(reader.eval::<bool>(CATCH));
    reader.click("#competition .save button:first-of-type");
    let name: String = reader.eval("saved[0].name");
    assert!(
        name.ends_with(".svg") && name.contains("二期车间在线粒子监测"),
        "{name}"
    );
    reader.eval::<bool>("(lastBlob.text().then(text => { window.text = text; }), true)");
    let svg: String = reader.wait_for("window.text");
    // Names and plot are next to each other in one drawing, in the colours of the page, without links.
    assert!(svg.contains("质量/性能") && svg.contains("+0.24"));
    assert!(
        svg.contains("fill: rgb(11, 85, 96)"),
        "the accent of the page"
    );
    assert!(!svg.contains("<a ") && !svg.contains("class="));
    let is_xml = "new DOMParser().parseFromString(window.text, 'image/svg+xml').querySelector('parsererror') === null";
    assert!(reader.eval::<bool>(is_xml), "it is well-formed");
}

#[test]
fn a_drawing_is_saved_as_png_three_times_as_large() {
    let (_desk, reader) = open(ACCOUNT);
    assert!(reader.eval::<bool>(CATCH));
    reader.click("#health .save button:last-of-type");
    let kind: String = reader.wait_for("saved[0] && saved[0].type");
    assert_eq!(kind, "image/png");
    let size: u64 = reader.eval("saved[0].size");
    assert!(size > 5_000, "{size} bytes are no picture");
    reader.eval::<bool>(
        "(createImageBitmap(lastBlob).then(map => { window.width = String(map.width); }), true)",
    );
    let width: String = reader.wait_for("window.width");
    assert_eq!(width, "1236", "three times 380 and its margins");
}

#[test]
fn every_drawing_has_a_name_and_its_data_as_a_table() {
    for page in [PROJECT, ACCOUNT, "index.html"] {
        let (_desk, reader) = open(page);
        let nameless: u32 = reader.eval(
            "[...document.querySelectorAll('figure.fig svg[role]')].filter(svg => !svg.querySelector(':scope > title')).length",
        );
        assert_eq!(nameless, 0, "{page}");
        let sections: Vec<String> = reader.eval(
            "[...document.querySelectorAll('section')].filter(one => one.querySelector('figure.fig > svg, figure.fig > .scroll > svg') && !one.querySelector('table, p.data a')).map(one => one.id)",
        );
        assert_eq!(
            sections,
            Vec::<String>::new(),
            "{page}: a drawing without its data"
        );
    }
}

#[test]
fn linked_marks_can_be_reached_by_keyboard() {
    let (_desk, reader) = open(PROJECT);
    let reached: bool = reader.eval(
        "(() => { const link = document.querySelector('#competition svg a'); link.focus(); return document.activeElement === link; })()",
    );
    assert!(reached);
    let href: String = reader.eval("document.activeElement.getAttribute('href')");
    assert!(href.ends_with("visits/2026-03-12.html"), "{href}");
}

#[test]
fn no_drawing_is_cut_off_on_a_phone() {
    let (_desk, reader) = open(ACCOUNT);
    reader.set_width_px(390);
    let outside: Vec<String> = reader.eval(
        "[...document.querySelectorAll('figure.fig > svg')].filter(svg => svg.getBoundingClientRect().right > innerWidth + 0.5).map(svg => svg.textContent.slice(0, 40))",
    );
    assert_eq!(outside, Vec::<String>::new());
    let small: Vec<String> = reader.eval(
        "[...document.querySelectorAll('figure.fig > svg text')].filter(text => text.closest('details') === null || text.closest('details').open).map(text => [parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getBoundingClientRect().width / text.ownerSVGElement.viewBox.baseVal.width, text.textContent]).filter(([size]) => size > 0 && size < 10).map(([size, words]) => size + ' ' + words)",
    );
    assert_eq!(small, Vec::<String>::new(), "too small to read");
}
