//! Ids of headings: made from their text, unique, and looked up by the fragment of a link.

use super::body::{Body, Heading};
use std::collections::{HashMap, HashSet};

/// Separates a note's ids from those of the page around it.
const ID_PREFIX: &str = "s-";

/// Longer ids are truncated, in characters.
const ID_LENGTH_LIMIT_CHARACTERS: usize = 60;

/// The id of a heading that consists of punctuation.
const ID_WITHOUT_LETTERS: &str = "section";

/// Returns the id of a heading with this text, unless an earlier heading has it: letters and digits of every script
/// stay, everything else becomes one `-`.
pub fn heading_id(text: &str) -> String {
    let mut id = ID_PREFIX.to_owned();
    let parts = text.split(|c: char| !c.is_alphanumeric());
    for word in parts.filter(|word| !word.is_empty()) {
        if id.len() > ID_PREFIX.len() {
            id.push('-');
        }
        id.push_str(word);
    }
    id.chars().take(ID_LENGTH_LIMIT_CHARACTERS).collect()
}

/// Assigns a unique id to every heading.
pub(super) fn assign_ids(headings: &mut [Heading]) {
    let mut taken: HashSet<String> = HashSet::new();
    let mut next_number: HashMap<String, usize> = HashMap::new();
    for heading in headings {
        let mut base = heading_id(&heading.text);
        if base == ID_PREFIX {
            base.push_str(ID_WITHOUT_LETTERS);
        }
        let mut id = base.clone();
        let number = next_number.entry(base.clone()).or_insert(1);
        while taken.contains(&id) {
            *number += 1;
            id = format!("{base}-{number}");
        }
        taken.insert(id.clone());
        heading.id = id;
    }
}

impl Body {
    /// Returns the heading that a link's fragment refers to: by its text or its id, ignoring case.
    pub fn heading(&self, fragment: &str) -> Option<&Heading> {
        let index = Fragments::new(&self.headings).find(fragment)?;
        self.headings.get(index)
    }
}

/// Finds headings by a link's fragment.
pub(super) struct Fragments {
    heading_by_id: HashMap<String, usize>,
}

impl Fragments {
    pub(super) fn new(headings: &[Heading]) -> Self {
        let mut heading_by_id = HashMap::new();
        for (index, heading) in headings.iter().enumerate() {
            heading_by_id
                .entry(heading.id.to_lowercase())
                .or_insert(index);
        }
        Fragments { heading_by_id }
    }

    /// Returns the index of the heading that `fragment` refers to by its text or its id, ignoring case.
    pub(super) fn find(&self, fragment: &str) -> Option<usize> {
        self.heading_by_id
            .get(&heading_id(fragment).to_lowercase())
            .or_else(|| self.heading_by_id.get(&fragment.to_lowercase()))
            .copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(texts: &[&str]) -> Vec<String> {
        let mut headings: Vec<Heading> = texts
            .iter()
            .map(|text| Heading {
                level: 3,
                text: (*text).to_owned(),
                id: String::new(),
            })
            .collect();
        assign_ids(&mut headings);
        headings.into_iter().map(|heading| heading.id).collect()
    }

    #[test]
    fn ids_keep_letters_digits_and_chinese() {
        assert_eq!(heading_id("1. 总览（Overview）！"), "s-1-总览-Overview");
        assert_eq!(heading_id("“<&>\""), "s-");
    }

    #[test]
    fn equal_headings_have_unequal_ids() {
        assert_eq!(
            ids(&["总览", "总览", "总览-2", "总览", "？", "！"]),
            [
                "s-总览",
                "s-总览-2",
                "s-总览-2-2",
                "s-总览-3",
                "s-section",
                "s-section-2"
            ]
        );
    }
}
