//! The arguments of `kafolio init`.

use clap::Args;
use std::path::PathBuf;

/// The arguments of `kafolio init`.
#[derive(Debug, Args)]
pub(in crate::cli) struct InitArguments {
    /// The site's folder; it must not exist yet, or be empty
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Language of the notes and of messages [default: zh]
    #[arg(long, value_name = "zh|en")]
    pub lang: Option<String>,
    /// Our company
    #[arg(long, value_name = "NAME")]
    pub company: Option<String>,
    /// The date that the dates of the notes are relative to [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
}
