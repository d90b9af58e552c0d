//! “Did you mean”: the known word nearest to an unknown one.

use super::fold;

/// Returns the candidate nearest to `word`, if it is near enough to be what was meant; the first of several equally
/// near.
///
/// Distance is counted in characters (optimal string alignment) after folding; a third of the longer word may
/// differ, and of two Chinese characters one.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let share = if fold(word).is_ascii() { 3 } else { 2 };
    nearest_within(word, candidates, |longer| (longer / share).max(1))
}

/// Like [`nearest`], where `allowed` returns how many characters may differ, given the length of the longer word.
pub fn nearest_within<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    allowed: impl Fn(usize) -> usize,
) -> Option<&'a str> {
    /// Longer words are not typing errors, and comparing them takes quadratic time.
    const LONGEST_CHARACTERS: usize = 64;
    let word = fold(word);
    let length = word.chars().count();
    if length == 0 || length > LONGEST_CHARACTERS {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let folded = fold(candidate);
        let longer = length.max(folded.chars().count());
        if longer > LONGEST_CHARACTERS {
            continue;
        }
        let distance = strsim::osa_distance(&word, &folded);
        let shares_something = distance < longer;
        if distance <= allowed(longer)
            && shares_something
            && best.is_none_or(|(least, _)| distance < least)
        {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors_are_recognized_and_other_words_are_not() {
        assert_eq!(
            nearest("inflence", ["influence", "interests"]),
            Some("influence")
        );
        assert_eq!(
            nearest("客户类形", ["客户类型", "客户来源"]),
            Some("客户类型")
        );
        assert_eq!(nearest("weather", ["influence", "phone"]), None);
        assert_eq!(nearest("", ["phone"]), None);
    }
}
