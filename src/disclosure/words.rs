//! Splits withheld text into pieces to search for: those long enough not to occur by chance, without white space.

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

/// Removes white space, except for one space that separates Latin letters or digits: “5 2039” is not “52039”.
///
/// Every file of a site is packed several times, so ordinary text is copied in runs, not by character.
pub(super) fn packed(text: &str) -> String {
    let mut packed = String::with_capacity(text.len());
    let mut rest = text;
    let mut is_apart = false;
    loop {
        let stays = |byte: &u8| STAYS[usize::from(*byte)];
        let run = rest.bytes().take_while(|byte| stays(byte)).count();
        // No byte within a character ends a run.
        let (run, from) = rest.split_at(run);
        append(run, &mut is_apart, &mut packed);
        let Some(first) = from.chars().next() else {
            return packed;
        };
        let (one, after) = from.split_at(first.len_utf8());
        if is_left_out(first) {
            is_apart = true;
        } else {
            append(one, &mut is_apart, &mut packed);
        }
        rest = after;
    }
}

/// Appends a run of text.
fn append(run: &str, is_apart: &mut bool, packed: &mut String) {
    let Some(first) = run.bytes().next() else {
        return;
    };
    let last = packed.bytes().next_back();
    if *is_apart
        && first.is_ascii_alphanumeric()
        && last.is_some_and(|byte| byte.is_ascii_alphanumeric())
    {
        packed.push(' ');
    }
    packed.push_str(run);
    *is_apart = false;
}

/// For every byte, whether no character that contains it can be white space.
const STAYS: [bool; 256] = {
    let mut stays = [true; 256];
    let mut byte = 0;
    while byte < 256 {
        // ASCII white space, and the first bytes of other ignored characters.
        stays[byte] = !matches!(byte, 0x09..=0x0d | 0x20 | 0xc2 | 0xe1 | 0xe2 | 0xe3 | 0xef);
        byte += 1;
    }
    stays
};

/// Characters that are ignored on both sides of the comparison.
pub(super) fn is_left_out(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
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
    use proptest::prelude::*;

    /// The same, character by character.
    fn packed_slowly(text: &str) -> String {
        let mut packed = String::new();
        let mut last = ' ';
        let mut is_apart = false;
        for character in text.chars() {
            if is_left_out(character) {
                is_apart = true;
                continue;
            }
            if is_apart && last.is_ascii_alphanumeric() && character.is_ascii_alphanumeric() {
                packed.push(' ');
            }
            packed.push(character);
            (last, is_apart) = (character, false);
        }
        packed
    }

    #[test]
    fn ignored_characters_are_removed() {
        for character in ('\0'..=char::MAX).filter(|one| is_left_out(*one)) {
            assert_eq!(packed(&format!("a{character}b")), "a b", "{character:?}");
        }
    }

    proptest! {
        #[test]
        fn packing_in_runs_equals_packing_by_character(text in "[a-c1 \u{3000}\u{200b}\u{a0}é，二十。…\n]{0,24}") {
            prop_assert_eq!(packed(&text), packed_slowly(&text));
        }
    }

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
