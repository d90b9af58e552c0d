//! A password, from the environment or typed in twice without being shown; never from an argument, which other users of the
//! machine could read.

use super::{locale, printed};
use crate::text::Language;
use std::io::{self, ErrorKind, IsTerminal};

/// The variable that holds it where nobody is there to type.
const VARIABLE: &str = "KAFOLIO_PASSWORD";
/// Shorter ones are guessed in an afternoon.
const LEAST_LETTERS: usize = 8;

/// The password.
pub(crate) fn asked(language: Option<Language>) -> Result<String, String> {
    let language = language.unwrap_or_else(locale::spoken);
    let password = match std::env::var(VARIABLE) {
        Ok(password) => password,
        Err(_) if std::io::stdin().is_terminal() => typed(language)?,
        Err(_) => {
            let words = language.pick(
                "--password: 没有终端可以输入；把密码放进环境变量 KAFOLIO_PASSWORD",
                "--password: no terminal to enter it; set the environment variable KAFOLIO_PASSWORD instead",
            );
            return Err(words.to_owned());
        }
    };
    long_enough(password, language)
}

fn long_enough(password: String, language: Language) -> Result<String, String> {
    if password.chars().count() >= LEAST_LETTERS {
        return Ok(password);
    }
    let words = language.pick(
        "--password: 密码至少 8 个字符；几个不相干的词连起来又长又好记",
        "--password: use at least 8 characters; a few unrelated words are long and easy to remember",
    );
    Err(words.to_owned())
}

fn typed(language: Language) -> Result<String, String> {
    catch_interrupts().map_err(|error| failed(&error, language))?;
    let ask = |chinese, english| {
        let typed = rpassword::prompt_password(language.pick(chinese, english));
        typed.map_err(|error| failed(&error, language))
    };
    let first = long_enough(ask("报告的密码：", "Password for the report: ")?, language)?;
    let again = ask("再输一遍：", "Repeat it: ")?;
    if first == again {
        return Ok(first);
    }
    let words = language.pick(
        "--password: 两遍不一样；没有写文件",
        "--password: the passwords differ; nothing was written",
    );
    Err(words.to_owned())
}

/// While a password is typed the terminal shows nothing, and it would stay so if Ctrl-C ended the program at once. Caught, it ends the typing. It stays caught: what is left to do then is to seal a file and to write it.
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

fn failed(error: &io::Error, language: Language) -> String {
    let words = match error.kind() {
        ErrorKind::Interrupted => {
            language.pick("中断了；没有写文件", "interrupted; nothing was written")
        }
        ErrorKind::UnexpectedEof => {
            // Ctrl-D leaves the cursor behind the question.
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
