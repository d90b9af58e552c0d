//! The snapshot: everything a build is made from, the date included. Nothing else reaches it.

use super::Source;
use jiff::civil::Date;
use std::fmt;
use std::sync::Arc;

/// A file of the notes' folder that is no note: only its name is known; the shell copies it where a note refers to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asset {
    /// Relative to the site's folder, with `/`.
    pub path: Arc<str>,
}

/// Says which attachments may not leave the company. It is asked about those that pages refer to, so that pictures which
/// nobody shows need not be decoded. While a site is built and proved, its answers do not change.
pub trait Vetting: fmt::Debug + Send + Sync {
    /// Whether the attachment of a path, relative to the site's folder, is withheld.
    fn withholds(&self, path: &str) -> bool;
}

/// A file that stands in the folder and was not read.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Relative to the site's folder, with `/`.
    pub path: Arc<str>,
    /// Why, in both languages: Chinese, English; nothing for what is not UTF-8, which has a code of its own.
    pub reason: Option<(String, String)>,
}

/// All inputs of one build.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Notes and `site.yaml`, sorted by path.
    pub sources: Vec<Source>,
    /// Attachments, sorted by path.
    pub assets: Vec<Asset>,
    /// What could not be read, sorted by path.
    pub refused: Vec<Refused>,
    /// Files of the themes folder, sorted by path: `themes/<name>/…`.
    pub theme: Vec<Source>,
    /// The day on the clock, read in one place; holds where neither `--as-of` nor site.yaml name one.
    pub today: Date,
    /// Which attachments are withheld from readers who do not see everything; none where nothing is said.
    pub vetting: Option<Arc<dyn Vetting>>,
}
