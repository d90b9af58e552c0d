//! How words are compared when they are searched for: without regard to case, accents, width, and traditional or
//! simplified Chinese.
//!
//! Every character is folded by itself, so that one table says it all. The browser is given that table and folds by it:
//! what was searched and what is typed cannot come apart.

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

/// Folds a text for comparison.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        if is_itself(character) {
            folded.push(character);
            continue;
        }
        match table().several.get(&character) {
            Some(several) => folded.push_str(several),
            None => folded.push(*table().single.get(&character).unwrap_or(&character)),
        }
    }
    folded
}

/// Whether a character surely is its own folded form: looked up by none.
fn is_itself(character: char) -> bool {
    matches!(character, ' '..='@' | '['..='~')
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
            None => folded.push(*simplified.get(&one).unwrap_or(&one)),
        }
    }
    folded
}

/// The table for the browser: a call with the characters that become one other, what they become, and a list of those
/// that become several, each with what it becomes.
pub(super) fn script() -> String {
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
        ] {
            assert_eq!(folded(one), folded(other), "{one}");
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
