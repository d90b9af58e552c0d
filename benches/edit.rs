//! How long a saved note takes until its new page and the whole site are built, within the program: no disk, no
//! watcher, no browser. `benches/README.md` explains the figures.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads the clock and prints"
)]
#![allow(dead_code, reason = "the corpus has more than this needs")]

mod corpus;

use corpus::Shape;
use jiff::civil::date;
use kafolio::build::{Build, Cache, Options};
use kafolio::html::Output;
use kafolio::text::{Snapshot, Source};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str =
    "cargo bench --bench edit -- [ACCOUNTS] (1000 where left out; an account is 33 notes)";
/// The number of edits of each kind.
const ROUNDS: usize = 100;

/// The change to a note.
#[derive(Clone, Copy)]
enum Edit {
    /// A line of its body.
    Words,
    /// A field that lists show, inserted above the note's own of the same name.
    Field,
    /// The name of a person, which other notes refer to.
    Name,
}

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let (is_bench, rest): (Vec<String>, Vec<String>) =
        words.by_ref().partition(|word| word == "--bench");
    if is_bench.is_empty() {
        return ExitCode::SUCCESS;
    }
    let accounts = match rest.first().map(|word| word.parse()) {
        None => 1000,
        Some(Ok(accounts)) => accounts,
        Some(Err(_)) => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    time(accounts);
    ExitCode::SUCCESS
}

fn time(accounts: usize) {
    let mut snapshot = snapshot(accounts);
    let mut cache = Cache::persistent();
    let started = Instant::now();
    run(&snapshot, &mut cache, "");
    println!(
        "{} notes; first build {:.2} s\n{:<8}{:>14}{:>14}{:>14}{:>14}   milliseconds",
        snapshot.sources.len(),
        started.elapsed().as_secs_f64(),
        "",
        "page p50",
        "page p95",
        "site p50",
        "site p95",
    );
    for edit in [Edit::Words, Edit::Field, Edit::Name] {
        let rounds = (0..ROUNDS).map(|round| edited(&mut snapshot, &mut cache, edit, round));
        let (pages, sites): (Vec<Duration>, Vec<Duration>) = rounds.unzip();
        let name = match edit {
            Edit::Words => "words",
            Edit::Field => "field",
            Edit::Name => "name",
        };
        let [page, page_late] = [50, 95].map(|share| percentile(&pages, share));
        let [site, site_late] = [50, 95].map(|share| percentile(&sites, share));
        println!("{name:<8}{page:>14.1}{page_late:>14.1}{site:>14.1}{site_late:>14.1}");
    }
}

/// Returns the time until the page of the edited note, and until the end of the build.
fn edited(
    snapshot: &mut Snapshot,
    cache: &mut Cache,
    edit: Edit,
    round: usize,
) -> (Duration, Duration) {
    let folder = match edit {
        Edit::Name => "/contacts/",
        _ => "/visits/",
    };
    let notes: Vec<usize> = (0..snapshot.sources.len())
        .filter(|index| snapshot.sources[*index].path.contains(folder))
        .collect();
    // Spread over all accounts.
    let index = notes[(round * 7919) % notes.len()];
    let before = snapshot.sources[index].text.clone();
    snapshot.sources[index].text = match edit {
        Edit::Words => format!("{before}\n又一行，{round}。\n"),
        Edit::Field => before.replacen("---\n", &format!("---\naim: 第 {round} 次的目标\n"), 1),
        Edit::Name => format!("---\nname: 新来的{round}\n---\n"),
    }
    .into();
    let route = snapshot.sources[index].path.trim_start_matches("content/");
    let route = route.replace(".md", ".html");
    let times = run(snapshot, cache, &route);
    snapshot.sources[index].text = before;
    run(snapshot, cache, "");
    times
}

fn run(snapshot: &Snapshot, cache: &mut Cache, route: &str) -> (Duration, Duration) {
    let output = PutTimer {
        route,
        started: Instant::now(),
        page: Mutex::default(),
    };
    Build::new(snapshot, &Options::default(), &output)
        .run(cache)
        .expect("the corpus can be built");
    let all = output.started.elapsed();
    let page = output.page.into_inner().expect("no build panicked");
    (page.unwrap_or(all), all)
}

/// Records the time when a page is put.
struct PutTimer<'a> {
    route: &'a str,
    started: Instant,
    page: Mutex<Option<Duration>>,
}

impl Output for PutTimer<'_> {
    fn put(&self, route: &str, _: Vec<u8>) {
        if route == self.route {
            *self.page.lock().expect("no build panicked") = Some(self.started.elapsed());
        }
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

/// Returns a percentile in milliseconds.
fn percentile(times: &[Duration], share: usize) -> f64 {
    let mut times = times.to_vec();
    times.sort();
    let place = (times.len() * share / 100).min(times.len() - 1);
    times[place].as_secs_f64() * 1000.0
}
