//! The texts of the pages, from `strings.yaml` and the other catalogs: in the languages of the program, and in any language
//! that a theme adds.

use super::built_in::is_catalog;
use super::catalog_file::{CatalogFile, Keyed, Text};
use crate::text::{
    Code, Diagnostic, Language, Source, Term, fill, fill_displayed, marked, nearest_within,
    placeholders,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::sync::LazyLock;

/// How many missing keys a diagnostic names.
const MAX_NAMED_KEYS: usize = 5;

/// The texts of the pages in one language.
#[derive(Debug, Default)]
pub struct Catalog {
    words: BTreeMap<String, String>,
    tag: String,
}

/// The texts of each key by language tag.
type Table = BTreeMap<String, BTreeMap<String, String>>;

/// The language of the pages.
pub(crate) struct Locale<'a> {
    /// The program's language for these pages, or the fallback for a further language.
    pub language: Language,
    /// The tag of a further language, if the pages are in one.
    pub further: Option<&'a str>,
}

impl Locale<'_> {
    /// Returns the tag under which texts of the language are written.
    fn catalog_tag(&self) -> &str {
        self.further.unwrap_or(self.language.written().key())
    }
}

impl Catalog {
    /// Builds the catalog: the built-in texts, overridden by those of the theme. Keys that the theme lacks in the
    /// language are reported, and another language is used for them.
    pub(super) fn of(
        own: &[(String, Source)],
        locale: &Locale<'_>,
        found: &mut Vec<Diagnostic>,
    ) -> Catalog {
        let mut table = BUILT_IN.clone();
        let lists = own.iter().filter(|(name, _)| is_catalog(name));
        let mut lists: Vec<(&Source, CatalogFile)> = lists
            .map(|(_, source)| (source, catalog_file(source)))
            .collect();
        for (source, list) in &mut lists {
            found.extend(list.found.iter().cloned());
            list.entries.retain(|entry| {
                let unknown_key = match table.get(&entry.key) {
                    Some(known) => {
                        found.extend(differing_placeholders(source, entry, known));
                        None
                    }
                    None => unknown_key(source, entry, &table, own),
                };
                let is_used = unknown_key.is_none();
                found.extend(unknown_key);
                is_used
            });
        }
        let is_read = lists.iter().all(|(_, list)| list.is_read());
        for entry in lists.into_iter().flat_map(|(_, list)| list.entries) {
            let words = entry.value.into_iter();
            let words = words.map(|words| (words.key, words.value.text));
            table.entry(entry.key).or_default().extend(words);
        }
        let stand_in = locale.language.written().key();
        let catalog_tag = locale.catalog_tag();
        // A file that cannot be read may contain them.
        if let Some(file) = file_to_report(own).filter(|_| is_read) {
            let without = table
                .iter()
                .filter(|(_, words)| !words.contains_key(catalog_tag));
            let keys = without.map(|(key, _)| key.as_str());
            found.extend(Missing::OfPages.report(file, "strings.yaml", keys, locale));
        }
        let is_pseudo = locale.further.is_none() && locale.language == Language::PSEUDO;
        let one = |(key, words): (String, BTreeMap<String, String>)| {
            let in_order = [catalog_tag, stand_in, "en", "zh"];
            let known = in_order.iter().find_map(|tag| words.get(*tag));
            let text = known.or_else(|| words.values().next());
            let text = text.cloned().unwrap_or_default();
            match is_pseudo {
                true => (key, marked(&text)),
                false => (key, text),
            }
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

    /// Returns the tag of the language, for the `lang` attribute of a page.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Returns the text of a key; the key itself if there is none.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// Returns the text of a key with its placeholders `{…}` replaced by values.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), |name| {
            values
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| *value)
        })
    }

    /// Like [`Catalog::with`], for numbers and anything else that can be displayed.
    pub fn with_args(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        fill_displayed(self.get(key), values)
    }

    /// Returns all texts, for the templates.
    pub(super) fn all(&self) -> &BTreeMap<String, String> {
        &self.words
    }
}

/// Returns the file of a theme in which missing texts are reported: the first catalog, else the labels.
pub(super) fn file_to_report(own: &[(String, Source)]) -> Option<&Source> {
    let words = own.iter().find(|(name, _)| is_catalog(name));
    let file = words.or_else(|| own.iter().find(|(name, _)| name == super::labels::FILE));
    file.map(|(_, source)| source)
}

/// The built-in texts in all languages, read once.
static BUILT_IN: LazyLock<Table> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "strings.yaml and the files next to it are embedded; their test reads them"
    )]
    let read = |text: &&str| -> Table {
        serde_yaml::from_str(text).expect("the built-in words are part of the program and tested")
    };
    super::built_in::CATALOGS.iter().flat_map(read).collect()
});

/// Reads a catalog of a theme.
fn catalog_file(source: &Source) -> CatalogFile {
    CatalogFile::of(source, Term::phrase("theme.example-text"))
}

/// Returns the keys that a file of a theme translates into a language.
pub(super) fn translated(source: &Source, tag: &str) -> Vec<String> {
    let entries = catalog_file(source).entries.into_iter();
    let translated = entries.filter(|entry| entry.value.iter().any(|words| words.key == tag));
    translated.map(|entry| entry.key).collect()
}

/// Returns whether a file has texts in a language, or cannot be read and might have some.
pub(super) fn supports(source: &Source, tag: &str) -> bool {
    catalog_file(source).is_wrong() || !translated(source, tag).is_empty()
}

/// Reports texts whose placeholders differ from those of the English text.
fn differing_placeholders(
    source: &Source,
    entry: &Keyed<Vec<Keyed<Text>>>,
    known: &BTreeMap<String, String>,
) -> Vec<Diagnostic> {
    let english = known.get("en").map_or("", String::as_str);
    let english: BTreeSet<&str> = placeholders(english).collect();
    let differing = entry.value.iter().filter_map(|words| {
        let here: BTreeSet<&str> = placeholders(&words.value.text).collect();
        (here != english).then_some((words.value.span, here))
    });
    let diagnostics = differing.map(|(span, here)| {
        let found = Diagnostic::at(Code::UnlikeWords, source, span);
        found
            .with_term("english", list_of_placeholders(&english))
            .with_term("here", list_of_placeholders(&here))
    });
    diagnostics.collect()
}

/// Lists placeholders for a message.
fn list_of_placeholders(names: &BTreeSet<&str>) -> Term {
    let names: Vec<String> = names.iter().map(|name| format!("`{{{name}}}`")).collect();
    match names.is_empty() {
        true => Term::phrase("theme.no-placeholders"),
        false => Term::each(|language| {
            let names = language.list(&names);
            language.phrase_with("theme.placeholders", &[("names", &names)])
        }),
    }
}

/// Reports an unused key that is nearly one of the known ones. Templates of the theme may use keys of their own.
fn unknown_key(
    source: &Source,
    entry: &Keyed<Vec<Keyed<Text>>>,
    known: &Table,
    own: &[(String, Source)],
) -> Option<Diagnostic> {
    let slips = |longer: usize| if longer < 8 { 1 } else { 2 };
    let of_length = |key: &&str| key.len() == entry.key.len();
    let keys = || known.keys().map(String::as_str);
    // A letter is mistyped more often than left out.
    let near = nearest_within(&entry.key, keys().filter(of_length), slips);
    let near = near.or_else(|| nearest_within(&entry.key, keys(), slips))?;
    let is_used = |(name, file): &(String, Source)| {
        name.ends_with(".html") && file.text.contains(entry.key.as_str())
    };
    let found = Diagnostic::at(Code::UnaskedWords, source, entry.span);
    (!own.iter().any(is_used)).then(|| found.with("value", &entry.key).with("nearest", near))
}

/// The kind of texts that a language lacks.
pub(super) enum Missing {
    /// Texts of the pages.
    OfPages,
    /// Labels of the forms.
    OfForms,
}

impl Missing {
    /// Reports the missing keys, if any, of which the first are named; `file` is the file of the theme to add them to.
    pub fn report<'k>(
        self,
        at: &Source,
        file: &str,
        lacking: impl Iterator<Item = &'k str>,
        locale: &Locale<'_>,
    ) -> Option<Diagnostic> {
        let keys: Vec<&str> = lacking.collect();
        let shown = keys.get(..MAX_NAMED_KEYS).unwrap_or(&keys).join(", ");
        let more = if keys.len() > MAX_NAMED_KEYS {
            ", …"
        } else {
            ""
        };
        let what = match self {
            Missing::OfPages => "theme.page-texts",
            Missing::OfForms => "theme.form-labels",
        };
        let missing = Diagnostic::of_file(Code::MissingWords, at)
            .with("language", locale.catalog_tag())
            .with("count", keys.len().to_string())
            .with("keys", format!("{shown}{more}"))
            .with("file", file)
            .with("theme", theme_of(at))
            .with_term("what", Term::phrase(what));
        (!keys.is_empty()).then_some(missing)
    }
}

/// Returns the theme that a file belongs to.
pub(super) fn theme_of(file: &Source) -> String {
    file.path.split('/').nth(1).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Translated;

    #[test]
    fn every_text_has_the_same_placeholders_in_all_languages() {
        for (key, words) in BUILT_IN.clone() {
            let text = Translated::from_texts(words).unwrap();
            let sets = text.all().map(|text| placeholders(text).collect());
            let different: BTreeSet<BTreeSet<&str>> = sets.collect();
            assert_eq!(different.len(), 1, "{key}: {different:?}");
        }
    }
}
