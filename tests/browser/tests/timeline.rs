//! Timelines in the browser: closer and wider by buttons, wheel and keys, a period that the address remembers, lanes by
//! owner, clusters that open, figure and list that select each other; and the whole figure without the script.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use kafolio::figure::timeline::{AxisWords, MARGIN_PX, Preferred, Rules, Unit, place, ticks};
use kafolio_browser_tests::{Desk, Reader};
use serde_json::json;

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

/// Pixels a day, from decades on one screen to days.
const SCALES_PX: [f64; 16] = [
    0.004, 0.02, 0.03, 0.09, 0.17, 0.33, 0.5, 0.733, 0.74, 1.1, 1.572, 3.0, 6.57, 6.6, 20.0, 48.0,
];

const CHINESE: AxisWords<'static> = AxisWords {
    year: "{year} 年",
    quarter: "{quarter} 季度",
    year_quarter: "{year} 年 {quarter} 季度",
    month: "{month} 月",
    year_month: "{year} 年 {month} 月",
    day: "{mm}-{day}",
    year_day: "{year}-{mm}-{day}",
    names: "",
};

const ENGLISH: AxisWords<'static> = AxisWords {
    year: "{year}",
    quarter: "Q{quarter}",
    year_quarter: "Q{quarter} {year}",
    month: "{name}",
    year_month: "{name} {year}",
    day: "{day} {name}",
    year_day: "{day} {name} {year}",
    names: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
};

/// Whether places are the same; the last bit of a number may change on its way through JSON.
fn are_near(some: impl Iterator<Item = f64>, others: impl Iterator<Item = f64>) -> bool {
    some.zip(others)
        .all(|(one, other)| (one - other).abs() < 1e-6)
}

/// Days of marks, some alone and some crowded, in order, and whether each has a ring.
fn days_of_marks(count: usize) -> Vec<(f64, bool)> {
    let mut state = 7_u32;
    let mut next = |most: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % most
    };
    let mut day = 0;
    (0..count)
        .map(|_| {
            // Often on the same day, at times a season later.
            day += [0, 0, 1, 2, 3, 9, 30, 120][next(8) as usize];
            (f64::from(day), next(12) == 0)
        })
        .collect()
}

#[test]
fn the_script_places_marks_as_the_program_does_at_every_scale() {
    let desk = Desk::shared();
    let reader = open(&desk, ACCOUNT);
    let rules = json!(Rules::of(&CHINESE));
    let reach = |has_ring: bool| {
        let name = if has_ring { "ringReachPx" } else { "reachPx" };
        rules["crowd"][name].as_f64().expect("a number")
    };
    let mut clusters = 0;
    for day_px in SCALES_PX {
        let wishes: Vec<Preferred> = days_of_marks(400)
            .iter()
            .map(|(day, has_ring)| Preferred {
                x_px: MARGIN_PX + day * day_px,
                reach_px: reach(*has_ring),
            })
            .collect();
        let marks: Vec<_> = wishes
            .iter()
            .map(|wish| (wish.x_px, wish.reach_px))
            .collect();
        let mut drawn: Vec<Unit> = reader
            .ask::<Vec<(f64, f64, usize, Vec<usize>)>>(&format!(
                "kafolio.timeline.place({}.map(([x, reach], order) => ({{x, reach, order}})), {rules})
                    .map(({{x, reach, level, members}}) => [x, reach, level, members.map((one) => one.order)])",
                json!(marks)
            ))
            .into_iter()
            .map(|(x_px, reach_px, level, members)| Unit { x_px, reach_px, level, members })
            .collect();
        drawn.sort_by_key(|unit| (unit.members.first().copied(), unit.level));
        let meant = place(&wishes);
        let rest = |unit: &Unit| (unit.reach_px, unit.level, unit.members.clone());
        assert_eq!(
            drawn.iter().map(rest).collect::<Vec<_>>(),
            meant.iter().map(rest).collect::<Vec<_>>(),
            "{day_px} px a day"
        );
        let x_px = |units: &[Unit]| units.iter().map(|unit| unit.x_px).collect::<Vec<_>>();
        assert!(
            are_near(x_px(&drawn).into_iter(), x_px(&meant).into_iter()),
            "{day_px} px a day"
        );
        clusters += drawn.iter().filter(|unit| unit.is_cluster()).count();
    }
    assert!(clusters > 100, "{clusters}");
}

#[test]
fn the_script_labels_the_axis_as_the_program_does_at_every_scale() {
    let desk = Desk::shared();
    let reader = open(&desk, ACCOUNT);
    let firsts = [
        date(50, 5, 5),
        date(1900, 1, 1),
        date(1998, 12, 31),
        date(2024, 2, 29),
        date(2026, 3, 2),
    ];
    let mut labels = 0;
    for (words, first) in [&CHINESE, &ENGLISH]
        .into_iter()
        .flat_map(|words| firsts.map(|first| (words, first)))
    {
        let rules = json!(Rules::of(words));
        for day_px in SCALES_PX {
            // As wide as a few screens.
            let days = (3000.0 / day_px).clamp(28.0, 300_000.0) as i64;
            let last = first.saturating_add(days.days());
            let x_px = |day: Date| {
                let hours = day.duration_since(first).as_hours();
                MARGIN_PX + hours as f64 / 24.0 * day_px
            };
            let meant = ticks(first, last, day_px, words, x_px);
            let drawn: Vec<(f64, String)> = reader.ask(&format!(
                "kafolio.timeline.ticks(Date.parse('{first}'), {days}, {day_px}, {rules}).map(({{x, label}}) => [x, label])"
            ));
            assert_eq!(
                drawn.iter().map(|(_, label)| label).collect::<Vec<_>>(),
                meant.iter().map(|tick| &tick.label).collect::<Vec<_>>(),
                "{first}, {day_px} px a day"
            );
            assert!(
                are_near(
                    drawn.iter().map(|(x_px, _)| *x_px),
                    meant.iter().map(|tick| tick.x_px)
                ),
                "{first}, {day_px} px a day"
            );
            labels += meant.iter().filter(|tick| !tick.label.is_empty()).count();
        }
    }
    assert!(labels > 1000, "{labels}");
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
