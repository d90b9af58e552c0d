//! Hints after an empty field: the allowed values, or the format of a value.

use crate::forms::{Choices, Field, FieldType, Level};
use crate::text::Language;
use jiff::civil::Date;

/// Returns the hint for a field, without `#`; empty if the label says enough.
pub(super) fn hint(field: &Field, language: Language, today: Date) -> String {
    let private = (field.level == Level::Private).then(|| language.pick("私密", "private"));
    let parts: Vec<String> = [
        private.map(str::to_owned),
        format_hint(field, language, today),
    ]
    .into_iter()
    .flatten()
    .collect();
    parts.join(language.pick("；", "; "))
}

/// Returns how a value of a type is written.
pub(super) fn format_hint(field: &Field, language: Language, today: Date) -> Option<String> {
    let words = |chinese: &str, english: &str| Some(language.pick(chinese, english).to_owned());
    match field.key.as_str() {
        "aim" => {
            return words(
                "去之前写：这次要达成什么",
                "before the visit: what it should achieve",
            );
        }
        "topics" => return words("去之前写：要谈什么", "before the visit: what to discuss"),
        "reported_on" => return words("填表日期，可空", "date of the report; optional"),
        "criteria" | "competition" => {
            return words("权重合计 100%", "weights must add up to 100 %");
        }
        _ => {}
    }
    match field.value_type {
        FieldType::Texts | FieldType::Persons | FieldType::Contacts => {
            words("几个就写 [甲, 乙]", "for several: [one, another]")
        }
        FieldType::Int => words("整数", "a whole number"),
        FieldType::Percent => words("如 35%", "e.g. 35%"),
        FieldType::Money => words("如 120万", "e.g. 1200000"),
        FieldType::Date => words(&format!("如 {today}"), &format!("e.g. {today}")),
        FieldType::DateTime => words(&format!("如 {today} 14:30"), &format!("e.g. {today} 14:30")),
        FieldType::Bool => words("是 | 否", "yes | no"),
        FieldType::Enum(choices) => Some(values(choices, language)),
        FieldType::Enums(choices) => {
            let several = language.pick("；几个就写 [甲, 乙]", "; for several: [one, another]");
            Some(values(choices, language) + several)
        }
        FieldType::Evidence => words(
            "依据哪篇笔记，如 2026-03-12",
            "supporting note, e.g. 2026-03-12",
        ),
        FieldType::Score => words("1 到 5", "1 to 5"),
        FieldType::MapOfScores => words(
            "如 {棠越仪器: 3, 砺川科技: 4}",
            "e.g. {Corvane: 3, Lichuan: 4}",
        ),
        FieldType::MapOfInts => words("如 {coverage_days: 90}", "e.g. {coverage_days: 90}"),
        FieldType::Notes(_) => words(
            "一般各写一篇，也可以写在这里",
            "usually separate notes; also allowed here",
        ),
        _ => None,
    }
}

/// Returns the values of an enum as they are written, followed by an ellipsis if others are allowed.
fn values(choices: &Choices, language: Language) -> String {
    let written = |choice: &crate::forms::Choice| language.pick(&choice.zh, &choice.key).to_owned();
    let mut all: Vec<String> = choices.values.iter().map(written).collect();
    all.extend(choices.open.then(|| "…".to_owned()));
    all.join(" | ")
}
