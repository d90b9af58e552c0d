//! Programs that serve a site while its notes are saved, and a client that waits for the results.
//!
//! `server` starts a program, `client` connects to it, `saves` defines the edits; `race` times them, `soak` runs for a
//! long time and checks that nothing is lost, `check` is the shortest of all.

mod client;
mod race;
mod saves;
mod server;
mod soak;

pub use race::{Ordered, time};
pub use soak::soak;

use crate::corpus::{self, Shape};
use saves::{Edit, Notes};
use server::Server;
use std::path::PathBuf;

/// A folder of notes that is removed after the run.
pub struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Result<Folder, String> {
        let own = format!("kafolio-serve-{}-{name}", std::process::id());
        let folder = Folder(std::env::temp_dir().join(own));
        std::fs::create_dir_all(&folder.0).map_err(words)?;
        Ok(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = crate::measuring::remove_folder(&self.0);
    }
}

/// Checks that every kind of save reaches a client, and that a note that was added and removed is gone.
///
/// # Errors
/// What did not arrive.
pub fn check() -> Result<(), String> {
    let shape = Shape::of_accounts(2);
    let folder = Folder::new("check")?;
    corpus::write(&folder.0, &shape, corpus::SEED).map_err(words)?;
    let notes = Notes::of(&shape);
    let server = Server::kafolio(&folder.0)?;
    let events = server.client().listen()?;
    for (number, edit) in Edit::ALL.into_iter().enumerate() {
        race::saved(
            &folder.0,
            &notes.save(edit, number),
            &server.client(),
            &events,
        )?;
    }
    println!("every kind of save comes through to a client");
    Ok(())
}

fn words(error: std::io::Error) -> String {
    error.to_string()
}
