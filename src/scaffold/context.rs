//! What all new notes of a site share.

use crate::domain::{Account, Settings};
use crate::forms::Dictionary;
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
    /// Returns the context of the notes of a site.
    pub fn new(settings: &'a Settings, language: Language, today: Date) -> ScaffoldContext<'a> {
        ScaffoldContext {
            settings,
            language,
            today,
        }
    }

    /// Returns the fields of all notes, and the lists of the forms.
    pub fn dictionary(&self) -> &'static Dictionary {
        self.settings.dictionary
    }

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
