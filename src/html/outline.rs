//! Outlines: which fields are shown together on the page of a kind of note, from `outline.yaml`.
//!
//! A field added to the dictionary appears without a change there.

use crate::forms::Kind;
use serde::de::Error as _;
use serde_yaml::Mapping;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A part of a page.
#[derive(Debug)]
pub(crate) struct Part {
    /// Its anchor and the text key of its title.
    pub id: String,
    /// Its fields, in order.
    pub fields: Vec<String>,
}

#[expect(
    clippy::expect_used,
    reason = "outline.yaml is embedded; its tests read it"
)]
static OUTLINES: LazyLock<BTreeMap<Kind, Vec<Part>>> =
    LazyLock::new(|| read().expect("outline.yaml is part of the program and tested"));

/// The outline of a kind's page.
pub(crate) fn outline(kind: Kind) -> &'static [Part] {
    OUTLINES.get(&kind).map_or(&[], Vec::as_slice)
}

fn read() -> Result<BTreeMap<Kind, Vec<Part>>, serde_yaml::Error> {
    let raw: BTreeMap<String, Mapping> = serde_yaml::from_str(include_str!("outline.yaml"))?;
    let mut outlines = BTreeMap::new();
    for (name, parts) in raw {
        let parts: Result<Vec<Part>, serde_yaml::Error> = parts
            .into_iter()
            .map(|(id, fields)| {
                Ok(Part {
                    id: serde_yaml::from_value(id)?,
                    fields: serde_yaml::from_value(fields)?,
                })
            })
            .collect();
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
        let unknown = || serde_yaml::Error::custom(format!("no kind {name}"));
        outlines.insert(kind.ok_or_else(unknown)?, parts?);
    }
    Ok(outlines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Dictionary;

    #[test]
    fn every_field_of_an_outline_is_in_the_dictionary() {
        for (kind, parts) in &*OUTLINES {
            for key in parts.iter().flat_map(|part| &part.fields) {
                assert!(
                    Dictionary::built_in().schema(*kind).field(key).is_some(),
                    "{} has no {key}",
                    kind.name()
                );
            }
        }
    }
}
