//! How long timelines take: the figure of an account of 20 and of 200 visits, and the pages of the timeline of all
//! accounts. `benches/README.md` explains the figures.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads the clock and prints"
)]
#![allow(dead_code, reason = "the corpus has more than this needs")]

mod corpus;

use corpus::Shape;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use kafolio::build::{Build, Cache, Options};
use kafolio::figure::timeline::{
    AxisWords, Band, BandRow, BandTone, Bar, Lane, Mark, MarkKind, Timeline,
};
use kafolio::html::Output;
use kafolio::text::{Snapshot, Source};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ACCOUNTS: usize = 1000;
/// Enough accounts to need several pages, for a check that times nothing.
const ACCOUNTS_IN_CHECK: usize = 120;
const MAX_PAGE_BYTES: usize = 1_000_000;
const FIGURES: usize = 500;
const BUILDS: usize = 5;
/// The number of people of the account.
const LANES: usize = 8;

fn main() -> ExitCode {
    let is_bench = std::env::args().any(|word| word == "--bench");
    let (rounds, accounts, builds) = match is_bench {
        true => (FIGURES, ACCOUNTS, BUILDS),
        false => (1, ACCOUNTS_IN_CHECK, 1),
    };
    for visits in [20, 200] {
        let time = median((0..rounds).map(|_| draw(visits)).collect());
        if is_bench {
            println!(
                "account of {visits:>3} visits   {:>9.1} µs",
                time.as_secs_f64() * 1e6
            );
        }
    }
    let snapshot = snapshot(accounts);
    let measured: Vec<Pages> = (0..builds).map(|_| portfolio(&snapshot)).collect();
    let largest = measured.iter().map(|pages| pages.largest_bytes).max();
    let largest = largest.unwrap_or_default();
    if is_bench {
        let time = median(measured.iter().map(|pages| pages.time).collect());
        let count = measured.first().map_or(0, |pages| pages.count);
        println!(
            "portfolio of {accounts} accounts {:>7.1} ms in one thread; {count} pages, the largest {largest} bytes",
            time.as_secs_f64() * 1e3
        );
    }
    if largest > MAX_PAGE_BYTES {
        eprintln!("a page of the timeline of all accounts has {largest} bytes");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Draws the figure of an account, including titles.
fn draw(visits: usize) -> Duration {
    let started = Instant::now();
    let figure = Timeline {
        title: "时间线",
        description: "往来 20 次，近 90 天 7 次。",
        lanes: (0..LANES).map(|_| lane()).collect(),
        marks: (0..visits * 2).map(|place| mark(place, visits)).collect(),
        bars: (0..visits).map(|place| bar(place, visits)).collect(),
        rows: vec![stages()],
        today: date(2026, 3, 20),
        today_label: "今天 03-20",
        words: WORDS,
        cluster_title: &|count, from, to| format!("{count} 次，{from} 至 {to}"),
        cluster_anchor: "timeline-",
    };
    let drawn = figure.draw().expect("there are lanes");
    assert!(drawn.plot.len() > visits * 200);
    started.elapsed()
}

const WORDS: AxisWords<'static> = AxisWords {
    year: "{year} 年",
    quarter: "{quarter} 季度",
    year_quarter: "{year} 年 {quarter} 季度",
    month: "{month} 月",
    year_month: "{year} 年 {month} 月",
    day: "{mm}-{day}",
    year_day: "{year}-{mm}-{day}",
    names: "1 2 3 4 5 6 7 8 9 10 11 12",
};

fn lane() -> Lane<'static> {
    Lane {
        name: "乔一苇",
        note: "QA 总监",
        href: Some("contacts/qiao-yiwei.html".to_owned()),
        ..Lane::default()
    }
}

/// Returns the day of a visit; visits are distributed evenly over a year.
fn day(visit: usize, visits: usize) -> Date {
    let offset = (visit * 360 / visits) as i64;
    date(2025, 3, 20).saturating_add(offset.days())
}

fn mark(place: usize, visits: usize) -> Mark<'static> {
    const KINDS: [MarkKind; 4] = [
        MarkKind::Advance,
        MarkKind::Continuation,
        MarkKind::Commitment,
        MarkKind::Exchange,
    ];
    let visit = place / 2;
    let day = day(visit, visits);
    Mark {
        lane: (visit + place % 2 * 3) % LANES,
        day,
        kind: KINDS[visit % KINDS.len()],
        first: place < LANES,
        event: visit,
        title: format!("{day} 乔一苇：进展"),
        href: "visits/2026-03-12.html",
    }
}

fn bar(place: usize, visits: usize) -> Bar<'static> {
    let from = day(place, visits);
    let due = from.saturating_add(20.days());
    Bar {
        lane: place % LANES,
        from,
        due: Some(due),
        done: (!place.is_multiple_of(4)).then_some(due),
        title: format!("我方：比对校准报告 {place}，已兑现"),
        href: "visits/2026-03-12.html",
    }
}

fn stages() -> BandRow {
    let band = |place: usize| Band {
        from: day(place, 6),
        to: day(place + 1, 6),
        label: "方案演示与技术交流".to_owned(),
        short: (place + 1).to_string(),
        title: format!("方案演示与技术交流，{} 起 60 天", day(place, 6)),
        tone: BandTone::Plain,
    };
    BandRow {
        name: "二期车间在线粒子监测".to_owned(),
        bands: (0..6).map(band).collect(),
        tints: true,
    }
}

/// The pages of the timeline of all accounts.
struct Pages {
    time: Duration,
    count: usize,
    largest_bytes: usize,
}

/// Builds a site in one thread, so that the lists are built one after the other.
fn portfolio(snapshot: &Snapshot) -> Pages {
    let output = PutSizes::default();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let built = pool.expect("a thread can be had").install(|| {
        Build::new(snapshot, &Options::default(), &output)
            .run(&mut Cache::default())
            .map(|_| ())
    });
    built.expect("the corpus can be built");
    let pages = output.pages.into_inner().expect("no build panicked");
    let is_own = |page: &(String, usize, Instant)| page.0.starts_with("timeline");
    let first = pages.iter().position(is_own).expect("there is a timeline");
    let last = pages.iter().rposition(is_own).expect("there is a timeline");
    let own = &pages[first..=last];
    assert!(
        first > 0 && own.iter().all(is_own),
        "the lists follow each other"
    );
    Pages {
        time: pages[last].2 - pages[first - 1].2,
        count: own.len(),
        largest_bytes: own.iter().map(|page| page.1).max().unwrap_or_default(),
    }
}

/// Records the time and size of each page that is put.
#[derive(Default)]
struct PutSizes {
    pages: Mutex<Vec<(String, usize, Instant)>>,
}

impl Output for PutSizes {
    fn put(&self, route: &str, bytes: Vec<u8>) {
        let page = (route.to_owned(), bytes.len(), Instant::now());
        self.pages.lock().expect("no build panicked").push(page);
    }
    fn keep(&self, _: &str) {}
    fn copy(&self, _: &str, _: &str) {}
}

fn snapshot(accounts: usize) -> Snapshot {
    let shape = Shape::of_accounts(accounts);
    let mut sources: Vec<Source> = corpus::notes(&shape, corpus::SEED)
        .map(|note| Source {
            path: note.path.into(),
            text: note.text.into(),
        })
        .collect();
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    Snapshot {
        sources,
        today: date(2026, 11, 20),
        ..Snapshot::default()
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
