//! A password, from the environment or typed in twice without being shown; never from an argument, which other users of the
//! machine could read.

use super::locale;
use crate::text::Language;
use std::io::IsTerminal;

/// The variable that holds it where nobody is there to type.
const VARIABLE: &str = "KAFOLIO_PASSWORD";
/// Shorter ones are guessed in an afternoon.
const LEAST_LETTERS: usize = 8;

/// The password.
pub(super) fn asked(language: Option<Language>) -> Result<String, String> {
    let language = language.unwrap_or_else(locale::spoken);
    let password = match std::env::var(VARIABLE) {
        Ok(password) => password,
        Err(_) if std::io::stdin().is_terminal() => typed(language)?,
        Err(_) => {
            let words = language.pick(
                "--password: 没有终端可以输入；把密码放进环境变量 KAFOLIO_PASSWORD",
                "--password: there is no terminal to type it in; put the password into the variable KAFOLIO_PASSWORD",
            );
            return Err(words.to_owned());
        }
    };
    if password.chars().count() < LEAST_LETTERS {
        let words = language.pick(
            "--password: 密码至少 8 个字符；几个不相干的词连起来又长又好记",
            "--password: at least 8 characters; a few unrelated words are long and easy to keep in mind",
        );
        return Err(words.to_owned());
    }
    Ok(password)
}

fn typed(language: Language) -> Result<String, String> {
    let first =
        rpassword::prompt_password(language.pick("报告的密码：", "Password of the report: "));
    let again = rpassword::prompt_password(language.pick("再输一遍：", "Once more: "));
    match (first, again) {
        (Ok(first), Ok(again)) if first == again => Ok(first),
        (Ok(_), Ok(_)) => {
            let words = language.pick(
                "--password: 两遍不一样；没有写文件",
                "--password: the two differ; nothing was written",
            );
            Err(words.to_owned())
        }
        (Err(error), _) | (_, Err(error)) => Err(format!("--password: {error}")),
    }
}
