//! Lists sorted by path, in which the entries at and below a path are replaced by those just read. Unchanged entries
//! keep their allocation, so that caches recognize them.

use crate::disk::Link;
use crate::disk::site_folder::{AttachmentStamp, Part};
use crate::text::{Asset, Source, UnreadableFile};
use std::ops::Range;
use std::sync::Arc;

/// An entry of such a list.
pub(crate) trait Entry: Clone {
    /// Returns the path from the site's folder, with `/`.
    fn path(&self) -> &str;
    /// Returns whether the content equals that of another entry with the same path.
    fn has_same_content(&self, other: &Self) -> bool;
}

impl Entry for Source {
    fn path(&self) -> &str {
        &self.path
    }

    fn has_same_content(&self, other: &Source) -> bool {
        Arc::ptr_eq(&self.text, &other.text) || self.text == other.text
    }
}

impl Entry for Asset {
    fn path(&self) -> &str {
        &self.path
    }

    fn has_same_content(&self, _: &Asset) -> bool {
        true
    }
}

impl Entry for UnreadableFile {
    fn path(&self) -> &str {
        &self.path
    }

    fn has_same_content(&self, other: &UnreadableFile) -> bool {
        self.reason == other.reason
    }
}

impl Entry for AttachmentStamp {
    fn path(&self) -> &str {
        &self.path
    }

    fn has_same_content(&self, other: &AttachmentStamp) -> bool {
        self == other
    }
}

impl Entry for Link {
    fn path(&self) -> &str {
        &self.path
    }

    fn has_same_content(&self, other: &Link) -> bool {
        self == other
    }
}

/// The number of entries that differ after a replacement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Notes, settings and theme files, new, changed or gone.
    pub texts: usize,
    /// Attachments and unreadable files, new, changed or gone.
    pub others: usize,
}

/// Replaces the entries at and below a part's path by those of the part.
pub(crate) fn merge(part: Part, current: &mut Part) -> Difference {
    let at = &part.path;
    let (from, to) = (part.snapshot, &mut current.snapshot);
    replace(&mut current.links, at, part.links);
    Difference {
        texts: replace(&mut to.sources, at, from.sources) + replace(&mut to.theme, at, from.theme),
        others: replace(&mut to.assets, at, from.assets).max(replace(
            &mut current.stamps,
            at,
            part.stamps,
        )) + replace(&mut to.unreadable, at, from.unreadable),
    }
}

/// Returns the entry at a path.
pub(crate) fn at<'a, T: Entry>(list: &'a [T], path: &str) -> Option<&'a T> {
    list.get(exact(list, path).start)
        .filter(|entry| entry.path() == path)
}

/// Returns the entries at a path and below it.
pub(crate) fn at_and_below<'a, T: Entry>(list: &'a [T], path: &str) -> impl Iterator<Item = &'a T> {
    let (exact, below) = (exact(list, path), below(list, path));
    list[exact].iter().chain(&list[below])
}

/// Replaces the entries at and below a path; returns how many are new, changed or gone.
fn replace<T: Entry>(current: &mut Vec<T>, path: &str, new: Vec<T>) -> usize {
    let (own_new, below_new) = new.into_iter().partition(|entry| entry.path() == path);
    let range = exact(current, path);
    let own_changes = replace_range(current, range, own_new);
    let range = below(current, path);
    own_changes + replace_range(current, range, below_new)
}

fn exact<T: Entry>(list: &[T], path: &str) -> Range<usize> {
    let start = list.partition_point(|entry| entry.path() < path);
    let end = list.partition_point(|entry| entry.path() <= path);
    start..end
}

/// Returns the range of `a/…`, which does not directly follow `a`: `a-b` and `a.md` sort between them.
fn below<T: Entry>(list: &[T], path: &str) -> Range<usize> {
    // `0` is the character after the slash.
    let (first, after) = (format!("{path}/"), format!("{path}0"));
    let start = list.partition_point(|entry| entry.path() < first.as_str());
    let end = list.partition_point(|entry| entry.path() < after.as_str());
    start..end
}

fn replace_range<T: Entry>(current: &mut Vec<T>, range: Range<usize>, mut new: Vec<T>) -> usize {
    let old = &current[range.clone()];
    let mut unchanged = 0;
    for entry in &mut new {
        let known = at(old, entry.path()).filter(|known| known.has_same_content(entry));
        if let Some(known) = known {
            *entry = known.clone();
            unchanged += 1;
        }
    }
    let differing = old.len().max(new.len()).saturating_sub(unchanged);
    if differing > 0 {
        current.splice(range, new);
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

    fn pairs(list: &[Source]) -> Vec<(&str, &str)> {
        list.iter().map(pair).collect()
    }

    fn pair(source: &Source) -> (&str, &str) {
        (&source.path, &source.text)
    }

    #[test]
    fn replacing_a_folder_keeps_its_siblings() {
        let mut current = list(&[
            ("a-b", "1"),
            ("a.md", "1"),
            ("a/b", "1"),
            ("a/c", "1"),
            ("ab", "1"),
        ]);
        let new = list(&[("a/b", "2"), ("a/d", "1")]);
        assert_eq!(replace(&mut current, "a", new), 2);
        let expected = [
            ("a-b", "1"),
            ("a.md", "1"),
            ("a/b", "2"),
            ("a/d", "1"),
            ("ab", "1"),
        ];
        assert_eq!(pairs(&current), expected);
        assert_eq!(replace(&mut current, "a", list(&[("a", "1")])), 3);
        assert_eq!(
            pairs(&current),
            [("a", "1"), ("a-b", "1"), ("a.md", "1"), ("ab", "1")]
        );
    }

    #[test]
    fn an_unchanged_text_keeps_its_allocation() {
        let mut current = list(&[("a", "1"), ("b", "1")]);
        let text = current[0].text.clone();
        assert_eq!(replace(&mut current, "a", list(&[("a", "1")])), 0);
        assert!(Arc::ptr_eq(&current[0].text, &text));
    }
}
