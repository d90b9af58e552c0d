//! Prints what a shell needs to complete commands.

use super::help;
use super::run::DONE;
use crate::console::{locale, printed};
use clap::Args;

/// What is typed behind `kafolio completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// For which shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

/// Prints the script for a shell; the exit code.
pub(super) fn print(asked: &Completions) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(
        asked.shell,
        &mut help::command(locale::spoken()),
        "kafolio",
        &mut script,
    );
    // A reader that has gone away has had enough.
    printed::file(&String::from_utf8_lossy(&script));
    DONE
}
