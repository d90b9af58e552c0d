//! The questions about an account.

use crate::text::Translated;
use std::hash::{Hash, Hasher};

/// One of the questions about an account that must be answered.
#[derive(Debug)]
pub struct Question {
    /// The class it belongs to, by the key of the enum `information_class`.
    pub class: String,
    /// Its key.
    pub key: String,
    /// The question.
    pub labels: Translated,
    /// Earlier wordings, which notes may still use.
    pub also: Vec<String>,
    /// The departments to ask.
    pub ask: Vec<String>,
    /// The fields that answer it, written `kind.field[.item]`.
    pub by: Vec<String>,
}

/// A key identifies a question.
impl PartialEq for Question {
    fn eq(&self, other: &Question) -> bool {
        self.key == other.key
    }
}

impl Eq for Question {}

impl Hash for Question {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl Question {
    /// Whether a department is to be asked, by its key.
    pub fn asks(&self, department: &str) -> bool {
        self.ask.iter().any(|asked| asked == department)
    }

    /// Whether it is about a person, so that its answer is private.
    pub fn is_personal(&self) -> bool {
        self.class == "personal"
    }
}
