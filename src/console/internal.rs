//! Errors of the program itself.

use super::printed;
use crate::text::Language;
use thiserror::Error;

/// An invariant of the program that does not hold. That is a bug, not a mistake in the notes or on the command line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("internal error {code}: {about}")]
pub struct InternalError {
    /// What users report; found in the source by searching for it.
    code: &'static str,
    /// What it happened to, such as a path.
    about: String,
}

impl InternalError {
    /// Creates it from its code and what it happened to.
    pub fn new(code: &'static str, about: &str) -> InternalError {
        InternalError {
            code,
            about: about.to_owned(),
        }
    }

    /// Returns what it happened to.
    pub fn about(&self) -> &str {
        &self.about
    }

    /// Returns the message for the user, which asks for a report.
    pub fn message(&self, language: Language) -> String {
        printed::phrase(
            language,
            "console.internal-error",
            &[("code", &self.code), ("about", &self.about)],
        )
    }
}
