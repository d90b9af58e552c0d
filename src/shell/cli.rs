//! The command line as it is typed.

use super::completions::Completions;
use super::init::Init;
use super::new::New;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  kafolio build                        the site in the current folder, into public/
  kafolio build --open                 and open it in the browser
  kafolio build --as-of 2026-01-31     as it was known on that day
  kafolio build --audience customer --account lanche --out lanche-public
                                       what one customer may see
  kafolio check --format short         what is wrong with the notes, a line each
  kafolio init demo                    a small site to start from, in the new folder demo/
  kafolio new visit lanche             the note of the next visit to an account

The notes lie in content/, a theme of your own in themes/<name>/.
Exit code: 0 done, 1 the notes have errors (the site is built all the same), 2 the command could not be carried out.";

/// Account notes in, a browsable site out.
#[derive(Debug, Parser)]
#[command(name = "kafolio", version, about, after_help = EXAMPLES, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the site to disk
    Build {
        #[command(flatten)]
        site: Site,
        /// The output folder [default: public/ beside content/]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Open the home page in the browser when done
        #[arg(long)]
        open: bool,
    },
    /// Say what is wrong with the notes; write nothing
    Check {
        #[command(flatten)]
        site: Site,
    },
    /// Write one new note, with every field of its form and what is known already; never over a file
    New(New),
    /// Write a small site to start from into an empty folder
    Init(Init),
    /// Print what a shell needs to complete commands on TAB
    Completions(Completions),
}

/// Options of all commands that read a site.
#[derive(Debug, Args)]
pub(super) struct Site {
    /// The site's folder, the one that holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Look at the notes as they were known on a day
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// For whom: owner (everything), internal (nothing private), customer (public only), or one of site.yaml
    #[arg(long, value_name = "NAME")]
    pub audience: Option<String>,
    /// Only this account, by folder or name; may be repeated
    #[arg(long, value_name = "NAME")]
    pub account: Vec<String>,
    /// Warnings fail too (exit code 1)
    #[arg(long)]
    pub strict: bool,
    /// Language of pages and messages [default: that of site.yaml]
    #[arg(long, value_name = "zh|en")]
    pub lang: Option<String>,
    /// How diagnostics are shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the line and the place marked
    Human,
    /// A line each
    Short,
    /// An object a line, on standard output
    Json,
    /// One SARIF 2.1.0 log, on standard output
    Sarif,
}
