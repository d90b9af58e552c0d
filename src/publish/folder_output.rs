//! A build's files on their way to the output folder. Attachments that leave for readers who do not see everything lose
//! what nobody sees in them.

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

/// Endings of files that hold nothing but what they show.
const WITHOUT_METADATA: [&str; 4] = ["txt", "csv", "tsv", "ics"];

/// Writes the site to disk.
pub(crate) struct FolderOutput<'a> {
    writer: &'a Writer,
    site: &'a Path,
    /// Whether the readers see less than there is.
    is_filtered: AtomicBool,
    /// Attachments that are copied already: notes of several accounts may link to one file.
    copied: Mutex<BTreeSet<String>>,
    /// Those of them that cannot be cleaned.
    as_they_are: Mutex<BTreeSet<String>>,
    /// Pictures that are withheld, and why.
    withheld: Mutex<BTreeMap<String, Reason>>,
    /// Appearance at every file before it is written; none where the readers see everything.
    inspector: Option<&'a Inspector<'a>>,
}

impl<'a> FolderOutput<'a> {
    /// For one build.
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
            as_they_are: Mutex::default(),
            withheld: Mutex::default(),
        }
    }

    /// What is wrong with the notes, which attachments took along what nobody sees in them, and which were withheld.
    pub fn with_attachments(&self, found: &Diagnostics) -> Diagnostics {
        let of_file = |path: &String| {
            let source = Source {
                path: path.as_str().into(),
                text: "".into(),
            };
            Diagnostic::of_file(Code::AttachmentAsItIs, &source)
        };
        let further = locked(&self.as_they_are);
        let further = further.iter().map(of_file);
        let withheld = locked(&self.withheld);
        let withheld = withheld.iter();
        let withheld = withheld.map(|(path, reason)| attachments::withheld(path, reason));
        let all = found.iter().cloned().chain(further).chain(withheld);
        Diagnostics::from_found(all.collect())
    }

    /// What became of attachments that did not simply leave.
    pub fn attachments(&self) -> Attachments {
        Attachments {
            as_they_are: locked(&self.as_they_are).iter().cloned().collect(),
            withheld: locked(&self.withheld).keys().cloned().collect(),
        }
    }

    /// Writes files that were held for a second look, and may be written after it.
    pub fn put_held(&self, held: BTreeMap<String, Vec<u8>>) {
        for (route, bytes) in held {
            self.writer.put(&route, &bytes);
        }
    }

    /// Whether a file may be written. One that leaks is not, not even where it would be moved from.
    fn may_write(&self, route: &str, bytes: &[u8]) -> bool {
        self.inspector
            .is_none_or(|inspector| inspector.inspect(route, bytes))
    }

    /// An attachment for readers who do not see everything.
    fn copy_cleaned(&self, route: &str, asset: &str) {
        let written = cleaned_attachment(self.site, asset).and_then(|cleaned| {
            match cleaned {
                Cleaned::Picture(picture) => self.put_attachment(route, asset, &picture),
                Cleaned::NotAPicture => {
                    let (mut file, _) = open_attachment(self.site, asset)?;
                    let mut bytes = Vec::new();
                    file.read_to_end(&mut bytes)?;
                    if !is_without_metadata(asset) {
                        locked(&self.as_they_are).insert(asset.to_owned());
                    }
                    self.put_attachment(route, asset, &bytes);
                }
                Cleaned::Withheld(reason) => {
                    locked(&self.withheld).insert(asset.to_owned(), reason);
                    if let Some(inspector) = self.inspector {
                        inspector.withheld(route);
                    }
                }
            }
            Ok(())
        });
        // What cannot be read is reported by the writer, as for any other reader.
        if written.is_err() {
            self.writer.copy(route, &self.site.join(asset));
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

/// Whether files of this ending hold nothing but what they show.
fn is_without_metadata(asset: &str) -> bool {
    let ending = asset.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| WITHOUT_METADATA.contains(&ending.to_lowercase().as_str()))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Output for FolderOutput<'_> {
    fn begin(&self, viewpoint: &Viewpoint, scope: &Scope, accounts: usize) {
        self.is_filtered
            .store(!viewpoint.audience.is_owner(), Ordering::Relaxed);
        self.writer.declare(scope, accounts);
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
        if !locked(&self.copied).insert(asset.to_owned()) {
            return;
        }
        if self.is_filtered.load(Ordering::Relaxed) {
            return self.copy_cleaned(route, asset);
        }
        let from: PathBuf = self.site.join(asset);
        self.writer.copy(route, &from);
    }
}
