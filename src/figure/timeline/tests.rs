//! Properties of every timeline, whatever its days: no mark is lost or hidden, everything is at its day.

use super::axis::tests::CHINESE;
use super::layout::{Layout, day_number};
use super::*;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::date;
use proptest::prelude::*;

fn figure<'a>(lanes: usize, marks: Vec<Mark<'a>>, bars: Vec<Bar<'a>>) -> Timeline<'a> {
    let lane = || Lane {
        name: "乔一苇",
        note: "QA 总监",
        ..Lane::default()
    };
    Timeline {
        title: "时间线",
        description: "",
        lanes: (0..lanes).map(|_| lane()).collect(),
        marks,
        bars,
        rows: Vec::new(),
        today: date(2026, 3, 20),
        today_label: "今天",
        words: CHINESE,
        cluster_title: &|count, from, to| format!("{count} 次，{from} 至 {to}"),
        cluster_anchor: "t",
    }
}

fn mark(lane: usize, day: Date) -> Mark<'static> {
    Mark {
        lane,
        day,
        kind: MarkKind::Advance,
        first: false,
        event: 0,
        title: format!("{lane} {day}"),
        href: "v.html",
    }
}

fn day(offset: i32) -> Date {
    date(2024, 1, 1).saturating_add(i64::from(offset).days())
}

#[test]
fn an_empty_timeline_draws_nothing() {
    assert!(figure(0, Vec::new(), Vec::new()).draw().is_none());
    let lane = figure(1, Vec::new(), Vec::new()).draw().unwrap();
    assert!(lane.plot.contains("tl-lane"));
}

#[test]
fn extreme_days_are_drawn() {
    let days = [Date::MIN, date(1, 1, 1), date(9999, 12, 31), Date::MAX];
    let marks = days.map(|day| mark(0, day)).to_vec();
    let bars = days.map(|from| Bar {
        lane: 7,
        from,
        due: Some(Date::MAX),
        done: None,
        title: String::new(),
        href: "",
    });
    let drawn = figure(1, marks, bars.to_vec()).draw().unwrap();
    assert!(!drawn.plot.contains("NaN") && !drawn.plot.contains("inf"));
}

#[test]
fn text_of_a_note_is_escaped_and_no_figure_has_an_id() {
    let mut one = mark(0, date(2026, 3, 1));
    one.title = "</title><script>".to_owned();
    one.href = "a\"b.html";
    let drawn = figure(1, vec![one], Vec::new()).draw().unwrap();
    assert!(!drawn.plot.contains("<script>") && drawn.plot.contains("a&quot;b.html"));
    assert!(!drawn.plot.contains(" id=") && !drawn.names.contains(" id="));
}

#[test]
fn many_marks_of_one_day_are_a_cluster_that_links_to_its_list() {
    let marks = (0..40).map(|_| mark(0, date(2026, 3, 1))).collect();
    let drawn = figure(1, marks, Vec::new()).draw().unwrap();
    assert_eq!(drawn.clusters.len(), 1);
    assert_eq!(drawn.clusters[0].marks, (0..40).collect::<Vec<_>>());
    let title = "<title>40 次，2026-03-01 至 2026-03-01</title>";
    assert!(drawn.plot.contains("href=#t0 ") && drawn.plot.contains(title));
}

#[test]
fn due_dates_years_ahead_are_cut_off() {
    let bar = Bar {
        lane: 0,
        from: date(2026, 3, 1),
        due: Some(date(2062, 3, 1)),
        done: None,
        title: String::new(),
        href: "",
    };
    let drawn = figure(1, vec![mark(0, date(2026, 1, 1))], vec![bar])
        .draw()
        .unwrap();
    assert!(drawn.days < 400, "{} days", drawn.days);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_mark_is_on_the_figure_once_in_its_lane_at_its_day(
        wanted in prop::collection::vec((0_usize..6, 0_i32..800), 0..260),
    ) {
        let marks: Vec<Mark<'_>> = wanted.iter().map(|(lane, offset)| mark(*lane, day(*offset))).collect();
        let figure = figure(6, marks, Vec::new());
        let layout = Layout::of(&figure);
        let mut seen = vec![0; wanted.len()];
        for (place, lane) in layout.lanes.iter().enumerate() {
            for unit in &lane.units {
                for member in &unit.members {
                    seen[*member] += 1;
                    prop_assert_eq!(figure.marks[*member].lane, place);
                }
                let top = lane.base_px - layout::LEVEL_PX * unit.level as f64 - 9.5;
                prop_assert!(top >= 0.0 && lane.base_px + 9.5 <= lane.height_px);
                if let [only] = unit.members[..] {
                    let shift = unit.x_px - layout.x_px(figure.marks[only].day);
                    prop_assert!((0.0..=declutter::MOST_SHIFT_PX).contains(&shift));
                }
                prop_assert!(unit.x_px - unit.reach_px >= 0.0);
                prop_assert!(unit.x_px + unit.reach_px <= PLOT_PX);
            }
        }
        prop_assert!(seen.iter().all(|count| *count == 1));
        let drawn = figure.draw().unwrap();
        for (lane, offset) in &wanted {
            let title = format!("<title>{lane} {}</title>", day(*offset));
            prop_assert!(drawn.plot.contains(&title));
            let days = day_number(day(*offset)) - day_number(drawn.first);
            let needle = format!(" data-d={days}>");
            prop_assert!(drawn.plot.contains(&needle));
        }
        let hidden = drawn.plot.matches(" in\"").count();
        let counted: usize = drawn.clusters.iter().map(|cluster| cluster.marks.len()).sum();
        prop_assert_eq!(hidden, counted);
        prop_assert_eq!(figure.draw().unwrap().plot, drawn.plot);
    }

    #[test]
    fn lanes_are_below_each_other_and_bars_of_a_track_do_not_touch(
        wanted in prop::collection::vec((0_usize..3, 0_i32..800, 0_i32..90), 0..80),
    ) {
        let bar = |(lane, offset, days): &(usize, i32, i32)| Bar {
            lane: *lane,
            from: day(*offset),
            due: Some(day(offset + days)),
            done: None,
            title: String::new(),
            href: "",
        };
        let figure = figure(3, Vec::new(), wanted.iter().map(bar).collect());
        let layout = Layout::of(&figure);
        let mut foot = layout.head_px;
        for lane in &layout.lanes {
            prop_assert_eq!(lane.top_px, foot);
            foot += lane.height_px;
            let mut ends: Vec<f64> = Vec::new();
            for (index, track) in &lane.bars {
                let bar = &figure.bars[*index];
                prop_assert!(Layout::bar_px(lane, *track) < lane.height_px);
                if ends.len() <= *track {
                    ends.resize(track + 1, f64::MIN);
                }
                prop_assert!(layout.x_px(bar.from) > ends[*track]);
                ends[*track] = layout.x_px(layout::end_of(bar, figure.today));
            }
        }
        let drawn_bars: usize = layout.lanes.iter().map(|lane| lane.bars.len()).sum();
        prop_assert_eq!(drawn_bars, wanted.len());
    }
}
