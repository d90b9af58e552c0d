//! What a rule finds: the sentence that tells it, what stands in it, whose it is, and the places it rests on.

use crate::forms::{Choice, Field, Moment, Question, Reference, Value};
use crate::insight::Ground;
use std::borrow::Cow;

/// What stands in a sentence of a finding. What depends on a language is put into words by the pages.
#[derive(Clone, Debug)]
pub enum Said<'a> {
    /// Words and figures as they are.
    Text(Cow<'a, str>),
    /// A value of a note.
    Value(&'a Value),
    /// A value of a list.
    Choice(&'static Choice),
    /// A field, by its label.
    Field(&'static Field),
    /// A question.
    Question(&'static Question),
    /// What a reference means: the name of what it leads to, where the reader may see it.
    Reference(&'a Reference),
    /// One of our people, as written.
    Ours(&'a str),
    /// Several names.
    List(Vec<Said<'a>>),
    /// Several phrases.
    Phrases(Vec<Said<'a>>),
}

/// What a rule found.
#[derive(Clone, Debug)]
pub struct Finding<'a> {
    /// The key of its sentence.
    pub tells: &'static str,
    /// What stands in the sentence.
    pub values: Vec<(&'static str, Said<'a>)>,
    /// Our person it is on, as written; that of the account where nobody is named.
    pub owner: Option<&'a str>,
    /// The places it rests on; never none.
    pub grounds: Vec<Ground<'a>>,
}

impl<'a> Finding<'a> {
    /// A finding that rests on a place.
    pub fn at(tells: &'static str, ground: Ground<'a>) -> Finding<'a> {
        Finding {
            tells,
            values: Vec::new(),
            owner: None,
            grounds: vec![ground],
        }
    }

    /// A finding that rests on places; on `absent` where there are none.
    pub fn resting_on(
        tells: &'static str,
        grounds: impl IntoIterator<Item = Ground<'a>>,
        absent: Ground<'a>,
    ) -> Finding<'a> {
        let mut finding = Finding::at(tells, absent);
        let grounds: Vec<Ground<'a>> = grounds.into_iter().collect();
        if !grounds.is_empty() {
            finding.grounds = grounds;
        }
        finding
    }

    /// With something in its sentence.
    pub fn with(mut self, name: &'static str, said: Said<'a>) -> Finding<'a> {
        self.values.push((name, said));
        self
    }

    /// With words in its sentence.
    pub fn says(self, name: &'static str, text: impl Into<Cow<'a, str>>) -> Finding<'a> {
        self.with(name, Said::Text(text.into()))
    }

    /// With a figure in its sentence.
    pub fn number(self, name: &'static str, number: impl std::fmt::Display) -> Finding<'a> {
        self.says(name, number.to_string())
    }

    /// With a date in its sentence.
    pub fn day(self, name: &'static str, moment: Moment) -> Finding<'a> {
        self.says(name, moment.iso_day())
    }

    /// With names in its sentence.
    pub fn names(
        self,
        name: &'static str,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Finding<'a> {
        let names = names.into_iter().map(|one| Said::Text(one.into()));
        self.with(name, Said::List(names.collect()))
    }

    /// On one of ours.
    pub fn owned_by(mut self, owner: Option<&'a str>) -> Finding<'a> {
        self.owner = owner;
        self
    }

    /// With further places it rests on.
    pub fn and_at(mut self, grounds: impl IntoIterator<Item = Ground<'a>>) -> Finding<'a> {
        self.grounds.extend(grounds);
        self
    }
}
