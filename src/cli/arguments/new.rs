//! The arguments of `kafolio new`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// The arguments of `kafolio new`.
#[derive(Debug, Args)]
pub(in crate::cli) struct NewArguments {
    #[command(subcommand)]
    pub(in crate::cli) what: What,
}

/// What kind of note.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum What {
    /// A new account
    Account {
        /// Its full name
        #[arg(value_name = "NAME", required = true)]
        name: Vec<String>,
        #[command(flatten)]
        common: Common,
    },
    /// A new person of an account
    Contact {
        /// The account, by folder or name
        #[arg(value_name = "ACCOUNT")]
        account: String,
        /// The person's name
        #[arg(value_name = "NAME", required = true)]
        name: Vec<String>,
        #[command(flatten)]
        common: Common,
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
        common: Common,
    },
    /// A new visit, call or meeting: with what the last visit agreed and the promises still open
    Visit {
        #[command(flatten)]
        when: When,
        /// How: visit, call, video, message or received
        #[arg(long, value_name = "MODE")]
        mode: Option<String>,
        /// Whom we meet, by name; may be repeated [default: those met last]
        #[arg(long, value_name = "NAME")]
        with: Vec<String>,
        #[command(flatten)]
        common: Common,
    },
    /// A new technical exchange: its plan, and room for its summary
    Exchange {
        #[command(flatten)]
        when: When,
        #[command(flatten)]
        common: Common,
    },
    /// A new competitor
    Competitor {
        /// Its name
        #[arg(value_name = "NAME", required = true)]
        name: Vec<String>,
        #[command(flatten)]
        common: Common,
    },
}

/// Whom a meeting is with, and when.
#[derive(Debug, Args)]
pub(in crate::cli) struct When {
    /// The account, by folder or name
    #[arg(value_name = "ACCOUNT")]
    pub account: String,
    /// When [default: the day agreed, unless it is past; else today]
    #[arg(value_name = "DATE")]
    pub date: Option<String>,
    /// What project it is about [default: that of the last visit, else the only open one]
    #[arg(long, value_name = "NAME")]
    pub project: Option<String>,
}

/// Options of all new notes.
#[derive(Debug, Args)]
pub(in crate::cli) struct Common {
    /// The site's folder, the one that holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// Language of keys and hints, and of messages [default: that of site.yaml]
    #[arg(long, value_name = "zh|en")]
    pub lang: Option<String>,
    /// The day that counts as today
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Print the note and write no file
    #[arg(long)]
    pub print: bool,
}

impl What {
    /// The options that all kinds share.
    pub fn common(&self) -> &Common {
        match self {
            What::Account { common, .. }
            | What::Contact { common, .. }
            | What::Project { common, .. }
            | What::Visit { common, .. }
            | What::Exchange { common, .. }
            | What::Competitor { common, .. } => common,
        }
    }

    /// The account that the note belongs to.
    pub fn account(&self) -> Option<&str> {
        match self {
            What::Account { .. } | What::Competitor { .. } => None,
            What::Contact { account, .. } | What::Project { account, .. } => Some(account),
            What::Visit { when, .. } | What::Exchange { when, .. } => Some(&when.account),
        }
    }
}
