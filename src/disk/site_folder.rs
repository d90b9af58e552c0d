//! Reads the input of a build into a snapshot: the site's folder, the themes and the clock; everything, or the part that
//! changed.

use super::attachments::Vetter;
use super::{FileFound, FolderError, Found, Link, read_folder};
use crate::console::printed;
use crate::text::{Asset, Language, Snapshot, Source, Term, UnreadableFile};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;
use thiserror::Error;

/// A folder of a site that is read as input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SiteFolder {
    /// Notes and their attachments.
    Content,
    /// The site's own themes.
    Themes,
}

impl SiteFolder {
    /// Both folders.
    pub const ALL: [SiteFolder; 2] = [SiteFolder::Content, SiteFolder::Themes];

    /// Returns its name in the site's folder.
    pub fn name(self) -> &'static str {
        match self {
            SiteFolder::Content => "content",
            SiteFolder::Themes => "themes",
        }
    }

    /// Returns whether a file is read as text: notes are Markdown, `site.yaml` holds the settings.
    fn is_text(self, path: &str) -> bool {
        match self {
            SiteFolder::Content => path.ends_with(".md") || path == "site.yaml",
            SiteFolder::Themes => [".html", ".css", ".js", ".yaml"]
                .iter()
                .any(|ending| path.ends_with(ending)),
        }
    }
}

/// What is at a path of a site and below it. All paths in it are relative to the site's folder.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// The path, which can be above the requested one.
    pub path: String,
    /// The part of the complete snapshot that belongs to the path; its date is not set.
    pub snapshot: Snapshot,
    /// Links, followed or not.
    pub links: Vec<Link>,
    /// Size and modification time of each attachment.
    pub stamps: Vec<AttachmentStamp>,
}

/// Size and modification time of an attachment, whose content is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AttachmentStamp {
    /// Relative to the site's folder, with `/`.
    pub path: String,
    /// The size of its content.
    pub size_bytes: u64,
    /// When it was last modified.
    pub modified: Option<SystemTime>,
}

/// Why a site cannot be read.
#[derive(Debug, Error)]
pub enum SiteError {
    /// There is no folder of notes.
    #[error("disk.no-notes")]
    NoNotes {
        /// Where it should be.
        content: PathBuf,
    },
    /// The folder of notes cannot be read.
    #[error("disk.notes-unreadable")]
    Unreadable {
        /// The folder.
        content: PathBuf,
        /// Why.
        #[source]
        error: FolderError,
    },
}

impl SiteError {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            SiteError::NoNotes { content } => {
                printed::phrase(language, &key, &[("path", &printed::path(content))])
            }
            SiteError::Unreadable { content, error } => printed::phrase(
                language,
                &key,
                &[
                    ("path", &printed::path(content)),
                    ("error", &error.message(language)),
                ],
            ),
        }
    }
}

/// Checks that a folder is the folder of a site.
///
/// # Errors
/// It contains no `content/`.
pub(crate) fn check_site(site: &Path) -> Result<(), SiteError> {
    let content = site.join("content");
    match content.is_dir() {
        true => Ok(()),
        false => Err(SiteError::NoNotes { content }),
    }
}

/// Reads the folder of a site.
///
/// # Errors
/// There is no such folder, or it contains no `content/`.
pub(crate) fn read(site: &Path) -> Result<Snapshot, SiteError> {
    check_site(site)?;
    let content = site.join("content");
    let found = read_folder(&content, |path| SiteFolder::Content.is_text(path));
    let found = found.map_err(|error| SiteError::Unreadable {
        content: content.clone(),
        error,
    })?;
    let mut snapshot = without_notes();
    add_found(&mut snapshot, found);
    refuse_settings_outside(&mut snapshot, site);
    refuse_folder_of_settings(&mut snapshot, &content);
    snapshot.theme = read_themes(site);
    snapshot.attachment_policy = Some(Arc::new(Vetter::of(site)));
    Ok(snapshot)
}

/// Reports settings next to the folder of the notes: they have no effect, and their author expects them to.
fn refuse_settings_outside(snapshot: &mut Snapshot, site: &Path) {
    for name in ["site.yaml", "site.yml"] {
        if site.join(name).is_file() {
            snapshot.unreadable.push(UnreadableFile {
                path: name.into(),
                reason: Some(Term::phrase("disk.settings-outside")),
            });
        }
    }
    let refused = &mut snapshot.unreadable;
    refused.sort_by(|one, other| one.path.cmp(&other.path));
}

/// Reports a folder named like the settings file: it cannot be read, and it may not contain any file that would be
/// reported.
fn refuse_folder_of_settings(snapshot: &mut Snapshot, content: &Path) {
    if content.join("site.yaml").is_dir() {
        snapshot.unreadable.push(UnreadableFile {
            path: "content/site.yaml".into(),
            reason: Some(Term::phrase("disk.settings-folder")),
        });
        snapshot
            .unreadable
            .sort_by(|one, other| one.path.cmp(&other.path));
    }
}

/// Reads the themes of a site only; empty if they cannot be read.
pub(crate) fn read_themes(site: &Path) -> Vec<Source> {
    let themes = read_folder(&site.join("themes"), |path| {
        SiteFolder::Themes.is_text(path)
    });
    themes.map(theme_sources).unwrap_or_default()
}

/// Reads one path, relative to a folder of the site, and everything below it.
///
/// # Errors
/// Only if the folder itself cannot be found.
pub(crate) fn read_part(site: &Path, folder: SiteFolder, path: &Path) -> Result<Part, FolderError> {
    let name = folder.name();
    let read = super::read_part(&site.join(name), path, |path| folder.is_text(path))?;
    let mut part = Part {
        path: match read.path.is_empty() {
            true => name.to_owned(),
            false => format!("{name}/{}", read.path),
        },
        ..Part::default()
    };
    let mut found = read.found;
    part.links = std::mem::take(&mut found.links);
    for link in &mut part.links {
        link.path = format!("{name}/{}", link.path);
    }
    match folder {
        SiteFolder::Content => {
            part.stamps = stamps_of(&found);
            add_found(&mut part.snapshot, found);
        }
        SiteFolder::Themes => part.snapshot.theme = theme_sources(found),
    }
    Ok(part)
}

fn stamps_of(found: &Found) -> Vec<AttachmentStamp> {
    let attachments = found.files.iter().filter(|file| file.bytes.is_none());
    let stamp = |file: &FileFound| AttachmentStamp {
        path: format!("content/{}", file.path),
        size_bytes: file.size_bytes,
        modified: file.modified,
    };
    attachments.map(stamp).collect()
}

/// Returns the current date.
pub(crate) fn today() -> jiff::civil::Date {
    jiff::ZonedDateTime::now().date()
}

/// Returns a snapshot without a site, with the current date only.
pub(crate) fn without_notes() -> Snapshot {
    Snapshot {
        today: today(),
        ..Snapshot::default()
    }
}

fn add_found(snapshot: &mut Snapshot, found: Found) {
    for file in found.files {
        let path: Arc<str> = format!("content/{}", file.path).into();
        let Some(bytes) = file.bytes else {
            snapshot.assets.push(Asset { path });
            continue;
        };
        match String::from_utf8(bytes) {
            Ok(text) => snapshot.sources.push(Source {
                path,
                text: text.into(),
            }),
            Err(_) => snapshot
                .unreadable
                .push(UnreadableFile { path, reason: None }),
        }
    }
    for (path, refusal) in found.refused {
        snapshot.unreadable.push(UnreadableFile {
            path: format!("content/{path}").into(),
            reason: Some(Term::phrase(refusal.phrase_key())),
        });
    }
    snapshot
        .unreadable
        .sort_by(|one, other| one.path.cmp(&other.path));
}

/// Returns the files of the themes folder. Files that are not text are left out.
fn theme_sources(found: Found) -> Vec<Source> {
    let text = |file: FileFound| {
        let text = String::from_utf8(file.bytes?).ok()?;
        Some(Source {
            path: format!("themes/{}", file.path).into(),
            text: text.into(),
        })
    };
    found.files.into_iter().filter_map(text).collect()
}
