//! The disclosure record: what a site includes and withholds, by field, and the digest of every file. It is never
//! part of the site, and covers only the notes of the audience's accounts: it does not depend on what is withheld
//! elsewhere.

use super::inspector::Inspection;
use super::proof::Proof;
use crate::text::Language;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// The version of the format.
const FORM: u32 = 2;

/// How every record starts, without spaces; the second is the first version.
const BEGINNINGS: [&str; 2] = ["{\"kafolio_disclosure\":", "{\"attachments_as_they_are\":"];

/// How a site was built.
#[derive(Debug)]
pub struct Terms<'a> {
    /// The day that counted as today.
    pub as_of: Date,
    /// The language of the pages.
    pub language: Language,
    /// The requested accounts; all if empty.
    pub accounts: &'a [String],
    /// Attachments that were not published as encoded pictures.
    pub attachments: &'a Attachments,
}

/// Attachments that were not published as encoded pictures, by their paths in the site's folder.
#[derive(Debug, Default)]
pub struct Attachments {
    /// Published unchanged, including invisible contents.
    pub as_they_are: Vec<String>,
    /// Pictures that could not be fully decoded.
    pub withheld: Vec<String>,
}

/// The record, starting with the key that identifies it.
#[derive(Serialize)]
struct Record {
    kafolio_disclosure: u32,
    #[serde(flatten)]
    rest: Value,
}

/// Returns the record of a site that was inspected and has no leaks, as JSON that ends in a line break.
pub fn disclosure_record(proof: &Proof, inspected: &Inspection, terms: &Terms<'_>) -> String {
    let audience = &proof.audience;
    let fields: Map<String, Value> = proof
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
    let (texts, places) = proof.searched_for();
    let rest = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "audience": {
            "name": audience.name,
            "level": audience.level.key(),
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
            "texts_searched_for": texts,
            "places_with_canaries": places,
            "leaks": inspected.leaks.len(),
        },
        "attachments_as_they_are": terms.attachments.as_they_are,
        "attachments_withheld": terms.attachments.withheld,
        "sha256": files,
    });
    let record = Record {
        kafolio_disclosure: FORM,
        rest,
    };
    // Texts and numbers can always be written as JSON.
    serde_json::to_string_pretty(&record).unwrap_or_default() + "\n"
}

/// Whether an existing file may be replaced by a record: it is one, possibly truncated, or empty.
pub fn is_record(bytes: &[u8]) -> bool {
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    let packed: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|byte| !is_blank(byte))
        .collect();
    let begin = |beginning: &&str| -> bool {
        let beginning = beginning.as_bytes();
        packed.starts_with(beginning) || beginning.starts_with(&packed)
    };
    BEGINNINGS.iter().any(begin)
}

fn hexadecimal(hash: &[u8]) -> String {
    hash.iter().fold(String::new(), |mut text, byte| {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::is_record;

    #[test]
    fn records_are_recognized_by_their_beginning() {
        let records = [
            "",
            " \n",
            "\0\0\0",
            "{",
            "{\n  \"kafolio_disc",
            "{\n  \"kafolio_disclosure\": 2,\n  \"version\": \"0.1.0\"",
            "{\n  \"kafolio_disclosure\": 2,\n\0\0\0\0",
            "{\n  \"attachments_as_they_are\": [],\n  \"audience\": {",
        ];
        for record in records {
            assert!(is_record(record.as_bytes()), "{record:?}");
        }
        let others = [
            "企业名称: 启明医疗",
            "{}",
            "{\"kafolio\": 1}",
            "[]",
            "a",
            "\u{feff}{",
            "{\"note\": \"kafolio_disclosure\"}",
        ];
        for other in others {
            assert!(!is_record(other.as_bytes()), "{other:?}");
        }
    }
}
