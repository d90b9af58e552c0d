//! An item: a note, or an entry of an account's note that could be a note of its own, with its page in the site.

use super::fields::fields;
use super::prose::Prose;
use super::{ExchangePlan, MuteEntry, NextVisit, Outcome};
use crate::forms::{Dictionary, Kind, Level, Record, Schema};
use crate::text::{Source, Span, fold};
use std::sync::Arc;

/// Anything that has a page of its own.
#[derive(Clone, Debug, Hash)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// The fields of all kinds of notes.
    pub dictionary: &'static Dictionary,
    /// The name it is referred to by.
    pub slug: Box<str>,
    /// Its page, relative to the site's root: `accounts/lanche/visits/2026-03-12.html`.
    pub route: Box<str>,
    /// The file that contains it.
    pub source: Source,
    /// Its fields.
    pub record: Record,
    /// Its Markdown in the source; empty if it is an entry of another note.
    pub body: Span,
    /// The Markdown, parsed and linked; `None` if there is none or it is withheld.
    pub prose: Option<Arc<Prose>>,
    /// Whether its fields could not be read.
    pub broken: bool,
    /// Whether it could not be read and may be marked as private. Decided when the note is parsed, so that the text a
    /// proof substitutes cannot change who sees it.
    pub may_be_private: bool,
    /// Whether it is an entry of the account's own note.
    pub inline: bool,
    /// Its id in the directory.
    pub id: u32,
}

fields! {
    note Item in "account", "contact", "project", "visit", "exchange", "competitor", "page" {
        /// The name of an account, a person, a project or a competitor.
        [NAME] own_name = "name": text;
        /// The short name of an account.
        [SHORT_NAME] short_name: text;
        /// The title of a page.
        [TITLE] title: text;
        /// The account, as a note outside its folder names it.
        [ACCOUNT] account: text;
        /// The number of the account, likewise.
        [ACCOUNT_CODE] account_code: text;
        /// When a visit or an exchange takes place, or a project's criteria were recorded.
        [DATE] date: moment;
        /// The project that a visit or an exchange is about.
        [PROJECT] project: reference;
        /// What a visit resulted in.
        outcome: choice(Outcome);
        /// The next visit that a visit agreed.
        next_visit: record(NextVisit);
        /// The account manager of an account or a visit.
        [MANAGER] manager: text;
        /// The place of a page among its neighbours.
        [ORDER] order: int;
        /// The plan of an exchange.
        plan: record(ExchangePlan);
        /// Its tags.
        [TAGS] tags: texts;
        /// Alerts that are not to be raised, of an account.
        mutes = "mute": records(MuteEntry);
        /// Who may see it.
        [SENSITIVITY] own_sensitivity = "sensitivity": value;
    }
}

impl Item {
    /// Its fields.
    fn record(&self) -> &Record {
        &self.record
    }

    /// Returns the fields of its kind.
    pub fn schema(&self) -> &'static Schema {
        self.dictionary.schema(self.kind)
    }

    /// Its Markdown.
    pub fn body_text(&self) -> &str {
        self.source.slice(self.body)
    }

    /// Returns its display name: name or title, else the date, else the slug.
    pub fn name(&self) -> String {
        let named = match self.kind {
            Kind::Account => self.short_name().or(self.own_name()).map(str::to_owned),
            Kind::Contact | Kind::Project | Kind::Competitor => self.own_name().map(str::to_owned),
            Kind::Visit | Kind::Exchange => self.date().map(|date| date.iso_day()),
            Kind::Page | Kind::Site => self.title().map(str::to_owned),
        };
        named.unwrap_or_else(|| self.slug.to_string())
    }

    /// The level of its existence: its own level, else the level of what every note of its kind shows.
    pub fn level(&self) -> Level {
        if self.broken {
            // An unreadable account is private with everything that belongs to it.
            let is_private = self.kind == Kind::Account || self.may_be_private;
            return if is_private {
                Level::Private
            } else {
                Level::Internal
            };
        }
        match (self.record.sensitivity(), self.has_bad_sensitivity()) {
            (Some(level), _) => level,
            (None, true) => Level::Private,
            (None, false) => match self.kind {
                Kind::Account | Kind::Contact | Kind::Project => Level::Public,
                _ => Level::Internal,
            },
        }
    }

    /// The level of its Markdown: its own, else internal; private if its fields could not be read.
    pub fn body_level(&self) -> Level {
        if self.broken {
            return Level::Private;
        }
        let own = self.record.sensitivity().unwrap_or_default();
        own.max(self.level())
    }

    /// The minimum level of everything in it: its own, if it has one; private if its fields could not be read.
    pub fn note_level(&self) -> Level {
        match self.broken || self.has_bad_sensitivity() {
            true => Level::Private,
            false => self.record.sensitivity().unwrap_or(Level::Public),
        }
    }

    /// Whether its level could not be read: then the strictest applies.
    fn has_bad_sensitivity(&self) -> bool {
        self.own_sensitivity().is_some() && self.record.sensitivity().is_none()
    }
}

/// Whether the text of an unreadable note may contain a level. A note that certainly does not is no secret within the
/// company: its page shows what is wrong with it, and nothing of its content.
pub(in crate::domain) fn may_name_a_level(text: &str) -> bool {
    /// The key and the strictest values. A typo in one of them leaves the other.
    /// Read, never shown, so it is in no catalog.
    const WORDS: [&str; 8] = [
        "sensitivity",
        "密级",
        "私密",
        "private",
        "secret",
        "confidential",
        "机密",
        "保密",
    ];
    let text = fold(text);
    text.is_empty() || WORDS.iter().any(|word| text.contains(word))
}
