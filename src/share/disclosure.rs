//! The disclosure: what a site says and what it keeps back, by field, and the digest of every file. It lies beside the
//! site, never in it, and is the same whenever the site is.

use super::inspector::Inspected;
use super::trial::Trial;
use crate::text::Language;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// How a site was built.
#[derive(Debug)]
pub struct Terms<'a> {
    /// The day that counted as today.
    pub as_of: Date,
    /// The language of the pages.
    pub language: Language,
    /// The accounts that were asked for; all where it is empty.
    pub accounts: &'a [String],
    /// Attachments that did not leave as pictures do.
    pub attachments: &'a Attachments,
}

/// Attachments that did not leave as pictures do, by their paths in the site's folder.
#[derive(Debug, Default)]
pub struct Attachments {
    /// They went along as they are, with what nobody sees in them.
    pub as_they_are: Vec<String>,
    /// Pictures that could not be decoded whole.
    pub withheld: Vec<String>,
}

/// The disclosure of a site that was inspected and found to leak nothing; JSON that ends in a line break.
pub fn disclosure(trial: &Trial, inspected: &Inspected, terms: &Terms<'_>) -> String {
    let audience = &trial.audience;
    let fields: Map<String, Value> = trial
        .counts()
        .into_iter()
        .map(|(field, counts)| {
            let counts = json!({"included": counts.included, "withheld": counts.withheld});
            (field.to_owned(), counts)
        })
        .collect();
    let files: Map<String, Value> = inspected
        .files
        .iter()
        .map(|(route, (_, hash))| (route.clone(), hexadecimal(hash).into()))
        .collect();
    let whole = json!({
        "kafolio_disclosure": 1,
        "version": env!("CARGO_PKG_VERSION"),
        "audience": {
            "name": audience.name,
            "level": audience.level.name(Language::English),
            "external": audience.external,
            "fields": audience.fields,
        },
        "options": {
            "accounts": terms.accounts,
            "as_of": terms.as_of.to_string(),
            "language": terms.language.tag(),
        },
        "values": fields,
        "proof": {
            "pieces_searched_for": trial.dictionary.len(),
            "pieces_that_included_values_contain": trial.dictionary.told_anyway,
            "places_with_canaries": trial.places().len(),
            "leaks": inspected.leaks.len(),
        },
        "attachments_as_they_are": terms.attachments.as_they_are,
        "attachments_withheld": terms.attachments.withheld,
        "sha256": files,
    });
    format!("{whole:#}\n")
}

fn hexadecimal(hash: &[u8]) -> String {
    hash.iter().fold(String::new(), |mut text, byte| {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
