//! The author of the notes: names, sentences and paragraphs of random words.

use super::random::Random;
use super::words::{CHINESE_WORDS, ENGLISH_WORDS, FAMILY_NAMES, GIVEN_NAMES};

/// A source of names and text, and of the random choices in the notes.
pub struct Author {
    pub random: Random,
}

impl Author {
    /// Returns a Chinese name of two or three characters.
    pub fn person(&mut self) -> String {
        let mut name = String::from(self.random.pick_character(FAMILY_NAMES));
        let given_characters = if self.random.chance(33) { 1 } else { 2 };
        for _ in 0..given_characters {
            name.push(self.random.pick_character(GIVEN_NAMES));
        }
        name
    }

    /// Returns a sentence, four times in five Chinese.
    pub fn sentence(&mut self) -> String {
        if self.random.chance(20) {
            self.english_sentence()
        } else {
            self.chinese_sentence()
        }
    }

    /// Returns several sentences as one line.
    pub fn paragraph(&mut self, sentences: usize) -> String {
        (0..sentences).map(|_| self.sentence()).collect()
    }

    /// Returns a sentence in quotes, as YAML requires for arbitrary text. No word contains a quote or a backslash.
    pub fn quoted_sentence(&mut self) -> String {
        format!("\"{}\"", self.sentence())
    }

    fn chinese_sentence(&mut self) -> String {
        let words = self.random.between(6, 14);
        let mut sentence: String = (0..words)
            .map(|_| self.random.pick(CHINESE_WORDS))
            .collect();
        sentence.push('。');
        sentence
    }

    fn english_sentence(&mut self) -> String {
        let words = self.random.between(8, 16);
        let words: Vec<&str> = (0..words)
            .map(|_| self.random.pick(ENGLISH_WORDS))
            .collect();
        let sentence = words.join(" ") + ".";
        let mut characters = sentence.chars();
        characters
            .next()
            .map(|first| first.to_ascii_uppercase())
            .into_iter()
            .chain(characters)
            .collect()
    }
}
