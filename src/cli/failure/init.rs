//! Why `kafolio init` writes no site.

use crate::console::printed;
use crate::text::Language;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Why no site is written.
#[derive(Debug, Error)]
pub(in crate::cli) enum InitError {
    /// The folder contains files.
    #[error("cli.folder-not-empty")]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// There is a file of that name.
    #[error("cli.folder-is-a-file")]
    IsAFile {
        /// The file.
        path: PathBuf,
    },
    /// The system refused.
    #[error("cli.folder-refused")]
    System {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        error: io::Error,
    },
}

impl InitError {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            InitError::NotEmpty { path } | InitError::IsAFile { path } => {
                printed::phrase(language, &key, &[("path", &printed::path(path))])
            }
            InitError::System { path, error } => printed::phrase(
                language,
                &key,
                &[("path", &printed::path(path)), ("error", error)],
            ),
        }
    }
}
