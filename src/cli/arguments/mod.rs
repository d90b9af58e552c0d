//! The command line as it is typed. Its words, in both languages, are in `help.yaml`.

mod completions;
mod init;
mod new;
mod theme;

use crate::console::Format;
use clap::{Args, Parser, Subcommand, ValueEnum};
pub(super) use completions::CompletionsArguments;
pub(super) use init::InitArguments;
pub(super) use new::{Common, NewArguments, What, When};
use std::path::PathBuf;
pub(super) use theme::ThemeArguments;

/// Account notes in, a browsable site out.
#[derive(Debug, Parser)]
#[command(
    name = "kafolio",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    /// In which language is spoken; read by `locale`, and by the commands that have it as a setting of theirs
    #[arg(long, global = true)]
    pub lang: Option<String>,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the site to disk
    Build {
        #[command(flatten)]
        output: OutputArguments,
        /// Open the home page in the browser when done
        #[arg(long)]
        open: bool,
        #[command(flatten)]
        site: Site,
    },
    /// Write the site to disk again whenever a note changes
    Watch {
        #[command(flatten)]
        output: OutputArguments,
        /// Look at the folder again and again; the system tells nothing, as on some network shares
        #[arg(long)]
        poll: bool,
        #[command(flatten)]
        site: Site,
    },
    /// Write the paper forms into one file, blank or filled, ready to print
    Forms {
        #[command(flatten)]
        forms: PaperForms,
        #[command(flatten)]
        site: Site,
    },
    /// Tell what became otherwise between two days
    Changes {
        #[command(flatten)]
        wanted: Wanted,
        #[command(flatten)]
        site: Site,
    },
    /// Write a report about some accounts: one HTML file to send or print
    Report {
        #[command(flatten)]
        wanted: ReportWanted,
        #[command(flatten)]
        site: Site,
    },
    /// Tell all that is held of one person, with file and line
    Person {
        /// The person, by name or by the name of the note's file
        name: String,
        #[command(flatten)]
        site: Site,
    },
    /// Say what is wrong with the notes; write nothing
    Check {
        #[command(flatten)]
        site: Site,
    },
    /// Serve the site to this machine's browser, and build it anew whenever a note is saved
    Serve {
        #[command(flatten)]
        serving: ServeArguments,
        #[command(flatten)]
        site: Site,
    },
    /// Write one new note, with every field of its form and what is known already; never over a file
    New(NewArguments),
    /// Write a small site to start from into an empty folder
    Init(InitArguments),
    /// Write files of the built-in theme to change, or words to translate, into a theme of one's own
    Theme(ThemeArguments),
    /// Print what a shell needs to complete commands on TAB
    Completions(CompletionsArguments),
    /// Show the help of the program or of a command
    Help {
        /// The words of the command
        of: Vec<String>,
    },
}

/// Where a site goes.
#[derive(Debug, Args)]
pub(super) struct OutputArguments {
    /// The output folder [default: public/ next to content/]
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// The record of what is disclosed and withheld [default: in .kafolio/ of the site's folder]
    #[arg(long, value_name = "FILE")]
    pub disclosure: Option<PathBuf>,
    /// Replace a site by one without accounts, or with less than half of its pages
    #[arg(long)]
    pub allow_shrink: bool,
    /// Replace a site by one that shows its readers more
    #[arg(long)]
    pub widen: bool,
}

/// Options of the paper forms.
#[derive(Debug, Args)]
pub(super) struct PaperForms {
    /// Only these accounts, by folder or name [default: all]
    #[arg(conflicts_with = "blank")]
    pub accounts: Vec<String>,
    /// The blank forms; needs no notes
    #[arg(long, conflicts_with = "account")]
    pub blank: bool,
    /// Only this form, by its number; may be repeated
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=7))]
    pub form: Vec<u8>,
    /// The file to write; one that is there must be an earlier one
    #[arg(long, default_value = "forms.html")]
    pub out: PathBuf,
    /// The record of what is disclosed and withheld [default: in .kafolio/ of the site's folder]
    #[arg(long, value_name = "FILE")]
    pub disclosure: Option<PathBuf>,
    /// Replace a file that shows its readers less
    #[arg(long)]
    pub widen: bool,
}

/// Which changes are wanted, and where to.
#[derive(Debug, Args)]
pub(super) struct Wanted {
    /// Only these accounts, by folder or name [default: all]
    pub accounts: Vec<String>,
    /// The earlier day
    #[arg(long, value_name = "DATE")]
    pub since: String,
    /// Write a page, too
    #[arg(long)]
    pub page: bool,
    /// Write the page to this file; one that is there must be an earlier one [default: changes.html]
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// The record of what is disclosed and withheld [default: in .kafolio/ of the site's folder]
    #[arg(long, value_name = "FILE")]
    pub disclosure: Option<PathBuf>,
    /// Replace a file that shows its readers less
    #[arg(long)]
    pub widen: bool,
}

/// Which report is wanted, and where to.
#[derive(Debug, Args)]
pub(super) struct ReportWanted {
    /// The accounts, by folder or name
    #[arg(required = true)]
    pub accounts: Vec<String>,
    /// What it is for
    #[arg(long, value_enum, default_value_t = PackName::Review)]
    pub pack: PackName,
    /// Tell what changed since a day [default for a review: 90 days]
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// The file to write; one that is there must be an earlier one
    #[arg(long, default_value = "report.html")]
    pub out: PathBuf,
    /// The file is no larger than this; pictures are made smaller for it
    #[arg(long, value_name = "SIZE", default_value = "2MB")]
    pub max_size: String,
    /// The record of what is disclosed and withheld [default: in .kafolio/ of the site's folder]
    #[arg(long, value_name = "FILE")]
    pub disclosure: Option<PathBuf>,
    /// Replace a file that shows its readers less
    #[arg(long)]
    pub widen: bool,
    /// Encrypt the file; the password is asked for, or taken from KAFOLIO_PASSWORD
    #[arg(long)]
    pub password: bool,
    /// Print it to a PDF beside the file, too, by a Chromium of this machine
    #[arg(long, conflicts_with = "password")]
    pub pdf: bool,
}

/// What a report is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PackName {
    /// Results, changes, scorecards, risks, asks and commitments of both sides
    Review,
    /// Everything a successor needs, in reading order
    Handover,
    /// One sheet for the next visit: whom, why, open questions, kit, promises
    Visit,
}

/// Options of the server.
#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    /// The port, or the next free one
    #[arg(long, default_value_t = 4321)]
    pub port: u16,
    /// Open the home page in the browser
    #[arg(long)]
    pub open: bool,
    /// The browser goes to the page of the note that was saved
    #[arg(long)]
    pub follow: bool,
    /// Look at the files again and again, where the system does not tell of changes
    #[arg(long)]
    pub poll: bool,
    /// Serve others on the network, too, under an address of this machine, with a token
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<std::net::IpAddr>,
}

/// Options of all commands that read a site.
#[derive(Debug, Args)]
pub(super) struct Site {
    /// The site's folder, the one that holds content/
    #[arg(long, default_value = ".")]
    pub site: PathBuf,
    /// Look at the notes as they were known on a day
    #[arg(long)]
    pub as_of: Option<String>,
    /// For whom: owner (everything), internal (nothing private), customer (public only), or one of site.yaml
    #[arg(long)]
    pub audience: Option<String>,
    /// Only this account, by folder or name; may be repeated
    #[arg(long)]
    pub account: Vec<String>,
    /// Warnings fail too (exit code 1)
    #[arg(long)]
    pub strict: bool,
    /// Language of pages and messages [default: that of site.yaml]
    #[arg(long)]
    pub lang: Option<String>,
    /// How diagnostics are shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}
