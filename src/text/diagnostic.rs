//! A diagnostic: one problem in a file, as data. How it is shown is up to the terminal and the pages.

use super::Language;
use super::{Code, Severity, Source, Span, Term, fill, message_of};

/// The value of a placeholder in a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageValue {
    /// Text from a note, the same in every language.
    Quoted(String),
    /// A term of the program.
    Term(Term),
    /// Left out, because not every reader of the message may see it.
    Withheld,
}

/// The folder of themes in a site's folder.
const THEMES: &str = "themes/";
/// What replaces a value that is left out.
const ELLIPSIS: &str = "…";

impl MessageValue {
    /// Returns whether this is the given text, in any language.
    pub fn is(&self, text: &str) -> bool {
        match self {
            MessageValue::Quoted(quoted) => quoted == text,
            MessageValue::Term(term) => term.all().any(|words| words == text),
            MessageValue::Withheld => false,
        }
    }

    fn of(&self, language: Language) -> &str {
        match self {
            MessageValue::Quoted(text) => text,
            MessageValue::Term(term) => term.of(language),
            MessageValue::Withheld => ELLIPSIS,
        }
    }
}

/// One problem found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: Code,
    /// The file it is in.
    pub source: Source,
    /// Where in the file; `None` if it concerns the file as a whole.
    pub span: Option<Span>,
    /// The values of the message's placeholders.
    pub values: Vec<(&'static str, MessageValue)>,
    /// Whether values from notes have been removed; see [`Diagnostic::redacted`].
    pub is_redacted: bool,
}

impl Diagnostic {
    /// Creates a diagnostic about a part of a file.
    pub fn at(code: Code, source: &Source, span: Span) -> Diagnostic {
        Diagnostic {
            code,
            source: source.clone(),
            span: Some(span),
            values: Vec::new(),
            is_redacted: false,
        }
    }

    /// Creates a diagnostic about a file as a whole.
    pub fn of_file(code: Code, source: &Source) -> Diagnostic {
        Diagnostic {
            code,
            source: source.clone(),
            span: None,
            values: Vec::new(),
            is_redacted: false,
        }
    }

    /// Sets a placeholder of the message to text from a note.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Diagnostic {
        self.values
            .push((name, MessageValue::Quoted(shortened(value.into()))));
        self
    }

    /// Sets a placeholder of the message to a term of the program.
    pub fn with_term(mut self, name: &'static str, term: Term) -> Diagnostic {
        self.values.push((name, MessageValue::Term(term)));
        self
    }

    /// Sets a placeholder if there is a value for it.
    pub fn with_optional(self, name: &'static str, value: Option<impl Into<String>>) -> Diagnostic {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Returns the severity of its code.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Returns the sentence that states the problem.
    pub fn message(&self, language: Language) -> String {
        self.fill(message_of(self.code).text.of(language), language)
    }

    /// Returns what to do about it: the last of the code's hints whose placeholders all have values.
    pub fn hint(&self, language: Language) -> Option<String> {
        let filled = |hint: &&str| super::placeholders(hint).all(|name| self.has(name));
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

    /// Returns whether it quotes a note or names another one; on a page it may then have to be withheld.
    pub fn quotes(&self) -> bool {
        let mut values = self.values.iter();
        values.any(|(name, words)| {
            matches!(words, MessageValue::Quoted(_)) || !self.is_open(name, words)
        })
    }

    /// Returns the diagnostic as it is printed where readers do not see everything: the file, the position and the
    /// advice stay, values from notes are removed. Whatever `messages.yaml` does not list as open counts as a value
    /// from a note. Theme files are not notes.
    #[must_use]
    pub fn redacted(mut self) -> Diagnostic {
        if self.source.path.starts_with(THEMES) {
            return self;
        }
        let values = std::mem::take(&mut self.values);
        let redact = |(name, words): (&'static str, MessageValue)| match self.is_open(name, &words)
        {
            true => (name, words),
            false => (name, MessageValue::Withheld),
        };
        self.values = values.into_iter().map(redact).collect();
        self.is_redacted = true;
        self
    }

    /// Returns whether a value was removed from it.
    pub fn has_redactions(&self) -> bool {
        let mut values = self.values.iter();
        values.any(|(_, words)| *words == MessageValue::Withheld)
    }

    fn is_open(&self, name: &str, words: &MessageValue) -> bool {
        let message = message_of(self.code);
        let listed = match words {
            MessageValue::Quoted(_) => &message.places,
            MessageValue::Term(..) => &message.open,
            MessageValue::Withheld => return true,
        };
        listed.iter().any(|open| open == name)
    }

    fn has(&self, name: &str) -> bool {
        let mut values = self.values.iter();
        values.any(|(known, words)| *known == name && *words != MessageValue::Withheld)
    }
}

/// Shortens a value for quotation: nobody reads two hundred characters of one.
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

/// Diagnostics in the order in which they are reported: by file, position and code, without duplicates.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Sorts the diagnostics and removes duplicates.
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
        // Two removed values need not have been equal.
        found.dedup_by(|one, other| !one.is_redacted && order(one, other).is_eq());
        Diagnostics(found)
    }

    /// Redacts all of them, see [`Diagnostic::redacted`].
    #[must_use]
    pub fn redacted(self) -> Diagnostics {
        Diagnostics(self.0.into_iter().map(Diagnostic::redacted).collect())
    }

    /// Iterates over them in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Returns how many of them have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0
            .iter()
            .filter(|diagnostic| diagnostic.severity() == severity)
            .count()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(chinese: &str, english: &str) -> Term {
        let words = |language| match language {
            Language::CHINESE => chinese.to_owned(),
            _ => english.to_owned(),
        };
        Term::each(words)
    }

    fn finding(code: Code) -> Diagnostic {
        let source = Source {
            path: "content/a.md".into(),
            text: "生曰: 1980-03-12".into(),
        };
        Diagnostic::at(code, &source, Span::new(0, 6))
    }

    #[test]
    fn a_redacted_diagnostic_leaves_out_values_from_notes() {
        let unknown = finding(Code::UnknownKey)
            .with("value", "生曰")
            .with("nearest", "生日");
        let redacted = unknown.clone().redacted();
        assert_eq!(
            redacted.message(Language::CHINESE),
            unknown.message(Language::CHINESE).replace("生曰", "…")
        );
        assert_eq!(
            redacted.hint(Language::CHINESE).as_deref(),
            Some("如果是自己加的字段，可以不理")
        );
        assert!(!format!("{:?}", redacted.values).contains("生"));
    }

    #[test]
    fn a_redacted_diagnostic_keeps_terms_of_the_program_and_positions() {
        let wrong = finding(Code::UnknownValue)
            .with_term("field", term("性格", "personality"))
            .with("value", "脾气大")
            .with_term("allowed", term("支配型、影响型", "dominance, influence"));
        assert_eq!(
            wrong.clone().redacted().message(Language::CHINESE),
            "“性格”没有“…”这一项"
        );
        assert_eq!(
            wrong.redacted().hint(Language::CHINESE).as_deref(),
            Some("可选：支配型、影响型")
        );
        let twice = finding(Code::DuplicateField).with("line", "3");
        let known = twice.clone().with_term("field", term("生日", "birthday"));
        assert!(
            known
                .redacted()
                .message(Language::ENGLISH)
                .contains("birthday")
        );
        let own = twice.with("field", "棠越仪器");
        assert_eq!(
            own.redacted().message(Language::ENGLISH),
            "duplicate `…`; first on line 3"
        );
    }

    #[test]
    fn a_choice_in_a_note_is_redacted_though_its_label_is_the_programs() {
        let older = finding(Code::OlderThanObservation)
            .with_term("field", term("态度", "attitude"))
            .with_term("value", term("支持", "supports"))
            .with_term("observed", term("反对", "opposes"))
            .with("date", "2026-03-12");
        assert!(older.quotes());
        assert_eq!(
            older.redacted().message(Language::ENGLISH),
            "`attitude` is “…”, but “…” was observed on …"
        );
    }

    #[test]
    fn redacted_diagnostics_are_not_merged() {
        let two = ["甲", "乙"].map(|value| finding(Code::UnknownKey).with("value", value));
        let redacted = Diagnostics::from_found(two.into()).redacted();
        let again = Diagnostics::from_found(redacted.iter().cloned().collect());
        assert_eq!(again.count(Severity::Warning), 2);
    }
}
