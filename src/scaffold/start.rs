//! What a new account, contact, project or competitor begins with.

use super::note::Blank;
use crate::domain::{Account, Settings};
use crate::text::Language;
use jiff::civil::Date;

/// Where a new note is written: the site, the language and the day.
#[derive(Clone, Copy, Debug)]
pub struct ScaffoldContext<'a> {
    /// The settings of the site.
    pub settings: &'a Settings,
    /// The language of keys and hints.
    pub language: Language,
    /// The day that counts as today.
    pub today: Date,
}

impl<'a> ScaffoldContext<'a> {
    /// Our only person, where the site names one alone.
    pub fn only_teammate(&self) -> Option<&'a str> {
        match self.settings.team.as_slice() {
            [only] => Some(&only.name),
            _ => None,
        }
    }

    /// Who is in charge of an account of ours, by the name that counts.
    pub fn manager_of(&self, account: &'a Account) -> Option<&'a str> {
        let written = account.manager().map(|name| self.settings.person(name));
        written.or(self.only_teammate())
    }
}

/// A new account.
pub fn account_start(desk: &ScaffoldContext<'_>, name: &str) -> Blank {
    let mut blank = Blank::default();
    blank.give("name", Some(name));
    blank.give("registered_on", Some(desk.today.to_string()));
    blank.give("manager", desk.only_teammate());
    blank
}

/// A new person of an account's.
pub fn contact_start(desk: &ScaffoldContext<'_>, account: &Account, name: &str) -> Blank {
    let mut blank = Blank::default();
    let full_name = account.item.record.text("name").map(str::to_owned);
    blank.give("name", Some(name));
    blank.give(
        "employer",
        Some(full_name.unwrap_or_else(|| account.item.name())),
    );
    blank.give("registered_on", Some(desk.today.to_string()));
    blank
}

/// A new purchase project.
pub fn project_start(desk: &ScaffoldContext<'_>, name: &str) -> Blank {
    let mut blank = Blank::default();
    blank.give("name", Some(name));
    blank.give("date", Some(desk.today.to_string()));
    blank
}

/// A new rival.
pub fn competitor_start(name: &str) -> Blank {
    let mut blank = Blank::default();
    blank.give("name", Some(name));
    blank
}
