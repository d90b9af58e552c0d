//! Splits withheld text into pieces to search for: those long enough not to occur by chance, packed.

use super::packer::{is_left_out, packed};

/// The minimum weight of a piece. A Chinese character weighs 2, any other 1: four Chinese characters or eight others
/// are searched for.
const LEAST_WEIGHT: usize = 8;
/// Labels in drawings are truncated, so the beginning of a long piece is searched for, too.
const BEGINNING_WEIGHT: usize = 16;

/// Returns the pieces of a text to search for.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = String> {
    pieces_from(text, LEAST_WEIGHT).filter(|piece| !is_row_of_names(piece))
}

/// Returns the pieces of a text with at least this weight.
pub(super) fn pieces_from(text: &str, least_weight: usize) -> impl Iterator<Item = String> {
    let pieces = text.split(is_between).map(packed);
    let pieces = pieces.map(|piece| piece.trim_matches(['-', '.', '/', ':']).to_owned());
    pieces.filter(move |piece| weight(piece) >= least_weight && !is_date(piece) && !is_ruled(piece))
}

/// Returns the beginning of a long piece, as in a truncated label.
pub(super) fn cut_short(piece: &str) -> Option<String> {
    let beginning = || beginning(piece, BEGINNING_WEIGHT);
    (weight(piece) > BEGINNING_WEIGHT)
        .then(beginning)
        .filter(|beginning| !is_date(beginning))
}

/// Returns enough of the beginning of a piece to locate it.
pub(super) fn first_words(piece: &str) -> String {
    beginning(piece, LEAST_WEIGHT)
}

/// Whether a character ends a piece: punctuation and Markdown markup.
fn is_between(character: char) -> bool {
    let is_word = character.is_alphanumeric() || is_left_out(character) && character != '\n';
    !is_word
        && !matches!(
            character,
            '-' | '.' | '/' | ':' | '@' | '+' | '%' | '&' | '\'' | '’'
        )
}

/// Returns the weight of a text.
pub(super) fn weight(text: &str) -> usize {
    text.chars().map(weight_of).sum()
}

fn weight_of(character: char) -> usize {
    if character == ' ' {
        return 0;
    }
    if character.is_ascii() || !character.is_alphabetic() || character < '\u{2e80}' {
        1
    } else {
        2
    }
}

fn beginning(piece: &str, most_weight: usize) -> String {
    let mut weight = 0;
    let fits = |character: &char| {
        weight += weight_of(*character);
        weight <= most_weight
    };
    piece.chars().take_while(fits).collect()
}

/// Whether a piece is a date or time. They are no secrets by themselves and pages are full of them, so they are left
/// to the canaries.
fn is_date(piece: &str) -> bool {
    let is_part = |character: char| {
        character.is_ascii_digit() || matches!(character, '-' | '/' | '.' | ':' | ' ')
    };
    let begin = ["19", "20", "-"]
        .iter()
        .any(|century| piece.starts_with(century));
    let is_written_out = piece
        .chars()
        .all(|character| character.is_ascii_digit() || "年月日时分点号".contains(character));
    let has_units = piece
        .chars()
        .any(|character| "年月日时分".contains(character));
    const LONGEST_BYTES: usize = "2026-03-12T14:30".len();
    (begin && piece.len() <= LONGEST_BYTES && piece.chars().all(is_part))
        || (is_written_out && has_units)
}

/// Whether a piece is a list of short names: pages join visible names with the same words.
fn is_row_of_names(piece: &str) -> bool {
    let mut names = piece
        .split(['与', '和', '及'])
        .filter(|name| !name.is_empty());
    let is_short = |name: &str| weight(name) < LEAST_WEIGHT;
    piece.contains(['与', '和', '及']) && names.clone().count() > 1 && names.all(is_short)
}

/// Whether a piece repeats a single character.
fn is_ruled(piece: &str) -> bool {
    let first = piece.chars().next();
    piece.chars().all(|character| Some(character) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        super::pieces(text).collect()
    }

    #[test]
    fn long_pieces_are_searched_for() {
        assert_eq!(pieces("底价三十"), ["底价三十"]);
        assert_eq!(pieces("底价高"), Vec::<String>::new());
        assert_eq!(pieces("二十八万封口，别外传"), ["二十八万封口"]);
        assert_eq!(pieces("floor price"), ["floor price"]);
        assert_eq!(pieces("0571-5550101"), ["0571-5550101"]);
        assert_eq!(pieces("他让三个点\n**老板**才知道"), ["他让三个点"]);
    }

    #[test]
    fn the_beginning_of_a_long_piece_is_searched_for() {
        assert_eq!(pieces("周总的老家在河北沧州"), ["周总的老家在河北沧州"]);
        let beginning = cut_short("周总的老家在河北沧州");
        assert_eq!(beginning.as_deref(), Some("周总的老家在河北"));
        assert_eq!(cut_short("周总的老家在河北"), None);
    }

    #[test]
    fn dates_and_rules_are_not_searched_for() {
        for text in [
            "2026-03-12",
            "20260312",
            "2026-03-12 14:30",
            "--------",
            "2026年3月12日",
            "（）",
        ] {
            assert_eq!(pieces(text), Vec::<String>::new(), "{text}");
        }
    }
}
