//! Figures are readable for any data: no text leaves its figure or overlaps another, and marks are where the data puts
//! them.
//!
//! In addition, the figures of the example are compared with `tests/golden/figures/`, which `KAFOLIO_BLESS=1 cargo test
//! --test figures` rewrites.
#![allow(clippy::disallowed_methods)]

mod memory;
mod svg;

use kafolio::build::Options;
use kafolio::figure::{
    BoardMark, BoardRow, BoardWords, Bubble, Bubbles, Cell, Ink, Party, Radar, RadarAxis,
    RadarSeries, RadarValue, ScoreBoard, ShareBar, ShareBars, StackedBar, StackedBars, StackedPart,
    WeightedBar, WeightedBars,
};
use proptest::prelude::*;
use std::path::Path;
use svg::Drawing;

/// Generates realistic names: short and long, Chinese, English and mixed.
fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        "[质量价格服务数据完整性审计追踪]{1,14}",
        "[A-Z][a-z]{1,9}( [a-z]{1,12}){0,4}",
        "[一-龥]{1,4} [A-Z]{2,6} / [0-9]{1,4}",
    ]
}

fn mark() -> impl Strategy<Value = Option<BoardMark>> {
    let known = (1..=5_u8, any::<bool>());
    prop::option::weighted(
        0.85,
        known.prop_map(|(points, hollow)| BoardMark { points, hollow }),
    )
}

/// A row of a board: name, weight, our score, the rivals', weight × gap.
type RowData = (
    String,
    Option<f64>,
    Option<BoardMark>,
    Vec<Option<BoardMark>>,
    Option<f64>,
);

fn board_rows() -> impl Strategy<Value = Vec<RowData>> {
    (0..=6_usize).prop_flat_map(|rivals| {
        let row = (
            label(),
            prop::option::weighted(0.9, 0.0..60.0_f64),
            mark(),
            prop::collection::vec(mark(), rivals),
            prop::option::weighted(0.8, -2.0..2.0_f64),
        );
        prop::collection::vec(row, 1..=50)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_score_board_is_readable(
        rows in board_rows(),
        totals in prop::collection::vec(prop::option::weighted(0.9, 1.0..5.0_f64), 1..=7),
        lead in prop::option::of(-4.0..4.0_f64),
    ) {
        let drawn: Vec<BoardRow<'_>> = rows
            .iter()
            .map(|(label, weight_percent, us, rivals, part)| BoardRow {
                label,
                weight_percent: *weight_percent,
                us: *us,
                earlier: None,
                rivals: rivals.clone(),
                part: *part,
                evidence: Some((label, "a.html")),
                title: label,
            })
            .collect();
        let words = lead.map(|lead| format!("{lead:+.2}"));
        let board = ScoreBoard {
            title: "竞争对手分析",
            description: "",
            rows: &drawn,
            totals: &totals,
            weight_total: "100 %",
            lead: words.as_deref().zip(lead.map(|lead| lead < 0.0)),
            words: BoardWords {
                criterion: "指标",
                weight: "权重",
                part: "差 × 权重（对一家名字相当长的竞争对手有限责任公司）",
                evidence: "依据",
                no_evidence: "没有依据",
                total: "加权合计",
                lead_note: "各行相加；对第二家 +0.30，对第三家 −0.10，对第四家 +1.20，对第五家 +0.01",
            },
        }.draw().expect("there are rows");
        for svg in [&board.names, &board.plot] {
            let drawing = Drawing::read(svg);
            prop_assert_eq!(drawing.faults(), Vec::<String>::new());
        }
        let plot = Drawing::read(&board.plot);
        let ours: Vec<f64> = plot.of_class("us").map(|one| one.number("cx")).collect();
        let known = totals[0].is_some();
        prop_assert_eq!(ours.len(), rows.len() + usize::from(known), "we stand in every row and total");
        for ((_, _, us, rivals, _), x) in rows.iter().zip(ours) {
            if let Some(us) = us {
                let equal = rivals.iter().take(Party::MOST_RIVALS).flatten();
                let equal = equal.filter(|rival| rival.points == us.points).count();
                let at = 24.0 + (f64::from(us.points) - 1.0) * 95.0 - equal as f64 * 8.0;
                // Marks at the lowest score are moved inwards when there are many, so that none leaves the figure.
                let at = at.max(7.0);
                prop_assert!((x - at).abs() < 0.1, "our mark stands at our score");
            }
        }
    }

    #[test]
    fn share_bars_are_readable(
        rows in prop::collection::vec((label(), prop::option::of(-0.5..1.5_f64), 0.0..1.0_f64, label(), 0..40_usize), 1..=50),
    ) {
        let cells = [Cell { is_present: true, title: "", href: None }; 40];
        let rows: Vec<ShareBar<'_>> = rows
            .iter()
            .map(|(label, share, weight, words, count)| ShareBar {
                label,
                share: *share,
                cells: if count % 3 == 0 { &cells[..*count] } else { &[] },
                weight: *weight,
                words,
                ..ShareBar::default()
            })
            .collect();
        let svg = ShareBars { title: "健康度", description: "", rows: &rows, total: Some(("合计", "73 / 100")) }.draw();
        prop_assert_eq!(Drawing::read(&svg).faults(), Vec::<String>::new());
    }

    #[test]
    fn stacked_bars_are_readable_and_as_long_as_their_sizes(
        rows in prop::collection::vec((label(), prop::collection::vec((0.0..1000.0_f64, label()), 0..12), "[0-9]{0,6} 万元"), 1..=20),
    ) {
        let parts: Vec<Vec<StackedPart<'_>>> = rows
            .iter()
            .map(|(_, parts, _)| parts
                .iter()
                .map(|(size, words)| StackedPart { size: *size, ink: Ink::Bar, words, warning: "逾期", title: words, href: None })
                .collect())
            .collect();
        let bars: Vec<StackedBar<'_>> = rows
            .iter()
            .zip(&parts)
            .map(|((label, _, sum), parts)| StackedBar { label, parts, sum })
            .collect();
        let svg = StackedBars { title: "商机阶段", description: "", rows: &bars }.draw();
        let drawing = Drawing::read(&svg);
        prop_assert_eq!(drawing.faults(), Vec::<String>::new());
        let ends: Vec<f64> = drawing.of_class("bar").map(|bar| bar.number("x") + bar.number("width")).collect();
        prop_assert!(ends.iter().all(|end| *end <= 380.0), "bars end within the figure");
        let sizes: Vec<f64> = rows.iter().flat_map(|(_, parts, _)| parts).map(|(size, _)| *size).filter(|size| *size > 0.0).collect();
        let widths: Vec<f64> = drawing.of_class("bar").map(|bar| bar.number("width")).collect();
        prop_assert_eq!(widths.len(), sizes.len());
        for (one, other) in sizes.iter().zip(&widths).zip(sizes.iter().zip(&widths).skip(1)) {
            let (longer, shorter) = if one.0 > other.0 { (one.1, other.1) } else { (other.1, one.1) };
            prop_assert!(*longer >= *shorter - 0.2, "the larger part is the longer one");
        }
    }

    #[test]
    fn weighted_bars_are_readable(rows in prop::collection::vec((label(), 0.0..60.0_f64), 1..=50)) {
        let bars: Vec<WeightedBar<'_>> = rows
            .iter()
            .map(|(label, weight_percent)| WeightedBar { label, weight_percent: *weight_percent, title: "", href: None })
            .collect();
        let svg = WeightedBars { title: "权重", description: "", bars: &bars, rest_label: "未分配" }.draw();
        prop_assert_eq!(Drawing::read(&svg).faults(), Vec::<String>::new());
    }

    #[test]
    fn a_radar_is_readable(axes in prop::collection::vec((label(), prop::option::weighted(0.9, 0..=5_u8)), 3..=16)) {
        let drawn: Vec<RadarAxis<'_>> = axes
            .iter()
            .map(|(label, _)| RadarAxis { label, title: label, href: None })
            .collect();
        let values = axes.iter().map(|(_, points)| points.map(|points| RadarValue { points, hollow: false })).collect();
        let series = [RadarSeries { ink: Ink::Area, party: Some(Party::Us), values }];
        let svg = Radar { title: "大客户评估", description: "", axes: &drawn, series: &series }.draw();
        let drawing = Drawing::read(&svg);
        let faults: Vec<String> = drawing.faults().into_iter().filter(|fault| !fault.contains("“?”")).collect();
        prop_assert_eq!(faults, Vec::<String>::new());
        let known = axes.iter().filter(|(_, points)| points.is_some()).count();
        prop_assert_eq!(drawing.of_class("us").count(), known, "what is missing has no mark");
    }

    #[test]
    fn bubbles_are_readable(
        bubbles in prop::collection::vec((label(), label(), 0.0..=1.0_f64, 0.0..=1.0_f64, prop::option::of(0.0..=1.0_f64)), 1..=80),
    ) {
        let bubbles: Vec<Bubble<'_>> = bubbles
            .iter()
            .map(|(label, note, x, y, size)| Bubble { label, note, x: *x, y: *y, size: *size, ink: Ink::BubbleFirst, title: label, href: None })
            .collect();
        let svg = Bubbles {
            title: "客户组合图",
            description: "",
            bubbles: &bubbles,
            axes: ["发展潜力", "关系覆盖"],
            ticks: [&["1", "2", "3", "4", "5"], &["0", "25", "50", "75", "100 %"]],
            corners: ["维护", "深耕", "观察", "攻坚"],
        }.draw();
        let drawing = Drawing::read(&svg);
        prop_assert_eq!(drawing.faults(), Vec::<String>::new());
        let circles = drawing.elements.iter().filter(|one| one.tag == "circle");
        for (circle, bubble) in circles.zip(sorted_by_size(&bubbles)) {
            let shift = (circle.number("cx") - (72.0 + bubble.x * 400.0)).abs();
            prop_assert!(shift <= 43.0, "a bubble moves aside by little");
            prop_assert!((circle.number("cy") - (348.0 - bubble.y * 312.0)).abs() < 0.1, "and never up or down");
        }
    }
}

/// Returns bubbles in drawing order: the largest at the bottom.
fn sorted_by_size<'b>(bubbles: &'b [Bubble<'b>]) -> Vec<&'b Bubble<'b>> {
    let radius = |bubble: &Bubble<'_>| (22.0 * bubble.size.unwrap_or(0.0).sqrt()).max(5.0);
    let mut sorted: Vec<&Bubble<'_>> = bubbles.iter().take(60).collect();
    sorted.sort_by(|one, other| radius(other).total_cmp(&radius(one)));
    sorted
}

/// The figures of the example: the name of the golden drawing, the page, the words before the figure.
const GOLDEN: &[(&str, &str, &str)] = &[
    (
        "board-names",
        "accounts/lanche/projects/phase-two-monitoring.html",
        "<div class=\"tl-fixed\">",
    ),
    (
        "board",
        "accounts/lanche/projects/phase-two-monitoring.html",
        "</svg></div><svg",
    ),
    (
        "board-radar",
        "accounts/lanche/projects/phase-two-monitoring.html",
        "<summary>雷达图</summary>",
    ),
    (
        "weights",
        "accounts/lanche/projects/phase-two-monitoring.html",
        "id=\"criteria\"",
    ),
    ("health", "accounts/lanche/index.html", "id=\"health\""),
    (
        "departments",
        "accounts/lanche/index.html",
        "各部门关系覆盖 <span>",
    ),
    ("promises", "accounts/lanche/index.html", "id=\"promises\""),
    (
        "key-account",
        "accounts/lanche/index.html",
        "id=\"key-account\"",
    ),
    ("information", "accounts/lanche/index.html", "id=\"known\""),
    ("portfolio", "index.html", "id=\"portfolio\""),
    ("pipeline", "index.html", "<h3 class=\"sub\">商机阶段"),
];

#[test]
fn example_figures_match_the_golden_drawings() {
    let site = memory::built(&memory::folder("content"), &Options::default()).expect("it builds");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/figures");
    for (name, page, before) in GOLDEN {
        let page = site.page(page);
        let at = page
            .find(before)
            .unwrap_or_else(|| panic!("{name}: no {before}"));
        let start = page[at..].find("<svg").map(|start| at + start);
        let start = start.unwrap_or_else(|| panic!("{name}: no drawing"));
        let end = page[start..].find("</svg>").map(|end| start + end + 6);
        let svg = &page[start..end.expect("a drawing ends")];
        assert_eq!(Drawing::read(svg).faults(), Vec::<String>::new(), "{name}");
        let pretty = svg.replace("><", ">\n<") + "\n";
        let path = folder.join(format!("{name}.svg"));
        if std::env::var_os("KAFOLIO_BLESS").is_some() {
            std::fs::create_dir_all(&folder).expect("the folder can be made");
            std::fs::write(&path, &pretty).expect("it can be written");
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(known, pretty, "{name}: see the head of this file");
    }
}
