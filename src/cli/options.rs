//! Checks and converts the options that commands share.

use super::arguments::SiteArguments;
use crate::build::Options;
use crate::console::printed;
use crate::forms::Moment;
use crate::text::Language;
use jiff::civil::Date;
use thiserror::Error;

/// Why the value of an option is refused.
#[derive(Debug, PartialEq, Eq, Error)]
pub(super) enum OptionError {
    /// The program does not have the language.
    #[error("cli.unknown-language")]
    UnknownLanguage {
        /// The value of `--lang`.
        tag: String,
    },
    /// The value is not a date.
    #[error("cli.not-a-date")]
    NotADate {
        /// The option or argument.
        option: &'static str,
        /// Its value.
        text: String,
    },
    /// The value is not a size.
    #[error("cli.not-a-size")]
    NotASize {
        /// The value of `--max-size`.
        text: String,
    },
    /// The command does not print SARIF.
    #[error("cli.no-sarif")]
    NoSarif,
    /// Changes are not printed as SARIF.
    #[error("cli.no-sarif-of-changes")]
    NoSarifOfChanges,
}

impl OptionError {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            OptionError::UnknownLanguage { tag } => {
                let languages: Vec<&str> = Language::all().map(Language::key).collect();
                let languages = language.list(&languages);
                printed::phrase(language, &key, &[("tag", tag), ("languages", &languages)])
            }
            OptionError::NotADate { option, text } => {
                printed::phrase(language, &key, &[("option", option), ("text", text)])
            }
            OptionError::NotASize { text } => printed::phrase(language, &key, &[("text", text)]),
            OptionError::NoSarif | OptionError::NoSarifOfChanges => {
                language.phrase(&key).to_owned()
            }
        }
    }
}

/// Returns the options of a build. `audience` is the default audience.
pub(super) fn options(
    site: &SiteArguments,
    audience: Option<&str>,
) -> Result<Options, OptionError> {
    Ok(Options {
        language: language(site.lang.as_deref())?,
        as_of: as_of(site.as_of.as_deref())?,
        audience: site.audience.clone().or(audience.map(str::to_owned)),
        accounts: site.account.clone(),
    })
}

/// Parses the value of `--lang`.
pub(super) fn language(tag: Option<&str>) -> Result<Option<Language>, OptionError> {
    let parse = |tag: &str| {
        Language::from_tag(tag).ok_or_else(|| OptionError::UnknownLanguage {
            tag: tag.to_owned(),
        })
    };
    tag.map(parse).transpose()
}

/// Parses the value of `--as-of`, the date that counts as today.
pub(super) fn as_of(text: Option<&str>) -> Result<Option<Date>, OptionError> {
    text.map(|text| day("--as-of", text)).transpose()
}

/// Parses the date after an option.
pub(super) fn day(option: &'static str, text: &str) -> Result<Date, OptionError> {
    let moment = Moment::parse(text).map_err(|_| OptionError::NotADate {
        option,
        text: text.to_owned(),
    })?;
    Ok(moment.day)
}
