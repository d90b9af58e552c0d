//! Reads the world into a snapshot: the site's folder, the themes, the clock.

use super::disk::{Found, Refusal, read_folder};
use super::locale;
use crate::text::{Asset, Language, Refused, Snapshot, Source};
use std::path::Path;
use std::sync::Arc;

/// Reads the folder of a site.
///
/// # Errors
/// A sentence for the user where there is no such folder, or it holds no `content/`.
pub(super) fn read(site: &Path, language: Option<Language>) -> Result<Snapshot, String> {
    let language = language.unwrap_or_else(locale::spoken);
    let content = site.join("content");
    if !content.is_dir() {
        let words = language.pick(
            "这里没有笔记文件夹；进入站点的文件夹，或用 `--site 文件夹` 指明",
            "there is no folder of notes here; go to the site's folder or name it with `--site DIR`",
        );
        return Err(format!("{}: {words}", content.display()));
    }
    let cannot = |error: std::io::Error| format!("{}: {error}", content.display());
    let found = read_folder(&content, is_note).map_err(cannot)?;
    let mut snapshot = without_notes();
    take(&mut snapshot, found);
    snapshot.theme = themes(site);
    Ok(snapshot)
}

/// The day on the clock.
pub(super) fn today() -> jiff::civil::Date {
    jiff::ZonedDateTime::now().date()
}

/// Notes are Markdown; `site.yaml` holds the settings.
fn is_note(path: &str) -> bool {
    path.ends_with(".md") || path == "site.yaml"
}

/// The world where there is no site: the clock.
pub(super) fn without_notes() -> Snapshot {
    Snapshot {
        today: today(),
        ..Snapshot::default()
    }
}

fn take(snapshot: &mut Snapshot, found: Found) {
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
            Err(_) => snapshot.refused.push(Refused { path, reason: None }),
        }
    }
    for (path, refusal) in found.refused {
        let (chinese, english) = reason(&refusal);
        let path = format!("content/{path}").into();
        snapshot.refused.push(Refused {
            path,
            reason: Some((chinese, english)),
        });
    }
    snapshot
        .refused
        .sort_by(|one, other| one.path.cmp(&other.path));
}

fn reason(refusal: &Refusal) -> (String, String) {
    let (chinese, english) = match refusal {
        Refusal::LinkLeaves => (
            "是通到站点文件夹之外的链接",
            "it is a link that leaves the site's folder",
        ),
        Refusal::LinkToHidden => ("是通到隐藏文件的链接", "it is a link to something hidden"),
        Refusal::LinkCycle => ("是绕回自己的链接", "it is a link that leads back to itself"),
        Refusal::LinkTooDeep => ("链接套得太深", "links are nested too deeply"),
        Refusal::LinkBroken => ("是断了的链接", "it is a link that leads nowhere"),
        Refusal::Name => (
            "文件名里有不能用的字符",
            "its name has characters that cannot be used",
        ),
        Refusal::NotAFile => ("不是普通文件", "it is no ordinary file"),
        Refusal::TooLarge { .. } => ("太大，不像一篇笔记", "it is too large for a note"),
        Refusal::Unreadable(_) => ("系统不让读", "the system does not let it be read"),
    };
    (chinese.to_owned(), english.to_owned())
}

/// The files of the themes folder, where there is one. What is no text is left out: themes are text.
fn themes(site: &Path) -> Vec<Source> {
    let is_theme = |path: &str| {
        [".html", ".css", ".js", ".yaml"]
            .iter()
            .any(|ending| path.ends_with(ending))
    };
    let Ok(found) = read_folder(&site.join("themes"), is_theme) else {
        return Vec::new();
    };
    let text = |file: super::disk::FileFound| {
        let text = String::from_utf8(file.bytes?).ok()?;
        Some(Source {
            path: format!("themes/{}", file.path).into(),
            text: text.into(),
        })
    };
    found.files.into_iter().filter_map(text).collect()
}
