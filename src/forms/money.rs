//! Exact amounts in a currency.

use crate::text::{Language, fill};
use std::fmt::Write;

/// A currency code of three letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The renminbi, the default.
    pub const CNY: Currency = Currency(*b"CNY");

    /// Parses a code of three Latin letters.
    pub fn from_letters(letters: &str) -> Option<Currency> {
        let letters: [u8; 3] = letters.as_bytes().try_into().ok()?;
        letters
            .iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Currency(letters.map(|letter| letter.to_ascii_uppercase())))
    }

    /// Returns the three letters.
    pub fn letters(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("CNY")
    }
}

/// An exact amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    /// The currency.
    pub currency: Currency,
    /// The amount in hundredths of the currency's unit.
    pub cents: i64,
}

/// Symbols and words that name a currency. Read, never shown, so it is in no catalog.
const CURRENCY_SIGNS: [(&str, &str); 12] = [
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("RMB", "CNY"),
    ("人民币", "CNY"),
    ("元", "CNY"),
    ("美元", "USD"),
    ("欧元", "EUR"),
    ("日元", "JPY"),
    ("港元", "HKD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
];

/// Suffixes that multiply a number. Read, never shown, so it is in no catalog.
const MULTIPLES: [(&str, i64); 7] = [
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("k", 1_000),
    ("m", 1_000_000),
];

impl Money {
    /// Parses `1200000`, `120万`, `1.2亿`, `CNY 1,200,000`, `¥120万`, `$30k`, `120万元`, `3万美元`.
    ///
    /// Returns `None` if the text is not an amount, has more than two decimals of its unit, or exceeds 92 quadrillion.
    pub fn parse(text: &str, default: Currency) -> Option<Money> {
        let mut rest = text.trim();
        let mut currency = None;
        let negative = rest.starts_with(['-', '−']);
        rest = rest.trim_start_matches(['-', '−', '+']).trim_start();
        (currency, rest) = strip_currency(currency, rest);
        let mut multiple = 1;
        let lower = rest.to_lowercase();
        if lower.len() == rest.len() {
            for (word, factor) in MULTIPLES {
                if lower.ends_with(word) {
                    multiple = factor;
                    rest = rest[..rest.len() - word.len()].trim_end();
                    break;
                }
            }
        }
        let cents = decimal_cents(rest, multiple)?;
        let currency = currency.unwrap_or(default);
        Some(Money {
            currency,
            cents: if negative { -cents } else { cents },
        })
    }

    /// Formats the amount for readers: `286 万元`, `18.6 亿元`, `USD 30,000`; exact in every language.
    pub fn display(&self, language: Language) -> String {
        let magnitude = self.cents.unsigned_abs();
        let units = language.amount_units(self.currency.letters());
        let unit = units
            .iter()
            .find(|unit| magnitude >= unit.from.saturating_mul(100))
            .or(units.last());
        let Some(unit) = unit else {
            return format!("{} {}", self.currency.letters(), grouped(self.cents));
        };
        let number = match unit.from {
            1 => grouped(self.cents),
            from => decimal(self.cents, from.saturating_mul(100)),
        };
        fill(&unit.text, |_| Some(&number))
    }
}

/// Strips a currency's symbol or letters from either end.
fn strip_currency(mut currency: Option<Currency>, text: &str) -> (Option<Currency>, &str) {
    let mut rest = text;
    let letters = rest.get(..3).and_then(Currency::from_letters);
    let is_word = rest
        .get(3..)
        .is_some_and(|tail| !tail.starts_with(|next: char| next.is_ascii_alphabetic()));
    for (sign, code) in CURRENCY_SIGNS {
        let stripped = rest.strip_prefix(sign).or_else(|| {
            let longer = CURRENCY_SIGNS
                .iter()
                .any(|(other, _)| other.len() > sign.len() && rest.ends_with(other));
            if longer {
                None
            } else {
                rest.strip_suffix(sign)
            }
        });
        if let Some(stripped) = stripped {
            currency = currency.or(Currency::from_letters(code));
            rest = stripped.trim();
        }
    }
    if currency.is_none() && is_word && letters.is_some() {
        return (letters, rest[3..].trim_start());
    }
    (currency, rest)
}

/// Parses a decimal with optional thousands separators, multiplies it and returns hundredths.
fn decimal_cents(text: &str, multiple: i64) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() || !well_grouped(whole) {
        return None;
    }
    let mut value: i128 = 0;
    for digit in whole
        .chars()
        .filter(|character| !matches!(character, ',' | '，'))
    {
        value = value
            .checked_mul(10)?
            .checked_add(i128::from(digit.to_digit(10)?))?;
        if value > i128::from(i64::MAX) {
            return None;
        }
    }
    let mut scale: i128 = 1;
    if fraction.len() > 12 {
        return None;
    }
    for digit in fraction.chars() {
        value = value * 10 + i128::from(digit.to_digit(10)?);
        scale *= 10;
    }
    let cents = value.checked_mul(i128::from(multiple))?.checked_mul(100)?;
    if cents % scale != 0 {
        return None;
    }
    i64::try_from(cents / scale).ok()
}

/// Returns whether thousands separators are in the right places: `1,200,000`, but not `1,20`.
fn well_grouped(whole: &str) -> bool {
    let mut groups = whole.split([',', '，']);
    let Some(first) = groups.next() else {
        return false;
    };
    let rest: Vec<&str> = groups.collect();
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    digits(first)
        && (rest.is_empty() || first.len() <= 3)
        && rest.iter().all(|group| digits(group) && group.len() == 3)
}

/// Formats hundredths with thousands separators, with decimals only if there are any.
fn grouped(cents: i64) -> String {
    let whole = (cents.unsigned_abs() / 100).to_string();
    let mut text = String::new();
    if cents < 0 {
        text.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    let rest = cents.unsigned_abs() % 100;
    if rest != 0 {
        let _ = write!(text, ".{rest:02}");
    }
    text
}

/// Formats hundredths divided by a power of ten, exactly, without trailing zeros.
fn decimal(cents: i64, unit: u64) -> String {
    let magnitude = cents.unsigned_abs();
    let digits = unit.ilog10() as usize;
    let fraction = format!("{:0digits$}", magnitude % unit);
    let fraction = fraction.trim_end_matches('0');
    let sign = if cents < 0 { "−" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", magnitude / unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        Money::parse(text, Currency::CNY).map_or_else(
            || "—".to_owned(),
            |money| {
                format!(
                    "{} | {}",
                    money.display(Language::CHINESE),
                    money.display(Language::ENGLISH)
                )
            },
        )
    }

    #[test]
    fn amounts_are_read_in_all_notations() {
        assert_eq!(read("1200000"), "120 万元 | CNY 1,200,000");
        assert_eq!(read("120万"), "120 万元 | CNY 1,200,000");
        assert_eq!(read("120万元"), "120 万元 | CNY 1,200,000");
        assert_eq!(read("1.2亿"), "1.2 亿元 | CNY 120,000,000");
        assert_eq!(read("CNY 1,200,000"), "120 万元 | CNY 1,200,000");
        assert_eq!(read("¥120万"), "120 万元 | CNY 1,200,000");
        assert_eq!(read("$30k"), "USD 30,000 | USD 30,000");
        assert_eq!(read("3万美元"), "USD 30,000 | USD 30,000");
        assert_eq!(read("EUR 1.5m"), "EUR 1,500,000 | EUR 1,500,000");
        assert_eq!(read("8500"), "8,500 元 | CNY 8,500");
        assert_eq!(read("-12.5万"), "−12.5 万元 | CNY −125,000");
        assert_eq!(read("0"), "0 元 | CNY 0");
    }

    #[test]
    fn other_texts_are_not_amounts() {
        for text in [
            "",
            "about 3",
            "1,20",
            "1.2.3",
            "万",
            "12 apples",
            "99999999999999999999",
            "0.001",
            "$",
            "CNY",
        ] {
            assert_eq!(read(text), "—", "{text}");
        }
    }
}
