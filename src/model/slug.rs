//! Slugs: names that files and pages go by.

/// A slug made from a name: letters, digits and Chinese characters stay, everything else becomes one `-`.
pub(super) fn slug_of(name: &str) -> String {
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

/// The slug, or the slug with `-2`, `-3` and so on where it is taken.
pub(super) fn free_slug(slug: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&slug) {
        return slug;
    }
    let numbered = (2_u32..).map(|number| format!("{slug}-{number}"));
    numbered
        .into_iter()
        .find(|candidate| !taken(candidate))
        .unwrap_or(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_slugs() {
        assert_eq!(slug_of("王敏（QA 经理）"), "王敏-qa-经理");
        assert_eq!(slug_of("2026-03-12 14:30"), "2026-03-12-14-30");
        assert_eq!(slug_of("///"), "note");
        assert_eq!(
            free_slug("a".to_owned(), |slug| slug == "a" || slug == "a-2"),
            "a-3"
        );
    }
}
