//! Why commands fail. The words are chosen here, in the language of the site once it is known.

mod init;
mod report;
mod theme;

use super::new::NewError;
use super::options::OptionError;
use crate::build::{BuildError, BuildOutcome};
use crate::console::password::PasswordError;
use crate::console::{self, Format, InternalError, refusal_message};
use crate::disk::{CreateError, OpenError, SiteError, WriteError};
use crate::preview::PreviewError;
use crate::publish::one_file::DocumentError;
use crate::publish::pdf::PdfError;
use crate::publish::sealed::SealError;
use crate::publish::{Leaks, PublishError, RecordError};
use crate::text::Language;
use std::path::PathBuf;
use thiserror::Error;

pub(in crate::cli) use init::InitError;
pub(in crate::cli) use report::{ReportError, Sizes};
pub(in crate::cli) use theme::ThemeError;

/// The end of a command that failed.
#[derive(Debug)]
pub(in crate::cli) enum Failure {
    /// What is wrong has been reported.
    Reported,
    /// What is wrong, and the language of the message; that of the terminal if `None`.
    Because(CommandError, Option<Language>),
}

/// What is wrong.
#[derive(Debug, Error)]
pub(in crate::cli) enum CommandError {
    #[error(transparent)]
    Option(#[from] OptionError),
    #[error(transparent)]
    Site(#[from] SiteError),
    #[error(transparent)]
    Refused(#[from] BuildError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("{error}")]
    NotWritten {
        /// The output folder.
        out: PathBuf,
        #[source]
        error: WriteError,
    },
    #[error(transparent)]
    Publish(#[from] PublishError),
    #[error(transparent)]
    Document(#[from] DocumentError),
    #[error(transparent)]
    Record(#[from] RecordError),
    #[error(transparent)]
    Create(#[from] CreateError),
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Seal(#[from] SealError),
    #[error(transparent)]
    Pdf(#[from] PdfError),
    #[error(transparent)]
    Preview(#[from] PreviewError),
    #[error(transparent)]
    Report(#[from] ReportError),
    #[error(transparent)]
    Init(#[from] InitError),
    #[error(transparent)]
    Theme(#[from] ThemeError),
    #[error(transparent)]
    New(#[from] NewError),
    #[error(transparent)]
    Internal(#[from] InternalError),
}

impl CommandError {
    /// Returns the message for the user.
    fn message(&self, language: Language) -> String {
        match self {
            CommandError::Option(error) => error.message(language),
            CommandError::Site(error) => error.message(language),
            CommandError::Refused(refusal) => refusal_message(refusal, language),
            CommandError::Open(error) => error.message(language),
            CommandError::NotWritten { out, error } => error.message(out, language),
            CommandError::Publish(error) => error.message(language),
            CommandError::Document(error) => error.message(language),
            CommandError::Record(error) => error.message(language),
            CommandError::Create(error) => error.message(language),
            CommandError::Password(error) => error.message(language),
            CommandError::Seal(error) => error.message(language),
            CommandError::Pdf(error) => error.message(language),
            CommandError::Preview(error) => error.message(language),
            CommandError::Report(error) => error.message(language),
            CommandError::Init(error) => error.message(language),
            CommandError::Theme(error) => error.message(language),
            CommandError::New(error) => error.message(language),
            CommandError::Internal(error) => error.message(language),
        }
    }
}

impl<E: Into<CommandError>> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure::Because(error.into(), None)
    }
}

impl Failure {
    /// Reports the leaks because of which nothing is written.
    pub fn of_leaks(leaks: &Leaks, built: &BuildOutcome, format: Format) -> Failure {
        leaks.report(built, format);
        Failure::Reported
    }

    /// Prints what is wrong, unless that was done; `language` is that of the terminal.
    pub fn report(&self, language: Language) {
        if let Failure::Because(error, own) = self {
            console::failure(&error.message(own.unwrap_or(language)));
        }
    }
}

/// Errors that are reported in the language of the site.
pub(in crate::cli) trait InLanguage<T> {
    /// Returns the value, or the failure in a language.
    fn in_language(self, language: Language) -> Result<T, Failure>;
}

impl<T, E: Into<CommandError>> InLanguage<T> for Result<T, E> {
    fn in_language(self, language: Language) -> Result<T, Failure> {
        self.map_err(|error| Failure::Because(error.into(), Some(language)))
    }
}
