//! The errors of output folders. They name the texts of the catalog `disk`.

use std::io;
use std::path::{Path, PathBuf};

use super::guard::Blocked;
use super::manifest::ManifestError;
use crate::console::printed::{self, path as shown};
use crate::console::{InternalError, joined_lines};
use crate::text::Language;
use thiserror::Error;

/// Why an output folder was not opened. Nothing in it was changed.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The path is that of a file.
    #[error("disk.not-a-folder")]
    NotAFolder {
        /// Which.
        path: PathBuf,
    },
    /// It is not empty, and it has no manifest of ours.
    #[error("disk.not-ours")]
    NotOurs {
        /// Which.
        path: PathBuf,
    },
    /// It is the folder of the notes, or contains it.
    #[error("disk.holds-notes")]
    HoldsNotes {
        /// Which.
        path: PathBuf,
        /// The folder of the notes.
        notes: PathBuf,
    },
    /// Another process is writing to it.
    #[error("disk.busy")]
    Busy {
        /// Which.
        path: PathBuf,
    },
    /// The manifest cannot be read or understood.
    #[error("disk.manifest-unclear")]
    Manifest {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        reason: ManifestError,
    },
    /// The system refused.
    #[error("disk.folder-refused")]
    System {
        /// Which.
        path: PathBuf,
        /// The error of the system.
        #[source]
        error: io::Error,
    },
}

impl OpenError {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            Self::NotAFolder { path } | Self::NotOurs { path } | Self::Busy { path } => {
                printed::phrase(language, &key, &[("path", &shown(path))])
            }
            Self::HoldsNotes { path, notes } => printed::phrase(
                language,
                &key,
                &[("path", &shown(path)), ("notes", &shown(notes))],
            ),
            Self::Manifest { path, reason } => printed::phrase(
                language,
                &key,
                &[
                    ("path", &shown(path)),
                    ("reason", &reason.message(language)),
                ],
            ),
            Self::System { path, error } => {
                printed::phrase(language, &key, &[("path", &shown(path)), ("error", error)])
            }
        }
    }
}

/// An error while a site was written. Paths are relative to the output folder, with `/`.
#[derive(Debug, Error)]
pub enum Fault {
    /// The path is reserved for the writer.
    #[error("disk.reserved")]
    Reserved {
        /// Which.
        path: String,
    },
    /// Windows cannot write a file of this name.
    #[error("disk.windows-name")]
    Windows {
        /// Which.
        path: String,
    },
    /// Two paths that differ only in case, or a file (`one`) and a folder (`other`, ending in `/`) of the same name.
    #[error("disk.collision")]
    Collision {
        /// The first.
        one: String,
        /// The second.
        other: String,
    },
    /// A file, folder or link that is not ours is where one of ours must go.
    #[error("disk.in-the-way")]
    InTheWay {
        /// Which.
        path: String,
    },
    /// The system refused to write or remove the file, or to read the file to be copied.
    #[error("disk.file-refused")]
    System {
        /// Which.
        path: String,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// The build did what no build may do: it wrote a path twice or outside the folder, or kept a file that this writer did not
    /// write.
    #[error(transparent)]
    Internal(InternalError),
}

impl Fault {
    /// Returns the fault of a path that leads out of the folder.
    pub(super) fn outside(path: &str) -> Fault {
        Fault::Internal(InternalError::new("output-outside", path))
    }

    /// Returns the fault of a path that is written twice in one build.
    pub(super) fn twice(path: &str) -> Fault {
        Fault::Internal(InternalError::new("output-twice", path))
    }

    /// Returns the fault of a file that was reported as unchanged since the last build, which this writer did not write, or
    /// not completely.
    pub(super) fn not_remembered(path: &str) -> Fault {
        Fault::Internal(InternalError::new("output-not-remembered", path))
    }

    /// Returns the path concerned; faults are sorted by it.
    pub fn path(&self) -> &str {
        match self {
            Self::Reserved { path }
            | Self::Windows { path }
            | Self::Collision { one: path, .. }
            | Self::InTheWay { path }
            | Self::System { path, .. } => path,
            Self::Internal(error) => error.about(),
        }
    }

    /// Returns the message for the user, on one line.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            Self::Reserved { path } | Self::Windows { path } | Self::InTheWay { path } => {
                printed::phrase(language, &key, &[("path", path)])
            }
            Self::Collision { one, other } => {
                printed::phrase(language, &key, &[("one", one), ("other", other)])
            }
            Self::System { path, error } => {
                printed::phrase(language, &key, &[("path", path), ("error", error)])
            }
            Self::Internal(error) => error.message(language),
        }
    }
}

/// Why a site was not written. The previous site is unchanged.
#[derive(Debug, Error)]
pub enum WriteError {
    /// At least one fault, sorted by path.
    #[error("disk.not-written")]
    Faults(Vec<Fault>),
    /// The existing site is not to be replaced by it.
    #[error(transparent)]
    Blocked(Blocked),
}

impl WriteError {
    /// Returns the message for the user about the output folder at a path, with a line for each fault.
    pub fn message(&self, out: &Path, language: Language) -> String {
        match self {
            Self::Blocked(blocked) => blocked.message(out, language),
            Self::Faults(faults) => {
                let heading = language.phrase("disk.not-written").to_owned();
                let faults = faults.iter().map(|fault| fault.message(language));
                let lines: Vec<String> = std::iter::once(heading).chain(faults).collect();
                joined_lines(&lines)
            }
        }
    }
}

impl From<Vec<Fault>> for WriteError {
    fn from(mut faults: Vec<Fault>) -> Self {
        faults.sort_by(|one, other| one.path().cmp(other.path()));
        Self::Faults(faults)
    }
}
