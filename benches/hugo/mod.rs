//! The same notes as a Hugo site, with the plain templates next to this file. They show facts, bodies, bars, a row of
//! people and a list of visits, and so do less than the program they are compared with.

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

/// The files of the Hugo site that are not notes.
const TEMPLATES: &[(&str, &str)] = &[
    ("hugo.yaml", include_str!("hugo.yaml")),
    ("layouts/index.html", include_str!("layouts/index.html")),
    (
        "layouts/_default/baseof.html",
        include_str!("layouts/_default/baseof.html"),
    ),
    (
        "layouts/_default/list.html",
        include_str!("layouts/_default/list.html"),
    ),
    (
        "layouts/_default/single.html",
        include_str!("layouts/_default/single.html"),
    ),
    (
        "layouts/partials/bars.html",
        include_str!("layouts/partials/bars.html"),
    ),
    (
        "layouts/partials/facts.html",
        include_str!("layouts/partials/facts.html"),
    ),
    (
        "layouts/partials/name.html",
        include_str!("layouts/partials/name.html"),
    ),
];

/// Writes the notes of `corpus` as a Hugo site to `site`.
///
/// # Errors
/// If a note cannot be read or a file cannot be written.
pub fn write_site(corpus: &Path, site: &Path) -> io::Result<()> {
    for (path, text) in TEMPLATES {
        write(&site.join(path), text)?;
    }
    copy_notes(
        &corpus.join("content/accounts"),
        &site.join("content/accounts"),
    )
}

/// Returns the command that builds it. The notes have dates, and the clock of this machine must not decide which of
/// them are published.
pub fn command(hugo: &Path, site: &Path, output: &Path) -> Command {
    let mut command = Command::new(hugo);
    command
        .arg("--source")
        .arg(site)
        .arg("--destination")
        .arg(output)
        .arg("--buildFuture");
    command
}

/// Copies a folder of notes. Hugo requires the note of a folder with pages below it to be named `_index.md`.
fn copy_notes(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if entry.file_type()?.is_dir() {
            copy_notes(&entry.path(), &to.join(name))?;
        } else {
            let hugo_name = if name == "index.md" {
                "_index.md".into()
            } else {
                name
            };
            write(
                &to.join(hugo_name),
                &with_seconds(&fs::read_to_string(entry.path())?),
            )?;
        }
    }
    Ok(())
}

/// Returns a note as Hugo requires it: with seconds in its date.
pub fn with_seconds(note: &str) -> String {
    note.split_inclusive('\n')
        .map(|line| {
            let is_date = line.starts_with("date: ") && line.trim_end().len() == DATE_LINE_BYTES;
            if is_date {
                format!("{}:00\n", line.trim_end())
            } else {
                line.to_owned()
            }
        })
        .collect()
}

/// The length of `date: 2026-03-12 14:30`.
const DATE_LINE_BYTES: usize = "date: 2026-03-12 14:30".len();

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, text)
}
