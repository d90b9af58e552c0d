//! The race over one corpus: the contestants, their order, and the table of results.

mod table;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::corpus::{self, Shape};
use crate::hugo;
use crate::measuring::{FolderSize, Measurement, folder_size, measure, remove_folder};
use crate::request::Size;

/// One row of the table: a process, all its runs, and its output.
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

/// The four rows. Within a round they run in this order, so that a slow minute of the machine affects all of them.
pub struct Results {
    pub clean: Contestant,
    pub unchanged: Contestant,
    pub copy: Contestant,
    pub hugo: Contestant,
}

/// The paths of one race.
struct Paths {
    corpus: PathBuf,
    output: PathBuf,
    copy: PathBuf,
    hugo_site: PathBuf,
    hugo_output: PathBuf,
    /// The output of the latest process.
    log: PathBuf,
}

/// Writes the corpus of that size below `folder`, runs the race, and prints its table.
///
/// # Errors
/// If a file cannot be written, or a process fails.
pub fn run(folder: &Path, size: Size, rounds: usize, hugo: Option<&Path>) -> io::Result<()> {
    let paths = Paths {
        corpus: folder.join("notes"),
        output: folder.join("site"),
        copy: folder.join("site-copied"),
        hugo_site: folder.join("hugo-notes"),
        hugo_output: folder.join("hugo-site"),
        log: folder.join("printed.txt"),
    };
    let shape = Shape::of_accounts(size.accounts);
    corpus::write(&paths.corpus, &shape, corpus::SEED)?;
    let notes = folder_size(&paths.corpus)?;
    if let Some(hugo) = hugo {
        hugo::write_site(&paths.corpus, &paths.hugo_site)?;
        // A program that is read from the disk for the first time is slower than ever after.
        fs::read(hugo)?;
    }
    let mut results = Results {
        clean: Contestant::new("kafolio, clean"),
        unchanged: Contestant::new("kafolio, unchanged"),
        copy: Contestant::new("cp -r of its output"),
        hugo: Contestant::new("hugo, clean"),
    };
    for _ in 0..rounds {
        round(&paths, hugo, &mut results)?;
    }
    table::print(size, notes, &results);
    Ok(())
}

/// Runs everyone once. Output of an earlier round is removed before the clock starts.
fn round(paths: &Paths, hugo: Option<&Path>, results: &mut Results) -> io::Result<()> {
    remove_folder(&paths.output)?;
    results
        .clean
        .runs
        .push(measure(&mut kafolio(paths), &paths.log)?);
    results.clean.output = folder_size(&paths.output)?;

    results
        .unchanged
        .runs
        .push(measure(&mut kafolio(paths), &paths.log)?);
    results.unchanged.output = folder_size(&paths.output)?;

    if cfg!(unix) {
        remove_folder(&paths.copy)?;
        let mut copy = Command::new("cp");
        copy.arg("-r").arg(&paths.output).arg(&paths.copy);
        results.copy.runs.push(measure(&mut copy, &paths.log)?);
        results.copy.output = folder_size(&paths.copy)?;
    }
    if let Some(hugo) = hugo {
        remove_folder(&paths.hugo_output)?;
        let mut command = hugo::command(hugo, &paths.hugo_site, &paths.hugo_output);
        results.hugo.runs.push(measure(&mut command, &paths.log)?);
        results.hugo.output = folder_size(&paths.hugo_output)?;
    }
    Ok(())
}

/// Returns the program itself, as this run of cargo has built it.
fn kafolio(paths: &Paths) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kafolio"));
    command
        .arg("build")
        .arg("--site")
        .arg(&paths.corpus)
        .arg("--out")
        .arg(&paths.output);
    command
}
