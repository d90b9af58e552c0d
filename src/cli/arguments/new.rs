//! The arguments of `kafolio new`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// The arguments of `kafolio new`.
#[derive(Debug, Args)]
pub(in crate::cli) struct NewArguments {
    #[command(subcommand)]
    pub(in crate::cli) note: NoteArguments,
}

/// The kind of note, with its arguments.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum NoteArguments {
    /// A new account
    Account {
        /// Its full name
        #[arg(value_name = "NAME", required = true)]
        name: Vec<String>,
        #[command(flatten)]
        common: CommonArguments,
    },
    /// A new contact of an account
    Contact {
        /// The account, by folder or name
        #[arg(value_name = "ACCOUNT")]
        account: String,
        /// The person's name
        #[arg(value_name = "NAME", required = true)]
        name: Vec<String>,
        #[command(flatten)]
        common: CommonArguments,
    },
    /// A new purchase project of an account
    Project {
        /// The account, by folder or name
        #[arg(value_name = "ACCOUNT")]
        account: String,
        /// The project's name
        #[arg(value_name = "NAME", required = true)]
        name: Vec<String>,
        #[command(flatten)]
        common: CommonArguments,
    },
    /// A new visit, call or meeting: with what was agreed at the last visit and the promises still open
    Visit {
        #[command(flatten)]
        when: MeetingArguments,
        /// The mode: visit, call, video, message or received
        #[arg(long, value_name = "MODE")]
        mode: Option<String>,
        /// The participants, by name; may be repeated [default: those of the last visit]
        #[arg(long, value_name = "NAME")]
        with: Vec<String>,
        #[command(flatten)]
        common: CommonArguments,
    },
    /// A new technical exchange: its plan, and an empty summary
    Exchange {
        #[command(flatten)]
        when: MeetingArguments,
        #[command(flatten)]
        common: CommonArguments,
    },
    /// A new competitor
    Competitor {
        /// Its name
        #[arg(value_name = "NAME", required = true)]
        name: Vec<String>,
        #[command(flatten)]
        common: CommonArguments,
    },
}

/// The account, date and project of a meeting.
#[derive(Debug, Args)]
pub(in crate::cli) struct MeetingArguments {
    /// The account, by folder or name
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    /// The date [default: the agreed date, unless it is past; else today]
    #[arg(value_name = "DATE")]
    pub date: Option<String>,
    /// Its project [default: that of the last visit, else the only open one]
    #[arg(long, value_name = "NAME")]
    pub project: Option<String>,
}

/// Options of all new notes.
#[derive(Debug, Args)]
pub(in crate::cli) struct CommonArguments {
    /// The site's folder, the one that holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Language of keys and hints, and of messages [default: that of site.yaml]
    #[arg(long, value_name = "zh|en")]
    pub lang: Option<String>,
    /// The date that counts as today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Print the note without writing a file
    #[arg(long)]
    pub print: bool,
}

impl NoteArguments {
    /// Returns the options that all kinds share.
    pub fn common(&self) -> &CommonArguments {
        match self {
            NoteArguments::Account { common, .. }
            | NoteArguments::Contact { common, .. }
            | NoteArguments::Project { common, .. }
            | NoteArguments::Visit { common, .. }
            | NoteArguments::Exchange { common, .. }
            | NoteArguments::Competitor { common, .. } => common,
        }
    }

    /// Returns the account that the note belongs to.
    pub fn account(&self) -> Option<&str> {
        match self {
            NoteArguments::Account { .. } | NoteArguments::Competitor { .. } => None,
            NoteArguments::Contact { account, .. } | NoteArguments::Project { account, .. } => {
                Some(account)
            }
            NoteArguments::Visit { when, .. } | NoteArguments::Exchange { when, .. } => {
                Some(&when.account)
            }
        }
    }
}
