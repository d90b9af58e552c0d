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
    /// The text of a language.
    pub fn of(&self, language: Language) -> &str {
        language.pick(&self.zh, &self.en)
    }
}

/// What a code says.
#[derive(Debug, Deserialize)]
pub struct Message {
    /// The code's name.
    code: String,
    /// The sentence.
    pub text: Bilingual,
    /// Hints from the most general to the most telling; the last one that can be filled is given.
    #[serde(default)]
    pub hints: Vec<Bilingual>,
}

static MESSAGES: LazyLock<Vec<Message>> = LazyLock::new(|| {
    let mut messages: Vec<Message> = serde_yaml::from_str(include_str!("messages.yaml"))
        .expect("messages.yaml is part of the program and tested");
    messages.sort_by_key(|message| Code::from_name(&message.code));
    assert_eq!(
        messages.len(),
        Code::ALL.len(),
        "every code has one message"
    );
    messages
});

/// The message of a code.
pub fn message_of(code: Code) -> &'static Message {
    &MESSAGES[code as usize]
}

/// Puts values in the place of `{name}`; what has no value stays.
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
        match value_of(name) {
            Some(value) => text.push_str(value),
            None => text.extend(["{", name, "}"]),
        }
        rest = tail;
    }
    text.push_str(rest);
    text
}

/// The names of a template's placeholders.
pub(super) fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_message_in_both_languages() {
        for code in Code::ALL {
            let message = message_of(*code);
            assert_eq!(message.code, code.name());
            for text in std::iter::once(&message.text).chain(&message.hints) {
                let mut chinese: Vec<_> = placeholders(&text.zh).collect();
                let mut english: Vec<_> = placeholders(&text.en).collect();
                chinese.sort_unstable();
                english.sort_unstable();
                assert_eq!(chinese, english, "{}", code.name());
            }
        }
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
