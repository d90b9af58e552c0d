//! Names of fields as texts contain them: those of the dictionary, and those that people use without a form.

use crate::forms::{Dictionary, Field, Kind, Level, PerDictionary, Schema};
use crate::note::markdown::finder::finder;
use crate::text::fold;
use aho_corasick::AhoCorasick;
use std::collections::HashSet;

/// Names of private fields that are everyday words as well: they only count in notes of their own kind.
const EVERYDAY: [&str; 23] = [
    "age",
    "anomalies",
    "background",
    "bank",
    "colleagues",
    "credit",
    "family",
    "financing",
    "major",
    "postcode",
    "school",
    "sex",
    "sports",
    "专业",
    "信用状况",
    "同事关系",
    "工作目标",
    "年龄",
    "异常情况",
    "性别",
    "账号",
    "账户",
    "邮编",
];
/// Names that are also common headings: as a heading, they only count in notes of their own kind.
const HEADINGS: [&str; 4] = ["interests", "personality", "兴趣", "性格"];

/// Common names of private fields that are not in the forms. Read, never shown, so it is in no catalog.
const SYNONYMS: [&str; 36] = [
    "爱好",
    "兴趣爱好",
    "興趣",
    "個性",
    "性別",
    "身份证",
    "身份证号",
    "身份证号码",
    "证件号",
    "出生日期",
    "出生年月",
    "籍贯",
    "老家",
    "配偶",
    "爱人",
    "子女",
    "孩子",
    "家庭",
    "家庭情况",
    "家庭成员",
    "家庭住址",
    "家庭地址",
    "婚姻",
    "婚姻状况",
    "学历",
    "毕业院校",
    "开户行",
    "银行账号",
    "银行账户",
    "银行卡号",
    "hobbies",
    "dob",
    "dateofbirth",
    "maritalstatus",
    "spouse",
    "homeaddress",
];

/// The names of the fields of all kinds of notes.
#[derive(Debug)]
pub(in crate::note) struct FieldNames {
    /// Finds names of private fields.
    pub private_finder: AhoCorasick,
    /// Finds names of all fields.
    pub all_finder: AhoCorasick,
    /// Names of private fields, folded.
    private: HashSet<String>,
    /// Names of all fields, folded.
    all: HashSet<String>,
}

impl FieldNames {
    /// Returns the names of a dictionary.
    pub fn of(dictionary: &'static Dictionary) -> &'static FieldNames {
        static NAMES: PerDictionary<FieldNames> = PerDictionary::new();
        NAMES.get(dictionary, FieldNames::collect)
    }

    fn collect(dictionary: &'static Dictionary) -> FieldNames {
        let mut fields: Vec<&'static Field> = Vec::new();
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Site) {
            gather(dictionary.schema(kind), &mut fields);
        }
        let private = fields.iter().filter(|field| field.level == Level::Private);
        let private: Vec<&str> = private.flat_map(|field| labels(field)).collect();
        let all = fields.iter().flat_map(|field| labels(field));
        let all: Vec<&str> = all.chain(SYNONYMS).collect();
        let folded = |names: &[&str]| names.iter().map(|name| fold(name).into_owned()).collect();
        FieldNames {
            private_finder: finder(private.iter().copied().chain(SYNONYMS)),
            all: folded(&all),
            all_finder: finder(all),
            private: folded(&private),
        }
    }

    /// Returns the level of a field of a kind of note, or of another kind if it is private there and its name is not an
    /// everyday word.
    pub fn level_of(&self, schema: &Schema, name: &str) -> Option<Level> {
        let own = schema.find(name);
        own.map(|lookup| schema.field_of(lookup).level).or_else(|| {
            let folded = fold(name);
            let folded = folded.as_ref();
            let is_known = self.private.contains(folded) || SYNONYMS.contains(&folded);
            (is_known && !EVERYDAY.contains(&folded)).then_some(Level::Private)
        })
    }

    /// Returns whether a text is the name of a field of some kind of note.
    pub fn contains(&self, words: &str) -> bool {
        let words = words.trim_matches(|one: char| !one.is_alphanumeric());
        self.all.contains(fold(words).as_ref())
    }
}

/// Returns whether the name of a private field is also a common heading: as a heading, it only counts in notes of its
/// own kind.
pub(super) fn is_common_heading(name: &str) -> bool {
    HEADINGS.contains(&fold(name).as_ref())
}

fn gather(schema: &'static Schema, fields: &mut Vec<&'static Field>) {
    for field in &schema.fields {
        fields.push(field);
        if let Some(inner) = field.value_type.schema() {
            gather(inner, fields);
        }
    }
}

fn labels(field: &Field) -> impl Iterator<Item = &str> {
    let also = field.also.iter().map(String::as_str);
    std::iter::once(field.key.as_str())
        .chain(field.labels.all())
        .chain(also)
        .filter(|name| !name.is_empty())
}
