//! A diagnostic: one thing that is wrong, as data. How it is shown is the business of the shell and of the pages.

use super::{Code, Severity, Source, Span, fill, message_of};
use crate::text::Language;

/// What a placeholder stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Words {
    /// The author's words, the same in every language.
    Quoted(String),
    /// Words of ours: Chinese, English.
    Ours(String, String),
}

impl Words {
    /// Whether these are the words, in either language.
    pub fn is(&self, text: &str) -> bool {
        match self {
            Words::Quoted(quoted) => quoted == text,
            Words::Ours(chinese, english) => chinese == text || english == text,
        }
    }

    fn of(&self, language: Language) -> &str {
        match self {
            Words::Quoted(text) => text,
            Words::Ours(chinese, english) => language.pick(chinese, english),
        }
    }
}

/// One finding about the notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of thing it is.
    pub code: Code,
    /// The file it is about.
    pub source: Source,
    /// Where in the file; nothing where the file as a whole is meant.
    pub span: Option<Span>,
    /// What the message's placeholders stand for.
    pub values: Vec<(&'static str, Words)>,
}

impl Diagnostic {
    /// A diagnostic of a place in a source.
    pub fn at(code: Code, source: &Source, span: Span) -> Diagnostic {
        Diagnostic {
            code,
            source: source.clone(),
            span: Some(span),
            values: Vec::new(),
        }
    }

    /// A diagnostic of a file as a whole.
    pub fn of_file(code: Code, source: &Source) -> Diagnostic {
        Diagnostic {
            code,
            source: source.clone(),
            span: None,
            values: Vec::new(),
        }
    }

    /// Fills a placeholder of the message with words of the author's.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Diagnostic {
        self.values
            .push((name, Words::Quoted(shortened(value.into()))));
        self
    }

    /// Fills a placeholder of the message with words of ours, in Chinese and in English.
    pub fn with_ours(
        mut self,
        name: &'static str,
        chinese: impl Into<String>,
        english: impl Into<String>,
    ) -> Diagnostic {
        self.values
            .push((name, Words::Ours(chinese.into(), english.into())));
        self
    }

    /// Fills a placeholder if there is something to fill it with.
    pub fn maybe(self, name: &'static str, value: Option<impl Into<String>>) -> Diagnostic {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// What is wrong, in a sentence.
    pub fn message(&self, language: Language) -> String {
        self.fill(message_of(self.code).text.of(language), language)
    }

    /// What to do about it. The last of the code's hints all of whose placeholders are filled.
    pub fn hint(&self, language: Language) -> Option<String> {
        let filled = |hint: &&str| super::messages::placeholders(hint).all(|name| self.has(name));
        let hints = message_of(self.code)
            .hints
            .iter()
            .map(|hint| hint.of(language));
        hints
            .rev()
            .find(filled)
            .map(|hint| self.fill(hint, language))
    }

    fn fill(&self, template: &str, language: Language) -> String {
        let value_of = |name: &str| {
            self.values
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, words)| words.of(language))
        };
        fill(template, value_of)
    }

    /// Whether it quotes the author: what a note says may be withheld where what is wrong with it is told.
    pub fn quotes(&self) -> bool {
        let mut values = self.values.iter();
        values.any(|(_, words)| matches!(words, Words::Quoted(_)))
    }

    fn has(&self, name: &str) -> bool {
        self.values.iter().any(|(known, _)| *known == name)
    }
}

/// Values are quoted in messages; nobody reads two hundred characters of one.
fn shortened(value: String) -> String {
    const LONGEST_CHARACTERS: usize = 80;
    let value = value.trim().replace(['\n', '\r', '\t'], " ");
    let visible: String = value
        .chars()
        .filter(|character| !character.is_control())
        .collect();
    if visible.chars().count() <= LONGEST_CHARACTERS {
        return visible;
    }
    visible
        .chars()
        .take(LONGEST_CHARACTERS - 1)
        .chain(['…'])
        .collect()
}

/// Diagnostics in the order they are told: by file, place and code, each once.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Sorts what was found and drops what was found twice.
    pub fn from_found(mut found: Vec<Diagnostic>) -> Diagnostics {
        let order = |one: &Diagnostic, other: &Diagnostic| {
            (&one.source.path, one.span, one.code, &one.values).cmp(&(
                &other.source.path,
                other.span,
                other.code,
                &other.values,
            ))
        };
        found.sort_by(order);
        found.dedup_by(|one, other| order(one, other).is_eq());
        Diagnostics(found)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0
            .iter()
            .filter(|diagnostic| diagnostic.severity() == severity)
            .count()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
