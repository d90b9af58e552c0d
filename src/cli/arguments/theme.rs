//! The arguments of `kafolio theme`.

use clap::Args;
use std::path::PathBuf;

/// The arguments of `kafolio theme`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ThemeArguments {
    /// The name of the theme
    pub name: String,
    /// Files of the built-in theme [default: list their names]
    pub files: Vec<String>,
    /// Write the words that are not translated into this language
    #[arg(long, value_name = "LANGUAGE", conflicts_with = "files")]
    pub words: Option<String>,
    /// Print without writing files
    #[arg(long)]
    pub print: bool,
    /// The site's folder
    #[arg(long, default_value = ".")]
    pub site: PathBuf,
    /// Language of messages
    #[arg(long, value_name = "zh|en")]
    pub lang: Option<String>,
}
