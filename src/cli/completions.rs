//! Prints what a shell needs to complete commands.

use super::arguments::CompletionsArguments;
use super::exit::Exit;
use super::help;
use crate::console::{locale, printed};

/// Prints the script for a shell; the exit code.
pub(super) fn print(asked: &CompletionsArguments) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(
        asked.shell,
        &mut help::command(locale::spoken()),
        "kafolio",
        &mut script,
    );
    // A reader that has gone away has had enough.
    printed::file(&String::from_utf8_lossy(&script));
    Exit::Done
}
