//! How long the scorecards of an account take to draw, each alone and all together. `benches/README.md` explains the
//! figures.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads the clock and prints"
)]

use kafolio::figure::spark::{spark, strip};
use kafolio::figure::{
    BoardMark, BoardRow, BoardWords, Cell, Ink, Party, Radar, RadarAxis, RadarSeries, RadarValue,
    ScoreBoard, ShareBar, ShareBars, StackedBar, StackedBars, StackedPart, WeightedBar,
    WeightedBars,
};
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CRITERIA: [&str; 8] = [
    "质量 / 性能",
    "价格",
    "服务",
    "成功案例",
    "技术力量",
    "品牌",
    "团队专业性",
    "行业影响力",
];
const WEIGHTS: [f64; 8] = [25.0, 20.0, 15.0, 10.0, 10.0, 8.0, 7.0, 5.0];
/// Batches are timed, and their median reported: a single drawing is too short to measure.
const BATCHES: usize = 60;
const DRAWINGS_PER_BATCH: usize = 200;

/// A drawing to be timed.
type Drawing = fn() -> usize;

fn main() -> ExitCode {
    let drawings: [(&str, Drawing); 9] = [
        ("radar of eight spokes", radar),
        ("form 4, six rows", || board(6)),
        ("form 4, eight rows", || board(8)),
        ("form 2, eight bars", weights),
        ("health", || shares(5)),
        ("coverage of seven departments", || shares(7)),
        ("information, 30 questions", information),
        ("promises of both sides", promises),
        ("all scorecards of an account", all),
    ];
    if !std::env::args().any(|word| word == "--bench") {
        // `cargo test --benches`: everything is drawn once, nothing is timed.
        let is_drawn = drawings.iter().all(|(_, draw)| draw() > 100);
        return ExitCode::from(u8::from(!is_drawn));
    }
    println!("{:<32}{:>10}{:>10}", "", "µs", "bytes");
    for (name, draw) in drawings {
        println!("{name:<32}{:>10.1}{:>10}", microseconds(draw), draw());
    }
    ExitCode::SUCCESS
}

/// Returns the median over batches of the time of one drawing.
fn microseconds(draw: Drawing) -> f64 {
    let mut batches: Vec<f64> = (0..BATCHES)
        .map(|_| {
            let started = Instant::now();
            for _ in 0..DRAWINGS_PER_BATCH {
                black_box(draw());
            }
            started.elapsed().as_secs_f64() * 1e6 / DRAWINGS_PER_BATCH as f64
        })
        .collect();
    batches.sort_by(f64::total_cmp);
    batches[BATCHES / 2]
}

/// Draws what the pages of an account and its project contain, once each.
fn all() -> usize {
    let months: Vec<(f64, Option<f64>)> = (0..13)
        .map(|month| (f64::from(month) / 12.0, Some(f64::from(month % 4) / 4.0)))
        .collect();
    let small = spark(&months, 208.0, "近一年").len() * 2
        + strip(Some(3.92), &[Some(3.68), Some(3.02)], 208.0, "").len();
    radar() * 2 + board(8) + weights() + shares(5) + shares(7) + information() + promises() + small
}

fn radar() -> usize {
    let axes = CRITERIA.map(|label| RadarAxis {
        label,
        title: label,
        href: Some("visits/2026-03-12.html"),
    });
    let values = |add: u8| {
        (0..8_u8)
            .map(|axis| {
                Some(RadarValue {
                    points: 1 + (axis + add) % 5,
                    hollow: axis == 3,
                })
            })
            .collect()
    };
    let series = [
        RadarSeries {
            ink: Ink::AreaEarlier,
            party: None,
            values: values(0),
        },
        RadarSeries {
            ink: Ink::Area,
            party: Some(Party::Us),
            values: values(1),
        },
    ];
    Radar {
        title: "大客户评估",
        description: "最高（5）：发展潜力。",
        axes: &axes,
        series: &series,
    }
    .draw()
    .len()
}

fn board(count: usize) -> usize {
    let mark = |points: usize| {
        Some(BoardMark {
            points: 1 + (points % 5) as u8,
            hollow: points.is_multiple_of(4),
        })
    };
    let rows: Vec<BoardRow<'_>> = CRITERIA
        .iter()
        .zip(WEIGHTS)
        .take(count)
        .enumerate()
        .map(|(place, (label, weight))| BoardRow {
            label,
            weight_percent: Some(weight),
            us: mark(place + 4),
            earlier: None,
            rivals: vec![mark(place + 3), mark(place + 2)],
            part: Some(weight / 100.0),
            evidence: Some(("2026-03-12", "visits/2026-03-12.html")),
            title: "质量 / 性能，权重 25 %：我们 5，棠越仪器 4，砺川科技 3",
        })
        .collect();
    let drawn = ScoreBoard {
        title: "竞争对手分析",
        description: "总分领先棠越仪器 0.24。",
        rows: &rows,
        totals: &[Some(3.92), Some(3.68), Some(3.02)],
        weight_total: "100 %",
        lead: Some(("+0.24", false)),
        words: BoardWords {
            criterion: "指标",
            weight: "权重",
            part: "差 × 权重（对棠越仪器）",
            evidence: "依据",
            no_evidence: "没有依据",
            total: "加权合计",
            lead_note: "各行相加；对砺川科技 +0.90",
        },
    }
    .draw();
    drawn.map_or(0, |board| board.names.len() + board.plot.len())
}

fn weights() -> usize {
    let bars: Vec<WeightedBar<'_>> = CRITERIA
        .iter()
        .zip(WEIGHTS)
        .map(|(label, weight_percent)| WeightedBar {
            label,
            weight_percent,
            title: "",
            href: None,
        })
        .collect();
    WeightedBars {
        title: "关注点清单",
        description: "8 项关注点，最看重“质量 / 性能”。",
        bars: &bars,
        rest_label: "未分配",
    }
    .draw()
    .len()
}

fn shares(count: usize) -> usize {
    let rows: Vec<ShareBar<'_>> = CRITERIA
        .iter()
        .take(count)
        .map(|label| ShareBar {
            label,
            share: Some(0.6),
            weight: 1.0,
            words: "12 / 20",
            title: label,
            ..ShareBar::default()
        })
        .collect();
    ShareBars {
        title: "健康度",
        description: "得 73 分，满分 100。",
        rows: &rows,
        total: Some(("合计", "73 / 100")),
    }
    .draw()
    .len()
}

fn information() -> usize {
    let cells: Vec<Cell<'_>> = (0..6)
        .map(|place| Cell {
            is_present: place != 2,
            title: "采购和付款流程",
            href: (place != 2).then_some("projects/phase-two-monitoring.html"),
        })
        .collect();
    let row = ShareBar {
        label: "采购项目资料",
        cells: &cells,
        words: "5 / 6",
        ..ShareBar::default()
    };
    ShareBars {
        title: "信息覆盖",
        description: "五类共 30 问，答了 25 问。",
        rows: &[row; 5],
        total: None,
    }
    .draw()
    .len()
}

fn promises() -> usize {
    let parts = [Ink::Bar, Ink::BarSecond, Ink::BarAgainst, Ink::BarEmpty].map(|ink| StackedPart {
        size: 3.0,
        ink,
        words: "3",
        warning: "",
        title: "按期 3",
        href: None,
    });
    let row = |label| StackedBar {
        label,
        parts: &parts,
        sum: "12",
    };
    StackedBars {
        title: "双方承诺",
        description: "我们到期 9 件，按期兑现 3 件。",
        rows: &[row("我们答应的"), row("客户答应的")],
    }
    .draw()
    .len()
}
