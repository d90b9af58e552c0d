//! Timelines in the browser: closer and wider by buttons, wheel and keys, a period that the address remembers, lanes by
//! owner, clusters that open, figure and list that select each other; and the whole figure without the script.

use kafolio_browser_tests::{Desk, Reader};

fn open(desk: &Desk, page: &str) -> Reader {
    let reader = desk.reader();
    reader.open(&desk.example.page(page));
    reader
}

/// Does something on the page.
fn carry_out(reader: &Reader, script: &str) {
    let done: bool = reader.ask(&format!("({script}, true)"));
    assert!(done);
}

const ACCOUNT: &str = "accounts/lanche/index.html";
const WIDTH: &str = "Number(document.querySelector('.tl-plot').getAttribute('width'))";
/// Where all marks stand.
const PLACES: &str =
    "Array.from(document.querySelectorAll('.tl-plot .tl-m'), m => m.getAttribute('transform'))";
const TICKS: &str = "Array.from(document.querySelectorAll('.tl-axis text'), t => t.textContent)";

#[test]
fn the_script_draws_the_figure_as_the_program_did() {
    let desk = Desk::shared();
    for page in [ACCOUNT, "timeline.html", "accounts/haldenbrix/index.html"] {
        let reader = open(&desk, page);
        let (before, ticks): (Vec<String>, Vec<String>) = (reader.ask(PLACES), reader.ask(TICKS));
        assert!(!before.is_empty(), "{page}");
        carry_out(
            &reader,
            "document.querySelector('.tl-frame').timeline.show(null)",
        );
        assert_eq!(reader.ask::<Vec<String>>(PLACES), before, "{page}");
        assert_eq!(reader.ask::<Vec<String>>(TICKS), ticks, "{page}");
        assert!(reader.take_remarks().complaints.is_empty(), "{page}");
    }
}

#[test]
fn buttons_keys_and_the_wheel_bring_it_closer() {
    let desk = Desk::shared();
    let reader = open(&desk, ACCOUNT);
    let whole: f64 = reader.ask(WIDTH);
    reader.click(".tl-tools button:last-child");
    let closer: f64 = reader.ask(WIDTH);
    assert!(closer > whole * 1.4);
    let key = |key: &str| {
        let context = format!(
            "document.querySelector('.tl-frame .scroll').dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}', bubbles: true, cancelable: true}}))"
        );
        reader.ask::<bool>(&context);
        reader.ask::<f64>(WIDTH)
    };
    assert!(key("+") > closer);
    assert!(key("-") < closer + 1.0);
    assert_eq!(key("0"), whole);
    reader.ask::<bool>("document.querySelector('.tl-frame .scroll').dispatchEvent(new WheelEvent('wheel', {deltaY: -200, ctrlKey: true, bubbles: true, cancelable: true}))");
    assert!(reader.ask::<f64>(WIDTH) > whole * 1.5);
    let collisions: usize = reader.ask(
        "(() => { let end = -1, hits = 0; document.querySelectorAll('.tl-axis text').forEach(t => { const b = t.getBBox(); if (b.x < end) hits++; end = b.x + b.width; }); return hits; })()",
    );
    assert_eq!(collisions, 0, "labels of the axis collide");
}

#[test]
fn a_period_stands_in_the_address_and_narrows_the_list() {
    let desk = Desk::shared();
    let reader = open(&desk, ACCOUNT);
    let shown = "document.querySelectorAll('#timeline tbody tr:not([hidden])').length";
    let all: usize = reader.ask(shown);
    reader.click(".tl-tools button[data-days='30']");
    let hash: String = reader.ask("location.hash");
    assert_eq!(hash, "#from=2026-02-22&to=2026-03-24");
    let narrowed: usize = reader.ask(shown);
    assert!(narrowed < all && narrowed > 3, "{narrowed} of {all}");
    let width: f64 = reader.ask(WIDTH);
    reader.click(".tl-tools button[data-days='']");
    assert_eq!(reader.ask::<usize>(shown), all);
    assert_eq!(reader.ask::<String>("location.hash"), "");
    drop(reader);
    // Opened at that address, it shows the same.
    let other = open(&desk, &format!("{ACCOUNT}{hash}"));
    assert_eq!(other.ask::<usize>(shown), narrowed);
    assert_eq!(other.ask::<f64>(WIDTH), width);
}

#[test]
fn lanes_are_chosen_by_owner_and_the_list_follows() {
    let desk = Desk::shared();
    let reader = open(&desk, "timeline.html");
    let lanes = "Array.from(document.querySelectorAll('.tl-plot .tl-lane'), l => getComputedStyle(l).display !== 'none').filter(Boolean).length";
    assert_eq!(reader.ask::<usize>(lanes), 14);
    reader.ask::<bool>("(() => { const s = document.querySelector('select[data-choice=owner]'); s.value = '江予安'; return s.dispatchEvent(new Event('change')); })()");
    let chosen: usize = reader.ask(lanes);
    assert!((1..14).contains(&chosen), "{chosen}");
    let others: usize =
        reader.ask("document.querySelectorAll('tbody tr:not([hidden]) a[href*=lanche]').length");
    assert_eq!(others, 0, "rows of another owner's account are shown");
    let fits: bool =
        reader.ask("Number(document.querySelector('.tl-plot').getAttribute('height')) < 14 * 36");
    assert!(fits, "the figure ends below its last lane");
}

#[test]
fn a_cluster_opens_to_a_link_for_each_of_its_marks() {
    let desk = Desk::shared();
    let reader = open(&desk, "timeline.html");
    // Every visit of a lane on one day: nothing of the example is as crowded.
    carry_out(
        &reader,
        "(() => { const t = document.querySelector('.tl-frame').timeline; t.lanes[8].marks.forEach(m => { m.day = 300; }); t.draw(t.leastPx); })()",
    );
    let count: usize = reader.ask("document.querySelector('.tl-many text').textContent - 0");
    assert!(count > 10);
    reader.ask::<bool>("document.querySelector('.tl-many').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))");
    assert_eq!(
        reader.ask::<usize>("document.querySelectorAll('.tl-open a').length"),
        count
    );
    assert_eq!(
        reader.ask::<usize>("document.querySelectorAll('tr.sel').length"),
        count
    );
}

#[test]
fn figure_and_list_select_each_other() {
    let desk = Desk::shared();
    let reader = open(&desk, ACCOUNT);
    // A tab that is not in front gets no focus of its own, but these are told like one that is.
    let reach = |selector: &str, kind: &str| {
        let event = format!("new Event('{kind}', {{bubbles: true}})");
        let script = format!("document.querySelector(\"{selector}\").dispatchEvent({event})");
        carry_out(&reader, &script);
    };
    for kind in ["pointerover", "focusin"] {
        reach(".tl-plot a[href='visits/2026-03-05.html']", kind);
        let row: String = reader.ask("document.querySelector('tr.sel a').textContent");
        assert_eq!(row, "2026-03-05");
        reach("#timeline tbody a[href='visits/2026-02-26.html']", kind);
        let selected: Vec<String> = reader
            .ask("Array.from(document.querySelectorAll('.tl-m.sel title'), t => t.textContent)");
        assert_eq!(selected.len(), 2, "both people of the visit: {selected:?}");
        assert!(selected.iter().all(|title| title.starts_with("2026-02-26")));
    }
}

#[test]
fn without_the_script_the_whole_figure_is_there() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.switch_scripts_off();
    reader.open(&desk.example.page(ACCOUNT));
    assert_eq!(
        reader.ask::<usize>("document.querySelectorAll('.tl-tools').length"),
        0
    );
    assert_eq!(reader.ask::<f64>(WIDTH), 916.0);
    let hidden: usize = reader.ask("document.querySelectorAll('#timeline [hidden]').length");
    assert_eq!(hidden, 0);
}

#[test]
fn the_figure_scrolls_within_its_frame_on_a_telephone_and_begins_at_today() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.set_width_px(390);
    reader.open(&desk.example.page(ACCOUNT));
    let page: i64 = reader.ask("document.documentElement.scrollWidth - innerWidth");
    assert!(page <= 0, "the page is {page} px too wide");
    let seen: bool = reader.ask("(() => { const b = document.querySelector('.now-line').getBoundingClientRect(); return b.left > 0 && b.right < innerWidth; })()");
    assert!(seen, "today is out of sight");
}

#[test]
fn a_week_s_report_can_be_copied_as_text() {
    let desk = Desk::shared();
    let reader = open(&desk, "week.html");
    reader.click("button.copy");
    let chosen: String = reader.ask("getSelection().toString()");
    assert!(
        chosen.contains("周报（2026-03-14 至 2026-03-20）"),
        "{chosen}"
    );
}
