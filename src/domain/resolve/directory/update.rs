//! A directory in which one account is called otherwise: only that account's names are entered anew. To enter all of a
//! large site takes longer than to make the page of the note that was saved.

use super::{Directory, Index, IndexEntry};
use crate::forms::Kind;
use std::collections::hash_map::Entry;

impl Directory {
    /// Enters an account anew; whether that could be done. Where something of it came, went, moved or is shown to others
    /// than before, more than its own names may depend on it, and the directory is to be made from all rolls.
    pub fn renew(&mut self, place: u32, before: &Index, now: &Index) -> bool {
        let pairs = || entries(before).zip(entries(now));
        let lies_the_same = before.folder.is_none()
            && now.folder.is_none()
            && before.rest.len() == now.rest.len()
            && pairs().all(|(before, now)| stands_as(before, now));
        let first = self.accounts.get(place as usize).map(|names| names.own);
        let Some(first) = first.filter(|_| lies_the_same) else {
            return false;
        };
        for (id, (before, now)) in (first..).zip(pairs()) {
            if before != now {
                self.rename(id, before, now);
            }
        }
        true
    }

    fn rename(&mut self, id: u32, before: &IndexEntry, now: &IndexEntry) {
        for name in names(before) {
            if let Entry::Occupied(mut known) = self.by_name.entry(name.clone()) {
                known.get_mut().retain(|one| *one != id);
                if known.get().is_empty() {
                    known.remove();
                }
            }
        }
        for name in names(now) {
            let known = self.by_name.entry(name.clone()).or_default();
            if let Err(at) = known.binary_search(&id) {
                known.insert(at, id);
            }
        }
        if let Some(target) = self.targets.get_mut(id as usize) {
            target.name = now.name.clone();
            target.folded = now.folded.clone();
        }
    }
}

/// The account itself, then what belongs to it: the order of their places.
fn entries(roll: &Index) -> impl Iterator<Item = &IndexEntry> {
    std::iter::once(&roll.own).chain(&roll.rest)
}

/// Whether an entry is what and where it was, for the same readers; it may be called otherwise.
fn stands_as(before: &IndexEntry, now: &IndexEntry) -> bool {
    let of = |entry: &IndexEntry| (entry.kind, entry.inline, entry.visible);
    of(before) == of(now)
        && before.slug == now.slug
        && before.path == now.path
        && before.route == now.route
}

/// The names by which an entry is found from anywhere: what is dated has none.
pub(in crate::domain) fn names(entry: &IndexEntry) -> impl Iterator<Item = &Box<str>> {
    let dated = matches!(entry.kind, Kind::Visit | Kind::Exchange);
    let names = entry.folded.iter();
    names.filter(move |name| !dated && !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn entry(kind: Kind, slug: &str, name: &str) -> IndexEntry {
        IndexEntry {
            kind,
            slug: slug.into(),
            name: name.into(),
            path: format!("content/accounts/{slug}.md").into(),
            route: format!("accounts/{slug}.html").into(),
            inline: false,
            visible: true,
            folded: [slug.into(), name.into(), Box::default()],
        }
    }

    fn roll(slug: &str, person: &str) -> Arc<Index> {
        Arc::new(Index {
            slug: slug.into(),
            own: entry(Kind::Account, slug, "岚澈"),
            rest: vec![
                entry(Kind::Contact, &format!("{slug}-contact"), person),
                entry(Kind::Visit, &format!("{slug}-visit"), "2026-03-12"),
            ],
            folder: None,
            to_come: 0,
        })
    }

    fn directory(rolls: &[Arc<Index>]) -> Directory {
        Directory::of(rolls, &[], &[], &None)
    }

    #[test]
    fn a_person_called_otherwise_leaves_the_directory_that_all_rolls_give() {
        let (first, second) = (roll("a", "王敏"), roll("b", "李雷"));
        // A name that is new, one that others have, and the former name again.
        for name in ["韩梅", "李雷", "a", "王敏"] {
            let mut renewed = directory(&[first.clone(), second.clone()]);
            let now = roll("a", name);
            assert!(renewed.renew(0, &first, &now));
            assert_eq!(renewed, directory(&[now, second.clone()]));
        }
    }

    #[test]
    fn what_came_or_is_hidden_is_not_renewed() {
        let before = roll("a", "王敏");
        let mut renewed = directory(std::slice::from_ref(&before));
        let mut more = Index::clone(&before);
        more.rest.push(entry(Kind::Contact, "a-new", "韩梅"));
        assert!(!renewed.renew(0, &before, &more));
        let mut hidden = Index::clone(&before);
        hidden.own.visible = false;
        assert!(!renewed.renew(0, &before, &hidden));
        assert_eq!(renewed, directory(&[before]));
    }
}
