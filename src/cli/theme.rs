//! `kafolio theme`: copies files of the built-in theme, or words to translate, into a theme of one's own.

use super::arguments::ThemeArguments;
use super::exit::Exit;
use super::failure::{Failure, ThemeError};
use super::options;
use crate::console::{notice, printed};
use crate::disk::create_file;
use crate::disk::site_folder;
use crate::text::{Language, nearest};
use crate::theme::{built_in_file, built_in_files, missing_translations};
use std::fmt::Display;

/// Writes the files and returns the exit code. Messages are in the language of `--lang`, else in `language`.
///
/// # Errors
/// The file or language is unknown, or a file already exists.
pub(super) fn write(theme: &ThemeArguments, language: Language) -> Result<Exit, Failure> {
    let language = options::language(theme.lang.as_deref())?.unwrap_or(language);
    check_name(&theme.name)?;
    let files = match &theme.words {
        Some(tag) => words(theme, tag)?,
        None => theme
            .files
            .iter()
            .map(|file| built_in(file))
            .collect::<Result<_, _>>()?,
    };
    if files.is_empty() && theme.words.is_none() {
        built_in_files().for_each(|name| printed::out(&format!("{name}\n")));
        return Ok(Exit::Success);
    }
    match theme.print {
        true => files.iter().for_each(print),
        false => write_files(theme, &files)?,
    }
    notice(advice(theme, files.is_empty(), language));
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
fn write_files(theme: &ThemeArguments, files: &[(String, String)]) -> Result<(), Failure> {
    site_folder::check_site(&theme.site)?;
    let path = |file: &str| format!("themes/{}/{file}", theme.name);
    let mut paths = files.iter().map(|(file, _)| path(file));
    if let Some(path) = paths.find(|path| theme.site.join(path).exists()) {
        return Err(ThemeError::Exists { path }.into());
    }
    for (file, text) in files {
        let path = path(file);
        create_file(&theme.site, &path, text)?;
        printed::out(&(printed::path(&theme.site.join(&path)) + "\n"));
    }
    Ok(())
}

/// Checks that the name of a theme is a folder name.
fn check_name(name: &str) -> Result<(), ThemeError> {
    let is_folder_name =
        !name.starts_with('.') && !name.contains(['/', '\\']) && !name.trim().is_empty();
    match is_folder_name {
        true => Ok(()),
        false => Err(ThemeError::NotAFolderName {
            name: name.to_owned(),
        }),
    }
}

/// Returns a file of the built-in theme.
fn built_in(file: &str) -> Result<(String, String), ThemeError> {
    let file = file.to_owned();
    match (built_in_file(&file), nearest(&file, built_in_files())) {
        (Some(text), _) => Ok((file, text.to_owned())),
        (None, Some(nearest)) => Err(ThemeError::MisnamedFile { file, nearest }),
        (None, None) => Err(ThemeError::UnknownFile { file }),
    }
}

/// Returns the words that the theme lacks in a language, as files.
fn words(theme: &ThemeArguments, tag: &str) -> Result<Vec<(String, String)>, Failure> {
    let is_tag = tag.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && tag
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    if !is_tag {
        let tag = tag.to_owned();
        return Err(ThemeError::NotALanguageTag { tag }.into());
    }
    site_folder::check_site(&theme.site)?;
    let files = missing_translations(&theme.name, &site_folder::read_themes(&theme.site), tag);
    Ok(files
        .into_iter()
        .map(|(file, text)| (file.to_owned(), text))
        .collect())
}

/// Returns the next steps.
fn advice(theme: &ThemeArguments, is_complete: bool, language: Language) -> String {
    let name = ("theme", &theme.name as &dyn Display);
    match &theme.words {
        Some(tag) if is_complete => {
            printed::phrase(language, "cli.words-complete", &[("tag", tag)])
        }
        Some(tag) => printed::phrase(language, "cli.words-to-translate", &[name, ("tag", tag)]),
        None => printed::phrase(language, "cli.theme-copied", &[name]),
    }
}
