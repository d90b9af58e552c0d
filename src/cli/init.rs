//! `kafolio init`: writes a small starter site to an empty folder.

use super::arguments::InitArguments;
use super::exit::Exit;
use super::failure::{Failure, InitError};
use super::options::{self, as_of};
use crate::console::{notice, printed};
use crate::disk::create_file;
use crate::disk::site_folder;
use crate::scaffold::{StarterFile, starter};
use crate::text::Language;
use std::io::ErrorKind;
use std::path::Path;

/// Writes the site in the language of `--lang`, else in `language`, and returns the exit code.
///
/// # Errors
/// The folder is not empty or cannot be written.
pub(super) fn write(init: &InitArguments, language: Language) -> Result<Exit, Failure> {
    let language = options::language(init.lang.as_deref())?.unwrap_or(language);
    let today = as_of(init.as_of.as_deref())?.unwrap_or_else(site_folder::today);
    prepare(&init.folder)?;
    let files = starter(language, init.company.as_deref(), today);
    for file in &files {
        create_file(&init.folder, &file.path, &file.text)
            .map_err(|error| error.below(&init.folder.to_string_lossy()))?;
    }
    report(&init.folder, &files, language);
    Ok(Exit::Success)
}

/// Creates the folder, or checks that it is empty.
fn prepare(folder: &Path) -> Result<(), InitError> {
    let path = folder.to_path_buf();
    let is_empty = std::fs::read_dir(folder).map(|mut entries| entries.next().is_none());
    match is_empty {
        Ok(true) => Ok(()),
        Ok(false) => Err(InitError::NotEmpty { path }),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            std::fs::create_dir_all(folder).map_err(|error| InitError::System { path, error })
        }
        Err(error) if error.kind() == ErrorKind::NotADirectory => Err(InitError::IsAFile { path }),
        Err(error) => Err(InitError::System { path, error }),
    }
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
    let [next, then] = ["cli.next-steps", "cli.name-the-team"].map(|key| language.phrase(key));
    notice(format!("{next}\n{enter}  kafolio build --open\n{then}"));
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
