//! Folding of text for comparison in searches: ignores case, accents, width, traditional or simplified Chinese, and
//! invisible characters.
//!
//! Every character is folded on its own, by a table that the browser gets as well, so that the index and the query
//! cannot diverge. Separators that writers disagree on are then dropped: a space between a number and its unit or next
//! to Chinese (`92 万`, `35 %`, `MES 系统`), the dot within a foreign name in Chinese (`约翰·史密斯`), and the thousands
//! separator (`128,000`). The browser gets those rules as tables, too: the classes of characters, and between which of
//! them a gap is dropped. A browser test compares both.

use std::collections::HashMap;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// Traditional characters, each followed by the simplified one.
const TRADITIONAL: &str = include_str!("traditional.txt");

/// Letters without a Unicode decomposition that are searched without their stroke, or as two letters.
const WITHOUT_DECOMPOSITION: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('đ', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ł', "l"),
    ('œ', "oe"),
    ('ø', "o"),
];

/// Returns whether a character is invisible and in a text by accident: direction marks, joiners, soft hyphens,
/// variation selectors.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// Characters that look alike and are typed for each other: apostrophes, and the dots in names.
const LOOKALIKES: &[(&str, char)] = &[("‘’‛ʼʹʻ′", '\''), ("•‧∙⋅・･·", '·')];

fn lookalike(character: char) -> Option<char> {
    let found = LOOKALIKES
        .iter()
        .find(|(those, _)| those.contains(character));
    found.map(|(_, one)| *one)
}

/// Folds a text for comparison.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut last = '\0';
    for (at, character) in text.char_indices() {
        if folds_to_itself(character) {
            folded.push(character);
            last = character;
            continue;
        }
        let start = folded.len();
        push_folded(character, &mut folded);
        let after = || text.get(at + character.len_utf8()..).unwrap_or_default();
        let drops = match folded.get(start..) {
            Some(" ") => is_space_dropped(Class::of(last), Class::of(first_of(after()))),
            Some("·") => is_dot_dropped(Class::of(last), Class::of(first_of(after()))),
            _ => {
                character == THOUSANDS_SEPARATOR
                    && separates_thousands(text.get(..at).unwrap_or_default(), after())
            }
        };
        match drops {
            true => folded.truncate(start),
            false => last = folded.chars().next_back().unwrap_or(last),
        }
    }
    folded
}

/// Appends the folded form of a single character.
fn push_folded(character: char, folded: &mut String) {
    match table().several.get(&character) {
        Some(several) => folded.push_str(several),
        None => folded.push(*table().single.get(&character).unwrap_or(&character)),
    }
}

/// The first character of a folded text; `\0` if there is none.
fn first_of(text: &str) -> char {
    let mut one = String::new();
    for character in text.chars() {
        push_folded(character, &mut one);
        if let Some(first) = one.chars().next() {
            return first;
        }
    }
    '\0'
}

/// Whether a space between characters of two classes is dropped: between digits and letters, and next to Chinese.
fn is_space_dropped(before: Class, after: Class) -> bool {
    match (before, after) {
        (Class::Digit, Class::Percent) => true,
        (Class::Other | Class::Percent, _) | (_, Class::Other | Class::Percent) => false,
        _ => before != after || before == Class::Chinese,
    }
}

/// Whether the dot of a name between characters of two classes is dropped.
fn is_dot_dropped(before: Class, after: Class) -> bool {
    before == Class::Chinese && after == Class::Chinese
}

/// What a folded character is, as far as gaps next to it are concerned.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Other,
    Digit,
    Letter,
    Chinese,
    Percent,
}

impl Class {
    /// All classes, in the order of their numbers in the browser.
    const ALL: [Class; 5] = [
        Class::Other,
        Class::Digit,
        Class::Letter,
        Class::Chinese,
        Class::Percent,
    ];

    /// The class of a folded character: there are small letters only.
    fn of(character: char) -> Class {
        match character {
            '0'..='9' => Class::Digit,
            'a'..='z' | '\u{370}'..='\u{52f}' => Class::Letter,
            '\u{3400}'..='\u{9fff}' => Class::Chinese,
            '%' => Class::Percent,
            _ => Class::Other,
        }
    }
}

const THOUSANDS_SEPARATOR: char = ',';
/// Before a separator of thousands are so many digits at most, after it exactly so many.
const DIGITS_OF_THOUSANDS: usize = 3;

/// Whether a comma separates thousands: after one to three digits, before three and no more.
fn separates_thousands(before: &str, after: &str) -> bool {
    (1..=DIGITS_OF_THOUSANDS).contains(&digits(before.chars().rev()))
        && digits(after.chars()) == DIGITS_OF_THOUSANDS
}

/// How many digits come first, counted no further than one too many.
fn digits(characters: impl Iterator<Item = char>) -> usize {
    let some = characters.take(DIGITS_OF_THOUSANDS + 1);
    some.take_while(char::is_ascii_digit).count()
}

/// Returns whether a character certainly folds to itself and is never dropped: the fast path without a look-up.
fn folds_to_itself(character: char) -> bool {
    matches!(character, '!'..='+' | '-'..='@' | '['..='~')
}

/// The characters that do not fold to themselves.
struct Table {
    single: HashMap<char, char>,
    /// Characters that fold to several characters, or to none.
    several: HashMap<char, String>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table {
            single: HashMap::new(),
            several: HashMap::new(),
        };
        let simplified = simplified();
        // Control characters separate lines and columns of the index; those of private use mark fields.
        let plane = (' '..='\u{d7ff}').chain('\u{f900}'..='\u{fffd}');
        for character in plane.filter(|one| !matches!(one, '\u{ac00}'..='\u{d7ff}')) {
            let folded = fold_of(character, &simplified);
            let mut parts = folded.chars();
            match (parts.next(), parts.next()) {
                (Some(one), None) if one == character => {}
                // Two UTF-16 code units count as several characters in the browser.
                (Some(one), None) if one <= '\u{ffff}' => {
                    table.single.insert(character, one);
                }
                _ => {
                    table.several.insert(character, folded);
                }
            }
        }
        table
    })
}

fn simplified() -> HashMap<char, char> {
    let lines = TRADITIONAL.lines().filter(|line| !line.starts_with('#'));
    let mut characters = lines.flat_map(str::chars);
    std::iter::from_fn(|| Some((characters.next()?, characters.next()?))).collect()
}

/// The folded form of a character, computed by the rules.
fn fold_of(character: char, simplified: &HashMap<char, char>) -> String {
    if matches!(character, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}') {
        return simplified.get(&character).unwrap_or(&character).to_string();
    }
    if character.is_whitespace() {
        return " ".to_owned();
    }
    if is_invisible(character) {
        return String::new();
    }
    if let Some(one) = lookalike(character) {
        return one.to_string();
    }
    let is_accent = |one: &char| matches!(one, '\u{300}'..='\u{36f}');
    let lower: String = std::iter::once(character)
        .nfkd()
        .flat_map(char::to_lowercase)
        .collect();
    let plain = lower.nfkd().filter(|one| !is_accent(one)).nfc();
    let mut folded = String::new();
    for one in plain {
        match WITHOUT_DECOMPOSITION
            .iter()
            .find(|(known, _)| *known == one)
        {
            Some((_, letters)) => folded.push_str(letters),
            None if one.is_whitespace() => folded.push(' '),
            None if is_invisible(one) => {}
            None => folded.push(lookalike(one).unwrap_or(*simplified.get(&one).unwrap_or(&one))),
        }
    }
    folded
}

/// The tables for the browser: a call with the characters that become one other, what they become, a list of those that
/// become several, each with what it becomes, and the rules of gaps.
pub(crate) fn script() -> String {
    let mut single: Vec<(&char, &char)> = table().single.iter().collect();
    single.sort_unstable();
    let from: String = single.iter().map(|(from, _)| **from).collect();
    let to: String = single.iter().map(|(_, to)| **to).collect();
    let mut several: Vec<String> = table()
        .several
        .iter()
        .map(|(from, to)| format!("{from}{to}"))
        .collect();
    several.sort_unstable();
    let json = serde_json::json!([from, to, several, gap_rules()]).to_string();
    let arguments = json.trim_start_matches('[').trim_end_matches(']');
    format!("kafolioSearch.fold({arguments});\n")
}

/// The rules of gaps for the browser: ranges of characters with the numbers of their classes, the pairs of classes between
/// which a gap is dropped, and the digits around a separator of thousands.
fn gap_rules() -> serde_json::Value {
    let pairs = |is_dropped: fn(Class, Class) -> bool| -> Vec<[u8; 2]> {
        let all = numbered_classes();
        let both = all.flat_map(|one| numbered_classes().map(move |other| (one, other)));
        both.filter(|((_, one), (_, other))| is_dropped(*one, *other))
            .map(|((before, _), (after, _))| [before, after])
            .collect()
    };
    serde_json::json!({
        "classes": class_ranges(),
        "gaps": [[" ", pairs(is_space_dropped)], ["·", pairs(is_dot_dropped)]],
        "thousands": {
            "separator": THOUSANDS_SEPARATOR,
            "mostBefore": DIGITS_OF_THOUSANDS,
            "after": DIGITS_OF_THOUSANDS,
        },
    })
}

fn numbered_classes() -> impl Iterator<Item = (u8, Class)> {
    (0..).zip(Class::ALL)
}

/// The first and the last character of each range of one class, and its number; what is in none is of no class.
fn class_ranges() -> Vec<(u32, u32, u8)> {
    let mut ranges: Vec<(u32, u32, u8)> = Vec::new();
    for character in '\0'..='\u{ffff}' {
        let class = Class::of(character);
        let found = numbered_classes().find(|(_, one)| *one == class && class != Class::Other);
        let Some((number, _)) = found else { continue };
        let code = u32::from(character);
        match ranges.last_mut() {
            Some((_, last, of)) if *last + 1 == code && *of == number => *last = code,
            _ => ranges.push((code, code, number)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_width_and_traditional_characters_do_not_matter() {
        for (one, other) in [
            ("青風股份", "青风股份"),
            ("ＭＥＳ系统", "mes系统"),
            ("Müller Straße", "muller strasse"),
            ("Łódź", "lodz"),
            ("100㎡", "100m2"),
            ("Ｅ－mail", "e-mail"),
            ("報價　單", "报价 单"),
            ("cafe\u{301}", "café"),
            ("ΑΘΗΝΑ", "αθηνα"),
            ("ﬁlter", "filter"),
            ("O’Brien", "o'brien"),
            ("Oʼbrien", "o'brien"),
            ("检\u{200b}漏\u{feff}仪\u{ad}", "检漏仪"),
            ("\u{200e}Halden", "halden"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
        }
    }

    #[test]
    fn separators_in_numbers_units_and_names_do_not_matter() {
        for (one, other) in [
            ("92 万元", "92万元"),
            ("35 %", "35%"),
            ("３５ ％", "35%"),
            ("USD 128,000", "usd128000"),
            ("1,234.56", "1234.56"),
            ("12,345,678 元", "12345678元"),
            ("5 kg", "5kg"),
            ("MES 系统", "mes系统"),
            ("张 三", "张三"),
            ("张\u{3000}三", "张三"),
            ("约翰·史密斯", "约翰史密斯"),
            ("约翰•史密斯", "约翰・史密斯"),
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
        }
        for stays in [
            "2024,2025",
            "1,2345",
            "1234,567",
            "a,100",
            "halden brix",
            "12 30",
            "甲 · 乙",
            "35 ‰",
        ] {
            assert_eq!(folded(stays), stays);
        }
    }

    #[test]
    fn folding_twice_changes_nothing_more() {
        for character in '\0'..='\u{fffd}' {
            let once = folded(&character.to_string());
            assert_eq!(folded(&once), once, "{character:?}");
        }
    }

    #[test]
    fn both_sides_of_the_browser_table_have_the_same_length() {
        let units = |text: &str| text.encode_utf16().count();
        let script = script();
        let arguments = script.trim_start_matches("kafolioSearch.fold(");
        let arguments = format!("[{}]", arguments.trim_end_matches(");\n"));
        let [from, to, several, rules]: [serde_json::Value; 4] =
            serde_json::from_str(&arguments).unwrap();
        assert_eq!(units(from.as_str().unwrap()), units(to.as_str().unwrap()));
        assert!(several.as_array().unwrap().len() > 100);
        assert_eq!(
            rules["classes"],
            serde_json::json!([
                [0x25, 0x25, 4],
                [0x30, 0x39, 1],
                [0x61, 0x7a, 2],
                [0x370, 0x52f, 2],
                [0x3400, 0x9fff, 3]
            ])
        );
        assert_eq!(rules["gaps"][1], serde_json::json!(["·", [[3, 3]]]));
    }

    #[test]
    fn characters_beyond_the_first_plane_and_korean_syllables_are_unchanged() {
        assert_eq!(folded("𠮷野家 한국"), "𠮷野家 한국");
    }
}
