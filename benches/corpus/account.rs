//! The data that all notes of one account share.

use super::shape::Shape;

/// The data that all notes of one account share.
pub struct Account<'a> {
    pub number: usize,
    pub shape: &'a Shape,
    pub city: &'static str,
    pub trade: &'static str,
    /// The colleague who owns it.
    pub manager: &'a str,
    /// The names of its contacts, in the order of their slugs.
    pub people: Vec<String>,
}

impl Account<'_> {
    /// Returns the slug of the contact who decides: the last one, to whom all others report.
    pub fn decision_maker(&self) -> String {
        contact_slug(self.people.len().saturating_sub(1))
    }
}

/// Returns the file name, without extension, of the contact of that number.
pub fn contact_slug(index: usize) -> String {
    format!("c{index:02}")
}
