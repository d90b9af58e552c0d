//! A diagnostic: one thing that is wrong, as data. How it is shown is the business of the shell and of the pages.

use super::Language;
use super::{Code, Severity, Source, Span, fill, message_of};

/// What a placeholder stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Words {
    /// The author's words, the same in every language.
    Quoted(String),
    /// Words of ours: Chinese, English.
    Ours(String, String),
    /// Left out: not everybody who reads the message may see them.
    Withheld,
}

/// Where themes lie in a site's folder.
const THEMES: &str = "themes/";
/// What stands in the place of words that are left out.
const LEFT_OUT: &str = "…";

impl Words {
    /// Whether these are the words, in either language.
    pub fn is(&self, text: &str) -> bool {
        match self {
            Words::Quoted(quoted) => quoted == text,
            Words::Ours(chinese, english) => chinese == text || english == text,
            Words::Withheld => false,
        }
    }

    fn of(&self, language: Language) -> &str {
        match self {
            Words::Quoted(text) => text,
            Words::Ours(chinese, english) => language.pick(chinese, english),
            Words::Withheld => LEFT_OUT,
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
    /// Whether only its place and words that are no author's may be shown; see [`Diagnostic::veiled`].
    pub is_veiled: bool,
}

impl Diagnostic {
    /// A diagnostic of a place in a source.
    pub fn at(code: Code, source: &Source, span: Span) -> Diagnostic {
        Diagnostic {
            code,
            source: source.clone(),
            span: Some(span),
            values: Vec::new(),
            is_veiled: false,
        }
    }

    /// A diagnostic of a file as a whole.
    pub fn of_file(code: Code, source: &Source) -> Diagnostic {
        Diagnostic {
            code,
            source: source.clone(),
            span: None,
            values: Vec::new(),
            is_veiled: false,
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

    /// Whether it says anything of what a note says, or names another note: on a page that may be withheld.
    pub fn quotes(&self) -> bool {
        let mut values = self.values.iter();
        values.any(|(name, words)| matches!(words, Words::Quoted(_)) || !self.is_open(name, words))
    }

    /// The diagnostic as a run prints it whose readers do not see everything: the file, the place and what to do stay;
    /// what a note says is left out. What `messages.yaml` does not list as open counts as a note's. Files of a theme are no
    /// notes.
    #[must_use]
    pub fn veiled(mut self) -> Diagnostic {
        if self.source.path.starts_with(THEMES) {
            return self;
        }
        let values = std::mem::take(&mut self.values);
        let veil = |(name, words): (&'static str, Words)| match self.is_open(name, &words) {
            true => (name, words),
            false => (name, Words::Withheld),
        };
        self.values = values.into_iter().map(veil).collect();
        self.is_veiled = true;
        self
    }

    /// Whether words of a note are left out of it.
    pub fn leaves_out(&self) -> bool {
        let mut values = self.values.iter();
        values.any(|(_, words)| *words == Words::Withheld)
    }

    fn is_open(&self, name: &str, words: &Words) -> bool {
        let message = message_of(self.code);
        let listed = match words {
            Words::Quoted(_) => &message.places,
            Words::Ours(..) => &message.open,
            Words::Withheld => return true,
        };
        listed.iter().any(|open| open == name)
    }

    fn has(&self, name: &str) -> bool {
        let mut values = self.values.iter();
        values.any(|(known, words)| *known == name && *words != Words::Withheld)
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
        // Of what is left out nobody can say that it was the same.
        found.dedup_by(|one, other| !one.is_veiled && order(one, other).is_eq());
        Diagnostics(found)
    }

    /// All of them veiled, see [`Diagnostic::veiled`].
    #[must_use]
    pub fn veiled(self) -> Diagnostics {
        Diagnostics(self.0.into_iter().map(Diagnostic::veiled).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(code: Code) -> Diagnostic {
        let source = Source {
            path: "content/a.md".into(),
            text: "生曰: 1980-03-12".into(),
        };
        Diagnostic::at(code, &source, Span::new(0, 6))
    }

    #[test]
    fn a_veiled_diagnostic_leaves_out_what_a_note_says() {
        let unknown = finding(Code::UnknownKey)
            .with("value", "生曰")
            .with("nearest", "生日");
        let veiled = unknown.clone().veiled();
        assert_eq!(
            veiled.message(Language::Chinese),
            unknown.message(Language::Chinese).replace("生曰", "…")
        );
        assert_eq!(
            veiled.hint(Language::Chinese).as_deref(),
            Some("如果是自己加的字段，可以不理")
        );
        assert!(!format!("{:?}", veiled.values).contains("生"));
    }

    #[test]
    fn what_the_program_says_and_where_stays() {
        let wrong = finding(Code::UnknownValue)
            .with_ours("field", "性格", "personality")
            .with("value", "脾气大")
            .with_ours("allowed", "支配型、影响型", "dominance, influence");
        assert_eq!(
            wrong.clone().veiled().message(Language::Chinese),
            "“性格”没有“…”这一项"
        );
        assert_eq!(
            wrong.veiled().hint(Language::Chinese).as_deref(),
            Some("可选：支配型、影响型")
        );
        let twice = finding(Code::DuplicateField).with("line", "3");
        let known = twice.clone().with_ours("field", "生日", "birthday");
        assert!(
            known
                .veiled()
                .message(Language::English)
                .contains("birthday")
        );
        let own = twice.with("field", "棠越仪器");
        assert_eq!(
            own.veiled().message(Language::English),
            "`…` is written twice, first on line 3"
        );
    }

    #[test]
    fn a_choice_is_what_a_note_says_though_the_words_are_ours() {
        let older = finding(Code::OlderThanObservation)
            .with_ours("field", "态度", "attitude")
            .with_ours("value", "支持", "supports")
            .with_ours("observed", "反对", "opposes")
            .with("date", "2026-03-12");
        assert!(older.quotes());
        assert_eq!(
            older.veiled().message(Language::English),
            "`attitude` says “…”, but on … “…” was observed"
        );
    }

    #[test]
    fn findings_that_differ_in_what_is_left_out_are_counted_apart() {
        let two = ["甲", "乙"].map(|value| finding(Code::UnknownKey).with("value", value));
        let veiled = Diagnostics::from_found(two.into()).veiled();
        let again = Diagnostics::from_found(veiled.iter().cloned().collect());
        assert_eq!(again.count(Severity::Warning), 2);
    }
}
