//! The messages of all diagnostics, in both languages, from `messages.yaml`.

use super::{Code, Language};
use serde::Deserialize;
use std::sync::LazyLock;

/// A text in both languages.
#[derive(Debug, Deserialize)]
pub struct Bilingual {
    zh: String,
    en: String,
}

impl Bilingual {
    /// Returns the text in a language.
    pub fn of(&self, language: Language) -> &str {
        language.pick(&self.zh, &self.en)
    }
}

/// The message of a code.
#[derive(Debug, Deserialize)]
pub struct Message {
    /// The code's name.
    code: String,
    /// The sentence.
    pub text: Bilingual,
    /// Hints from the most general to the most specific; the last one whose placeholders all have values is shown.
    #[serde(default)]
    pub hints: Vec<Bilingual>,
    /// Placeholders for words of the program that reveal nothing of a note. All others are left out where not every
    /// reader may see everything.
    #[serde(default)]
    pub open: Vec<String>,
    /// Placeholders for quoted words that reveal nothing of a note: names of files and folders, line numbers.
    #[serde(default)]
    pub places: Vec<String>,
}

/// The source text of the messages.
pub const MESSAGES_YAML: &str = include_str!("messages.yaml");

#[expect(
    clippy::expect_used,
    reason = "messages.yaml is embedded; its tests read it"
)]
static MESSAGES: LazyLock<Vec<Message>> = LazyLock::new(|| {
    let mut messages: Vec<Message> = serde_yaml::from_str(MESSAGES_YAML)
        .expect("messages.yaml is part of the program and tested");
    messages.sort_by_key(|message| Code::from_name(&message.code));
    assert_eq!(
        messages.len(),
        Code::ALL.len(),
        "every code has one message"
    );
    messages
});

/// Returns the message of a code.
pub fn message_of(code: Code) -> &'static Message {
    &MESSAGES[code as usize]
}

/// Replaces each `{name}` by its value, and each `{name?day|days}` by the first form where the value is 1, else by the
/// second. A placeholder without a value is left unchanged.
pub fn fill<'a>(template: &str, value_of: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        let (name_of_value, forms) = name.split_once('?').unwrap_or((name, ""));
        match (value_of(name_of_value), forms.split_once('|')) {
            (Some("1"), Some((one, _))) => text.push_str(one),
            (Some(_), Some((_, many))) => text.push_str(many),
            (Some(value), None) => text.push_str(value),
            (None, _) => text.extend(["{", name, "}"]),
        }
        rest = tail;
    }
    text.push_str(rest);
    text
}

/// Returns the names of a template's placeholders.
pub fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .filter_map(|(name, _)| name.split('?').next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_its_message_in_both_languages() {
        for code in Code::ALL {
            let message = message_of(*code);
            assert_eq!(message.code, code.name());
            for text in std::iter::once(&message.text).chain(&message.hints) {
                let chinese: BTreeSet<_> = placeholders(&text.zh).collect();
                let english: BTreeSet<_> = placeholders(&text.en).collect();
                assert_eq!(chinese, english, "{}", code.name());
            }
            let texts = || std::iter::once(&message.text).chain(&message.hints);
            let mut all = texts().flat_map(|text| placeholders(&text.zh));
            let listed: BTreeSet<_> = message.open.iter().chain(&message.places).collect();
            let used: BTreeSet<_> = all.by_ref().collect();
            for name in listed {
                assert!(used.contains(name.as_str()), "{}: {name}", code.name());
            }
        }
    }

    #[test]
    fn a_word_agrees_with_its_number() {
        let ago = |days: &str| fill("{days} {days?day|days} ago", |_| Some(days));
        assert_eq!(
            (ago("1"), ago("21")),
            ("1 day ago".to_owned(), "21 days ago".to_owned())
        );
        assert_eq!(fill("{days?day|days}", |_| None), "{days?day|days}");
    }

    #[test]
    fn values_are_never_read_as_templates() {
        let value_of = |name: &str| {
            [("value", "{path}"), ("path", "secret")]
                .iter()
                .find(|one| one.0 == name)
                .map(|one| one.1)
        };
        assert_eq!(
            fill("saw `{value}` and `{other}`", value_of),
            "saw `{path}` and `{other}`"
        );
    }
}
