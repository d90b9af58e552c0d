//! The options of a build (day, reader, accounts, language), and the errors of options that cannot be met.

use super::site_file::Doubt;
use crate::domain::{Audience, Index, Settings, Viewpoint};
use crate::text::{Code, Diagnostic, Language, Severity, Snapshot, fold, nearest};
use jiff::civil::Date;
use std::sync::Arc;
use thiserror::Error;

/// An error names at most this many accounts.
const MOST_NAMED: usize = 8;

/// The options of a build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The day that counts as today.
    pub as_of: Option<Date>,
    /// The audience's name; `None` for the site's default.
    pub audience: Option<String>,
    /// Only these accounts, by slug or name; all if empty.
    pub accounts: Vec<String>,
    /// The language of pages and messages.
    pub language: Option<Language>,
}

/// Why a build is refused. `console` has the words.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the build is refused")]
pub enum BuildError {
    /// There is no such account.
    NoSuchAccount {
        /// The name that was given.
        name: String,
        /// The most similar existing name.
        nearest: Option<String>,
        /// The first few existing names.
        known: Vec<String>,
    },
    /// The document is for readers within the company only.
    InternalOnly {
        /// The requested document.
        matter: InternalDocument,
        /// The audience's name.
        audience: String,
    },
    /// The account is withheld from the requested audience outside the company.
    AccountWithheld {
        /// The account as it was named.
        account: String,
        /// The audience's name.
        audience: String,
    },
    /// The first day of the changes is after the last.
    SinceLater {
        /// The first day.
        since: Date,
        /// The last day.
        as_of: Date,
    },
    /// The settings are in doubt, and the audience does not see everything.
    SettingsInDoubt(Doubt),
    /// There is no such audience.
    NoSuchAudience {
        /// The name that was given.
        name: String,
        /// The existing names.
        known: Vec<String>,
    },
    /// An audience outside the company sees one account, which must be named.
    AccountNeeded {
        /// The audience.
        audience: String,
        /// The diagnostic of the settings, if this audience replaces one that they name and that does not exist.
        because: Option<Box<Diagnostic>>,
    },
}

/// Documents for readers within the company only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InternalDocument {
    /// The paper forms.
    Forms,
    /// What changed between two days.
    Changes,
}

/// Determines the viewpoint. The day is that of the options, else the site's, else today; the audience that of the
/// options, else the site's, else `internal`.
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
        dictionary: settings.dictionary,
        as_of: options.as_of.or(settings.as_of).unwrap_or(snapshot.today),
        audience,
        language: options.language.or(settings.language).unwrap_or_default(),
    })
}

/// Returns the diagnostic that explains why the strictest audience replaces the one that the settings name.
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
        .then(|| Box::new(cause.clone().redacted()))
}

/// Returns the requested accounts by number; `None` for all.
pub(super) fn chosen_accounts(
    indexes: &[Arc<Index>],
    options: &Options,
    audience: &Audience,
) -> Result<Option<Vec<usize>>, BuildError> {
    if options.accounts.is_empty() {
        return Ok(None);
    }
    let position = |name: &String| {
        let folded = fold(name);
        let is = |index: &Arc<Index>| index.own.folded.iter().any(|known| **known == *folded);
        let by_slug = indexes.iter().position(|index| fold(&index.slug) == folded);
        by_slug
            .or_else(|| indexes.iter().position(is))
            .ok_or_else(|| no_such_account(indexes, name, audience))
    };
    options
        .accounts
        .iter()
        .map(position)
        .collect::<Result<_, _>>()
        .map(Some)
}

/// Readers who do not see everything get the names of folders only: the name of an account may be withheld.
fn no_such_account(indexes: &[Arc<Index>], name: &str, audience: &Audience) -> BuildError {
    let shown = |index: &Arc<Index>| match audience.is_owner() {
        true => index.own.name.to_string(),
        false => index.slug.to_string(),
    };
    let names: Vec<String> = indexes
        .iter()
        .flat_map(|index| [index.slug.to_string(), shown(index)])
        .collect();
    BuildError::NoSuchAccount {
        name: name.to_owned(),
        nearest: nearest(name, names.iter().map(String::as_str)).map(str::to_owned),
        known: indexes.iter().take(MOST_NAMED).map(shown).collect(),
    }
}
