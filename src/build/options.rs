//! What was asked for: the day, the reader, the accounts, the language; and what cannot be meant.

use super::site_file::Doubt;
use crate::domain::{Audience, Index, Settings, Viewpoint};
use crate::text::{Code, Diagnostic, Language, Severity, Snapshot, fold, nearest};
use jiff::civil::Date;
use std::sync::Arc;

/// A refusal names no more accounts than this.
const MOST_NAMED: usize = 8;

/// What was asked for on the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The day that counts as today.
    pub as_of: Option<Date>,
    /// The audience's name; nothing for the site's default.
    pub audience: Option<String>,
    /// Only these accounts, by slug or name; all where empty.
    pub accounts: Vec<String>,
    /// The language of pages and messages.
    pub language: Option<Language>,
}

/// What cannot be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BuildError {
    /// There is no such account.
    NoSuchAccount {
        /// The name that was given.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
        /// The first few there are.
        known: Vec<String>,
    },
    /// It is for the house alone.
    InternalOnly {
        /// What was asked for.
        matter: InternalDocument,
        /// The audience's name.
        audience: String,
    },
    /// The account is not for the audience outside the house for which it is asked.
    AccountWithheld {
        /// The account, as it was asked for.
        account: String,
        /// The audience's name.
        audience: String,
    },
    /// Changes are asked for since a day after the one looked at.
    SinceLater {
        /// The first day.
        since: Date,
        /// The day looked at.
        as_of: Date,
    },
    /// Nobody can tell what the settings are, and the audience does not see everything.
    SettingsInDoubt(Doubt),
    /// There is no such audience.
    NoSuchAudience {
        /// The name that was given.
        name: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// An audience outside the house sees one account, which must be named.
    AccountNeeded {
        /// The audience.
        audience: String,
        /// What is wrong with the settings, where it stands in for one that they name and that cannot be had.
        because: Option<Box<Diagnostic>>,
    },
}

/// What readers outside the house are not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InternalDocument {
    /// The paper forms.
    Forms,
    /// What changed between two days.
    Changes,
}

/// From where the notes are looked at: the day is the one asked for, else the site's, else the clock's; the audience the
/// one asked for, else the site's, else the house.
pub(super) fn viewpoint_of(
    snapshot: &Snapshot,
    settings: &Settings,
    options: &Options,
    found: &[Diagnostic],
) -> Result<Viewpoint, BuildError> {
    let audience =
        match (&options.audience, &settings.audience) {
            (Some(name), _) => settings.audience_named(name).cloned().ok_or_else(|| {
                BuildError::NoSuchAudience {
                    name: name.clone(),
                    known: settings
                        .audiences
                        .iter()
                        .map(|audience| audience.name.clone())
                        .collect(),
                }
            })?,
            (None, Some(name)) => settings
                .audience_named(name)
                .cloned()
                .unwrap_or_else(Audience::strictest),
            (None, None) => settings
                .audience_named("internal")
                .cloned()
                .unwrap_or_else(Audience::strictest),
        };
    if audience.external && options.accounts.len() != 1 {
        return Err(BuildError::AccountNeeded {
            because: match options.audience {
                None => wrong_audience(settings, found),
                Some(_) => None,
            },
            audience: audience.name,
        });
    }
    Ok(Viewpoint {
        as_of: options.as_of.or(settings.as_of).unwrap_or(snapshot.today),
        audience,
        language: options.language.or(settings.language).unwrap_or_default(),
    })
}

/// What is wrong with the settings where the strictest audience stands in for the one they name.
fn wrong_audience(settings: &Settings, found: &[Diagnostic]) -> Option<Box<Diagnostic>> {
    let name = settings.audience.as_deref()?;
    let of_settings = |one: &&Diagnostic| {
        one.source.path.as_ref() == "content/site.yaml" && one.severity() == Severity::Error
    };
    let errors = || found.iter().filter(of_settings);
    let of_audience = errors().find(|one| one.code == Code::UnknownAudience);
    let cause = of_audience.or(errors().next())?;
    settings
        .audience_named(name)
        .is_none()
        .then(|| Box::new(cause.clone().veiled()))
}

/// The accounts that are in the site, by their places; nothing where all are.
pub(super) fn chosen_accounts(
    rolls: &[Arc<Index>],
    options: &Options,
    audience: &Audience,
) -> Result<Option<Vec<usize>>, BuildError> {
    if options.accounts.is_empty() {
        return Ok(None);
    }
    let place = |name: &String| {
        let folded = fold(name);
        let is = |roll: &Arc<Index>| roll.own.folded.iter().any(|known| **known == *folded);
        let by_slug = rolls.iter().position(|roll| fold(&roll.slug) == folded);
        by_slug
            .or_else(|| rolls.iter().position(is))
            .ok_or_else(|| no_such_account(rolls, name, audience))
    };
    options
        .accounts
        .iter()
        .map(place)
        .collect::<Result<_, _>>()
        .map(Some)
}

/// Who does not see everything is given the names of folders: what an account is called may be withheld.
fn no_such_account(rolls: &[Arc<Index>], name: &str, audience: &Audience) -> BuildError {
    let shown = |roll: &Arc<Index>| match audience.is_owner() {
        true => roll.own.name.to_string(),
        false => roll.slug.to_string(),
    };
    let names: Vec<String> = rolls
        .iter()
        .flat_map(|roll| [roll.slug.to_string(), shown(roll)])
        .collect();
    BuildError::NoSuchAccount {
        name: name.to_owned(),
        nearest: nearest(name, names.iter().map(String::as_str)).map(str::to_owned),
        known: rolls.iter().take(MOST_NAMED).map(shown).collect(),
    }
}
