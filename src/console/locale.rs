//! The language of messages before the language of a site is known.

use crate::text::Language;
use std::ffi::OsString;

/// Returns the language of `--lang`, else of the environment, else of the system: Chinese if that is Chinese, otherwise
/// English.
pub(crate) fn detect() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].map(std::env::var_os);
    from_arguments(std::env::args_os()).unwrap_or_else(|| {
        let first = set.into_iter().flatten().find(|value| !value.is_empty());
        let tag = first.map(|tag| tag.to_string_lossy().into_owned());
        from_system_tag(tag.or_else(sys_locale::get_locale).as_deref())
    })
}

fn from_system_tag(tag: Option<&str>) -> Language {
    tag.and_then(Language::from_tag)
        .unwrap_or(Language::ENGLISH)
}

/// Returns the language of the last `--lang` on the command line, even if the line cannot be parsed otherwise.
fn from_arguments(words: impl Iterator<Item = OsString>) -> Option<Language> {
    let words: Vec<String> = words
        .map(|word| word.to_string_lossy().into_owned())
        .take_while(|word| word != "--")
        .collect();
    words.iter().enumerate().rev().find_map(|(index, word)| {
        let tag = match word.strip_prefix("--lang=") {
            Some(tag) => Some(tag),
            None if word == "--lang" => words.get(index + 1).map(String::as_str),
            None => None,
        };
        tag.and_then(Language::from_tag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_line(line: &str) -> Option<Language> {
        from_arguments(line.split(' ').map(OsString::from))
    }

    #[test]
    fn lang_is_found_anywhere_on_the_line() {
        assert_eq!(of_line("kafolio --lang zh"), Some(Language::CHINESE));
        assert_eq!(
            of_line("kafolio bild --x --lang=en-GB y"),
            Some(Language::ENGLISH)
        );
        assert_eq!(of_line("kafolio build --lang"), None);
        assert_eq!(of_line("kafolio build --lang fr"), None);
        assert_eq!(of_line("kafolio build -- --lang zh"), None);
    }

    #[test]
    fn systems_in_other_languages_get_english() {
        assert_eq!(from_system_tag(Some("zh_CN.UTF-8")), Language::CHINESE);
        assert_eq!(from_system_tag(Some("zh-Hans-CN")), Language::CHINESE);
        assert_eq!(from_system_tag(Some("de_DE.UTF-8")), Language::ENGLISH);
        assert_eq!(from_system_tag(Some("C.UTF-8")), Language::ENGLISH);
        assert_eq!(from_system_tag(None), Language::ENGLISH);
    }
}
