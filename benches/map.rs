//! How long a map of people takes: layout and drawing, of 8, 25 and 80 people. `benches/README.md` explains the
//! figures.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark reads the clock and prints"
)]

#[path = "../tests/organisations/mod.rs"]
mod organisations;

use std::hint::black_box;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The number of drawings of each map.
const ROUNDS: usize = 300;

fn main() {
    if !std::env::args().any(|word| word == "--bench") {
        return;
    }
    println!(
        "{:<8}{:>14}{:>14}{:>14}   microseconds",
        "people", "layout p50", "map p50", "map p95"
    );
    for people in [8, 25, 80] {
        let network = organisations::typical(people, 3);
        let layouts = times(|| {
            black_box(black_box(&network).layout());
        });
        let maps = times(|| {
            black_box(black_box(&network).draw());
        });
        let [layout, map, late] = [(&layouts, 50), (&maps, 50), (&maps, 95)]
            .map(|(times, share)| times[times.len() * share / 100].as_secs_f64() * 1e6);
        println!("{people:<8}{layout:>14.0}{map:>14.0}{late:>14.0}");
    }
}

/// Returns the times of repeated runs, the shortest first.
fn times(mut once: impl FnMut()) -> Vec<Duration> {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            once();
            started.elapsed()
        })
        .collect();
    times.sort();
    times
}
