//! What a rule finds: its message with values, its owner, and the places in notes that it is based on.

use crate::forms::{Choice, Field, Moment, Question, Reference, Value};
use crate::insight::Ground;
use std::borrow::Cow;

/// A value in the message of a finding. The pages put into words what depends on the language.
#[derive(Clone, Debug)]
pub enum FindingValue<'a> {
    /// Literal text.
    Text(Cow<'a, str>),
    /// A value of a note.
    Value(&'a Value),
    /// A choice of a list.
    Choice(&'static Choice),
    /// A field, by its label.
    Field(&'static Field),
    /// A question.
    Question(&'static Question),
    /// A reference, shown by the name of its target if the reader may see it.
    Reference(&'a Reference),
    /// One of our people, as written.
    Ours(&'a str),
    /// Several names.
    List(Vec<FindingValue<'a>>),
    /// Several phrases.
    Phrases(Vec<FindingValue<'a>>),
}

/// What a rule found.
#[derive(Clone, Debug)]
pub struct Finding<'a> {
    /// The key of its message.
    pub message: &'static str,
    /// The values of the message.
    pub values: Vec<(&'static str, FindingValue<'a>)>,
    /// The responsible colleague, as written; `None` for the account manager.
    pub owner: Option<&'a str>,
    /// The places in notes that it is based on; never empty.
    pub grounds: Vec<Ground<'a>>,
}

impl<'a> Finding<'a> {
    /// Creates a finding based on one place.
    pub fn at(message: &'static str, ground: Ground<'a>) -> Finding<'a> {
        Finding {
            message,
            values: Vec::new(),
            owner: None,
            grounds: vec![ground],
        }
    }

    /// Creates a finding based on several places, or on `absent` if there are none.
    pub fn based_on(
        message: &'static str,
        grounds: impl IntoIterator<Item = Ground<'a>>,
        absent: Ground<'a>,
    ) -> Finding<'a> {
        let mut finding = Finding::at(message, absent);
        let grounds: Vec<Ground<'a>> = grounds.into_iter().collect();
        if !grounds.is_empty() {
            finding.grounds = grounds;
        }
        finding
    }

    /// Adds a value to its message.
    pub fn with(mut self, name: &'static str, value: FindingValue<'a>) -> Finding<'a> {
        self.values.push((name, value));
        self
    }

    /// Adds text to its message.
    pub fn with_text(self, name: &'static str, text: impl Into<Cow<'a, str>>) -> Finding<'a> {
        self.with(name, FindingValue::Text(text.into()))
    }

    /// Adds a number to its message.
    pub fn number(self, name: &'static str, number: impl std::fmt::Display) -> Finding<'a> {
        self.with_text(name, number.to_string())
    }

    /// Adds a date to its message.
    pub fn day(self, name: &'static str, moment: Moment) -> Finding<'a> {
        self.with_text(name, moment.iso_day())
    }

    /// Adds names to its message.
    pub fn names(
        self,
        name: &'static str,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Finding<'a> {
        let names = names.into_iter().map(|one| FindingValue::Text(one.into()));
        self.with(name, FindingValue::List(names.collect()))
    }

    /// Sets the responsible colleague.
    pub fn owned_by(mut self, owner: Option<&'a str>) -> Finding<'a> {
        self.owner = owner;
        self
    }

    /// Adds places that it is based on.
    pub fn and_at(mut self, grounds: impl IntoIterator<Item = Ground<'a>>) -> Finding<'a> {
        self.grounds.extend(grounds);
        self
    }
}
