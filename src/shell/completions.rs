//! Prints what a shell needs to complete commands.

use super::cli::Arguments;
use super::command::DONE;
use clap::{Args, CommandFactory};
use std::io::Write;

const INSTALLING: &str = "To install:
  bash         kafolio completions bash > ~/.local/share/bash-completion/completions/kafolio
  zsh          kafolio completions zsh > ~/.zfunc/_kafolio
               (in ~/.zshrc, before compinit: fpath+=~/.zfunc)
  fish         kafolio completions fish > ~/.config/fish/completions/kafolio.fish
  powershell   kafolio completions powershell >> $PROFILE
  elvish       kafolio completions elvish >> ~/.config/elvish/rc.elv";

/// What is typed behind `kafolio completions`.
#[derive(Debug, Args)]
#[command(after_help = INSTALLING)]
pub(super) struct Completions {
    /// For which shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: clap_complete::Shell,
}

/// Prints the script for a shell; the exit code.
pub(super) fn print(asked: &Completions) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(
        asked.shell,
        &mut Arguments::command(),
        "kafolio",
        &mut script,
    );
    // A reader that has gone away has had enough.
    let _ = std::io::stdout().lock().write_all(&script);
    DONE
}
