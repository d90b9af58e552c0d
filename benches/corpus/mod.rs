//! A generated corpus of account notes of any size, the same bytes for the same shape and seed.
//!
//! This module writes the files; `account_notes` lists those of an account, and each kind of note has a file of its own. `benches/build.rs`
//! defines what is measured. All data is invented.

mod account;
mod account_notes;
mod author;
pub mod check;
mod contact;
mod day;
mod exchange;
mod note;
mod profile;
mod project;
mod random;
mod shape;
mod visit;
mod words;

use std::fs;
use std::io;
use std::path::Path;

use author::Author;
pub use note::Note;
use random::Random;
pub use shape::Shape;

/// The seed of the published figures.
pub const SEED: u64 = 1;

/// The number of our own people, over whom the accounts are distributed.
const MANAGERS: usize = 12;

/// Returns all files of a site, generated one account at a time so that no more than one is in memory.
pub fn notes(shape: &Shape, seed: u64) -> impl Iterator<Item = Note> {
    let mut author = Author {
        random: Random::new(seed, 0),
    };
    let managers: Vec<String> = (0..MANAGERS).map(|_| author.person()).collect();
    let settings = Note {
        path: "content/site.yaml".into(),
        text: "title: 客户手册\ncompany: 青风股份\nlanguage: zh-CN\nas_of: 2026-11-20\n".into(),
    };
    let accounts = (0..shape.accounts)
        .flat_map(move |number| account_notes::notes(seed, number, shape, &managers));
    std::iter::once(settings).chain(accounts)
}

/// Writes a site below `folder`.
///
/// # Errors If a folder or file cannot be written, and if a `content` folder exists already: nothing is overwritten.
pub fn write(folder: &Path, shape: &Shape, seed: u64) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let content = folder.join("content");
    fs::create_dir(&content)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", content.display())))?;
    for note in notes(shape, seed) {
        let path = folder.join(note.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, note.text)?;
    }
    Ok(())
}
