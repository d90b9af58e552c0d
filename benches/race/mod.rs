//! The race over one corpus: who runs, in which order, and the table of what came out.

mod table;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::corpus::{self, Shape};
use crate::hugo;
use crate::measuring::{FolderSize, Measurement, folder_size, measure, remove_folder};
use crate::request::Size;

/// One row of the table: a process, all its runs, and what it wrote.
pub struct Contestant {
    pub name: &'static str,
    pub runs: Vec<Measurement>,
    pub output: FolderSize,
}

impl Contestant {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            runs: Vec::new(),
            output: FolderSize::default(),
        }
    }
}

/// The four rows. Within a round they run in this order, so that a slow minute of the machine falls on all of
/// them.
pub struct Results {
    pub clean: Contestant,
    pub unchanged: Contestant,
    pub copy: Contestant,
    pub hugo: Contestant,
}

/// Where everything of one race lies.
struct Places {
    corpus: PathBuf,
    output: PathBuf,
    copy: PathBuf,
    hugo_site: PathBuf,
    hugo_output: PathBuf,
    /// What the latest process printed.
    log: PathBuf,
}

/// Writes the corpus of that size below `folder`, runs the race, and prints its table.
///
/// # Errors
/// Where a file cannot be written, and where a process fails.
pub fn run(folder: &Path, size: Size, rounds: usize, hugo: Option<&Path>) -> io::Result<()> {
    let places = Places {
        corpus: folder.join("notes"),
        output: folder.join("site"),
        copy: folder.join("site-copied"),
        hugo_site: folder.join("hugo-notes"),
        hugo_output: folder.join("hugo-site"),
        log: folder.join("printed.txt"),
    };
    let shape = Shape::of_accounts(size.accounts);
    corpus::write(&places.corpus, &shape, corpus::SEED)?;
    let notes = folder_size(&places.corpus)?;
    if let Some(hugo) = hugo {
        hugo::lay_out(&places.corpus, &places.hugo_site)?;
        // A program that is read from the disk for the first time is slower than it will ever be again.
        fs::read(hugo)?;
    }
    let mut results = Results {
        clean: Contestant::new("kafolio, clean"),
        unchanged: Contestant::new("kafolio, unchanged"),
        copy: Contestant::new("cp -r of its output"),
        hugo: Contestant::new("hugo, clean"),
    };
    for _ in 0..rounds {
        round(&places, hugo, &mut results)?;
    }
    table::print(size, notes, &results);
    Ok(())
}

/// Runs everyone once. What an earlier round has written is removed before the clock starts.
fn round(places: &Places, hugo: Option<&Path>, results: &mut Results) -> io::Result<()> {
    remove_folder(&places.output)?;
    results
        .clean
        .runs
        .push(measure(&mut kafolio(places), &places.log)?);
    results.clean.output = folder_size(&places.output)?;

    results
        .unchanged
        .runs
        .push(measure(&mut kafolio(places), &places.log)?);
    results.unchanged.output = folder_size(&places.output)?;

    if cfg!(unix) {
        remove_folder(&places.copy)?;
        let mut copy = Command::new("cp");
        copy.arg("-r").arg(&places.output).arg(&places.copy);
        results.copy.runs.push(measure(&mut copy, &places.log)?);
        results.copy.output = folder_size(&places.copy)?;
    }
    if let Some(hugo) = hugo {
        remove_folder(&places.hugo_output)?;
        let mut command = hugo::command(hugo, &places.hugo_site, &places.hugo_output);
        results.hugo.runs.push(measure(&mut command, &places.log)?);
        results.hugo.output = folder_size(&places.hugo_output)?;
    }
    Ok(())
}

/// The program itself, as this run of cargo has built it.
fn kafolio(places: &Places) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kafolio"));
    command
        .arg("build")
        .arg("--site")
        .arg(&places.corpus)
        .arg("--out")
        .arg(&places.output);
    command
}
