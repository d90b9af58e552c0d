//! The language in which the program speaks to who typed the line, before the language of a site is known.

use crate::text::Language;
use std::ffi::OsString;

/// `--lang` where the line has it, else what the environment asks for, else what the system says: Chinese where that is
/// Chinese, English for any other.
pub(crate) fn spoken() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].map(std::env::var_os);
    asked(std::env::args_os()).unwrap_or_else(|| {
        let first = set.into_iter().flatten().find(|value| !value.is_empty());
        let tag = first.map(|tag| tag.to_string_lossy().into_owned());
        of_system(tag.or_else(sys_locale::get_locale).as_deref())
    })
}

fn of_system(tag: Option<&str>) -> Language {
    tag.and_then(Language::from_tag)
        .unwrap_or(Language::English)
}

/// The language that the line names, wherever `--lang` stands. A line that cannot be parsed is looked through, too.
fn asked(words: impl Iterator<Item = OsString>) -> Option<Language> {
    let words: Vec<String> = words
        .map(|word| word.to_string_lossy().into_owned())
        .take_while(|word| word != "--")
        .collect();
    words.iter().enumerate().rev().find_map(|(at, word)| {
        let tag = match word.strip_prefix("--lang=") {
            Some(tag) => Some(tag),
            None if word == "--lang" => words.get(at + 1).map(String::as_str),
            None => None,
        };
        tag.and_then(Language::from_tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_line(line: &str) -> Option<Language> {
        asked(line.split(' ').map(OsString::from))
    }

    #[test]
    fn the_line_may_name_a_language_anywhere() {
        assert_eq!(of_line("kafolio --lang zh"), Some(Language::Chinese));
        assert_eq!(
            of_line("kafolio bild --x --lang=en-GB y"),
            Some(Language::English)
        );
        assert_eq!(of_line("kafolio build --lang"), None);
        assert_eq!(of_line("kafolio build --lang fr"), None);
        assert_eq!(of_line("kafolio build -- --lang zh"), None);
    }

    #[test]
    fn what_is_not_chinese_is_english() {
        assert_eq!(of_system(Some("zh_CN.UTF-8")), Language::Chinese);
        assert_eq!(of_system(Some("zh-Hans-CN")), Language::Chinese);
        assert_eq!(of_system(Some("de_DE.UTF-8")), Language::English);
        assert_eq!(of_system(Some("C.UTF-8")), Language::English);
        assert_eq!(of_system(None), Language::English);
    }
}
