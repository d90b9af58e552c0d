//! Slugs: the names of files and pages.

use crate::text::fold;
use std::collections::HashMap;

/// Makes a slug from a name: letters, digits and Chinese characters stay, everything else becomes one `-`.
pub fn slug_of(name: &str) -> String {
    const LONGEST_CHARACTERS: usize = 60;
    let mut slug = String::with_capacity(name.len());
    for character in name.trim().chars().take(LONGEST_CHARACTERS) {
        if character.is_alphanumeric() {
            slug.extend(character.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let trimmed = slug.trim_end_matches('-');
    if trimmed.is_empty() {
        "note".to_owned()
    } else {
        trimmed.to_owned()
    }
}

/// The slugs of one kind in one account, folded for comparison, each with the number that its next namesake gets.
pub struct TakenSlugs(HashMap<Box<str>, u32>);

impl TakenSlugs {
    /// Starts with slugs that are already taken.
    pub fn of<'a>(slugs: impl Iterator<Item = &'a str>) -> TakenSlugs {
        TakenSlugs(slugs.map(|slug| (fold(slug).into(), 2)).collect())
    }

    /// Takes the slug, or the slug with `-2`, `-3` and so on if it is taken. Numbers continue from the last
    /// namesake's: counting thousands of them from the start each time would take too long.
    pub fn take(&mut self, slug: String) -> String {
        let folded: Box<str> = fold(&slug).into();
        let Some(first) = self.0.get(&folded).copied() else {
            self.0.insert(folded, 2);
            return slug;
        };
        for number in first..u32::MAX {
            let candidate = format!("{slug}-{number}");
            if !self.0.contains_key(fold(&candidate).as_ref()) {
                self.0.insert(fold(&candidate).into(), 2);
                self.0.insert(folded, number + 1);
                return candidate;
            }
        }
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_slugs() {
        assert_eq!(slug_of("王敏（QA 经理）"), "王敏-qa-经理");
        assert_eq!(slug_of("2026-03-12 14:30"), "2026-03-12-14-30");
        assert_eq!(slug_of("///"), "note");
    }

    #[test]
    fn namesakes_are_numbered_in_constant_time() {
        let mut taken = TakenSlugs::of(["A", "a-2"].into_iter());
        assert_eq!(taken.take("a".to_owned()), "a-3");
        assert_eq!(taken.take("b".to_owned()), "b");
        let last = (0..50_000).map(|_| taken.take("b".to_owned())).last();
        assert_eq!(last.as_deref(), Some("b-50001"));
    }
}
