//! Mistakes in `forms.yaml`. It is part of the program, so only its developers see them.

use crate::text::TranslationError;
use thiserror::Error;

/// A part of the dictionary, or why there is none.
pub(super) type Result<T> = std::result::Result<T, DictionaryError>;

/// Why `forms.yaml` is not a dictionary.
#[derive(Debug, Error)]
pub(super) enum DictionaryError {
    /// It is not YAML of the expected form.
    #[error(transparent)]
    Yaml(#[from] serde_yaml::Error),
    /// Labels are incomplete.
    #[error("labels of {of}: {error}")]
    Labels {
        /// The key of what they are of.
        of: String,
        /// What is wrong with them.
        #[source]
        error: TranslationError,
    },
    /// The number of kinds of notes has changed.
    #[error("{0} kinds of notes")]
    KindCount(usize),
    /// It names something that does not exist.
    #[error("no {what} `{name}`")]
    Unknown {
        /// What should exist: a kind, a level, an enum.
        what: &'static str,
        /// Its name.
        name: String,
    },
}

impl DictionaryError {
    /// Returns a function to the error of labels that are incomplete.
    pub fn labels(of: &str) -> impl Fn(TranslationError) -> DictionaryError {
        move |error| DictionaryError::Labels {
            of: of.to_owned(),
            error,
        }
    }

    /// Returns the error of a name that does not exist.
    pub fn unknown(what: &'static str, name: &str) -> DictionaryError {
        DictionaryError::Unknown {
            what,
            name: name.to_owned(),
        }
    }
}
