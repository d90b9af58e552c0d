//! Writes the files of a build to the output folder. For readers who do not see everything, pictures are stripped of
//! metadata.

use crate::disclosure::{Attachments, Cleaned, Inspector, Reason};
use crate::disk::attachments::{self, cleaned_attachment};
use crate::disk::{Writer, open_attachment};
use crate::domain::{Scope, Viewpoint};
use crate::html::Output;
use crate::text::{Code, Diagnostic, Diagnostics, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Extensions of files that have no metadata.
const WITHOUT_METADATA: [&str; 4] = ["txt", "csv", "tsv", "ics"];

/// Writes the site to disk.
pub(crate) struct FolderOutput<'a> {
    writer: &'a Writer,
    site: &'a Path,
    /// Whether the readers do not see everything.
    is_filtered: AtomicBool,
    /// Attachments that are copied already: notes of several accounts may link to one file.
    copied: Mutex<BTreeSet<String>>,
    /// Copied attachments whose metadata cannot be removed.
    uncleaned: Mutex<BTreeSet<String>>,
    /// Pictures that are withheld, and why.
    withheld: Mutex<BTreeMap<String, Reason>>,
    /// Inspects every file before it is written; `None` if the readers see everything.
    inspector: Option<&'a Inspector<'a>>,
}

impl<'a> FolderOutput<'a> {
    /// Returns the output of one build.
    pub fn new(
        writer: &'a Writer,
        site: &'a Path,
        inspector: Option<&'a Inspector<'a>>,
    ) -> FolderOutput<'a> {
        FolderOutput {
            inspector,
            writer,
            site,
            is_filtered: AtomicBool::new(false),
            copied: Mutex::default(),
            uncleaned: Mutex::default(),
            withheld: Mutex::default(),
        }
    }

    /// Adds diagnostics about attachments that were copied with their metadata or withheld to those of the notes.
    pub fn with_attachments(&self, found: &Diagnostics) -> Diagnostics {
        let of_file = |path: &String| {
            let source = Source {
                path: path.as_str().into(),
                text: "".into(),
            };
            Diagnostic::of_file(Code::AttachmentAsItIs, &source)
        };
        let uncleaned = lock(&self.uncleaned);
        let uncleaned = uncleaned.iter().map(of_file);
        let withheld = lock(&self.withheld);
        let withheld = withheld.iter();
        let withheld = withheld.map(|(path, reason)| attachments::withheld(path, reason));
        let all = found.iter().cloned().chain(uncleaned).chain(withheld);
        Diagnostics::from_found(all.collect())
    }

    /// Returns the attachments that were copied with their metadata or withheld.
    pub fn attachments(&self) -> Attachments {
        Attachments {
            as_they_are: lock(&self.uncleaned).iter().cloned().collect(),
            withheld: lock(&self.withheld).keys().cloned().collect(),
        }
    }

    /// Writes files that were quarantined for a second check and have passed it.
    pub fn put_quarantined(&self, quarantined: BTreeMap<String, Vec<u8>>) {
        for (route, bytes) in quarantined {
            self.writer.put(&route, &bytes);
        }
    }

    /// Returns whether a file may be written. A leaking file never reaches the disk, not even a temporary folder.
    fn may_write(&self, route: &str, bytes: &[u8]) -> bool {
        self.inspector
            .is_none_or(|inspector| inspector.inspect(route, bytes))
    }

    /// Copies an attachment for readers who do not see everything.
    fn copy_cleaned(&self, route: &str, asset: &str) {
        let written = cleaned_attachment(self.site, asset).and_then(|cleaned| {
            match cleaned {
                Cleaned::Picture(picture) => self.put_attachment(route, asset, &picture),
                Cleaned::NotAPicture => {
                    let (mut file, _) = open_attachment(self.site, asset)?;
                    let mut bytes = Vec::new();
                    file.read_to_end(&mut bytes)?;
                    if !is_without_metadata(asset) {
                        lock(&self.uncleaned).insert(asset.to_owned());
                    }
                    self.put_attachment(route, asset, &bytes);
                }
                Cleaned::Withheld(reason) => {
                    lock(&self.withheld).insert(asset.to_owned(), reason);
                    if let Some(inspector) = self.inspector {
                        inspector.withheld(route);
                    }
                }
            }
            Ok(())
        });
        // It is not copied as it is, even if it can be read by now.
        if let Err(error) = written {
            self.writer.unreadable(route, error);
        }
    }

    fn put_attachment(&self, route: &str, asset: &str, bytes: &[u8]) {
        let may_write =
            |inspector: &Inspector<'_>| inspector.inspect_attachment(route, asset, bytes);
        if self.inspector.is_none_or(may_write) {
            self.writer.put(route, bytes);
        }
    }
}

/// Returns whether files with this extension have no metadata.
fn is_without_metadata(asset: &str) -> bool {
    let extension = asset.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| WITHOUT_METADATA.contains(&extension.to_lowercase().as_str()))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Output for FolderOutput<'_> {
    fn begin(&self, viewpoint: &Viewpoint, scope: &Scope, accounts: usize) {
        self.is_filtered
            .store(!viewpoint.audience.is_owner(), Ordering::Relaxed);
        self.writer.declare(scope, viewpoint.dictionary, accounts);
    }

    fn put(&self, route: &str, bytes: Vec<u8>) {
        if self.may_write(route, &bytes) {
            self.writer.put(route, &bytes);
        }
    }

    fn keep(&self, route: &str) {
        if let Some(inspector) = self.inspector {
            inspector.unchanged(route);
        }
        self.writer.keep(route);
    }

    fn copy(&self, route: &str, asset: &str) {
        if !lock(&self.copied).insert(asset.to_owned()) {
            return;
        }
        if self.is_filtered.load(Ordering::Relaxed) {
            return self.copy_cleaned(route, asset);
        }
        let from: PathBuf = self.site.join(asset);
        self.writer.copy(route, &from);
    }
}
