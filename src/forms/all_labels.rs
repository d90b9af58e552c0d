//! All labels of the dictionary that can be shown on a page.

use super::{Dictionary, Kind, Labelled, Schema};
use crate::text::Language;
use std::collections::BTreeMap;

/// The lists that pages show.
const SHOWN_LISTS: [&str; 2] = ["visit_kit", "lead_tactics"];

/// Labels by the keys under which a theme translates them.
pub type Labels = BTreeMap<String, &'static str>;

/// Returns all labels of the dictionary that can be shown on a page, in one language.
pub fn labels(dictionary: &'static Dictionary, language: Language) -> Labels {
    let mut labels = Labels::new();
    // Settings of the site are shown on no page.
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Site) {
        add_schema(dictionary.schema(kind), language, &mut labels);
    }
    let mut add = |one: &'static dyn Labelled| {
        labels.insert(one.label_key().into_owned(), one.label(language));
    };
    let values = dictionary.all_choices().flat_map(|all| &all.values);
    values.for_each(|choice| add(choice));
    dictionary.forms.iter().for_each(|form| add(form));
    dictionary
        .questions
        .iter()
        .for_each(|question| add(question));
    for name in SHOWN_LISTS {
        let items = dictionary.list(name, language).iter().enumerate();
        let items = items.filter_map(|(at, item)| Some((list_item_key(name, at), item.as_str()?)));
        labels.extend(items);
    }
    labels
}

/// Returns the key under which a theme translates an item of a list, by its position from 0: `visit_kit.1` is the first.
pub fn list_item_key(list: &str, position: usize) -> String {
    format!("{list}.{}", position + 1)
}

fn add_schema(schema: &'static Schema, language: Language, labels: &mut Labels) {
    for field in &schema.fields {
        let label = field.label(language);
        labels.entry(field.key.clone()).or_insert(label);
        if let Some(inner) = field.value_type.schema() {
            add_schema(inner, language, labels);
        }
    }
}
