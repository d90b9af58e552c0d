//! Reads a password from the environment, or twice from the terminal without showing it; never from an argument, which other
//! users of the machine could read.

use super::printed;
use crate::text::Language;
use std::io::{self, ErrorKind, IsTerminal};
use thiserror::Error;

/// The environment variable for use without a terminal.
const VARIABLE: &str = "KAFOLIO_PASSWORD";
/// Shorter passwords can be guessed in an afternoon.
const MIN_CHARACTERS: usize = 8;

/// Why there is no password. Nothing was written.
#[derive(Debug, Error)]
pub(crate) enum PasswordError {
    /// There is no terminal to enter it, and the environment has none.
    #[error("console.password-no-terminal")]
    NoTerminal,
    /// It can be guessed.
    #[error("console.password-too-short")]
    TooShort,
    /// The second password differs from the first.
    #[error("console.passwords-differ")]
    Differ,
    /// The user ended the program with Ctrl-C.
    #[error("console.password-interrupted")]
    Interrupted,
    /// The user ended the input with Ctrl-D.
    #[error("console.password-missing")]
    Missing,
    /// The terminal cannot be read.
    #[error("console.password-refused")]
    System(#[source] io::Error),
}

impl PasswordError {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            Self::TooShort => printed::phrase(language, &key, &[("characters", &MIN_CHARACTERS)]),
            Self::System(error) => printed::phrase(language, &key, &[("error", error)]),
            _ => language.phrase(&key).to_owned(),
        }
    }
}

impl From<io::Error> for PasswordError {
    fn from(error: io::Error) -> PasswordError {
        match error.kind() {
            ErrorKind::Interrupted => PasswordError::Interrupted,
            ErrorKind::UnexpectedEof => PasswordError::Missing,
            _ => PasswordError::System(error),
        }
    }
}

/// Returns the password; a prompt is shown in `language`.
///
/// # Errors
/// There is no password, or it is too short.
pub(crate) fn read(language: Language) -> Result<String, PasswordError> {
    let password = match std::env::var(VARIABLE) {
        Ok(password) => password,
        Err(_) if std::io::stdin().is_terminal() => prompt_twice(language)?,
        Err(_) => return Err(PasswordError::NoTerminal),
    };
    check_length(password)
}

fn check_length(password: String) -> Result<String, PasswordError> {
    match password.chars().count() >= MIN_CHARACTERS {
        true => Ok(password),
        false => Err(PasswordError::TooShort),
    }
}

fn prompt_twice(language: Language) -> Result<String, PasswordError> {
    catch_interrupts()?;
    let first = check_length(prompt(
        language.phrase("console.password-prompt"),
        language,
    )?)?;
    let again = prompt(language.phrase("console.password-again"), language)?;
    match first == again {
        true => Ok(first),
        false => Err(PasswordError::Differ),
    }
}

fn prompt(words: &str, language: Language) -> Result<String, PasswordError> {
    let typed = rpassword::prompt_password(format!("{words}{}", language.colon()));
    typed.map_err(|error| {
        let error = PasswordError::from(error);
        if matches!(error, PasswordError::Missing) {
            // Ctrl-D leaves the cursor after the prompt.
            printed::err("\n");
        }
        error
    })
}

/// Catches Ctrl-C. While a password is entered the terminal does not echo, and would stay so if Ctrl-C ended the program at
/// once; caught, it ends the input. It stays caught, because only sealing and writing a file follow.
#[cfg(unix)]
fn catch_interrupts() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build()?;
    let _within = runtime.enter();
    signal(SignalKind::interrupt()).map(drop)
}

#[cfg(not(unix))]
fn catch_interrupts() -> io::Result<()> {
    Ok(())
}
