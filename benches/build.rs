//! The published benchmark: how long a site takes to build, compared with a plain copy of its output and optionally
//! with Hugo.
//!
//! `benches/README.md` explains how to run it and what the figures mean. The notes come from `corpus`, the Hugo site
//! from `hugo`, the measurement of a process from `measuring`, and the order of the runs and the table from `race`.
//! This file only parses the command line.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark starts processes, reads the clock and prints"
)]

mod corpus;
mod hugo;
mod measuring;
mod race;
mod request;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};
use std::thread;

use corpus::Shape;
use request::{Race, Request};

fn main() -> ExitCode {
    let request = match request::read(env::args().skip(1)) {
        Ok(request) => request,
        Err(sentence) => {
            eprintln!("{sentence}\n\n{}", request::USAGE);
            return ExitCode::from(2);
        }
    };
    let done = match request {
        Request::Check => {
            corpus::check::check().map(|()| println!("the notes are as the benchmark needs them"))
        }
        Request::Corpus(size, folder) => {
            corpus::write(&folder, &Shape::of_accounts(size.accounts), corpus::SEED)
                .map_err(|error| error.to_string())
        }
        Request::Time(race) => time(&race),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the races of all requested sizes, each in a folder of its own.
fn time(race: &Race) -> Result<(), String> {
    let hugo = available(race.hugo.as_deref());
    let temporary = env::temp_dir().join(format!("kafolio-bench-{}", process::id()));
    let folder = race.keep.clone().unwrap_or_else(|| temporary.clone());
    let cores = thread::available_parallelism().map_or(1, usize::from);
    println!(
        "{cores} cores; files in {}; page cache warm, nothing synced or dropped",
        folder.display()
    );
    let timed = race
        .sizes
        .iter()
        .try_for_each(|size| race::run(&folder.join(size.name), *size, race.runs, hugo.as_deref()));
    let removed = if race.keep.is_none() {
        measuring::remove_folder(&temporary)
    } else {
        Ok(())
    };
    timed.and(removed).map_err(|error| error.to_string())
}

/// Returns the absolute path of the Hugo program, or prints why it is not available.
fn available(hugo: Option<&Path>) -> Option<PathBuf> {
    let Some(path) = hugo else {
        println!("hugo: skipped, no `--hugo PATH` given");
        return None;
    };
    match fs::canonicalize(path) {
        Ok(path) if path.is_file() => Some(path),
        _ => {
            println!("hugo: skipped, there is no program at {}", path.display());
            None
        }
    }
}
