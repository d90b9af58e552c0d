//! How long a saved note takes to reach a reader who has its page open: the program itself serves, over the network and
//! from the disk, and a client waits. `benches/README.md` explains the figures.
//!
//! This file parses the command line; `live` runs the benchmark.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::disallowed_macros,
    reason = "a benchmark starts processes, asks them over TCP, reads the clock and prints"
)]
#![allow(
    dead_code,
    reason = "corpus, Hugo site and request have more than this needs"
)]

mod corpus;
mod hugo;
mod live;
mod measuring;
mod request;

use live::{Ordered, check, soak, time};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

const USAGE: &str = "\
cargo bench --bench serve -- [small|medium|large|all] [--saves N] [--hugo PATH]
cargo bench --bench serve -- soak MINUTES [small|medium|large]";

/// A request of the command line.
enum Wanted {
    Time(Ordered),
    Soak(request::Size, Duration),
    /// For `cargo test --benches`: every kind of save arrives; nothing is timed.
    Check,
}

fn main() -> ExitCode {
    let wanted = match read(std::env::args().skip(1)) {
        Ok(wanted) => wanted,
        Err(sentence) => {
            eprintln!("{sentence}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let done = match wanted {
        Wanted::Time(ordered) => time(&ordered),
        Wanted::Soak(size, length) => soak(size, length),
        Wanted::Check => check(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn read(arguments: impl Iterator<Item = String>) -> Result<Wanted, String> {
    let (cargo, ours): (Vec<String>, Vec<String>) =
        arguments.partition(|argument| argument == "--bench");
    if cargo.is_empty() {
        return Ok(Wanted::Check);
    }
    let mut words = ours.into_iter().peekable();
    if words.next_if_eq("soak").is_none() {
        return read_order(words).map(Wanted::Time);
    }
    let minutes = number(words.next(), "soak")?;
    let size = request::size(&words.next().unwrap_or_else(|| "medium".to_owned()))?;
    Ok(Wanted::Soak(size, Duration::from_secs(60 * minutes as u64)))
}

fn read_order(mut words: impl Iterator<Item = String>) -> Result<Ordered, String> {
    let mut ordered = Ordered {
        sizes: Vec::new(),
        saves: 100,
        hugo: None,
    };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--saves" => ordered.saves = number(words.next(), "--saves")?,
            "--hugo" => ordered.hugo = words.next().map(PathBuf::from),
            "all" => ordered.sizes.extend(request::SIZES),
            name => ordered.sizes.push(request::size(name)?),
        }
    }
    if ordered.sizes.is_empty() {
        ordered.sizes.push(request::size("large")?);
    }
    Ok(ordered)
}

fn number(word: Option<String>, of: &str) -> Result<usize, String> {
    let number = word.and_then(|word| word.parse().ok());
    number
        .filter(|number| *number > 0)
        .ok_or_else(|| format!("`{of}` wants a number above 0"))
}
