//! Folding, by which keys, labels, names and slugs are compared: NFKC, without regard to case and white space.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Folds a text for comparison: NFKC, lower case, all white space removed.
///
/// An underscore counts as white space, so that `Relation state` and `relation_state` are the same key.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_folded) {
        return Cow::Borrowed(text);
    }
    let folded = text
        .nfkc()
        .filter(|character| !character.is_whitespace() && *character != '_')
        .flat_map(char::to_lowercase)
        .collect();
    Cow::Owned(folded)
}

/// Returns whether a character is its own folded form, as most characters of names and keys are.
fn is_folded(character: char) -> bool {
    matches!(character, 'a'..='z' | '0'..='9' | '-' | '.' | '/' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_letters_case_spaces_and_underscores_do_not_matter() {
        assert_eq!(fold("Ｅ－mail"), fold("e-MAIL"));
        assert_eq!(fold(" Relation State "), fold("relation_state"));
        assert_eq!(fold("账户／账号"), fold("账户/账号"));
    }
}
