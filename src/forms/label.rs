//! Labels of the dictionary's fields, choices, forms and questions, and the names by which they are written in notes.

use super::{Choice, Field, FormPart, Question};
use crate::text::{Language, NameStyle, Term, Translated};
use std::borrow::Cow;

/// Something of the dictionary with a label.
pub trait Labelled {
    /// Returns its label in a language.
    fn label(&self, language: Language) -> &str;

    /// Returns the key under which a theme translates its label: `tier` for all fields with that key, `tier.vip` for a
    /// value of an enum, `question.budget`, `form.1`.
    fn label_key(&self) -> Cow<'_, str>;
}

macro_rules! labelled {
    ($($kind:ident $one:ident $key:expr;)*) => {
        $(impl Labelled for $kind {
            fn label(&self, language: Language) -> &str {
                self.labels.of(language)
            }

            fn label_key(&self) -> Cow<'_, str> {
                let $one = self;
                $key
            }
        })*
    };
}

labelled! {
    Field field Cow::from(&field.key);
    Choice choice Cow::from(&choice.label_key);
    Question question Cow::from(format!("question.{}", question.key));
    FormPart form Cow::from(format!("form.{}", form.form));
}

macro_rules! named {
    ($($kind:ident)*) => {
        $(impl $kind {
            /// Returns the name by which it is written in notes in a language: its label, or its key.
            pub fn written(&self, language: Language) -> &str {
                match language.name_style() {
                    NameStyle::Labels => self.labels.written(language).unwrap_or(&self.key),
                    NameStyle::Keys => &self.key,
                }
            }

            /// Returns the name by which it is written in notes, for a message.
            pub fn term(&self) -> Term {
                Term::each(|language| self.written(language).to_owned())
            }

            /// Iterates over the names by which it is written in notes: its key, and its labels in the languages whose
            /// notes have labels.
            pub fn names(&self) -> impl Iterator<Item = &str> {
                names(&self.key, &self.labels)
            }
        })*
    };
}

named! { Choice Field Question }

/// Iterates over a key, and the labels in the languages whose notes have labels.
pub(super) fn names<'a>(key: &'a str, labels: &'a Translated) -> impl Iterator<Item = &'a str> {
    let with_labels = |language: &Language| language.name_style() == NameStyle::Labels;
    let written = Language::all().filter(with_labels);
    let written = written.filter_map(|language| labels.written(language));
    std::iter::once(key).chain(written)
}
