//! `kafolio theme`: copies files of the built-in theme, or words to translate, into a theme of one's own.

use super::arguments::ThemeArguments;
use super::exit::Exit;
use super::options;
use crate::console::{locale, printed};
use crate::disk::create_file;
use crate::disk::site_folder;
use crate::text::{Language, nearest};
use crate::theme::{built_in_file, built_in_files, missing_translations};

/// Writes the files and returns the exit code.
///
/// # Errors
/// A message for the user if the file or language is unknown, or a file already exists.
pub(super) fn write(theme: &ThemeArguments) -> Result<Exit, String> {
    let language = options::language(theme.lang.as_deref())?.unwrap_or_else(locale::detect);
    check_name(&theme.name, language)?;
    let files = match &theme.words {
        Some(tag) => words(theme, tag, language)?,
        None => theme
            .files
            .iter()
            .map(|file| built_in(file, language))
            .collect::<Result<_, _>>()?,
    };
    if files.is_empty() && theme.words.is_none() {
        built_in_files().for_each(|name| printed::out(&format!("{name}\n")));
        return Ok(Exit::Success);
    }
    match theme.print {
        true => files.iter().for_each(print),
        false => write_files(theme, &files, language)?,
    }
    crate::console::notice(advice(theme, files.is_empty(), language));
    Ok(Exit::Success)
}

/// Prints a file. YAML files are preceded by a comment with their name; other files have no common comment syntax.
fn print((file, text): &(String, String)) {
    match file.ends_with(".yaml") {
        true => printed::file(&format!("# {file}\n{text}")),
        false => printed::file(text),
    }
}

/// Writes all files, or none if one of them already exists.
fn write_files(
    theme: &ThemeArguments,
    files: &[(String, String)],
    language: Language,
) -> Result<(), String> {
    site_folder::check_site(&theme.site, Some(language))?;
    let path = |file: &str| format!("themes/{}/{file}", theme.name);
    let mut paths = files.iter().map(|(file, _)| path(file));
    if let Some(path) = paths.find(|path| theme.site.join(path).exists()) {
        let words = language.pick(
            "已经有这个文件，什么也没有写；加 --print 只打印",
            "the file exists, so nothing was written; use --print to print only",
        );
        return Err(format!("{path}: {words}"));
    }
    for (file, text) in files {
        let path = path(file);
        create_file(&theme.site, &path, text).map_err(|error| error.words(language))?;
        printed::out(&(printed::path(&theme.site.join(&path)) + "\n"));
    }
    Ok(())
}

/// Checks that the name of a theme is a folder name.
fn check_name(name: &str, language: Language) -> Result<(), String> {
    let is_folder_name =
        !name.starts_with('.') && !name.contains(['/', '\\']) && !name.trim().is_empty();
    let words = language.pick(
        "主题的名字是一个文件夹名",
        "a theme name must be a folder name",
    );
    is_folder_name
        .then_some(())
        .ok_or_else(|| format!("{name}: {words}"))
}

/// Returns a file of the built-in theme.
fn built_in(file: &str, language: Language) -> Result<(String, String), String> {
    let text = built_in_file(file).map(|text| (file.to_owned(), text.to_owned()));
    text.ok_or_else(|| {
        let near = nearest(file, built_in_files());
        match (language, near) {
            (Language::Chinese, Some(near)) => format!("内置的主题没有“{file}”；是不是“{near}”？"),
            (Language::Chinese, None) => format!("内置的主题没有“{file}”；不写文件名就列出全部"),
            (Language::English, Some(near)) => {
                format!("the built-in theme has no `{file}`; did you mean `{near}`?")
            }
            (Language::English, None) => {
                format!("the built-in theme has no `{file}`; leave out the file name to list all")
            }
        }
    })
}

/// Returns the words that the theme lacks in a language, as files.
fn words(
    theme: &ThemeArguments,
    tag: &str,
    language: Language,
) -> Result<Vec<(String, String)>, String> {
    let is_tag = tag.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && tag
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    if !is_tag {
        let words = language.pick(
            "不是语言的代号，如 de、ja、pt-BR",
            "is not a language tag such as de, ja or pt-BR",
        );
        return Err(format!("--words: `{tag}` {words}"));
    }
    site_folder::check_site(&theme.site, Some(language))?;
    let files = missing_translations(&theme.name, &site_folder::read_themes(&theme.site), tag);
    Ok(files
        .into_iter()
        .map(|(file, text)| (file.to_owned(), text))
        .collect())
}

/// Returns the next steps.
fn advice(theme: &ThemeArguments, is_complete: bool, language: Language) -> String {
    let name = printed::one_line(&theme.name);
    match (&theme.words, is_complete, language) {
        (Some(tag), true, Language::Chinese) => format!("`{tag}` 的词语已经全了"),
        (Some(tag), true, Language::English) => format!("all words are translated to `{tag}`"),
        (Some(tag), false, Language::Chinese) => {
            format!("译好一行就去掉行首的 #；site.yaml 里写 主题: {name} 和 语言: {tag}")
        }
        (Some(tag), false, Language::English) => format!(
            "Uncomment each line you translate; in site.yaml set theme: {name} and language: {tag}"
        ),
        (None, _, Language::Chinese) => {
            format!("改好以后，site.yaml 里写 主题: {name}；没有改的文件删掉，仍用内置的")
        }
        (None, _, Language::English) => {
            format!(
                "Edit them, then set theme: {name} in site.yaml; delete the files you do not change"
            )
        }
    }
}
