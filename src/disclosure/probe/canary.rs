//! Canaries: substitutes for withheld values, to see whether any output depends on them. They have the type of the
//! value and are as valid as it was, so that the notes keep their structure.

use super::walk::Replaceable;
use crate::domain::Item;
use crate::forms::{Dictionary, Moment, Score, Value};
use crate::note::markdown::{field_names, is_decoration, level_words, sections};
use jiff::ToSpan;
use jiff::civil::Date;

/// The substitute for one value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Canary {
    /// The number of the value's path.
    pub number: u64,
    /// The fields of the notes.
    pub dictionary: &'static Dictionary,
    /// The as-of day: what was past stays past.
    pub as_of: Date,
}

/// Choices and points are advanced by one.
const NEXT: u16 = 1;

impl Canary {
    /// Returns text that occurs nowhere else.
    pub fn text(&self) -> String {
        format!("zq{:016x}", self.number)
    }

    /// Replaces a value.
    pub fn replace(&self, withheld: Replaceable<'_>) {
        match withheld {
            Replaceable::Text(text) => *text = self.text().into(),
            Replaceable::Texts(texts) => *texts = with(texts, Some(self.text().into())),
            Replaceable::Records(records) => *records = with(records, records.last().cloned()),
            Replaceable::Score(score) => self.score(score),
            Replaceable::Value(value) => self.value(value),
            Replaceable::Reference(reference, is_withheld) => {
                reference.text = self.text().into();
                // A broken reference stays broken; a rival with another name would be one without a note.
                if is_withheld {
                    (reference.target, reference.asset) = (None, None);
                }
            }
            Replaceable::Markdown(text) => *text = scrambled(text, self),
            Replaceable::File(item, is_withheld) => self.file(item, is_withheld),
        }
    }

    /// Renames the file of a note, and its page if the note is withheld.
    fn file(&self, item: &mut Item, is_withheld: bool) {
        let path = &item.source.path;
        let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
        item.source.path = format!("{folder}{}.md", self.text()).into();
        if is_withheld {
            item.slug = self.text().into();
            item.route = format!("{}.html", self.text()).into();
        }
    }

    /// Replaces a value that is neither text nor made of others.
    fn value(&self, value: &mut Value) {
        match value {
            // Reverses the order, because output may depend on order, too. The sums are odd, so that no value is its
            // own substitute.
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

    /// Replaces a score and its date.
    fn score(&self, score: &mut Score) {
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

    /// Moves a date on the same side of the as-of day.
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

/// Returns a list with one more entry.
fn with<T: Clone>(list: &[T], more: Option<T>) -> Box<[T]> {
    list.iter().cloned().chain(more).collect()
}

/// Replaces the letters and digits of a text, keeping its length, lines and markup. Levels and names of footnotes
/// stay: they determine what belongs together.
fn scrambled(text: &str, canary: &Canary) -> String {
    let preserved = preserved(text, canary.dictionary);
    let mut number = canary.number | 1;
    let mut swapped = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let is_preserved =
            is_decoration(character) || preserved.iter().any(|span| span.contains(&at));
        if is_preserved {
            swapped.push(character);
            continue;
        }
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let drawn = u8::try_from(number >> 60).unwrap_or_default();
        // Characters stay within their script, so that marks and fields are recognized as before.
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

/// Ranges that are kept: level marks, footnote names, names of fields, and words of levels.
fn preserved(text: &str, dictionary: &'static Dictionary) -> Vec<std::ops::Range<usize>> {
    let sections = sections(text);
    let mut preserved: Vec<std::ops::Range<usize>> =
        sections.into_iter().map(|section| section.marker).collect();
    preserved.extend(field_names(text, dictionary));
    preserved.extend(level_words(text));
    let footnotes = text.match_indices("[^").filter_map(|(at, _)| {
        let end = text.get(at..)?.find(']')?;
        Some(at..at + end)
    });
    preserved.extend(footnotes);
    preserved
}
