//! Lists sorted by path: what stands at a path and below it is replaced by what was read there now. What is the same
//! stays, to the very text in memory, so that a cache knows it again.

use crate::disk::Link;
use crate::disk::site_folder::{AttachmentStamp, Part};
use crate::text::{Asset, Source, UnreadableFile};
use std::ops::Range;
use std::sync::Arc;

/// What stands in such a list.
pub(crate) trait Entry: Clone {
    /// From the site's folder, with `/`.
    fn path(&self) -> &str;
    /// Whether nothing has changed, the path being the same.
    fn is_as(&self, other: &Self) -> bool;
}

impl Entry for Source {
    fn path(&self) -> &str {
        &self.path
    }

    fn is_as(&self, other: &Source) -> bool {
        Arc::ptr_eq(&self.text, &other.text) || self.text == other.text
    }
}

impl Entry for Asset {
    fn path(&self) -> &str {
        &self.path
    }

    fn is_as(&self, _: &Asset) -> bool {
        true
    }
}

impl Entry for UnreadableFile {
    fn path(&self) -> &str {
        &self.path
    }

    fn is_as(&self, other: &UnreadableFile) -> bool {
        self.reason == other.reason
    }
}

impl Entry for AttachmentStamp {
    fn path(&self) -> &str {
        &self.path
    }

    fn is_as(&self, other: &AttachmentStamp) -> bool {
        self == other
    }
}

impl Entry for Link {
    fn path(&self) -> &str {
        &self.path
    }

    fn is_as(&self, other: &Link) -> bool {
        self == other
    }
}

/// What one list differs in after another was put in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Notes, settings and theme files, new, changed or gone.
    pub texts: usize,
    /// Attachments and what cannot be read, likewise.
    pub others: usize,
}

/// Puts a part in the place of what is held at its path and below.
pub(crate) fn put(part: Part, held: &mut Part) -> Difference {
    let at = &part.path;
    let (from, to) = (part.snapshot, &mut held.snapshot);
    replace(&mut held.links, at, part.links);
    Difference {
        texts: replace(&mut to.sources, at, from.sources) + replace(&mut to.theme, at, from.theme),
        others: replace(&mut to.assets, at, from.assets).max(replace(
            &mut held.stamps,
            at,
            part.stamps,
        )) + replace(&mut to.unreadable, at, from.unreadable),
    }
}

/// What stands in a list at a path.
pub(crate) fn at<'a, T: Entry>(list: &'a [T], path: &str) -> Option<&'a T> {
    list.get(own(list, path).start)
        .filter(|entry| entry.path() == path)
}

/// What stands in a list at a path and below it.
pub(crate) fn at_and_below<'a, T: Entry>(list: &'a [T], path: &str) -> impl Iterator<Item = &'a T> {
    let (own, below) = (own(list, path), below(list, path));
    list[own].iter().chain(&list[below])
}

/// How many entries are new, changed or gone.
fn replace<T: Entry>(held: &mut Vec<T>, path: &str, fresh: Vec<T>) -> usize {
    let (own_fresh, below_fresh) = fresh.into_iter().partition(|entry| entry.path() == path);
    let range = own(held, path);
    let of_own = replace_range(held, range, own_fresh);
    let range = below(held, path);
    of_own + replace_range(held, range, below_fresh)
}

fn own<T: Entry>(list: &[T], path: &str) -> Range<usize> {
    let start = list.partition_point(|entry| entry.path() < path);
    let end = list.partition_point(|entry| entry.path() <= path);
    start..end
}

/// `a/…`, which does not follow upon `a` at once: `a-b` and `a.md` come between.
fn below<T: Entry>(list: &[T], path: &str) -> Range<usize> {
    // The character after the slash.
    let (first, after) = (format!("{path}/"), format!("{path}0"));
    let start = list.partition_point(|entry| entry.path() < first.as_str());
    let end = list.partition_point(|entry| entry.path() < after.as_str());
    start..end
}

fn replace_range<T: Entry>(held: &mut Vec<T>, range: Range<usize>, mut fresh: Vec<T>) -> usize {
    let old = &held[range.clone()];
    let mut same = 0;
    for entry in &mut fresh {
        let known = at(old, entry.path()).filter(|known| known.is_as(entry));
        if let Some(known) = known {
            *entry = known.clone();
            same += 1;
        }
    }
    let differing = old.len().max(fresh.len()).saturating_sub(same);
    if differing > 0 {
        held.splice(range, fresh);
    }
    differing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(of: &[(&str, &str)]) -> Vec<Source> {
        let source = |(path, text): &(&str, &str)| Source {
            path: (*path).into(),
            text: (*text).into(),
        };
        of.iter().map(source).collect()
    }

    fn told(list: &[Source]) -> Vec<(&str, &str)> {
        list.iter().map(pair).collect()
    }

    fn pair(source: &Source) -> (&str, &str) {
        (&source.path, &source.text)
    }

    #[test]
    fn a_folder_is_replaced_and_its_neighbours_stay() {
        let mut held = list(&[
            ("a-b", "1"),
            ("a.md", "1"),
            ("a/b", "1"),
            ("a/c", "1"),
            ("ab", "1"),
        ]);
        let fresh = list(&[("a/b", "2"), ("a/d", "1")]);
        assert_eq!(replace(&mut held, "a", fresh), 2);
        let expected = [
            ("a-b", "1"),
            ("a.md", "1"),
            ("a/b", "2"),
            ("a/d", "1"),
            ("ab", "1"),
        ];
        assert_eq!(told(&held), expected);
        assert_eq!(replace(&mut held, "a", list(&[("a", "1")])), 3);
        assert_eq!(
            told(&held),
            [("a", "1"), ("a-b", "1"), ("a.md", "1"), ("ab", "1")]
        );
    }

    #[test]
    fn what_is_the_same_is_the_same_in_memory() {
        let mut held = list(&[("a", "1"), ("b", "1")]);
        let text = held[0].text.clone();
        assert_eq!(replace(&mut held, "a", list(&[("a", "1")])), 0);
        assert!(Arc::ptr_eq(&held[0].text, &text));
    }
}
