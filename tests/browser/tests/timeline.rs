//! Timelines in the browser: zoom by buttons, wheel and keys, a period in the address, lanes by owner, clusters that
//! open, figure and list that select each other; and the whole figure without the script.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use kafolio::figure::timeline::{AxisWords, MARGIN_PX, Preferred, Rules, Unit, place, ticks};
use kafolio_browser_tests::{Fixture, Reader};
use serde_json::json;

fn open(fixture: &Fixture, page: &str) -> Reader {
    let reader = fixture.reader();
    reader.open(&fixture.example.page(page));
    reader
}

/// Runs a script on the page.
fn run_script(reader: &Reader, script: &str) {
    let done: bool = reader.eval(&format!("({script}, true)"));
    assert!(done);
}

const ACCOUNT: &str = "accounts/lanche/index.html";
const WIDTH: &str = "Number(document.querySelector('.tl-plot').getAttribute('width'))";
/// The positions of all marks.
const PLACES: &str =
    "Array.from(document.querySelectorAll('.tl-plot .tl-m'), m => m.getAttribute('transform'))";
const TICKS: &str = "Array.from(document.querySelectorAll('.tl-axis text'), t => t.textContent)";

#[test]
fn the_script_draws_the_same_figure_as_the_program() {
    let fixture = Fixture::shared();
    for page in [ACCOUNT, "timeline.html", "accounts/haldenbrix/index.html"] {
        let reader = open(&fixture, page);
        let (before, ticks): (Vec<String>, Vec<String>) = (reader.eval(PLACES), reader.eval(TICKS));
        assert!(!before.is_empty(), "{page}");
        run_script(
            &reader,
            "document.querySelector('.tl-frame').timeline.show(null)",
        );
        assert_eq!(reader.eval::<Vec<String>>(PLACES), before, "{page}");
        assert_eq!(reader.eval::<Vec<String>>(TICKS), ticks, "{page}");
        assert!(reader.take_activity().complaints.is_empty(), "{page}");
    }
}

/// Pixels per day, from decades on one screen to days.
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

/// Returns whether positions are the same; JSON may change the last bit of a number.
fn are_close(some: impl Iterator<Item = f64>, others: impl Iterator<Item = f64>) -> bool {
    some.zip(others)
        .all(|(one, other)| (one - other).abs() < 1e-6)
}

/// Returns days of marks, some alone and some crowded, in order, and whether each has a ring.
fn days_of_marks(count: usize) -> Vec<(f64, bool)> {
    let mut state = 7_u32;
    let mut next = |most: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % most
    };
    let mut day = 0;
    (0..count)
        .map(|_| {
            // Often on the same day, sometimes a season later.
            day += [0, 0, 1, 2, 3, 9, 30, 120][next(8) as usize];
            (f64::from(day), next(12) == 0)
        })
        .collect()
}

#[test]
fn the_script_places_marks_as_the_program_does_at_every_scale() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, ACCOUNT);
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
            .eval::<Vec<(f64, f64, usize, Vec<usize>)>>(&format!(
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
            are_close(x_px(&drawn).into_iter(), x_px(&meant).into_iter()),
            "{day_px} px a day"
        );
        clusters += drawn.iter().filter(|unit| unit.is_cluster()).count();
    }
    assert!(clusters > 100, "{clusters}");
}

#[test]
fn the_script_labels_the_axis_as_the_program_does_at_every_scale() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, ACCOUNT);
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
            let drawn: Vec<(f64, String)> = reader.eval(&format!(
                "kafolio.timeline.ticks(Date.parse('{first}'), {days}, {day_px}, {rules}).map(({{x, label}}) => [x, label])"
            ));
            assert_eq!(
                drawn.iter().map(|(_, label)| label).collect::<Vec<_>>(),
                meant.iter().map(|tick| &tick.label).collect::<Vec<_>>(),
                "{first}, {day_px} px a day"
            );
            assert!(
                are_close(
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
fn buttons_keys_and_the_wheel_zoom() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, ACCOUNT);
    let whole: f64 = reader.eval(WIDTH);
    reader.click(".tl-tools button:last-child");
    let closer: f64 = reader.eval(WIDTH);
    assert!(closer > whole * 1.4);
    let key = |key: &str| {
        let press = format!(
            "document.querySelector('.tl-frame .scroll').dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}', bubbles: true, cancelable: true}}))"
        );
        reader.eval::<bool>(&press);
        reader.eval::<f64>(WIDTH)
    };
    assert!(key("+") > closer);
    assert!(key("-") < closer + 1.0);
    assert_eq!(key("0"), whole);
    reader.eval::<bool>("document.querySelector('.tl-frame .scroll').dispatchEvent(new WheelEvent('wheel', {deltaY: -200, ctrlKey: true, bubbles: true, cancelable: true}))");
    assert!(reader.eval::<f64>(WIDTH) > whole * 1.5);
    let collisions: usize = reader.eval(
        "(() => { let end = -1, hits = 0; document.querySelectorAll('.tl-axis text').forEach(t => { const b = t.getBBox(); if (b.x < end) hits++; end = b.x + b.width; }); return hits; })()",
    );
    assert_eq!(collisions, 0, "labels of the axis collide");
}

#[test]
fn a_period_is_in_the_address_and_filters_the_list() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, ACCOUNT);
    let shown = "document.querySelectorAll('#timeline tbody tr:not([hidden])').length";
    let all: usize = reader.eval(shown);
    reader.click(".tl-tools button[data-days='30']");
    let hash: String = reader.eval("location.hash");
    assert_eq!(hash, "#from=2026-02-22&to=2026-03-24");
    let filtered: usize = reader.eval(shown);
    assert!(filtered < all && filtered > 3, "{filtered} of {all}");
    let width: f64 = reader.eval(WIDTH);
    reader.click(".tl-tools button[data-days='']");
    assert_eq!(reader.eval::<usize>(shown), all);
    assert_eq!(reader.eval::<String>("location.hash"), "");
    drop(reader);
    // Opened at that address, it shows the same.
    let other = open(&fixture, &format!("{ACCOUNT}{hash}"));
    assert_eq!(other.eval::<usize>(shown), filtered);
    assert_eq!(other.eval::<f64>(WIDTH), width);
}

#[test]
fn lanes_and_list_are_filtered_by_owner() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, "timeline.html");
    let lanes = "Array.from(document.querySelectorAll('.tl-plot .tl-lane'), l => getComputedStyle(l).display !== 'none').filter(Boolean).length";
    assert_eq!(reader.eval::<usize>(lanes), 14);
    reader.eval::<bool>("(() => { const s = document.querySelector('select[data-choice=owner]'); s.value = '江予安'; return s.dispatchEvent(new Event('change')); })()");
    let chosen: usize = reader.eval(lanes);
    assert!((1..14).contains(&chosen), "{chosen}");
    let others: usize =
        reader.eval("document.querySelectorAll('tbody tr:not([hidden]) a[href*=lanche]').length");
    assert_eq!(others, 0, "rows of another owner's account are shown");
    let fits: bool =
        reader.eval("Number(document.querySelector('.tl-plot').getAttribute('height')) < 14 * 36");
    assert!(fits, "the figure ends below its last lane");
}

#[test]
fn a_cluster_opens_a_link_for_each_mark() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, "timeline.html");
    // Every visit of a lane on one day: nothing in the example is as crowded.
    run_script(
        &reader,
        "(() => { const t = document.querySelector('.tl-frame').timeline; t.lanes[8].marks.forEach(m => { m.day = 300; }); t.draw(t.leastPx); })()",
    );
    let count: usize = reader.eval("document.querySelector('.tl-many text').textContent - 0");
    assert!(count > 10);
    reader.eval::<bool>("document.querySelector('.tl-many').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))");
    assert_eq!(
        reader.eval::<usize>("document.querySelectorAll('.tl-open a').length"),
        count
    );
    assert_eq!(
        reader.eval::<usize>("document.querySelectorAll('tr.sel').length"),
        count
    );
}

#[test]
fn figure_and_list_select_each_other() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, ACCOUNT);
    // A tab in the background gets no focus, but these are treated as if in front.
    let reach = |selector: &str, kind: &str| {
        let event = format!("new Event('{kind}', {{bubbles: true}})");
        let script = format!("document.querySelector(\"{selector}\").dispatchEvent({event})");
        run_script(&reader, &script);
    };
    for kind in ["pointerover", "focusin"] {
        reach(".tl-plot a[href='visits/2026-03-05.html']", kind);
        let row: String = reader.eval("document.querySelector('tr.sel a').textContent");
        assert_eq!(row, "2026-03-05");
        reach("#timeline tbody a[href='visits/2026-02-26.html']", kind);
        let selected: Vec<String> = reader
            .eval("Array.from(document.querySelectorAll('.tl-m.sel title'), t => t.textContent)");
        assert_eq!(selected.len(), 2, "both people of the visit: {selected:?}");
        assert!(selected.iter().all(|title| title.starts_with("2026-02-26")));
    }
}

#[test]
fn without_scripts_the_whole_figure_is_shown() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.disable_scripts();
    reader.open(&fixture.example.page(ACCOUNT));
    assert_eq!(
        reader.eval::<usize>("document.querySelectorAll('.tl-tools').length"),
        0
    );
    assert_eq!(reader.eval::<f64>(WIDTH), 916.0);
    let hidden: usize = reader.eval("document.querySelectorAll('#timeline [hidden]').length");
    assert_eq!(hidden, 0);
}

#[test]
fn on_a_phone_the_figure_scrolls_in_its_frame_and_starts_at_today() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.set_width_px(390);
    reader.open(&fixture.example.page(ACCOUNT));
    let page: i64 = reader.eval("document.documentElement.scrollWidth - innerWidth");
    assert!(page <= 0, "the page is {page} px too wide");
    let seen: bool = reader.eval("(() => { const b = document.querySelector('.now-line').getBoundingClientRect(); return b.left > 0 && b.right < innerWidth; })()");
    assert!(seen, "today is out of sight");
}

#[test]
fn a_week_s_report_can_be_copied_as_text() {
    let fixture = Fixture::shared();
    let reader = open(&fixture, "week.html");
    reader.click("button.copy");
    let chosen: String = reader.eval("getSelection().toString()");
    assert!(
        chosen.contains("周报（2026-03-14 至 2026-03-20）"),
        "{chosen}"
    );
}
