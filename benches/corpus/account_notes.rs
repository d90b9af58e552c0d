//! All notes of one account.

use super::account::Account;
use super::author::Author;
use super::contact::{self, Impression};
use super::note::Note;
use super::random::Random;
use super::shape::Shape;
use super::words::{CITIES, TRADES};
use super::{exchange, profile, project, visit};

/// Returns all notes of an account by number; the same for the same seed, however many accounts there are.
pub fn notes(seed: u64, number: usize, shape: &Shape, managers: &[String]) -> Vec<Note> {
    let mut author = Author {
        random: Random::new(seed, number as u64 + 1),
    };
    let account = Account {
        number,
        shape,
        city: author.random.pick(CITIES),
        trade: author.random.pick(TRADES),
        manager: managers
            .get(number % managers.len().max(1))
            .map_or("", String::as_str),
        people: (0..shape.contacts).map(|_| author.person()).collect(),
    };
    let mut impressions: Vec<Option<Impression>> = vec![None; shape.contacts];
    let mut notes = vec![profile::note(&mut author, &account)];
    notes.extend((0..shape.projects).map(|index| project::note(&mut author, &account, index)));
    notes.extend(
        (0..shape.visits).map(|index| visit::note(&mut author, &account, index, &mut impressions)),
    );
    let contacts = account.people.iter().zip(impressions).enumerate();
    notes.extend(
        contacts
            .map(|(index, (name, seen))| contact::note(&mut author, &account, index, name, seen)),
    );
    notes.extend((0..shape.exchanges).map(|index| exchange::note(&mut author, &account, index)));
    for note in &mut notes {
        note.path = format!("content/accounts/a{number:04}/{}", note.path);
    }
    notes
}
