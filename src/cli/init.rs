//! `kafolio init`: writes a small starter site to an empty folder.

use super::arguments::InitArguments;
use super::exit::Exit;
use super::options::{as_of, language};
use crate::console::{locale, printed};
use crate::disk::site_folder;
use crate::disk::{CreateError, create_file};
use crate::scaffold::{StarterFile, starter};
use crate::text::Language;
use std::io::ErrorKind;
use std::path::Path;

/// Writes the site and returns the exit code.
///
/// # Errors
/// A message for the user if the folder is not empty or cannot be written.
pub(super) fn write(init: &InitArguments) -> Result<Exit, String> {
    let language = language(init.lang.as_deref())?.unwrap_or_else(locale::detect);
    let today = as_of(init.as_of.as_deref(), Some(language))?.unwrap_or_else(site_folder::today);
    prepare(&init.folder, language)?;
    let files = starter(language, init.company.as_deref(), today);
    for file in &files {
        create_file(&init.folder, &file.path, &file.text)
            .map_err(|error| create_failure(&init.folder, &error, language))?;
    }
    report(&init.folder, &files, language);
    Ok(Exit::Success)
}

/// Creates the folder, or checks that it is empty.
fn prepare(folder: &Path, language: Language) -> Result<(), String> {
    let words = |chinese, english| {
        let words = language.pick(chinese, english);
        Err(format!("{}: {words}", printed::path(folder)))
    };
    let is_empty = std::fs::read_dir(folder).map(|mut entries| entries.next().is_none());
    match is_empty {
        Ok(true) => Ok(()),
        Ok(false) => words(
            "文件夹不是空的；换一个名字，或先清空它",
            "the folder is not empty; choose another name or empty it first",
        ),
        Err(error) if error.kind() == ErrorKind::NotFound => std::fs::create_dir_all(folder)
            .map_err(|error| format!("{}: {error}", printed::path(folder))),
        Err(error) if error.kind() == ErrorKind::NotADirectory => {
            words("这是一个文件，不是文件夹", "this is a file, not a folder")
        }
        Err(error) => Err(format!("{}: {error}", printed::path(folder))),
    }
}

fn create_failure(folder: &Path, error: &CreateError, language: Language) -> String {
    format!("{}: {}", printed::path(folder), error.words(language))
}

/// Prints the files on standard output, and the next steps on standard error.
fn report(folder: &Path, files: &[StarterFile], language: Language) {
    for file in files {
        printed::out(&(printed::path(&folder.join(&file.path)) + "\n"));
    }
    let enter = match folder == Path::new(".") {
        true => String::new(),
        false => format!("  cd {}\n", quoted(folder)),
    };
    let (next, then) = match language {
        Language::Chinese => ("接着：", "再在 content/site.yaml 里把团队换成自己"),
        Language::English => ("Next:", "Then put your own team into content/site.yaml"),
    };
    crate::console::notice(format!("{next}\n{enter}  kafolio build --open\n{then}"));
}

/// Quotes a folder for a shell, if necessary.
fn quoted(folder: &Path) -> String {
    let name = printed::path(folder);
    if name.contains(char::is_whitespace) {
        format!("\"{name}\"")
    } else {
        name
    }
}
