//! Protects the site in an output folder from being replaced by mistake: by a much smaller one, as happens when the share
//! with the notes is not mounted, or by one that shows its readers more. It relies on the manifest, not on the disk.

use std::collections::BTreeSet;
use std::mem::discriminant;
use std::path::Path;

use super::record::SiteRecord;
use crate::console::printed;
use crate::domain::Scope;
use crate::forms::{Dictionary, Level};
use crate::text::Language;
use thiserror::Error;

/// So many pages may be removed without confirmation.
const FEW_PAGES: usize = 10;

/// What the user has allowed that is refused by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// Replacing a site by one that is much smaller or has no accounts.
    pub shrink: bool,
    /// Replacing a site by one that shows its readers more.
    pub widen: bool,
}

/// A site that is to be written.
#[derive(Clone, Debug)]
pub(crate) struct PlannedSite {
    pub(crate) scope: Scope,
    /// The number of accounts in the notes, whether or not the audience may see them.
    pub(crate) accounts: usize,
}

/// Why an existing site is not replaced.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Blocked {
    /// The notes contain no account, but the existing site has some.
    #[error("disk.no-account")]
    NoAccount {
        /// The number of accounts on the existing site.
        accounts: usize,
        /// How many pages would be removed.
        gone: usize,
        /// How many pages the existing site has.
        pages: usize,
    },
    /// More than half of the pages would be removed.
    #[error("disk.shrinks")]
    Shrinks {
        /// How many pages would be removed.
        gone: usize,
        /// How many there are.
        pages: usize,
    },
    /// The new site would show its readers more than the existing one.
    #[error("disk.wider")]
    Wider {
        /// The scope of the existing site.
        before: Box<Scope>,
        /// The scope of the new one.
        now: Box<Scope>,
    },
}

impl Blocked {
    /// Returns why a site must not replace one that shows less, if so.
    pub fn wider(
        before: Option<Scope>,
        now: &Scope,
        dictionary: &'static Dictionary,
        allowed: Allowed,
    ) -> Option<Blocked> {
        let before =
            before.filter(|before| !allowed.widen && now.is_wider_than(before, dictionary))?;
        Some(Blocked::Wider {
            before: Box::new(before),
            now: Box::new(now.clone()),
        })
    }

    /// Returns why a site must not replace a larger one, if so: the notes have no account although the site has some, or more
    /// than half of the pages, and more than a few, would be removed. Only the number of pages counts, so a renamed folder
    /// removes nothing. A site for other readers or of other accounts is not compared. If a site has no record, the pages
    /// among its files are counted.
    pub(crate) fn shrinks(
        (names, record): (&BTreeSet<String>, Option<&SiteRecord>),
        (emitted, planned): (&BTreeSet<String>, &PlannedSite),
        allowed: Allowed,
    ) -> Option<Blocked> {
        if allowed.shrink {
            return None;
        }
        let pages = record.map_or_else(|| pages_in(names), |record| record.pages);
        let gone = pages.saturating_sub(pages_in(emitted));
        let accounts = accounts_in(names);
        if planned.accounts == 0 && accounts > 0 {
            return Some(Blocked::NoAccount {
                accounts,
                gone,
                pages,
            });
        }
        let scope = record.map(SiteRecord::scope);
        let is_same_site = scope.is_none_or(|scope| scope.is_none_or(|one| one == planned.scope));
        let is_large = gone > FEW_PAGES && gone > pages / 2;
        (is_same_site && is_large).then_some(Blocked::Shrinks { gone, pages })
    }

    /// Returns whether this needs no new message after `other`: how many pages would be removed may change with every note.
    pub fn repeats(&self, other: &Blocked) -> bool {
        let is_wider = matches!(self, Blocked::Wider { .. });
        self == other || (!is_wider && discriminant(self) == discriminant(other))
    }

    /// Returns the message for the user about a folder or file at a path.
    pub fn message(&self, path: &Path, language: Language) -> String {
        let key = self.to_string();
        let path = printed::path(path);
        let advice = language.phrase("disk.shrink-advice");
        match self {
            Blocked::NoAccount {
                accounts,
                gone,
                pages,
            } => printed::phrase(
                language,
                &key,
                &[
                    ("path", &path),
                    ("accounts", accounts),
                    ("gone", gone),
                    ("pages", pages),
                    ("advice", &advice),
                ],
            ),
            Blocked::Shrinks { gone, pages } => printed::phrase(
                language,
                &key,
                &[
                    ("path", &path),
                    ("gone", gone),
                    ("pages", pages),
                    ("advice", &advice),
                ],
            ),
            Blocked::Wider { before, now } => printed::phrase(
                language,
                &key,
                &[
                    ("path", &path),
                    ("before", &describe(before, language)),
                    ("now", &describe(now, language)),
                ],
            ),
        }
    }
}

/// Describes an audience with everything that decides what it sees: `customer` (public only, external, +visit.outcome, Lanche).
fn describe(scope: &Scope, language: Language) -> String {
    let audience = &scope.audience;
    let level = match audience.level {
        Level::Public => "disk.sees-public",
        Level::Internal => "disk.sees-internal",
        Level::Private => "disk.sees-private",
    };
    let external = audience.external.then_some("disk.external");
    let words = std::iter::once(level).chain(external);
    let mut words: Vec<String> = words.map(|key| language.phrase(key).to_owned()).collect();
    words.extend(audience.fields.iter().map(|field| format!("+{field}")));
    if audience.external {
        words.extend(scope.accounts.iter().flatten().cloned());
    }
    language.quoted(&audience.name) + &language.bracketed(&language.clauses(&words))
}

/// Counts the pages among some files.
pub(crate) fn pages_in(names: &BTreeSet<String>) -> usize {
    names.iter().filter(|name| name.ends_with(".html")).count()
}

/// Counts the accounts that have a page of their own among some files.
fn accounts_in(names: &BTreeSet<String>) -> usize {
    let is_account = |name: &&String| {
        let within = name.strip_prefix("accounts/");
        let account = within.and_then(|rest| rest.strip_suffix("/index.html"));
        account.is_some_and(|account| !account.contains('/'))
    };
    names.iter().filter(is_account).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(range: std::ops::Range<usize>) -> BTreeSet<String> {
        let mut names: BTreeSet<String> = range.map(|number| format!("{number}.html")).collect();
        names.extend(["assets/a.css".to_owned(), "accounts/index.html".to_owned()]);
        names
    }

    /// Returns what blocks replacing a site of the files `names` by one of the files `emitted`.
    fn blocked(
        names: &BTreeSet<String>,
        record: Option<Scope>,
        emitted: &BTreeSet<String>,
        scope: &Scope,
    ) -> Option<Blocked> {
        let record = record.map(|scope| SiteRecord::of(&scope, pages_in(names)));
        let planned = PlannedSite {
            scope: scope.clone(),
            accounts: 1,
        };
        let existing = (names, record.as_ref());
        Blocked::shrinks(existing, (emitted, &planned), Allowed::default())
    }

    #[test]
    fn losing_more_than_half_and_more_than_ten_pages_is_blocked() {
        let internal = Scope::sample(1, None);
        let outcome = |before: usize, after: usize| {
            let (before, after) = (pages(0..before - 1), pages(0..after - 1));
            blocked(&before, Some(internal.clone()), &after, &internal)
        };
        let shrinks = |gone, pages| Some(Blocked::Shrinks { gone, pages });
        assert_eq!(outcome(40, 20), None);
        assert_eq!(outcome(40, 19), shrinks(21, 40));
        assert_eq!(outcome(41, 20), shrinks(21, 41));
        assert_eq!(outcome(11, 1), None);
        assert_eq!(outcome(12, 1), shrinks(11, 12));
        assert_eq!(outcome(20, 40), None);
    }

    #[test]
    fn replaced_pages_do_not_count_as_removed() {
        let internal = Scope::sample(1, None);
        let renamed = pages(100..140);
        let outcome = blocked(&pages(0..40), Some(internal.clone()), &renamed, &internal);
        assert_eq!(outcome, None);
    }

    #[test]
    fn only_the_same_site_or_an_unknown_one_can_shrink() {
        let (whole, one) = (Scope::sample(1, None), Scope::sample(1, Some(&["a"])));
        let (before, after) = (pages(0..40), pages(0..2));
        assert_eq!(blocked(&before, Some(whole.clone()), &after, &one), None);
        assert_eq!(
            blocked(&before, Some(Scope::sample(0, None)), &after, &whole),
            None
        );
        assert!(blocked(&before, None, &after, &whole).is_some());
    }

    #[test]
    fn notes_without_accounts_are_blocked_for_every_audience() {
        let mut names = pages(0..2);
        names.insert("accounts/启明/index.html".into());
        names.insert("accounts/启明/visits/index.html".into());
        let record = SiteRecord::of(&Scope::sample(0, None), 5);
        let emitted = pages(0..1);
        let mut planned = PlannedSite {
            scope: Scope::sample(1, None),
            accounts: 0,
        };
        let existing = (&names, Some(&record));
        let outcome = Blocked::shrinks(existing, (&emitted, &planned), Allowed::default());
        let expected = Blocked::NoAccount {
            accounts: 1,
            gone: 3,
            pages: 5,
        };
        assert_eq!(outcome, Some(expected));
        let shrink = Allowed {
            shrink: true,
            ..Allowed::default()
        };
        assert_eq!(
            Blocked::shrinks(existing, (&emitted, &planned), shrink),
            None
        );
        planned.accounts = 1;
        let outcome = Blocked::shrinks(existing, (&emitted, &planned), Allowed::default());
        assert_eq!(outcome, None);
    }

    #[test]
    fn a_wider_site_is_blocked_and_described() {
        let (customer, internal) = (Scope::sample(2, Some(&["岚澈"])), Scope::sample(1, None));
        let none = Allowed::default();
        assert_eq!(
            Blocked::wider(
                Some(internal.clone()),
                &customer,
                Dictionary::built_in(),
                none
            ),
            None
        );
        assert_eq!(
            Blocked::wider(None, &internal, Dictionary::built_in(), none),
            None
        );
        let blocked = Blocked::wider(
            Some(customer.clone()),
            &internal,
            Dictionary::built_in(),
            none,
        )
        .unwrap();
        let message = blocked.message(Path::new("public"), Language::ENGLISH);
        let parts = [
            "`customer` (public only, external, 岚澈)",
            "`internal` (everything except private)",
            "--widen",
        ];
        assert!(parts.iter().all(|part| message.contains(part)), "{message}");
        let widen = Allowed {
            widen: true,
            ..none
        };
        assert_eq!(
            Blocked::wider(Some(customer), &internal, Dictionary::built_in(), widen),
            None
        );
    }
}
