//! The arguments of the command line. Their help texts, in both languages, are in `help.yaml`.

mod completions;
mod form;
mod init;
mod new;
mod theme;

use crate::console::Format;
use clap::{Args, Parser, Subcommand, ValueEnum};
pub(super) use completions::CompletionsArguments;
pub(super) use form::NotAForm;
pub(super) use init::InitArguments;
pub(super) use new::{CommonArguments, MeetingArguments, NewArguments, NoteArguments};
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
    /// Language of messages; read by `locale`, and by the commands that define it as their own option
    #[arg(long, global = true)]
    pub lang: Option<String>,
}

/// The command to run.
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
        site: SiteArguments,
    },
    /// Write the site to disk again whenever a note changes
    Watch {
        #[command(flatten)]
        output: OutputArguments,
        /// Poll the folder, where the system reports no changes, as on some network shares
        #[arg(long)]
        poll: bool,
        #[command(flatten)]
        site: SiteArguments,
    },
    /// Write the paper forms into one file, blank or filled, ready to print
    Forms {
        #[command(flatten)]
        arguments: FormsArguments,
        #[command(flatten)]
        site: SiteArguments,
    },
    /// Show what changed between two dates
    Changes {
        #[command(flatten)]
        arguments: ChangesArguments,
        #[command(flatten)]
        site: SiteArguments,
    },
    /// Write a report about some accounts: one HTML file to send or print
    Report {
        #[command(flatten)]
        arguments: ReportArguments,
        #[command(flatten)]
        site: SiteArguments,
    },
    /// Show everything that the notes contain about one person, with file and line
    Person {
        /// The person, by name or by the name of the note's file
        name: String,
        #[command(flatten)]
        site: SiteArguments,
    },
    /// Report errors in the notes; write nothing
    Check {
        #[command(flatten)]
        site: SiteArguments,
    },
    /// Serve the site to the browser of this machine, and rebuild it whenever a note is saved
    Serve {
        #[command(flatten)]
        arguments: ServeArguments,
        #[command(flatten)]
        site: SiteArguments,
    },
    /// Write one new note with every field of its form and what is already known; never over a file
    New(NewArguments),
    /// Write a small site to start from into an empty folder
    Init(InitArguments),
    /// Write files of the built-in theme, or words to translate, into a theme of your own
    Theme(ThemeArguments),
    /// Print the completion script of a shell
    Completions(CompletionsArguments),
    /// Show the help of the program or of a command
    Help {
        /// The words of the command
        of: Vec<String>,
    },
}

/// Options of the output folder.
#[derive(Debug, Args)]
pub(super) struct OutputArguments {
    /// The output folder [default: public/ next to content/]
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// The record of what is disclosed and withheld [default: in .kafolio/ of the site's folder]
    #[arg(long, value_name = "FILE")]
    pub disclosure: Option<PathBuf>,
    /// Replace a site by one without accounts, or with less than half of the pages
    #[arg(long)]
    pub allow_shrink: bool,
    /// Replace a site by one that shows its readers more
    #[arg(long)]
    pub widen: bool,
}

/// Options of the paper forms.
#[derive(Debug, Args)]
pub(super) struct FormsArguments {
    /// Only these accounts, by folder or name [default: all]
    #[arg(conflicts_with = "blank")]
    pub accounts: Vec<String>,
    /// The blank forms; needs no notes
    #[arg(long, conflicts_with = "account")]
    pub blank: bool,
    /// Only this form, by its number; may be repeated
    #[arg(long, value_parser = form::number)]
    pub form: Vec<u8>,
    /// The file to write; an existing file must be an earlier version
    #[arg(long, default_value = "forms.html")]
    pub out: PathBuf,
    /// The record of what is disclosed and withheld [default: in .kafolio/ of the site's folder]
    #[arg(long, value_name = "FILE")]
    pub disclosure: Option<PathBuf>,
    /// Replace a file that shows its readers less
    #[arg(long)]
    pub widen: bool,
}

/// The arguments of `kafolio changes`.
#[derive(Debug, Args)]
pub(super) struct ChangesArguments {
    /// Only these accounts, by folder or name [default: all]
    pub accounts: Vec<String>,
    /// The earlier date
    #[arg(long, value_name = "DATE")]
    pub since: String,
    /// Also write a page
    #[arg(long)]
    pub page: bool,
    /// Write the page to this file; an existing file must be an earlier version [default: changes.html]
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// The record of what is disclosed and withheld [default: in .kafolio/ of the site's folder]
    #[arg(long, value_name = "FILE")]
    pub disclosure: Option<PathBuf>,
    /// Replace a file that shows its readers less
    #[arg(long)]
    pub widen: bool,
}

/// The arguments of `kafolio report`.
#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    /// The accounts, by folder or name
    #[arg(required = true)]
    pub accounts: Vec<String>,
    /// The purpose of the report
    #[arg(long, value_enum, default_value_t = PackName::Review)]
    pub pack: PackName,
    /// Show what changed since a date [default for a review: 90 days]
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// The file to write; an existing file must be an earlier version
    #[arg(long, default_value = "report.html")]
    pub out: PathBuf,
    /// The maximum size of the file; pictures are scaled down to fit
    #[arg(long, value_name = "SIZE", default_value = "2MB")]
    pub max_size: String,
    /// The record of what is disclosed and withheld [default: in .kafolio/ of the site's folder]
    #[arg(long, value_name = "FILE")]
    pub disclosure: Option<PathBuf>,
    /// Replace a file that shows its readers less
    #[arg(long)]
    pub widen: bool,
    /// Encrypt the file; the password is entered, or read from KAFOLIO_PASSWORD
    #[arg(long)]
    pub password: bool,
    /// Also print it to a PDF next to the file, with a Chromium on this machine
    #[arg(long, conflicts_with = "password")]
    pub pdf: bool,
}

/// The purpose of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PackName {
    /// Results, changes, scorecards, risks, asks and commitments of both sides
    Review,
    /// Everything a successor needs, in reading order
    Handover,
    /// One sheet for the next visit: people, purpose, open questions, materials, promises
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
    /// Show the page of the note that was saved in the browser
    #[arg(long)]
    pub follow: bool,
    /// Poll the files, where the system does not report changes
    #[arg(long)]
    pub poll: bool,
    /// Also serve others on the network, under an address of this machine, with a token
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<std::net::IpAddr>,
}

/// Options of all commands that read a site.
#[derive(Debug, Args)]
pub(super) struct SiteArguments {
    /// The site's folder, the one that holds content/
    #[arg(long, default_value = ".")]
    pub site: PathBuf,
    /// Show the notes as they were known on a date
    #[arg(long)]
    pub as_of: Option<String>,
    /// The audience: owner (everything), internal (nothing private), customer (public only), or one of site.yaml
    #[arg(long)]
    pub audience: Option<String>,
    /// Only this account, by folder or name; may be repeated
    #[arg(long)]
    pub account: Vec<String>,
    /// Also fail on warnings (exit code 1)
    #[arg(long)]
    pub strict: bool,
    /// Language of pages and messages [default: that of site.yaml]
    #[arg(long)]
    pub lang: Option<String>,
    /// How diagnostics are shown
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}
