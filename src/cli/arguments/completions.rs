//! The arguments of `kafolio completions`.

use clap::Args;

/// The arguments of `kafolio completions`.
#[derive(Debug, Args)]
pub(in crate::cli) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}
