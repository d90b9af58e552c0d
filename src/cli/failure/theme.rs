//! Why `kafolio theme` writes no files.

use crate::console::printed;
use crate::text::Language;
use thiserror::Error;

/// Why no files of a theme are written.
#[derive(Debug, Error)]
pub(in crate::cli) enum ThemeError {
    /// The theme's name is not that of a folder.
    #[error("cli.theme-name")]
    NotAFolderName {
        /// The name.
        name: String,
    },
    /// The site has a file already.
    #[error("cli.theme-file-exists")]
    Exists {
        /// The file, relative to the site's folder.
        path: String,
    },
    /// The built-in theme has no such file, and none of a similar name.
    #[error("cli.theme-file-unknown")]
    UnknownFile {
        /// The name.
        file: String,
    },
    /// The built-in theme has no such file, but one of a similar name.
    #[error("cli.theme-file-nearest")]
    MisnamedFile {
        /// The name.
        file: String,
        /// The most similar name.
        nearest: &'static str,
    },
    /// The value of `--words` is not the tag of a language.
    #[error("cli.not-a-language-tag")]
    NotALanguageTag {
        /// The value.
        tag: String,
    },
}

impl ThemeError {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            ThemeError::NotAFolderName { name } => {
                printed::phrase(language, &key, &[("name", name)])
            }
            ThemeError::Exists { path } => printed::phrase(language, &key, &[("path", path)]),
            ThemeError::UnknownFile { file } => printed::phrase(language, &key, &[("file", file)]),
            ThemeError::MisnamedFile { file, nearest } => {
                printed::phrase(language, &key, &[("file", file), ("nearest", nearest)])
            }
            ThemeError::NotALanguageTag { tag } => printed::phrase(language, &key, &[("tag", tag)]),
        }
    }
}
