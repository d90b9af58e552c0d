//! Why `kafolio new` writes nothing.

use crate::build::BuildError;
use crate::console::{account_refusal_message, printed};
use crate::domain::{KnownChoice, Mode};
use crate::forms::Dictionary;
use crate::text::{Language, nearest};
use thiserror::Error;

/// Why no note is written.
#[derive(Debug, Error)]
pub(in crate::cli) enum NewError {
    /// The account cannot be resolved.
    #[error(transparent)]
    Refused(BuildError),
    /// The name of the new note is empty or has several lines.
    #[error("cli.name-unusable")]
    UnusableName,
    /// The argument is not a day.
    #[error("cli.not-a-day")]
    NotADay {
        /// The argument.
        text: String,
    },
    /// There is a note of that name.
    #[error("cli.name-taken")]
    NameTaken {
        /// The name.
        name: String,
        /// The note.
        path: String,
    },
    /// An agreed meeting has a note already.
    #[error("cli.note-begun")]
    Begun {
        /// The day that was agreed.
        day: String,
        /// The note.
        path: String,
    },
    /// The account has no such project.
    #[error("cli.no-such-project")]
    NoSuchProject {
        /// The name that was given.
        typed: String,
        /// The names of the projects.
        known: Vec<String>,
    },
    /// The account has no such contact.
    #[error("cli.no-such-person")]
    NoSuchPerson {
        /// The name that was given.
        typed: String,
        /// The names of the contacts.
        known: Vec<String>,
    },
    /// There is no such mode of a visit.
    #[error("cli.no-such-mode")]
    NoSuchMode {
        /// The name that was given.
        typed: String,
    },
}

impl NewError {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            NewError::Refused(BuildError::NoSuchAccount { name, known, .. })
                if known.is_empty() =>
            {
                printed::phrase(language, "cli.no-accounts", &[("name", name)])
            }
            NewError::Refused(refusal) => {
                account_refusal_message(refusal, language.phrase("cli.account-argument"), language)
            }
            NewError::UnusableName => language.phrase(&key).to_owned(),
            NewError::NotADay { text } => printed::phrase(language, &key, &[("text", text)]),
            NewError::NameTaken { name, path } => {
                printed::phrase(language, &key, &[("name", name), ("path", path)])
            }
            NewError::Begun { day, path } => {
                printed::phrase(language, &key, &[("day", day), ("path", path)])
            }
            NewError::NoSuchProject { typed, known } | NewError::NoSuchPerson { typed, known } => {
                unknown(&key, typed, known, language)
            }
            NewError::NoSuchMode { typed } => unknown(&key, typed, &modes(language), language),
        }
    }
}

/// Returns the names of all modes of a visit, as they are written in notes.
fn modes(language: Language) -> Vec<String> {
    let modes = Mode::choices(Dictionary::built_in()).iter();
    modes
        .map(|choice| choice.written(language).to_owned())
        .collect()
}

/// Returns the message about an unknown value, with the nearest known one or all of them.
fn unknown(phrase_key: &str, typed: &str, known: &[String], language: Language) -> String {
    let problem = printed::phrase(language, phrase_key, &[("typed", &typed)]);
    let near = nearest(typed, known.iter().map(String::as_str));
    let advice = match near {
        Some(near) => printed::phrase(language, "console.did-you-mean", &[("name", &near)]),
        None if known.is_empty() => return problem,
        None => {
            let names = language.list(known);
            printed::phrase(language, "console.expected-one-of", &[("names", &names)])
        }
    };
    language.statements(&[problem, advice])
}
