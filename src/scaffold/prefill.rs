//! What is known about a new account, contact, project or competitor.

use super::note::Scaffold;
use crate::domain::{Account, Settings};
use crate::text::Language;
use jiff::civil::Date;

/// What all new notes share: the site, the language and the day.
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
    /// Returns the only member of our team, if there is just one.
    pub fn only_teammate(&self) -> Option<&'a str> {
        match self.settings.team.as_slice() {
            [only] => Some(&only.name),
            _ => None,
        }
    }

    /// Returns the account manager by main name.
    pub fn manager_of(&self, account: &'a Account) -> Option<&'a str> {
        let written = account.manager().map(|name| self.settings.person(name));
        written.or(self.only_teammate())
    }
}

/// Prefills a new account.
pub fn account_scaffold(context: &ScaffoldContext<'_>, name: &str) -> Scaffold {
    let mut scaffold = Scaffold::default();
    scaffold.set("name", Some(name));
    scaffold.set("registered_on", Some(context.today.to_string()));
    scaffold.set("manager", context.only_teammate());
    scaffold
}

/// Prefills a new contact of an account.
pub fn contact_scaffold(context: &ScaffoldContext<'_>, account: &Account, name: &str) -> Scaffold {
    let mut scaffold = Scaffold::default();
    let full_name = account.item.record.text("name").map(str::to_owned);
    scaffold.set("name", Some(name));
    scaffold.set(
        "employer",
        Some(full_name.unwrap_or_else(|| account.item.name())),
    );
    scaffold.set("registered_on", Some(context.today.to_string()));
    scaffold
}

/// Prefills a new project.
pub fn project_scaffold(context: &ScaffoldContext<'_>, name: &str) -> Scaffold {
    let mut scaffold = Scaffold::default();
    scaffold.set("name", Some(name));
    scaffold.set("date", Some(context.today.to_string()));
    scaffold
}

/// Prefills a new competitor.
pub fn competitor_scaffold(name: &str) -> Scaffold {
    let mut scaffold = Scaffold::default();
    scaffold.set("name", Some(name));
    scaffold
}
