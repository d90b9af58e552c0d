//! The settings of a site, from `site.yaml`.

use super::fields::fields;
use super::{Appearance, Audience};
use crate::forms::{Currency, Dictionary, Kind, Level, Record, Schema};
use crate::note::Note;
use crate::text::{Code, Diagnostic, Language, fold, nearest};
use jiff::civil::Date;

fields! {
    /// The fields of `site.yaml` that code outside the settings names.
    record SiteNote in "site" {
        /// The language of the pages, by its tag.
        [LANGUAGE] language: text;
        /// The theme's name.
        [THEME] theme: text;
        /// The thresholds of alerts and figures, by their names.
        thresholds: map;
    }
}

/// One of our own people.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Teammate {
    /// The name.
    pub name: String,
    /// Other names that mean the same person.
    pub aliases: Vec<String>,
    /// The job title.
    pub title: Option<String>,
}

/// The contents of `site.yaml`, with defaults for what it leaves out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    /// The fields of its notes.
    pub dictionary: &'static Dictionary,
    /// The title of the site.
    pub title: Option<String>,
    /// Our company.
    pub company: Option<String>,
    /// The language of the pages.
    pub language: Option<Language>,
    /// A language of the pages besides the two of the program, by its tag; the theme may or may not have words for
    /// it.
    pub locale: Option<String>,
    /// The theme's name.
    pub theme: Option<String>,
    /// The currency of amounts without one.
    pub currency: Currency,
    /// The day that counts as today.
    pub as_of: Option<Date>,
    /// The default audience of builds; a name that does not exist stands for the strictest.
    pub audience: Option<String>,
    /// All audiences: the built-in ones and the site's own.
    pub audiences: Vec<Audience>,
    /// Our people.
    pub team: Vec<Teammate>,
    /// Thresholds of rules.
    pub thresholds: Vec<(String, i64)>,
    /// For how many months after the last contact private fields of a person are kept; `None` for no limit.
    pub retention_months: Option<i64>,
    /// Colours, fonts and the logo.
    pub appearance: Appearance,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            dictionary: Dictionary::built_in(),
            title: None,
            company: None,
            language: None,
            locale: None,
            theme: None,
            currency: Currency::CNY,
            as_of: None,
            audience: None,
            audiences: Audience::built_in().to_vec(),
            team: Vec::new(),
            thresholds: Vec::new(),
            retention_months: None,
            appearance: Appearance::default(),
        }
    }
}

impl Settings {
    /// Returns the settings of a site whose `site.yaml` could not be read. They fail closed: the default audience is
    /// the strictest.
    pub fn unreadable() -> Settings {
        Settings {
            audience: Some(String::new()),
            ..Settings::default()
        }
    }

    /// Parses the settings and reports what is wrong with them. `assets` are the site's attachments, by path.
    ///
    /// A `site.yaml` that cannot be read fails closed: its default audience is the strictest.
    pub fn of(note: &Note, assets: &[&str], found: &mut Vec<Diagnostic>) -> Settings {
        if note.broken {
            return Settings::unreadable();
        }
        let record = &note.record;
        let is_unread = |one: &Diagnostic| {
            let mut values = one.values.iter();
            values.any(|(name, words)| *name == "field" && words.is("audience"))
        };
        let unreadable_audience = note.found.iter().any(is_unread).then(String::new);
        let owned = |key: &str| record.text(key).map(str::to_owned);
        let mut settings = Settings {
            title: owned("title"),
            company: owned("company"),
            language: record.text("language").and_then(Language::from_tag),
            locale: owned("language").filter(|tag| Language::from_tag(tag).is_none()),
            theme: owned("theme"),
            currency: record
                .text("currency")
                .and_then(Currency::from_letters)
                .unwrap_or(Currency::CNY),
            as_of: record.moment("as_of").map(|date| date.day),
            audience: owned("audience").or(unreadable_audience),
            team: record.records("team").iter().filter_map(teammate).collect(),
            thresholds: thresholds(record),
            retention_months: record.int("retention_months").filter(|months| *months > 0),
            appearance: Appearance::of(note, assets, found),
            ..Settings::default()
        };
        settings.add_audiences(record);
        settings.check_audience(note, found);
        check_added_fields(note, found);
        check_words(note, found);
        settings
    }

    /// Returns an audience by its name.
    pub fn audience_named(&self, name: &str) -> Option<&Audience> {
        self.audiences
            .iter()
            .find(|audience| fold(&audience.name) == fold(name))
    }

    /// Returns the threshold of a name, or its default.
    pub fn threshold(&self, name: &str, default: i64) -> i64 {
        self.thresholds
            .iter()
            .find(|(known, _)| known == name)
            .map_or(default, |(_, number)| *number)
    }

    /// Returns the main name of one of our people, by name or alias.
    pub fn person<'a>(&'a self, name: &'a str) -> &'a str {
        let folded = fold(name);
        let is = |teammate: &&Teammate| {
            fold(&teammate.name) == folded
                || teammate.aliases.iter().any(|alias| fold(alias) == folded)
        };
        self.team
            .iter()
            .find(is)
            .map_or(name, |teammate| &teammate.name)
    }

    /// Returns the main names of our people, each once.
    pub fn people<'a>(&'a self, names: &[&'a str]) -> Vec<&'a str> {
        let mut people: Vec<&str> = Vec::with_capacity(names.len());
        for name in names {
            let name = self.person(name);
            if !people.contains(&name) {
                people.push(name);
            }
        }
        people
    }

    /// Adds the site's own audiences. One whose level is missing or unreadable sees only what is public; a built-in
    /// audience cannot be widened.
    fn add_audiences(&mut self, record: &Record) {
        for named in record.map("audiences") {
            let crate::forms::Value::Record(item) = &named.value else {
                continue;
            };
            if Audience::built_in()
                .iter()
                .any(|own| fold(&own.name) == fold(&named.name.text))
            {
                continue;
            }
            let level = item
                .choice("level")
                .and_then(Level::from_key)
                .unwrap_or(Level::Public);
            self.audiences.push(Audience {
                name: named.name.text.to_string(),
                level,
                external: item.yes("external") || !item.has("level"),
                fields: item
                    .texts("fields")
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
            });
        }
    }

    fn check_audience(&mut self, note: &Note, found: &mut Vec<Diagnostic>) {
        let Some(entry) = note.record.entry("audience") else {
            return;
        };
        let name = self.audience.clone().unwrap_or_default();
        if self.audience_named(&name).is_none() {
            let names: Vec<&str> = self
                .audiences
                .iter()
                .map(|audience| audience.name.as_str())
                .collect();
            let near = nearest(&name, names.iter().copied());
            let unknown = Diagnostic::at(Code::UnknownAudience, &note.source, entry.span)
                .with("allowed", names.join(", "))
                .with_optional("nearest", near);
            found.push(unknown.with("value", name.as_str()));
        }
    }
}

/// Reports a field that is added for an audience and does not exist: somebody believes that it is shown.
fn check_added_fields(note: &Note, found: &mut Vec<Diagnostic>) {
    for named in note.record.map("audiences") {
        let crate::forms::Value::Record(item) = &named.value else {
            continue;
        };
        let Some(entry) = item.entry("fields") else {
            continue;
        };
        let unknown = item.texts("fields").iter();
        for name in unknown.filter(|name| !Audience::can_add(name, note.dictionary)) {
            let unknown = Diagnostic::at(Code::UnknownAddedField, &note.source, entry.span);
            found.push(
                unknown
                    .with("value", name.as_ref())
                    .with_optional("nearest", added_field_near(name, note.dictionary)),
            );
        }
    }
}

/// Returns the key of the field that was probably meant: the one with that label, or the nearest one.
fn added_field_near(name: &str, dictionary: &'static Dictionary) -> Option<String> {
    let (kind, key) = match name.split_once('.') {
        Some((kind, key)) => (Some(kind), key),
        None => (None, name),
    };
    let kinds = Kind::ALL.into_iter().filter(|known| *known != Kind::Site);
    let kinds = kinds.filter(|known| kind.is_none_or(|kind| known.name() == kind));
    let schemas: Vec<&Schema> = kinds.map(|kind| dictionary.schema(kind)).collect();
    let fields = || schemas.iter().flat_map(|schema| &schema.fields);
    let is_label = |label: &str| fold(label) == fold(key);
    let labelled = fields().find(|field| field.labels.all().any(is_label));
    let near = labelled.map(|field| field.key.as_str());
    let near = near.or_else(|| nearest(key, fields().map(|field| field.key.as_str())))?;
    Some(kind.map_or(near.to_owned(), |kind| format!("{kind}.{near}")))
}

/// Reports an unknown currency; the default applies.
fn check_words(note: &Note, found: &mut Vec<Diagnostic>) {
    let record = &note.record;
    let unknown = |key: &str, known: bool, allowed: &str| {
        let entry = record.entry(key).filter(|_| !known)?;
        let unknown = Diagnostic::at(Code::UnknownValue, &note.source, entry.span);
        let unknown = unknown
            .with_term("field", entry.field.term())
            .with("allowed", allowed);
        Some(unknown.with("value", record.text(key).unwrap_or_default()))
    };
    let currency = record.text("currency").and_then(Currency::from_letters);
    found.extend(unknown("currency", currency.is_some(), "CNY, USD, EUR, …"));
}

fn teammate(record: &Record) -> Option<Teammate> {
    Some(Teammate {
        name: record.text("name")?.to_owned(),
        aliases: record
            .texts("aliases")
            .iter()
            .map(ToString::to_string)
            .collect(),
        title: record.text("title").map(str::to_owned),
    })
}

fn thresholds(record: &Record) -> Vec<(String, i64)> {
    let number = |named: &crate::forms::NamedValue| match named.value {
        crate::forms::Value::Int(number) => Some((named.name.text.to_string(), number)),
        _ => None,
    };
    SiteNote::from(record)
        .thresholds()
        .iter()
        .filter_map(number)
        .collect()
}
