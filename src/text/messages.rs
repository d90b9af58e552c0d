//! The messages of all diagnostics, from `messages.yaml`.

use super::{Code, Translated};
use serde::Deserialize;
use std::sync::LazyLock;

/// The message of a code.
#[derive(Debug, Deserialize)]
pub struct Message {
    /// The code's name.
    code: String,
    /// The sentence.
    pub text: Translated,
    /// Hints from the most general to the most specific; the last one whose placeholders all have values is shown.
    #[serde(default)]
    pub hints: Vec<Translated>,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, placeholders};
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_its_message_with_the_same_placeholders_in_all_languages() {
        for code in Code::ALL {
            let message = message_of(*code);
            assert_eq!(message.code, code.name());
            let texts = || std::iter::once(&message.text).chain(&message.hints);
            for text in texts() {
                let sets = text.all().map(|text| placeholders(text).collect());
                let different: BTreeSet<BTreeSet<&str>> = sets.collect();
                assert_eq!(different.len(), 1, "{}", code.name());
            }
            let mut all = texts().flat_map(|text| placeholders(text.of(Language::ENGLISH)));
            let listed: BTreeSet<_> = message.open.iter().chain(&message.places).collect();
            let used: BTreeSet<_> = all.by_ref().collect();
            for name in listed {
                assert!(used.contains(name.as_str()), "{}: {name}", code.name());
            }
        }
    }
}
