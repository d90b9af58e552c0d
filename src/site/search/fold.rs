//! How words are compared when they are searched for: without regard to case, accents, width, traditional or
//! simplified Chinese, and what cannot be seen.
//!
//! Every character is folded by itself, by a table that the browser is given, too: what was searched and what is typed
//! cannot come apart. What stands between two characters is then dropped where writers disagree on it: a space between
//! a number and its unit or beside Chinese (`92 万`, `35 %`, `MES 系统`), the dot within a foreign name in Chinese
//! (`约翰·史密斯`), and the separator of thousands (`128,000`). Those rules stand in `search-index.js` once more; a browser
//! test holds both to the same.

use std::collections::HashMap;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// Traditional characters, each followed by the simplified one.
const TRADITIONAL: &str = include_str!("traditional.txt");

/// Letters that have no decomposition, and are looked for without their stroke or as two.
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

/// Characters that cannot be seen, and stand in texts by accident: marks of direction, joiners, the soft hyphen, and
/// what asks for a picture instead of a letter.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// What is typed in the place of another, and looks the same: apostrophes, and the dots of names.
const ALIKE: &[(&str, char)] = &[("‘’‛ʼʹʻ′", '\''), ("•‧∙⋅・･·", '·')];

fn alike(character: char) -> Option<char> {
    let found = ALIKE.iter().find(|(those, _)| those.contains(character));
    found.map(|(_, one)| *one)
}

/// Folds a text for comparison.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut last = '\0';
    for (at, character) in text.char_indices() {
        if is_itself(character) {
            folded.push(character);
            last = character;
            continue;
        }
        let start = folded.len();
        push_folded(character, &mut folded);
        let after = || text.get(at + character.len_utf8()..).unwrap_or_default();
        let drops = match folded.get(start..) {
            Some(" ") => is_no_gap(last, first_of(after())),
            Some("·") => is_chinese(last) && is_chinese(first_of(after())),
            _ => character == ',' && parts_thousands(text.get(..at).unwrap_or_default(), after()),
        };
        match drops {
            true => folded.truncate(start),
            false => last = folded.chars().next_back().unwrap_or(last),
        }
    }
    folded
}

/// Appends the folded form of a character that stands by itself.
fn push_folded(character: char, folded: &mut String) {
    match table().several.get(&character) {
        Some(several) => folded.push_str(several),
        None => folded.push(*table().single.get(&character).unwrap_or(&character)),
    }
}

/// The first character of a folded text; none is `\0`.
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

/// Whether a space between two characters says nothing: between figures and letters, or beside Chinese.
fn is_no_gap(before: char, after: char) -> bool {
    let (one, other) = (script_of(before), script_of(after));
    match (one, other) {
        (Script::Figures, Script::Other) => after == '%',
        (Script::Other, _) | (_, Script::Other) => false,
        _ => one != other || one == Script::Chinese,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Script {
    Chinese,
    Letters,
    Figures,
    Other,
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}')
}

/// Of folded characters: there are small letters only.
fn script_of(character: char) -> Script {
    match character {
        '0'..='9' => Script::Figures,
        'a'..='z' | '\u{370}'..='\u{52f}' => Script::Letters,
        one if is_chinese(one) => Script::Chinese,
        _ => Script::Other,
    }
}

/// Whether a comma parts thousands: behind one to three figures, before three and no more.
fn parts_thousands(before: &str, after: &str) -> bool {
    (1..=3).contains(&figures(before.chars().rev())) && figures(after.chars()) == 3
}

/// How many figures come first; more than four are as good as four.
fn figures(characters: impl Iterator<Item = char>) -> usize {
    characters.take(4).take_while(char::is_ascii_digit).count()
}

/// Whether a character surely is its own folded form, and stays wherever it stands: looked up by none.
fn is_itself(character: char) -> bool {
    matches!(character, '!'..='+' | '-'..='@' | '['..='~')
}

/// What is not its own folded form.
struct Table {
    single: HashMap<char, char>,
    /// What becomes several characters, or none.
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
        // Control characters part lines and columns of the index; those of private use mark fields.
        let plane = (' '..='\u{d7ff}').chain('\u{f900}'..='\u{fffd}');
        for character in plane.filter(|one| !matches!(one, '\u{ac00}'..='\u{d7ff}')) {
            let folded = fold_of(character, &simplified);
            let mut parts = folded.chars();
            match (parts.next(), parts.next()) {
                (Some(one), None) if one == character => {}
                // What a browser counts as two units is several to it.
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

/// The folded form of a character, by the rules.
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
    if let Some(one) = alike(character) {
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
            None => folded.push(alike(one).unwrap_or(*simplified.get(&one).unwrap_or(&one))),
        }
    }
    folded
}

/// The table for the browser: a call with the characters that become one other, what they become, and a list of those
/// that become several, each with what it becomes.
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
    let json = serde_json::json!([from, to, several]).to_string();
    let arguments = json.trim_start_matches('[').trim_end_matches(']');
    format!("kafolioSearch.fold({arguments}]);\n")
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
    fn what_parts_figures_units_and_names_does_not_matter() {
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
    fn what_is_folded_stays_as_it_is() {
        for character in '\0'..='\u{fffd}' {
            let once = folded(&character.to_string());
            assert_eq!(folded(&once), once, "{character:?}");
        }
    }

    #[test]
    fn the_browser_is_given_as_many_characters_as_they_become() {
        let units = |text: &str| text.encode_utf16().count();
        let script = script();
        let arguments = script.trim_start_matches("kafolioSearch.fold(");
        let arguments = format!("[{}]", arguments.trim_end_matches(");\n"));
        let [from, to, several]: [serde_json::Value; 3] = serde_json::from_str(&arguments).unwrap();
        assert_eq!(units(from.as_str().unwrap()), units(to.as_str().unwrap()));
        assert!(several.as_array().unwrap().len() > 100);
    }

    #[test]
    fn characters_beyond_the_first_plane_and_syllables_of_korean_stay() {
        assert_eq!(folded("𠮷野家 한국"), "𠮷野家 한국");
    }
}
