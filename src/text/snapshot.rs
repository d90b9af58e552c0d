//! The snapshot: all inputs of a build, including the date.

use super::{Source, Term};
use jiff::civil::Date;
use std::fmt;
use std::sync::Arc;

/// A file in the notes' folder that is not a note. Only its name is known; it is copied if a note refers to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asset {
    /// Relative to the site's folder, with `/`.
    pub path: Arc<str>,
}

/// Decides which attachments may not leave the company. Asked only about attachments that pages refer to, so that other
/// pictures need not be decoded. The answers do not change while a site is built and proved.
pub trait AttachmentPolicy: fmt::Debug + Send + Sync {
    /// Returns whether the attachment at a path, relative to the site's folder, is withheld.
    fn withholds(&self, path: &str) -> bool;
}

/// A file that could not be read.
#[derive(Clone, Debug)]
pub struct UnreadableFile {
    /// Relative to the site's folder, with `/`.
    pub path: Arc<str>,
    /// Why; `None` for a file that is not UTF-8, which has its own code.
    pub reason: Option<Term>,
}

/// All inputs of one build.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Notes and `site.yaml`, sorted by path.
    pub sources: Vec<Source>,
    /// Attachments, sorted by path.
    pub assets: Vec<Asset>,
    /// Files that could not be read, sorted by path.
    pub unreadable: Vec<UnreadableFile>,
    /// Files of the themes folder, sorted by path: `themes/<name>/…`.
    pub theme: Vec<Source>,
    /// Today by the clock, used unless `--as-of` or site.yaml names a day.
    pub today: Date,
    /// Decides which attachments are withheld from readers who do not see everything; without it, none are.
    pub attachment_policy: Option<Arc<dyn AttachmentPolicy>>,
}
