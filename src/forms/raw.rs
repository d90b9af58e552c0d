//! `forms.yaml` as deserialized; `dictionary` builds the dictionary from it.

use serde::Deserialize;
use serde_yaml::Mapping;
use std::collections::BTreeMap;

/// Texts by the key of their language: `zh: …, en: …`. Whatever else a map contains ends up here and is refused as unknown.
pub(super) type Texts = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDictionary {
    pub enums: Mapping,
    pub common: Vec<RawField>,
    pub forms: Vec<RawForm>,
    pub kinds: RawKinds,
    pub information: Mapping,
    pub lists: Mapping,
    pub lists_in: BTreeMap<String, Mapping>,
    pub process_of_stage: Mapping,
    pub evidence_of_stage: Mapping,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEnum {
    #[serde(default)]
    pub open: bool,
    #[serde(default, rename = "ordered")]
    pub _ordered: bool,
    pub values: Mapping,
}

/// A value of an enum: its Chinese label alone, or a map where there are labels in other languages, or older names.
#[derive(Deserialize)]
pub(super) struct RawChoice {
    #[serde(flatten)]
    pub labels: Texts,
    #[serde(default)]
    pub also: Vec<String>,
}

impl RawChoice {
    pub fn named(chinese: String) -> RawChoice {
        RawChoice {
            labels: Texts::from([("zh".to_owned(), chinese)]),
            also: Vec::new(),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct RawForm {
    pub form: u8,
    #[serde(flatten)]
    pub labels: Texts,
    pub kind: String,
    #[serde(default)]
    pub head: Vec<RawField>,
    pub under: Option<RawPart>,
    #[serde(default)]
    pub fields: Vec<RawField>,
    #[serde(default)]
    pub top: Vec<RawField>,
    #[serde(default)]
    pub beyond_the_form: Vec<RawField>,
    #[serde(rename = "note")]
    pub _note: Option<String>,
}

/// The key under which the fields of a form are.
#[derive(Deserialize)]
pub(super) struct RawPart {
    pub key: String,
    #[serde(flatten)]
    pub labels: Texts,
}

#[derive(Deserialize)]
pub(super) struct RawKinds {
    pub competitor: Vec<RawField>,
    pub page: Vec<RawField>,
    pub site: Vec<RawField>,
}

#[derive(Deserialize, Clone)]
pub(super) struct RawField {
    pub key: String,
    #[serde(flatten)]
    pub labels: Texts,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(rename = "type")]
    pub value_type: String,
    #[serde(rename = "enum")]
    pub enum_name: Option<String>,
    pub sensitivity: Option<String>,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub past: bool,
    pub note: Option<String>,
    #[serde(rename = "rule")]
    pub _rule: Option<String>,
    pub item: Option<Vec<RawField>>,
    pub keys: Option<String>,
    pub values: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct RawQuestion {
    pub key: String,
    #[serde(flatten)]
    pub labels: Texts,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub ask: Vec<String>,
    #[serde(default)]
    pub by: Vec<String>,
}
