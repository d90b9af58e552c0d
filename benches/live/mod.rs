//! Programs that serve a site while its notes are saved, and a client that waits for the results.
//!
//! `server` starts a program, `client` connects to it, `saves` defines the edits; `race` times them, `soak` runs for a
//! long time and checks that nothing is lost, `check` is the shortest of all.

mod client;
mod folder;
mod race;
mod saves;
mod server;
mod soak;

pub use race::{Ordered, time};
pub use soak::soak;

use crate::corpus::{self, Shape};
use folder::{Folder, words};
use saves::{Edit, Notes};
use server::Server;

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
