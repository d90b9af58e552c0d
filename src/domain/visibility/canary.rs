//! Canaries: what is put in the place of a withheld value to see whether anything depends on it. They are of the value's
//! type and as valid as it was, so that the notes keep their shape.

use crate::forms::{Moment, Score, Value};
use crate::note::markdown::{field_names, is_decoration, level_words, sections};
use jiff::ToSpan;
use jiff::civil::Date;

/// What takes the place of one value.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain) struct Canary {
    /// The number of the place.
    pub number: u64,
    /// The day looked at: what was past stays past.
    pub as_of: Date,
}

/// Choices and points go on by one.
const NEXT: u16 = 1;

impl Canary {
    /// Words that stand nowhere else.
    pub fn text(&self) -> String {
        format!("zq{:016x}", self.number)
    }

    /// Another value in the place of one that is neither text nor made of others.
    pub fn value(&self, value: &mut Value) {
        match value {
            // The larger becomes the smaller: an order, too, may depend on what is withheld. Both make an odd sum, so
            // that none is its own.
            Value::Int(number) => *number = 1_007_i64.wrapping_sub(*number),
            Value::Percent(percent) => {
                percent.hundredths = 100_701_i32.wrapping_sub(percent.hundredths);
            }
            Value::Money(money) => money.cents = 7_000_000_101_i64.wrapping_sub(money.cents),
            Value::Moment(moment) => self.moment(moment),
            Value::Bool(yes) => *yes = !*yes,
            Value::Choice(choices, choice) => self.choice(choices.values.len(), choice),
            Value::Choices(choices, chosen) => {
                let count = choices.values.len();
                chosen
                    .iter_mut()
                    .for_each(|choice| self.choice(count, choice));
            }
            _ => {}
        }
    }

    fn choice(&self, count: usize, choice: &mut Result<u16, Box<str>>) {
        match choice {
            Ok(index) => {
                let count = u16::try_from(count).unwrap_or(u16::MAX).max(1);
                *index = index.wrapping_add(NEXT) % count;
            }
            Err(text) => *text = self.text().into(),
        }
    }

    /// Another score, on another day.
    pub fn score(&self, score: &mut Score) {
        score.points = if score.points >= 5 {
            1
        } else {
            score.points + 1
        };
        if let Some(date) = &mut score.date {
            self.moment(date);
        }
        if score.note.is_some() {
            score.note = Some(self.text().into());
        }
    }

    /// Another day on the same side of the day looked at.
    fn moment(&self, moment: &mut Moment) {
        const MOST_DAYS: u64 = 300;
        let days = i64::try_from(1 + self.number % MOST_DAYS).unwrap_or(1);
        let moved = match moment.is_after(self.as_of) {
            true => moment.day.checked_add(days.days()),
            false => moment.day.checked_sub(days.days()),
        };
        moment.day = moved.unwrap_or(moment.day);
    }
}

/// A text of the same length, lines and markup, with other letters and digits. Levels and names of footnotes stay: they
/// say what belongs together.
pub(in crate::domain) fn scrambled(text: &str, canary: &Canary) -> String {
    let kept = kept(text);
    let mut number = canary.number | 1;
    let mut swapped = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let stays = is_decoration(character) || kept.iter().any(|span| span.contains(&at));
        if stays {
            swapped.push(character);
            continue;
        }
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let drawn = u8::try_from(number >> 60).unwrap_or_default();
        // What looks like a word of its script still does: marks and fields are found as before.
        const RARE: u32 = 0x3400;
        let rare = char::from_u32(RARE + u32::from(drawn))
            .filter(|rare| rare.len_utf8() == character.len_utf8());
        if let Some(rare) = rare.filter(|_| character >= '\u{2e80}') {
            swapped.push(rare);
            continue;
        }
        for _ in 0..character.len_utf8() {
            swapped.push(match character.to_digit(10) {
                Some(digit) => {
                    char::from(b'0' + u8::try_from((digit + 3) % 10).unwrap_or_default())
                }
                None => char::from(b'a' + drawn),
            });
        }
    }
    swapped
}

/// A text of which nothing is left but where its lines end.
pub(in crate::domain) fn blanked(text: &str) -> String {
    let breaks = text.chars().filter(|character| *character == '\n');
    breaks.collect()
}

/// Where marks of levels and of footnotes stand, names of fields, and words of levels.
fn kept(text: &str) -> Vec<std::ops::Range<usize>> {
    let sections = sections(text);
    let mut kept: Vec<std::ops::Range<usize>> =
        sections.into_iter().map(|section| section.marker).collect();
    kept.extend(field_names(text));
    kept.extend(level_words(text));
    let footnotes = text.match_indices("[^").filter_map(|(at, _)| {
        let end = text.get(at..)?.find(']')?;
        Some(at..at + end)
    });
    kept.extend(footnotes);
    kept
}
