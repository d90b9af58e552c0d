//! Reads the input of a build into a snapshot: the site's folder, the themes and the clock; everything, or the part that
//! changed.

use super::attachments::Vetter;
use super::{FileFound, Found, Link, Refusal, read_folder};
use crate::console::{locale, printed};
use crate::text::{Asset, Language, Snapshot, Source, UnreadableFile};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

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

/// Checks that a folder is the folder of a site.
///
/// # Errors
/// A message for the user if it contains no `content/`.
pub(crate) fn check_site(site: &Path, language: Option<Language>) -> Result<(), String> {
    let content = site.join("content");
    let words = language.unwrap_or_else(locale::detect).pick(
        "这里没有笔记文件夹；进入站点的文件夹，或用 `--site 文件夹` 指明",
        "no notes folder here; change to the site's folder, or pass it with `--site DIR`",
    );
    match content.is_dir() {
        true => Ok(()),
        false => Err(format!("{}: {words}", printed::path(&content))),
    }
}

/// Reads the folder of a site.
///
/// # Errors
/// A message for the user if there is no such folder, or it contains no `content/`.
pub(crate) fn read(site: &Path, language: Option<Language>) -> Result<Snapshot, String> {
    check_site(site, language)?;
    let content = site.join("content");
    let message = |error: std::io::Error| format!("{}: {error}", printed::path(&content));
    let found = read_folder(&content, |path| SiteFolder::Content.is_text(path)).map_err(message)?;
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
            let reason = (
                "设置要写在 `content/site.yaml` 里，这个文件没有用".to_owned(),
                "settings belong in `content/site.yaml`; this file is not used".to_owned(),
            );
            snapshot.unreadable.push(UnreadableFile {
                path: name.into(),
                reason: Some(reason),
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
        let reason = ("是一个文件夹".to_owned(), "it is a folder".to_owned());
        snapshot.unreadable.push(UnreadableFile {
            path: "content/site.yaml".into(),
            reason: Some(reason),
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
pub(crate) fn read_part(site: &Path, folder: SiteFolder, path: &Path) -> std::io::Result<Part> {
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
        let (chinese, english) = reason(&refusal);
        let path = format!("content/{path}").into();
        snapshot.unreadable.push(UnreadableFile {
            path,
            reason: Some((chinese, english)),
        });
    }
    snapshot
        .unreadable
        .sort_by(|one, other| one.path.cmp(&other.path));
}

fn reason(refusal: &Refusal) -> (String, String) {
    let (chinese, english) = match refusal {
        Refusal::LinkLeaves => (
            "是通到站点文件夹之外的链接",
            "it is a link to a place outside the site's folder",
        ),
        Refusal::LinkToHidden => ("是通到隐藏文件的链接", "it is a link to a hidden file"),
        Refusal::LinkCycle => (
            "是绕回自己的链接",
            "it is a link that points back to itself",
        ),
        Refusal::LinkTooDeep => ("链接套得太深", "links are nested too deeply"),
        Refusal::LinkBroken => ("是断了的链接", "it is a broken link"),
        Refusal::Name => (
            "文件名里有不能用的字符",
            "its name contains invalid characters",
        ),
        Refusal::NotAFile => ("不是普通文件", "it is not a regular file"),
        Refusal::TooLarge { .. } => ("太大，不像一篇笔记", "it is too large for a note"),
        Refusal::Unreadable(_) => ("系统不让读", "access is denied by the system"),
    };
    (chinese.to_owned(), english.to_owned())
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
