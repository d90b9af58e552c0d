//! Guards a site on disk against one that is put in its place by mistake: a much smaller one, as when the share with the
//! notes is not mounted, and one that shows its readers more. The disk is not asked; the manifest says what stands there.

use std::collections::BTreeSet;
use std::mem::discriminant;
use std::path::Path;

use super::record::SiteRecord;
use crate::domain::Scope;
use crate::forms::Level;
use crate::text::Language;

/// Fewer pages may go without a question.
const FEW_PAGES: usize = 10;

/// What the user allows that is refused otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// A site that is much smaller, or has no account any more.
    pub shrink: bool,
    /// A site that shows its readers more.
    pub widen: bool,
}

/// A site that is to be written.
#[derive(Clone, Debug)]
pub(crate) struct Coming {
    pub(crate) scope: Scope,
    /// How many accounts there are in the notes, whoever may know of them.
    pub(crate) accounts: usize,
}

/// Why a site was not put in the place of the one that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// There is no account in the notes, and the site has some.
    NoAccount {
        /// The accounts of the site.
        accounts: usize,
        /// How many pages would go.
        gone: usize,
        /// How many there are.
        pages: usize,
    },
    /// More than half of the pages would go.
    Shrinks {
        /// How many would go.
        gone: usize,
        /// How many there are.
        pages: usize,
    },
    /// It would show more than the readers of the site see now.
    Wider {
        /// The site that stands.
        before: Box<Scope>,
        /// The one that was to be written.
        now: Box<Scope>,
    },
}

impl Held {
    /// Why a site is not put in the place of one that shows less.
    pub fn wider(before: Option<Scope>, now: &Scope, allowed: Allowed) -> Option<Held> {
        let before = before.filter(|before| !allowed.widen && now.is_wider_than(before))?;
        Some(Held::Wider {
            before: Box::new(before),
            now: Box::new(now.clone()),
        })
    }

    /// Why a site is not put in the place of a larger one: it has no account, where there were some, or more than half of
    /// the pages would go, and more than a few. Pages that others come for, as after a folder was renamed, do not count;
    /// nor does another site, one for other readers or of other accounts. Of a site that no record tells about, the pages
    /// of all its files are counted.
    pub(crate) fn shrinks(
        (names, record): (&BTreeSet<String>, Option<&SiteRecord>),
        (emitted, coming): (&BTreeSet<String>, &Coming),
        allowed: Allowed,
    ) -> Option<Held> {
        if allowed.shrink {
            return None;
        }
        let pages = record.map_or_else(|| pages_in(names), |record| record.pages);
        let gone = pages.saturating_sub(pages_in(emitted));
        let accounts = accounts_in(names);
        if coming.accounts == 0 && accounts > 0 {
            return Some(Held::NoAccount {
                accounts,
                gone,
                pages,
            });
        }
        let scope = record.map(SiteRecord::scope);
        let is_same_site = scope.is_none_or(|scope| scope.is_none_or(|one| one == coming.scope));
        let is_much = gone > FEW_PAGES && gone > pages / 2;
        (is_same_site && is_much).then_some(Held::Shrinks { gone, pages })
    }

    /// Whether there is nothing to add to what was said of another: how many pages would go may change with every note.
    pub fn is_like(&self, other: &Held) -> bool {
        let is_wider = matches!(self, Held::Wider { .. });
        self == other || (!is_wider && discriminant(self) == discriminant(other))
    }

    /// The sentence for the user about a folder or file at a path.
    pub fn words(&self, path: &Path, language: Language) -> String {
        let path = crate::console::printed::path(path);
        let advice = language.pick(
            "什么都没有写。看看放笔记的共享文件夹是不是没有连上，--site 指的文件夹对不对；确实要这样，就加上 --allow-shrink",
            "Nothing was written. Check that the share with the notes is mounted and that --site is the right folder; if this is intended, add --allow-shrink",
        );
        match (self, language) {
            (
                Held::NoAccount {
                    accounts,
                    gone,
                    pages,
                },
                Language::Chinese,
            ) => format!(
                "{path}: 笔记里一家客户也没有，而这里的网站有 {accounts} 家；{pages} 页里会删掉 {gone} 页。{advice}"
            ),
            (
                Held::NoAccount {
                    accounts,
                    gone,
                    pages,
                },
                Language::English,
            ) => format!(
                "{path}: the notes contain no account, but the existing site has {accounts}; {gone} of its {pages} pages would be removed. {advice}"
            ),
            (Held::Shrinks { gone, pages }, Language::Chinese) => {
                format!("{path}: 这里的网站有 {pages} 页，会删掉 {gone} 页。{advice}")
            }
            (Held::Shrinks { gone, pages }, Language::English) => {
                format!(
                    "{path}: {gone} of the existing site's {pages} pages would be removed. {advice}"
                )
            }
            (Held::Wider { before, now }, Language::Chinese) => format!(
                "{path}: 这里现在是给读者{}的，换成给{}的，原来的读者就会看到更多。什么都没有写。换一个位置（--out）；确实要这样，就加上 --widen",
                described(before, language),
                described(now, language)
            ),
            (Held::Wider { before, now }, Language::English) => format!(
                "{path}: the existing output is for the audience {}; output for {} would show its readers more. Nothing was written. Choose another place (--out), or, if this is intended, add --widen",
                described(before, language),
                described(now, language)
            ),
        }
    }
}

/// An audience with all that decides what it sees: “customer”（只有公开的，对外，+visit.outcome，岚澈）.
fn described(scope: &Scope, language: Language) -> String {
    let audience = &scope.audience;
    let external = language.pick("对外", "external");
    let level = match audience.level {
        Level::Public => language.pick("只有公开的", "public only"),
        Level::Internal => language.pick("除私密以外的全部", "everything except private"),
        Level::Private => language.pick("全部", "everything"),
    };
    let mut words = vec![level.to_owned()];
    words.extend(audience.external.then(|| external.to_owned()));
    words.extend(audience.fields.iter().map(|field| format!("+{field}")));
    if audience.external {
        words.extend(scope.accounts.iter().flatten().cloned());
    }
    match language {
        Language::Chinese => format!("“{}”（{}）", audience.name, words.join("，")),
        Language::English => format!("`{}` ({})", audience.name, words.join(", ")),
    }
}

/// How many of some files are pages.
pub(crate) fn pages_in(names: &BTreeSet<String>) -> usize {
    names.iter().filter(|name| name.ends_with(".html")).count()
}

/// How many accounts have a page of their own among some files.
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

    /// What holds a site of `emitted` back where one of `names` stands, by whom both are for.
    fn held(
        names: &BTreeSet<String>,
        record: Option<Scope>,
        emitted: &BTreeSet<String>,
        scope: &Scope,
    ) -> Option<Held> {
        let record = record.map(|scope| SiteRecord::of(&scope, pages_in(names)));
        let coming = Coming {
            scope: scope.clone(),
            accounts: 1,
        };
        let standing = (names, record.as_ref());
        Held::shrinks(standing, (emitted, &coming), Allowed::default())
    }

    #[test]
    fn more_than_half_and_more_than_ten_pages_are_held() {
        let internal = Scope::sample(1, None);
        let outcome = |before: usize, after: usize| {
            let (before, after) = (pages(0..before - 1), pages(0..after - 1));
            held(&before, Some(internal.clone()), &after, &internal)
        };
        let shrinks = |gone, pages| Some(Held::Shrinks { gone, pages });
        assert_eq!(outcome(40, 20), None);
        assert_eq!(outcome(40, 19), shrinks(21, 40));
        assert_eq!(outcome(41, 20), shrinks(21, 41));
        assert_eq!(outcome(11, 1), None);
        assert_eq!(outcome(12, 1), shrinks(11, 12));
        assert_eq!(outcome(20, 40), None);
    }

    #[test]
    fn pages_that_others_come_for_do_not_count() {
        let internal = Scope::sample(1, None);
        let renamed = pages(100..140);
        let outcome = held(&pages(0..40), Some(internal.clone()), &renamed, &internal);
        assert_eq!(outcome, None);
    }

    #[test]
    fn another_site_does_not_shrink_and_an_unknown_one_may() {
        let (whole, one) = (Scope::sample(1, None), Scope::sample(1, Some(&["a"])));
        let (before, after) = (pages(0..40), pages(0..2));
        assert_eq!(held(&before, Some(whole.clone()), &after, &one), None);
        assert_eq!(
            held(&before, Some(Scope::sample(0, None)), &after, &whole),
            None
        );
        assert!(held(&before, None, &after, &whole).is_some());
    }

    #[test]
    fn notes_without_an_account_are_held_whoever_the_site_is_for() {
        let mut names = pages(0..2);
        names.insert("accounts/启明/index.html".into());
        names.insert("accounts/启明/visits/index.html".into());
        let record = SiteRecord::of(&Scope::sample(0, None), 5);
        let emitted = pages(0..1);
        let mut coming = Coming {
            scope: Scope::sample(1, None),
            accounts: 0,
        };
        let standing = (&names, Some(&record));
        let outcome = Held::shrinks(standing, (&emitted, &coming), Allowed::default());
        let expected = Held::NoAccount {
            accounts: 1,
            gone: 3,
            pages: 5,
        };
        assert_eq!(outcome, Some(expected));
        let shrink = Allowed {
            shrink: true,
            ..Allowed::default()
        };
        assert_eq!(Held::shrinks(standing, (&emitted, &coming), shrink), None);
        coming.accounts = 1;
        let outcome = Held::shrinks(standing, (&emitted, &coming), Allowed::default());
        assert_eq!(outcome, None);
    }

    #[test]
    fn a_wider_site_is_held_and_named() {
        let (customer, internal) = (Scope::sample(2, Some(&["岚澈"])), Scope::sample(1, None));
        let none = Allowed::default();
        assert_eq!(Held::wider(Some(internal.clone()), &customer, none), None);
        assert_eq!(Held::wider(None, &internal, none), None);
        let held = Held::wider(Some(customer.clone()), &internal, none).unwrap();
        let told = held.words(Path::new("public"), Language::English);
        let parts = [
            "`customer` (public only, external, 岚澈)",
            "`internal` (everything except private)",
            "--widen",
        ];
        assert!(parts.iter().all(|part| told.contains(part)), "{told}");
        let widen = Allowed {
            widen: true,
            ..none
        };
        assert_eq!(Held::wider(Some(customer), &internal, widen), None);
    }
}
