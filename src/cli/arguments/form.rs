//! The number of a paper form on the command line.

use crate::console::printed;
use crate::forms::Dictionary;
use crate::text::Language;
use thiserror::Error;

/// There is no paper form of that number.
#[derive(Debug, Error)]
#[error("cli.not-a-form")]
pub(in crate::cli) struct NotAForm;

impl NotAForm {
    /// Returns which forms there are.
    pub fn message(&self, language: Language) -> String {
        let numbers = || Dictionary::built_in().forms.iter().map(|form| form.form);
        let first = numbers().min().unwrap_or_default();
        let last = numbers().max().unwrap_or_default();
        printed::phrase(
            language,
            &self.to_string(),
            &[("first", &first), ("last", &last)],
        )
    }
}

/// Parses the number of a paper form.
pub(super) fn number(text: &str) -> Result<u8, NotAForm> {
    let number: u8 = text.parse().map_err(|_| NotAForm)?;
    let mut forms = Dictionary::built_in().forms.iter();
    match forms.any(|form| form.form == number) {
        true => Ok(number),
        false => Err(NotAForm),
    }
}
