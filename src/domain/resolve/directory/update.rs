//! Updates a directory after names of one account changed. Rebuilding that of a large site takes longer than
//! rendering the page of the note that was saved.

use super::{Directory, Index, IndexEntry};
use crate::forms::Kind;
use std::collections::hash_map::Entry;

impl Directory {
    /// Replaces the names of an account and returns whether that was possible. If something was added, removed,
    /// moved, or is visible to others than before, more than names may depend on it, and the directory must be
    /// rebuilt.
    pub fn update_account(&mut self, account: u32, before: &Index, now: &Index) -> bool {
        let pairs = || entries(before).zip(entries(now));
        let is_comparable = before.folder.is_none()
            && now.folder.is_none()
            && before.rest.len() == now.rest.len()
            && pairs().all(|(before, now)| has_same_place(before, now));
        let first = self.accounts.get(account as usize).map(|names| names.own);
        let Some(first) = first.filter(|_| is_comparable) else {
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

/// The account itself, then its items, in the order of their ids.
fn entries(index: &Index) -> impl Iterator<Item = &IndexEntry> {
    std::iter::once(&index.own).chain(&index.rest)
}

/// Whether an entry has the same kind, place and visibility; its name may differ.
fn has_same_place(before: &IndexEntry, now: &IndexEntry) -> bool {
    let of = |entry: &IndexEntry| (entry.kind, entry.inline, entry.visible);
    of(before) == of(now)
        && before.slug == now.slug
        && before.path == now.path
        && before.route == now.route
}

/// The names by which an entry is found from outside its account; dated entries have none.
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

    fn index(slug: &str, person: &str) -> Arc<Index> {
        Arc::new(Index {
            slug: slug.into(),
            own: entry(Kind::Account, slug, "岚澈"),
            rest: vec![
                entry(Kind::Contact, &format!("{slug}-contact"), person),
                entry(Kind::Visit, &format!("{slug}-visit"), "2026-03-12"),
            ],
            folder: None,
            upcoming: 0,
        })
    }

    fn directory(indexes: &[Arc<Index>]) -> Directory {
        Directory::of(indexes, &[], &[], &None)
    }

    #[test]
    fn renaming_a_person_gives_the_same_directory_as_a_rebuild() {
        let (first, second) = (index("a", "王敏"), index("b", "李雷"));
        // A new name, one that others have, and the former name again.
        for name in ["韩梅", "李雷", "a", "王敏"] {
            let mut updated = directory(&[first.clone(), second.clone()]);
            let now = index("a", name);
            assert!(updated.update_account(0, &first, &now));
            assert_eq!(updated, directory(&[now, second.clone()]));
        }
    }

    #[test]
    fn added_and_hidden_entries_are_not_updated() {
        let before = index("a", "王敏");
        let mut updated = directory(std::slice::from_ref(&before));
        let mut more = Index::clone(&before);
        more.rest.push(entry(Kind::Contact, "a-new", "韩梅"));
        assert!(!updated.update_account(0, &before, &more));
        let mut hidden = Index::clone(&before);
        hidden.own.visible = false;
        assert!(!updated.update_account(0, &before, &hidden));
        assert_eq!(updated, directory(&[before]));
    }
}
