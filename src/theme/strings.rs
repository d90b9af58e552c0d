//! The words of the pages, from `strings.yaml` and its neighbours: each in Chinese and English, and in any further
//! language that a theme of one's own words.

use super::built_in::holds_words;
use super::word_list::{Example, Under, WordList, Words};
use crate::text::{Code, Diagnostic, Language, Source, fill, nearest_within, placeholders};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

/// So many of the words that a language lacks are named.
const MOST_NAMED: usize = 5;
/// How a file of words looks.
const EXAMPLE: Example = ("accounts: {zh: 客户}", "accounts: {de: Kunden}");

/// The words of the pages in one language.
#[derive(Debug, Default)]
pub struct Catalog {
    words: BTreeMap<String, String>,
    tag: String,
}

/// A key with its words by language tag.
type Table = BTreeMap<String, BTreeMap<String, String>>;

/// The language of the pages.
pub(crate) struct Locale<'a> {
    /// The one of the two that the program speaks, or that stands in.
    pub language: Language,
    /// A further language by its tag.
    pub further: Option<&'a str>,
}

impl Locale<'_> {
    /// The tag of the language, as words are written under it.
    fn wanted(&self) -> &str {
        self.further.unwrap_or(self.language.pick("zh", "en"))
    }
}

impl Catalog {
    /// The built-in words, with a theme's own in the place of those of the same key and language. What the own words lack
    /// in the language is reported, and those of another language stand in.
    pub(super) fn of(
        own: &[(String, Source)],
        locale: &Locale<'_>,
        found: &mut Vec<Diagnostic>,
    ) -> Catalog {
        let mut table = built_in();
        let lists = own.iter().filter(|(name, _)| holds_words(name));
        let mut lists: Vec<(&Source, WordList)> = lists
            .map(|(_, source)| (source, WordList::of(source, EXAMPLE)))
            .collect();
        for (source, list) in &mut lists {
            found.extend(list.found.iter().cloned());
            list.entries.retain(|entry| {
                let unasked = match table.get(&entry.key) {
                    Some(known) => {
                        found.extend(unlike(source, entry, known));
                        None
                    }
                    None => unasked(source, entry, &table, own),
                };
                let is_asked = unasked.is_none();
                found.extend(unasked);
                is_asked
            });
        }
        let is_read = lists.iter().all(|(_, list)| list.is_read());
        for entry in lists.into_iter().flat_map(|(_, list)| list.entries) {
            let words = entry.value.into_iter();
            let words = words.map(|words| (words.key, words.value.text));
            table.entry(entry.key).or_default().extend(words);
        }
        let stand_in = locale.language.pick("zh", "en");
        let wanted = locale.wanted();
        // What a file that cannot be read has, nobody knows.
        if let Some(file) = speaking(own).filter(|_| is_read) {
            let without = table
                .iter()
                .filter(|(_, words)| !words.contains_key(wanted));
            let keys = without.map(|(key, _)| key.as_str());
            found.extend(Missing::OfPages.told(file, "strings.yaml", keys, locale));
        }
        let one = |(key, words): (String, BTreeMap<String, String>)| {
            let in_order = [wanted, stand_in, "en", "zh"];
            let known = in_order.iter().find_map(|tag| words.get(*tag));
            let text = known.or_else(|| words.values().next());
            (key, text.cloned().unwrap_or_default())
        };
        let tag = match locale.further {
            Some(further) => further.to_owned(),
            None => locale.language.tag().to_owned(),
        };
        Catalog {
            words: table.into_iter().map(one).collect(),
            tag,
        }
    }

    /// The tag of the language, for the `lang` attribute of a page.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The words of a key; the key itself where there are none.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// The words of a key with values in the place of its `{…}`.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), |name| {
            values
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| *value)
        })
    }

    /// The words of a key with numbers, or anything else that can be shown, in the place of its `{…}`.
    pub fn with_each(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let shown: Vec<(&str, String)> = values
            .iter()
            .map(|(name, value)| (*name, value.to_string()))
            .collect();
        let shown: Vec<(&str, &str)> = shown
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.with(key, &shown)
    }

    /// All words, for the templates.
    pub(super) fn all(&self) -> &BTreeMap<String, String> {
        &self.words
    }
}

/// The file of a theme at which is told what its words lack: the first that holds any, or what the forms say.
pub(super) fn speaking(own: &[(String, Source)]) -> Option<&Source> {
    let words = own.iter().find(|(name, _)| holds_words(name));
    let file = words.or_else(|| own.iter().find(|(name, _)| name == super::labels::FILE));
    file.map(|(_, source)| source)
}

/// The built-in words, in both languages.
#[expect(
    clippy::expect_used,
    reason = "strings.yaml and the files next to it are embedded; their test reads them"
)]
fn built_in() -> Table {
    let read = |text: &&str| -> Table {
        serde_yaml::from_str(text).expect("the built-in words are part of the program and tested")
    };
    super::built_in::STRINGS.iter().flat_map(read).collect()
}

/// The keys that a file of a theme words in a language.
pub(super) fn worded(source: &Source, tag: &str) -> Vec<String> {
    let entries = WordList::of(source, EXAMPLE).entries.into_iter();
    let worded = entries.filter(|entry| entry.value.iter().any(|words| words.key == tag));
    worded.map(|entry| entry.key).collect()
}

/// Whether a file words something in a language, or would if it could be read.
pub(super) fn speaks(source: &Source, tag: &str) -> bool {
    WordList::of(source, EXAMPLE).is_wrong() || !worded(source, tag).is_empty()
}

/// The words of an entry in which the places for values are others than in the English ones.
fn unlike(
    source: &Source,
    entry: &Under<Vec<Under<Words>>>,
    known: &BTreeMap<String, String>,
) -> Vec<Diagnostic> {
    let english = known.get("en").map_or("", String::as_str);
    let english: BTreeSet<&str> = placeholders(english).collect();
    let differing = entry.value.iter().filter_map(|words| {
        let here: BTreeSet<&str> = placeholders(&words.value.text).collect();
        (here != english).then_some((words.value.span, here))
    });
    let told = differing.map(|(span, here)| {
        let found = Diagnostic::at(Code::UnlikeWords, source, span);
        let [wanted, written] = [&english, &here].map(in_braces);
        found
            .with_ours("english", wanted.0, wanted.1)
            .with_ours("here", written.0, written.1)
    });
    told.collect()
}

/// Places for values as a message names them, in Chinese and in English.
fn in_braces(names: &BTreeSet<&str>) -> (String, String) {
    let names: Vec<String> = names.iter().map(|name| format!("`{{{name}}}`")).collect();
    match names.is_empty() {
        true => ("没有花括号".to_owned(), "none in braces".to_owned()),
        false => (format!("有 {}", names.join("、")), names.join(", ")),
    }
}

/// Words that no page asks for and that are nearly called like some that are asked for. Templates of one's own may ask for
/// words of their own.
fn unasked(
    source: &Source,
    entry: &Under<Vec<Under<Words>>>,
    known: &Table,
    own: &[(String, Source)],
) -> Option<Diagnostic> {
    let slips = |longer: usize| if longer < 8 { 1 } else { 2 };
    let of_length = |key: &&str| key.len() == entry.key.len();
    let keys = || known.keys().map(String::as_str);
    // A letter is mistyped more often than left out.
    let near = nearest_within(&entry.key, keys().filter(of_length), slips);
    let near = near.or_else(|| nearest_within(&entry.key, keys(), slips))?;
    let is_asked = |(name, file): &(String, Source)| {
        name.ends_with(".html") && file.text.contains(entry.key.as_str())
    };
    let found = Diagnostic::at(Code::UnaskedWords, source, entry.span);
    (!own.iter().any(is_asked)).then(|| found.with("value", &entry.key).with("nearest", near))
}

/// What a language can lack.
pub(super) enum Missing {
    /// Words of the pages.
    OfPages,
    /// What the forms say.
    OfForms,
}

impl Missing {
    /// What lacks, by its keys, of which the first are named; they would stand in a file of the theme.
    pub fn told<'k>(
        self,
        at: &Source,
        file: &str,
        lacking: impl Iterator<Item = &'k str>,
        locale: &Locale<'_>,
    ) -> Option<Diagnostic> {
        let keys: Vec<&str> = lacking.collect();
        let shown = keys.get(..MOST_NAMED).unwrap_or(&keys).join(", ");
        let more = if keys.len() > MOST_NAMED { ", …" } else { "" };
        let (chinese, english) = match self {
            Missing::OfPages => ("页面的词语", "words of the pages"),
            Missing::OfForms => (
                "表单的字段名、选项和问题",
                "names, choices and questions of the forms",
            ),
        };
        let instead = locale.language;
        let told = Diagnostic::of_file(Code::MissingWords, at)
            .with("language", locale.wanted())
            .with("count", keys.len().to_string())
            .with("keys", format!("{shown}{more}"))
            .with("file", file)
            .with("theme", theme_of(at))
            .with_ours("what", chinese, english)
            .with_ours(
                "instead",
                instead.pick("中文", "英文"),
                instead.pick("Chinese", "English"),
            );
        (!keys.is_empty()).then_some(told)
    }
}

/// The theme that a file belongs to.
pub(super) fn theme_of(file: &Source) -> String {
    file.path.split('/').nth(1).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_string_has_both_languages_and_the_same_places() {
        for (key, words) in built_in() {
            let places = |tag: &str| placeholders(&words[tag]).collect::<BTreeSet<_>>();
            assert_eq!(words.len(), 2, "{key}");
            assert_eq!(places("zh"), places("en"), "{key}");
        }
    }
}
