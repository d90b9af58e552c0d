//! The errors of output folders, with English messages; translations match on the variants.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::{Path, PathBuf};

use super::guard::Blocked;
use super::manifest::MANIFEST_NAME;
use crate::console::printed::{one_line, path as shown};
use crate::text::Language;

/// Why an output folder was not opened. Nothing in it was changed.
#[derive(Debug)]
pub enum OpenError {
    /// The path is that of a file.
    NotAFolder {
        /// Which.
        path: PathBuf,
    },
    /// It is not empty, and it has no manifest of ours.
    NotOurs {
        /// Which.
        path: PathBuf,
    },
    /// It is the folder of the notes, or contains it.
    HoldsNotes {
        /// Which.
        path: PathBuf,
        /// The folder of the notes.
        notes: PathBuf,
    },
    /// Another process is writing to it.
    Busy {
        /// Which.
        path: PathBuf,
    },
    /// The manifest cannot be read or understood.
    Manifest {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The system refused.
    System {
        /// Which.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
}

impl Display for OpenError {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFolder { path } => {
                write!(out, "`{}` is a file, not a folder", shown(path))
            }
            Self::NotOurs { path } => write!(
                out,
                "`{}` is not empty and was not written by kafolio (it has no `{MANIFEST_NAME}`): choose another folder or empty it",
                shown(path)
            ),
            Self::HoldsNotes { path, notes } => write!(
                out,
                "`{}` contains the notes (`{}`): choose a separate folder for the site",
                shown(path),
                shown(notes)
            ),
            Self::Busy { path } => {
                write!(
                    out,
                    "another kafolio process is writing to `{}`",
                    shown(path)
                )
            }
            Self::Manifest { path, reason } => write!(
                out,
                "`{}` cannot be read ({reason}), so it is unclear which files are kafolio's: choose another folder or empty it",
                shown(path)
            ),
            Self::System { path, error } => write!(out, "`{}`: {error}", shown(path)),
        }
    }
}

impl Error for OpenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::System { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// An error while a site was written. Paths are relative to the output folder, with `/`.
#[derive(Debug)]
pub enum Fault {
    /// The path leads out of the folder.
    Outside {
        /// Which.
        path: String,
    },
    /// The path is reserved for the writer.
    Reserved {
        /// Which.
        path: String,
    },
    /// Windows cannot write a file of this name.
    Windows {
        /// Which.
        path: String,
    },
    /// The same path was written twice in one build.
    Twice {
        /// Which.
        path: String,
    },
    /// Two paths that differ only in case, or a file (`one`) and a folder (`other`, ending in `/`) of the same name.
    Collision {
        /// The first.
        one: String,
        /// The second.
        other: String,
    },
    /// A file, folder or link that is not ours is where one of ours must go.
    InTheWay {
        /// Which.
        path: String,
    },
    /// A file was reported as unchanged since the last build, which this writer did not write, or not completely.
    NotRemembered {
        /// Which.
        path: String,
    },
    /// The system refused to write or remove the file, or to read the file to be copied.
    System {
        /// Which.
        path: String,
        /// What the system says.
        error: io::Error,
    },
}

impl Fault {
    /// Returns the path concerned; faults are sorted by it.
    pub fn path(&self) -> &str {
        match self {
            Self::Outside { path }
            | Self::Reserved { path }
            | Self::Windows { path }
            | Self::Twice { path }
            | Self::Collision { one: path, .. }
            | Self::InTheWay { path }
            | Self::NotRemembered { path }
            | Self::System { path, .. } => path,
        }
    }
}

impl Display for Fault {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside { path } => write!(out, "`{path}` would be outside the output folder"),
            Self::Reserved { path } => {
                write!(out, "`{path}` is a name reserved by kafolio")
            }
            Self::Windows { path } => write!(out, "`{path}` is not a valid file name on Windows"),
            Self::Twice { path } => write!(out, "`{path}` is written twice"),
            Self::Collision { one, other } => {
                write!(
                    out,
                    "`{one}` and `{other}` are the same file on many systems: rename one of them"
                )
            }
            Self::InTheWay { path } => write!(
                out,
                "`{path}` in the output folder was not written by kafolio and is in the way: move or remove it"
            ),
            Self::NotRemembered { path } => {
                write!(out, "`{path}` was not part of the last build")
            }
            Self::System { path, error } => write!(out, "`{path}`: {error}"),
        }
    }
}

/// Why a site was not written. The previous site is unchanged.
#[derive(Debug)]
pub enum WriteError {
    /// At least one fault, sorted by path.
    Faults(Vec<Fault>),
    /// The existing site is not to be replaced by it.
    Blocked(Blocked),
}

impl WriteError {
    /// Returns the message for the user about the output folder at a path. Faults are in English.
    pub fn words(&self, out: &Path, language: Language) -> String {
        match self {
            Self::Blocked(blocked) => blocked.words(out, language),
            faults @ Self::Faults(_) => faults.to_string(),
        }
    }
}

impl From<Vec<Fault>> for WriteError {
    fn from(mut faults: Vec<Fault>) -> Self {
        faults.sort_by(|one, other| one.path().cmp(other.path()));
        Self::Faults(faults)
    }
}

impl Display for WriteError {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let faults = match self {
            Self::Faults(faults) => faults,
            Self::Blocked(blocked) => {
                return out.write_str(&blocked.words(Path::new("."), Language::English));
            }
        };
        write!(out, "the site was not written")?;
        for fault in faults {
            write!(out, "\n  {}", one_line(&fault.to_string()))?;
        }
        Ok(())
    }
}

impl Error for WriteError {}
