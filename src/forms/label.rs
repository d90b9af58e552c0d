//! Labels of the dictionary's fields, choices, forms and questions: in Chinese, as on the paper form, and in English.

use super::{Choice, Dictionary, Field, FormPart, Kind, Question, Schema};
use crate::text::Language;
use serde_yaml::Value;
use std::collections::BTreeSet;

/// The lists that pages show.
const SHOWN_LISTS: [&str; 2] = ["visit_kit", "lead_tactics"];

/// Something of the dictionary with a name in both languages.
pub trait Labelled {
    /// Returns its name in a language.
    fn label(&self, language: Language) -> &str;
}

macro_rules! labelled {
    ($($kind:ident)*) => {
        $(impl Labelled for $kind {
            fn label(&self, language: Language) -> &str {
                language.pick(&self.zh, &self.en)
            }
        })*
    };
}

labelled! { Choice Field FormPart Question }

/// Returns all labels of the dictionary that can be shown on a page, in one language.
pub fn labels(dictionary: &'static Dictionary, language: Language) -> BTreeSet<&'static str> {
    let mut labels = BTreeSet::new();
    // Settings of the site are shown on no page.
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Site) {
        add_schema(dictionary.schema(kind), language, &mut labels);
    }
    let values = dictionary.all_choices().flat_map(|all| &all.values);
    labels.extend(values.map(|choice| choice.label(language)));
    labels.extend(dictionary.forms.iter().map(|form| form.label(language)));
    labels.extend(dictionary.questions.iter().map(|one| one.label(language)));
    let items = SHOWN_LISTS
        .iter()
        .flat_map(|name| dictionary.list(name, language));
    labels.extend(items.filter_map(Value::as_str));
    labels
}

fn add_schema(schema: &'static Schema, language: Language, labels: &mut BTreeSet<&'static str>) {
    for field in &schema.fields {
        labels.insert(field.label(language));
        if let Some(inner) = field.value_type.schema() {
            add_schema(inner, language, labels);
        }
    }
}
