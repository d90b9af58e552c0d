//! `kafolio completions`: prints the completion script of a shell.

use super::arguments::CompletionsArguments;
use super::exit::Exit;
use super::help;
use crate::console::printed;
use crate::text::Language;

/// Prints the script for a shell, with help texts in a language, and returns the exit code.
pub(super) fn print(arguments: &CompletionsArguments, language: Language) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut help::command(language),
        "kafolio",
        &mut script,
    );
    // Not printed by clap, which would panic if the reader has closed the pipe.
    printed::file(&String::from_utf8_lossy(&script));
    Exit::Success
}
