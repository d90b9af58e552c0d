//! The languages of the program, from `languages.yaml`.

use serde::Deserialize;
use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A language of pages and messages: one of `languages.yaml`, or [`Language::PSEUDO`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Language(u8);

/// How fields and choices are named in messages and in new notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameStyle {
    /// By their labels, as on the paper forms.
    Labels,
    /// By their keys.
    Keys,
}

/// A unit in which amounts of a currency are written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountUnit {
    /// How many of the currency's own unit it is, a power of ten.
    pub from: u64,
    /// An amount in this unit, with the placeholder `{number}`.
    pub text: String,
}

/// What differs from language to language. `languages.yaml` explains each entry.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    tag: String,
    name: String,
    notes: NameStyle,
    list: String,
    clauses: String,
    statements: String,
    facts: String,
    values: String,
    colon: String,
    brackets: [String; 2],
    quotes: [String; 2],
    #[serde(default)]
    amounts: BTreeMap<String, Vec<AmountUnit>>,
    dates: Option<DatePatterns>,
}

/// How dates are written on paper forms, with the placeholders `{year}`, `{month}` and `{day}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatePatterns {
    /// A month of a year.
    pub month: String,
    /// A day.
    pub day: String,
    /// A day of every year.
    pub anniversary: String,
}

/// The key and tag of the pseudo-language.
const PSEUDO_TAG: &str = "en-XA";

#[expect(
    clippy::expect_used,
    reason = "languages.yaml is embedded; its tests read it"
)]
static LANGUAGES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("languages.yaml"))
        .expect("languages.yaml is part of the program and tested")
});

impl Language {
    /// Chinese, the default.
    pub const CHINESE: Language = Language(0);
    /// English, whose texts stand in for those that a language lacks.
    pub const ENGLISH: Language = Language(1);
    /// English with every text of a catalog between marks, `⟦like this⟧`. What is shown without marks did not come from
    /// a catalog and cannot be translated. For translators and tests; not listed among the languages.
    pub const PSEUDO: Language = Language(u8::MAX);

    /// Returns the languages of the program in order, without the pseudo-language.
    pub fn all() -> impl DoubleEndedIterator<Item = Language> {
        (0..=u8::MAX).zip(&*LANGUAGES).map(|(at, _)| Language(at))
    }

    /// Returns the languages of the program, and the pseudo-language as the last.
    pub fn all_with_pseudo() -> impl Iterator<Item = Language> {
        Language::all().chain([Language::PSEUDO])
    }

    /// Parses a tag such as `zh`, `zh-CN`, `en_GB.UTF-8`; `None` for a language that the program does not have.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let tag = tag.trim().replace('_', "-").to_ascii_lowercase();
        let tag = tag.split('.').next().unwrap_or_default();
        let begins_with = |language: &Language| {
            let rest = tag.strip_prefix(&language.key().to_ascii_lowercase());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let known = Language::all_with_pseudo().filter(begins_with);
        known.max_by_key(|language| language.key().len())
    }

    /// Returns the language with exactly this key in the catalogs.
    pub fn from_key(key: &str) -> Option<Language> {
        Language::all_with_pseudo().find(|language| language.key() == key)
    }

    /// Returns its position among the languages of the program; the pseudo-language is beyond them.
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Returns the key of its texts in catalogs.
    pub fn key(self) -> &'static str {
        match self {
            Language::PSEUDO => PSEUDO_TAG,
            _ => &self.entry().key,
        }
    }

    /// Returns the tag for the `lang` attribute of a page.
    pub fn tag(self) -> &'static str {
        match self {
            Language::PSEUDO => PSEUDO_TAG,
            _ => &self.entry().tag,
        }
    }

    /// Returns the language that its texts are written in: English for the pseudo-language.
    #[must_use]
    pub fn written(self) -> Language {
        match self {
            Language::PSEUDO => Language::ENGLISH,
            _ => self,
        }
    }

    /// Returns the language's own name.
    pub fn name(self) -> &'static str {
        &self.entry().name
    }

    /// Returns how fields and choices are named in messages and in new notes.
    pub fn name_style(self) -> NameStyle {
        self.entry().notes
    }

    /// Joins the items of a list: `a, b`.
    pub fn list<S: Borrow<str>>(self, items: &[S]) -> String {
        items.join(&self.entry().list)
    }

    /// Joins the clauses of a sentence: `2 added, 1 removed`.
    pub fn clauses<S: Borrow<str>>(self, clauses: &[S]) -> String {
        clauses.join(&self.entry().clauses)
    }

    /// Joins statements: `a is missing; b is duplicate`.
    pub fn statements<S: Borrow<str>>(self, statements: &[S]) -> String {
        statements.join(&self.entry().statements)
    }

    /// Joins the values of a line that is copied: `2026-03-12, Lanche`.
    pub fn values<S: Borrow<str>>(self, values: &[S]) -> String {
        values.join(&self.entry().values)
    }

    /// Joins facts that are side by side: `a · b`.
    pub fn facts<S: Borrow<str>>(self, facts: &[S]) -> String {
        facts.join(&self.entry().facts)
    }

    /// Returns what is between a name and what is said of it.
    pub fn colon(self) -> &'static str {
        &self.entry().colon
    }

    /// Returns a remark in brackets, to be put right behind a word.
    pub fn bracketed(self, remark: &str) -> String {
        let [opening, closing] = &self.entry().brackets;
        format!("{opening}{remark}{closing}")
    }

    /// Returns quoted words.
    pub fn quoted(self, words: &str) -> String {
        let [opening, closing] = &self.entry().quotes;
        format!("{opening}{words}{closing}")
    }

    /// Returns the units in which amounts of a currency are written, the largest first; empty if they are written as
    /// `USD 30,000`.
    pub fn amount_units(self, currency: &str) -> &'static [AmountUnit] {
        let units = self.entry().amounts.get(currency);
        units.map_or(&[], Vec::as_slice)
    }

    /// Returns how dates are written on paper forms; `None` for ISO 8601.
    pub fn dates(self) -> Option<&'static DatePatterns> {
        self.entry().dates.as_ref()
    }

    fn entry(self) -> &'static Entry {
        let all = &*LANGUAGES;
        let english = usize::from(Language::ENGLISH.0);
        all.get(usize::from(self.0)).unwrap_or(&all[english])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_languages_are_where_the_constants_say() {
        assert_eq!(Language::CHINESE.tag(), "zh-CN");
        assert_eq!(Language::ENGLISH.tag(), "en");
        assert_eq!(Language::PSEUDO.tag(), "en-XA");
        assert_eq!(Language::all().next(), Some(Language::default()));
        assert!(Language::all().all(|language| language != Language::PSEUDO));
    }

    #[test]
    fn a_tag_is_known_by_its_beginning() {
        let known = [
            ("zh", Language::CHINESE),
            ("zh-Hans-CN", Language::CHINESE),
            ("zh_CN.UTF-8", Language::CHINESE),
            ("en-GB", Language::ENGLISH),
            (" EN ", Language::ENGLISH),
            ("en_XA.UTF-8", Language::PSEUDO),
            ("en-xa", Language::PSEUDO),
        ];
        for (tag, language) in known {
            assert_eq!(Language::from_tag(tag), Some(language), "{tag}");
        }
        for tag in ["", "de", "C.UTF-8", "english", "zho"] {
            assert_eq!(Language::from_tag(tag), None, "{tag}");
        }
    }

    #[test]
    fn units_of_amounts_are_powers_of_ten_from_the_largest() {
        for units in LANGUAGES.iter().flat_map(|one| one.amounts.values()) {
            let sizes: Vec<u64> = units.iter().map(|unit| unit.from).collect();
            assert!(sizes.is_sorted_by(|one, next| one > next), "{sizes:?}");
            assert_eq!(sizes.last(), Some(&1), "every amount has a unit");
            for unit in units {
                assert_eq!(10_u64.pow(unit.from.ilog10()), unit.from);
                assert!(unit.text.contains("{number}"), "{unit:?}");
            }
        }
    }
}
