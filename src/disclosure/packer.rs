//! Packs text for a search: without white space, except for one space that separates Latin letters or digits, because “5 2039” is
//! not “52039”.

use std::str::from_utf8;

/// Packed text. Every file of a site is packed several times, so ordinary text is copied in runs, and the memory is used again.
#[derive(Debug, Default)]
pub(super) struct Packer {
    packed: Vec<u8>,
    /// Whether something was left out since the last character.
    is_apart: bool,
}

impl Packer {
    /// Returns what was packed.
    pub fn packed(&self) -> &[u8] {
        &self.packed
    }

    /// Begins anew.
    pub fn clear(&mut self) {
        self.packed.clear();
        self.is_apart = false;
    }

    /// Appends text. Bytes that are not UTF-8 stay as they are.
    pub fn text(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let is_plain = |byte: &u8| STAYS[usize::from(*byte)];
            let length = rest.iter().position(|byte| !is_plain(byte));
            // No byte within a character ends a run.
            let (run, from) = rest.split_at(length.unwrap_or(rest.len()));
            self.run(run);
            let (character, length) = first_character(from);
            let (bytes, after) = from.split_at(length);
            match character {
                Some(one) if is_left_out(one) => self.is_apart = true,
                _ => self.run(bytes),
            }
            rest = after;
        }
    }

    /// Appends a character.
    pub fn character(&mut self, character: char) {
        if is_left_out(character) {
            self.is_apart = true;
        } else {
            self.run(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    /// Appends a run of text in which nothing is left out.
    fn run(&mut self, run: &[u8]) {
        let Some(first) = run.first() else { return };
        let last = self.packed.last();
        if self.is_apart
            && first.is_ascii_alphanumeric()
            && last.is_some_and(u8::is_ascii_alphanumeric)
        {
            self.packed.push(b' ');
        }
        self.packed.extend_from_slice(run);
        self.is_apart = false;
    }
}

/// Returns the text packed.
pub(super) fn packed(text: &str) -> String {
    let mut packer = Packer {
        packed: Vec::with_capacity(text.len()),
        is_apart: false,
    };
    packer.text(text.as_bytes());
    String::from_utf8(packer.packed).unwrap_or_default()
}

/// Returns the first character and its length in bytes; one byte if it is none.
fn first_character(bytes: &[u8]) -> (Option<char>, usize) {
    let length = match bytes.first() {
        None => return (None, 0),
        Some(0xc0..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xff) => 4,
        Some(_) => 1,
    };
    let character = bytes.get(..length).and_then(|bytes| from_utf8(bytes).ok());
    match character.and_then(|one| one.chars().next()) {
        Some(one) => (Some(one), length),
        None => (None, 1),
    }
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

    #[test]
    fn what_is_not_utf8_stays() {
        let mut packer = Packer::default();
        packer.text(b"a\xe2\x80b\xff \xe3");
        assert_eq!(packer.packed(), b"a\xe2\x80b\xff\xe3");
    }

    proptest! {
        #[test]
        fn packing_in_runs_equals_packing_by_character(text in "[a-c1 \u{3000}\u{200b}\u{a0}é，二十。…\n]{0,24}") {
            prop_assert_eq!(packed(&text), packed_slowly(&text));
        }
    }
}
