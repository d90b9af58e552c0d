//! A small random number generator with a fixed sequence, so that the same seed produces the same notes on every
//! machine. It has numbers and choices only; the words are in `words`.

/// SplitMix64 (Steele, Lea and Flood, 2014): one addition and three multiplications per number, and good enough for
/// generated text.
pub struct Random {
    state: u64,
}

impl Random {
    /// Creates one sequence for each pair, so that an account is the same in a small corpus and in a large one.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut random = Self { state: seed };
        random.state = random.next() ^ stream;
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number from 0 up to, not including, `bound`; 0 if the bound is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        // The upper half of the product is below the bound, and so needs no division.
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// Returns a number from `first` to `last`, both included.
    pub fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last + 1 - first)
    }

    /// Returns true in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Returns one of the choices; an empty text if there are none.
    pub fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        let index = self.below(choices.len());
        choices.get(index).copied().unwrap_or_default()
    }

    /// Returns one of the characters of a text.
    pub fn pick_character(&mut self, characters: &str) -> char {
        let index = self.below(characters.chars().count());
        characters.chars().nth(index).unwrap_or_default()
    }

    /// Returns `count` different choices in random order; all of them if there are fewer.
    pub fn sample<'a>(&mut self, choices: &[&'a str], count: usize) -> Vec<&'a str> {
        let mut left = choices.to_vec();
        let mut taken = Vec::new();
        while taken.len() < count && !left.is_empty() {
            taken.push(left.swap_remove(self.below(left.len())));
        }
        taken
    }
}
