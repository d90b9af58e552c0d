//! Why something in a site's folder is not read.

use crate::text::Language;
use std::io;
use thiserror::Error;

/// The key of the phrase about a link that leads out of the site's folder.
const LINK_LEAVES: &str = "disk.link-leaves";

/// Why something in the folder was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A link to a place outside the site's folder.
    LinkLeaves,
    /// A link to a hidden place inside it.
    LinkToHidden,
    /// A link to a folder that contains the link.
    LinkCycle,
    /// A link to a folder, within a folder that was itself reached by a link.
    LinkTooDeep,
    /// A link to nothing, or to itself.
    LinkBroken,
    /// A name that is not UTF-8, contains a backslash or a control character, or begins with a drive letter (`c:`).
    Name,
    /// A pipe, a socket, a device.
    NotAFile,
    /// A note above [`NOTE_SIZE_LIMIT_BYTES`](super::NOTE_SIZE_LIMIT_BYTES).
    TooLarge {
        /// Its size.
        size_bytes: u64,
    },
    /// The system refused to read it.
    Unreadable(io::ErrorKind),
}

impl Refusal {
    /// Returns the key of its phrase.
    pub(super) fn phrase_key(&self) -> &'static str {
        match self {
            Refusal::LinkLeaves => LINK_LEAVES,
            Refusal::LinkToHidden => "disk.link-to-hidden",
            Refusal::LinkCycle => "disk.link-cycle",
            Refusal::LinkTooDeep => "disk.link-too-deep",
            Refusal::LinkBroken => "disk.link-broken",
            Refusal::Name => "disk.name-unusable",
            Refusal::NotAFile => "disk.not-a-file",
            Refusal::TooLarge { .. } => "disk.note-too-large",
            Refusal::Unreadable(_) => "disk.unreadable",
        }
    }
}

/// Why a folder of the site cannot be read at all.
#[derive(Debug, Error)]
pub enum FolderError {
    /// It is a link to a place outside the site's folder.
    #[error("{LINK_LEAVES}")]
    LinkLeaves,
    /// The system refused.
    #[error(transparent)]
    System(#[from] io::Error),
}

impl FolderError {
    /// Returns the reason for the user.
    pub fn message(&self, language: Language) -> String {
        match self {
            FolderError::LinkLeaves => language.phrase(LINK_LEAVES).to_owned(),
            FolderError::System(error) => error.to_string(),
        }
    }
}
