//! Reads a password from the environment, or twice from the terminal without showing it; never from an argument, which other
//! users of the machine could read.

use super::{locale, printed};
use crate::text::Language;
use std::io::{self, ErrorKind, IsTerminal};

/// The environment variable for use without a terminal.
const VARIABLE: &str = "KAFOLIO_PASSWORD";
/// Shorter passwords can be guessed in an afternoon.
const MIN_CHARACTERS: usize = 8;

/// Returns the password.
///
/// # Errors
/// A message for the user if there is no password, or it is too short.
pub(crate) fn read(language: Option<Language>) -> Result<String, String> {
    let language = language.unwrap_or_else(locale::detect);
    let password = match std::env::var(VARIABLE) {
        Ok(password) => password,
        Err(_) if std::io::stdin().is_terminal() => prompt(language)?,
        Err(_) => {
            let words = language.pick(
                "--password: 没有终端可以输入；把密码放进环境变量 KAFOLIO_PASSWORD",
                "--password: no terminal to enter it; set the environment variable KAFOLIO_PASSWORD instead",
            );
            return Err(words.to_owned());
        }
    };
    check_length(password, language)
}

fn check_length(password: String, language: Language) -> Result<String, String> {
    if password.chars().count() >= MIN_CHARACTERS {
        return Ok(password);
    }
    let words = language.pick(
        "--password: 密码至少 8 个字符；几个不相干的词连起来又长又好记",
        "--password: use at least 8 characters; a few unrelated words are long and easy to remember",
    );
    Err(words.to_owned())
}

fn prompt(language: Language) -> Result<String, String> {
    catch_interrupts().map_err(|error| failure(&error, language))?;
    let prompt_once = |chinese, english| {
        let prompt = rpassword::prompt_password(language.pick(chinese, english));
        prompt.map_err(|error| failure(&error, language))
    };
    let first = check_length(
        prompt_once("报告的密码：", "Password for the report: ")?,
        language,
    )?;
    let again = prompt_once("再输一遍：", "Repeat it: ")?;
    if first == again {
        return Ok(first);
    }
    let words = language.pick(
        "--password: 两遍不一样；没有写文件",
        "--password: the passwords differ; nothing was written",
    );
    Err(words.to_owned())
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

fn failure(error: &io::Error, language: Language) -> String {
    let words = match error.kind() {
        ErrorKind::Interrupted => {
            language.pick("中断了；没有写文件", "interrupted; nothing was written")
        }
        ErrorKind::UnexpectedEof => {
            // Ctrl-D leaves the cursor after the prompt.
            printed::err("\n");
            language.pick(
                "没有输入密码；没有写文件",
                "no password entered; nothing was written",
            )
        }
        _ => return format!("--password: {error}"),
    };
    format!("--password: {words}")
}
