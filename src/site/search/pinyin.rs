//! Pinyin: every reading of a Chinese character, without tones.
//!
//! A name is found by its syllables, by their initials, and by any mixture of both, with any reading of a character: 重庆
//! is `chongqing` and `zhongqing`. `ü` is typed as `v`, as in input methods.

use pinyin::ToPinyinMulti;
use std::collections::BTreeMap;

/// The characters whose readings are sent to the browser.
const CHARACTERS: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fa5}';

/// The readings of a character, each once.
pub fn readings(character: char) -> Vec<String> {
    let mut readings: Vec<String> = Vec::new();
    let Some(known) = character.to_pinyin_multi() else {
        return readings;
    };
    for reading in known {
        let typed = reading.plain().replace('ü', "v");
        // A few interjections have readings with letters that no keyboard has.
        let is_typed = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_lowercase());
        if is_typed && !readings.contains(&typed) {
            readings.push(typed);
        }
    }
    readings
}

/// Returns whether letters spell the beginning of some characters: each character by a reading or the beginning of one.
/// Letters among the characters stand for themselves.
pub(crate) fn spells(letters: &str, characters: &[char]) -> bool {
    let Some((first, rest)) = characters.split_first() else {
        return letters.is_empty();
    };
    if letters.is_empty() {
        return true;
    }
    let known = readings(*first);
    if known.is_empty() {
        let own = first.to_string();
        return letters
            .strip_prefix(own.as_str())
            .is_some_and(|letters| spells(letters, rest));
    }
    known.iter().any(|reading| {
        let shared = reading
            .bytes()
            .zip(letters.bytes())
            .take_while(|(one, other)| one == other);
        (1..=shared.count()).any(|length| {
            letters
                .get(length..)
                .is_some_and(|letters| spells(letters, rest))
        })
    })
}

/// The readings for the browser as a script: one line per syllable, followed by the characters with that reading.
pub(crate) fn script() -> String {
    let mut syllables: BTreeMap<String, String> = BTreeMap::new();
    for character in CHARACTERS {
        for reading in readings(character) {
            syllables.entry(reading).or_default().push(character);
        }
    }
    let lines: Vec<String> = syllables
        .iter()
        .map(|(syllable, characters)| format!("{syllable}{characters}"))
        .collect();
    format!("kafolioSearch.pinyin(`{}`);\n", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_by_syllables_initials_and_mixtures() {
        for (letters, name) in [
            ("qfgf", "青风股份"),
            ("qingfeng", "青风股份"),
            ("qingfgf", "青风股份"),
            ("qinggu", "青谷"),
            ("chongqing", "重庆"),
            ("zhongqing", "重庆"),
            ("zq", "曾巧"),
            ("cq", "曾巧"),
            ("shan", "单"),
            ("lvs", "吕升"),
            ("messhuju", "mes数据"),
        ] {
            let characters: Vec<char> = name.chars().collect();
            assert!(spells(letters, &characters), "{letters} {name}");
        }
        let characters: Vec<char> = "青风".chars().collect();
        assert!(!spells("qfg", &characters));
        assert!(!spells("feng", &characters));
    }
}
