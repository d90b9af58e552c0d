//! `forms.yaml` as deserialized; `dictionary` builds the dictionary from it.

use serde::Deserialize;
use serde_yaml::Mapping;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDictionary {
    pub enums: Mapping,
    pub common: Vec<RawField>,
    pub forms: Vec<RawForm>,
    pub kinds: RawKinds,
    pub information: Mapping,
    pub lists: Mapping,
    pub lists_in_english: Mapping,
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

/// A value of an enum: its Chinese label alone, or a map where the English label differs from the key or older names are read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawChoice {
    pub zh: String,
    pub en: Option<String>,
    #[serde(default)]
    pub also: Vec<String>,
}

impl RawChoice {
    pub fn named(zh: String) -> RawChoice {
        RawChoice {
            zh,
            en: None,
            also: Vec::new(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawForm {
    pub form: u8,
    pub zh: String,
    pub en: String,
    pub kind: String,
    #[serde(default)]
    pub head: Vec<RawField>,
    pub under: Option<String>,
    #[serde(default)]
    pub fields: Vec<RawField>,
    #[serde(default)]
    pub top: Vec<RawField>,
    #[serde(default)]
    pub beyond_the_form: Vec<RawField>,
    #[serde(rename = "note")]
    pub _note: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct RawKinds {
    pub competitor: Vec<RawField>,
    pub page: Vec<RawField>,
    pub site: Vec<RawField>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct RawField {
    pub key: String,
    pub zh: String,
    pub en: Option<String>,
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
#[serde(deny_unknown_fields)]
pub(super) struct RawQuestion {
    pub key: String,
    pub zh: String,
    pub en: String,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub ask: Vec<String>,
    #[serde(default)]
    pub by: Vec<String>,
}
