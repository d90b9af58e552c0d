//! Reads single values: text, numbers, dates, amounts, choices.

use super::Reader;
use crate::forms::{
    Choices, DateProblem, Field, FieldType, Moment, Money, Percent, PercentProblem, Value,
    dictionary,
};
use crate::note::tree::{Content, Node};
use crate::text::{Code, nearest};

impl Reader<'_> {
    /// Reads a single value; `None` if it is wrong.
    pub(super) fn scalar(&mut self, field: &'static Field, node: &Node<'_>) -> Option<Value> {
        Some(match field.value_type {
            FieldType::Int => Value::Int(self.int(field, node)?),
            FieldType::Percent => Value::Percent(self.percent(field, node)?),
            FieldType::Money => {
                let text = self.text(field, node)?;
                match Money::parse(&text, self.conventions.currency) {
                    Some(money) => Value::Money(money),
                    None => return self.wrong_value(field, node, &text),
                }
            }
            FieldType::Date | FieldType::DateTime => Value::Moment(self.moment(field, node)?),
            FieldType::Bool => Value::Bool(self.bool(field, node)?),
            FieldType::Enum(choices) => Value::Choice(choices, self.choice(field, choices, node)?),
            _ => Value::Text(self.text(field, node)?),
        })
    }

    pub(super) fn text(&mut self, field: &'static Field, node: &Node<'_>) -> Option<Box<str>> {
        match &node.content {
            Content::Scalar(text) => Some(text.trim().into()),
            _ => {
                self.wrong_type(field, node);
                None
            }
        }
    }

    pub(super) fn int(&mut self, field: &'static Field, node: &Node<'_>) -> Option<i64> {
        let text = self.text(field, node)?;
        match text.parse() {
            Ok(number) => Some(number),
            Err(_) => self.wrong_value(field, node, &text),
        }
    }

    fn percent(&mut self, field: &'static Field, node: &Node<'_>) -> Option<Percent> {
        let text = self.text(field, node)?;
        match Percent::parse(&text) {
            Ok(percent) => Some(percent),
            Err(PercentProblem::NotAPercent) => self.wrong_value(field, node, &text),
            Err(PercentProblem::Ambiguous(fraction, percent)) => {
                let diagnostic = self
                    .about(Code::AmbiguousPercent, field, node.span)
                    .with("value", text.as_ref())
                    .with("as_fraction", format!("{}%", fraction.number()))
                    .with("as_percent", format!("{}%", percent.number()));
                self.found.push(diagnostic);
                None
            }
        }
    }

    pub(super) fn moment(&mut self, field: &'static Field, node: &Node<'_>) -> Option<Moment> {
        let text = self.text(field, node)?;
        match Moment::parse(&text) {
            Ok(moment) => Some(moment),
            Err(DateProblem::NotADate) => self.wrong_value(field, node, &text),
            Err(DateProblem::NoSuchDay { month }) => {
                let mut diagnostic = self
                    .about(Code::NoSuchDate, field, node.span)
                    .with("value", text.as_ref());
                if let Some((month, days)) = month {
                    diagnostic = diagnostic
                        .with("month", month.to_string())
                        .with("days", days.to_string());
                }
                self.found.push(diagnostic);
                None
            }
        }
    }

    fn bool(&mut self, field: &'static Field, node: &Node<'_>) -> Option<bool> {
        let text = self.text(field, node)?;
        match text.to_lowercase().as_str() {
            "true" | "yes" | "是" | "y" => Some(true),
            "false" | "no" | "否" | "n" => Some(false),
            _ => self.wrong_value(field, node, &text),
        }
    }

    pub(super) fn choice(
        &mut self,
        field: &'static Field,
        choices: &'static Choices,
        node: &Node<'_>,
    ) -> Option<Result<u16, Box<str>>> {
        let text = self.text(field, node)?;
        if let Some(index) = choices.find(&text) {
            return u16::try_from(index).ok().map(Ok);
        }
        if choices.open {
            return Some(Err(text));
        }
        let names = choices
            .values
            .iter()
            .flat_map(|choice| [choice.key.as_str(), choice.zh.as_str()]);
        let listed = |name: fn(&crate::forms::Choice) -> &str, separator: &str| {
            choices
                .values
                .iter()
                .map(name)
                .collect::<Vec<_>>()
                .join(separator)
        };
        let diagnostic = self
            .about(Code::UnknownValue, field, node.span)
            .with("value", text.as_ref())
            .with_term(
                "allowed",
                listed(|choice| &choice.zh, "、"),
                listed(|choice| &choice.key, ", "),
            )
            .with_optional("nearest", nearest(&text, names));
        self.found.push(diagnostic);
        None
    }

    /// Reports a value that cannot be read as its field's type. Always returns `None`, for use with `return`.
    pub(super) fn wrong_value<T>(
        &mut self,
        field: &'static Field,
        node: &Node<'_>,
        text: &str,
    ) -> Option<T> {
        let words = expected(field.value_type);
        let mut diagnostic = self
            .about(Code::WrongValue, field, node.span)
            .with("value", text)
            .with_term("expected", words.zh, words.en);
        if let Some((chinese, english)) = words.example {
            diagnostic = diagnostic.with_term("example", chinese, english);
        }
        self.found.push(diagnostic);
        None
    }

    /// Reports a value of the wrong shape, such as a list instead of a single value.
    pub(super) fn wrong_type(&mut self, field: &'static Field, node: &Node<'_>) {
        let words = expected(field.value_type);
        let (found_zh, found_en) = match node.content {
            Content::Blank => ("空", "blank"),
            Content::Scalar(_) => ("一段文字", "text"),
            Content::List(_) => ("列表", "a list"),
            Content::Map(_) => ("一组字段", "a set of fields"),
        };
        let mut diagnostic = self
            .about(Code::WrongType, field, node.span)
            .with_term("expected", words.zh, words.en)
            .with_term("found", found_zh, found_en);
        if let Some((chinese, english)) = shape(field.value_type) {
            diagnostic = diagnostic.with_term("example", chinese, english);
        }
        self.found.push(diagnostic);
    }
}

/// Returns an example of a set of fields, with keys in Chinese and in English.
fn shape(value_type: FieldType) -> Option<(String, String)> {
    let (schema, list) = match value_type {
        FieldType::List(schema) => (schema, true),
        FieldType::Record(schema) => (schema, false),
        FieldType::Notes(kind) => (dictionary().schema(kind), true),
        _ => return None,
    };
    let fields = || schema.fields.iter().take(2);
    let written = |names: Vec<&str>| {
        let pairs: Vec<String> = names.iter().map(|name| format!("{name}: …")).collect();
        format!("{}{{{}}}", if list { "- " } else { "" }, pairs.join(", "))
    };
    let chinese = written(fields().map(|field| field.zh.as_str()).collect());
    let english = written(fields().map(|field| field.key.as_str()).collect());
    Some((chinese, english))
}

/// The description of a type, and an example of it in Chinese and in English. All notations are accepted in both
/// languages.
struct Expected {
    zh: &'static str,
    en: &'static str,
    example: Option<(&'static str, &'static str)>,
}

fn expected(value_type: FieldType) -> Expected {
    let (zh, en) = description(value_type);
    let example = match value_type {
        FieldType::Int | FieldType::MapOfInts => ("12", "12"),
        FieldType::Percent => ("35%", "35%"),
        FieldType::Money => ("120万 / CNY 1,200,000", "CNY 1,200,000 / 1200000"),
        FieldType::Date => (
            "2026年3月12日 / 2026-03-12 / 2026-03",
            "2026-03-12 / 2026-03",
        ),
        FieldType::DateTime => (
            "2026年3月12日 / 2026-03-12 14:30",
            "2026-03-12 14:30 / 2026-03-12",
        ),
        FieldType::Bool => ("是 / 否 / yes / no", "yes / no"),
        FieldType::Score | FieldType::MapOfScores => ("4", "4"),
        _ => {
            return Expected {
                zh,
                en,
                example: None,
            };
        }
    };
    Expected {
        zh,
        en,
        example: Some(example),
    }
}

fn description(value_type: FieldType) -> (&'static str, &'static str) {
    match value_type {
        FieldType::Text | FieldType::Long | FieldType::Person => ("一段文字", "text"),
        FieldType::Texts | FieldType::Persons => ("文字，或文字的列表", "text or a list of texts"),
        FieldType::Int | FieldType::MapOfInts => ("整数", "a whole number"),
        FieldType::Percent => ("百分比", "a percentage"),
        FieldType::Money => ("金额", "an amount of money"),
        FieldType::Date => ("日期", "a date"),
        FieldType::DateTime => ("日期和时间", "a date and time"),
        FieldType::Bool => ("是或否", "yes or no"),
        FieldType::Enum(_) | FieldType::Enums(_) => ("列表中的一项", "one of the listed values"),
        FieldType::Contact | FieldType::Project | FieldType::Competitor => {
            ("一个名称", "a single name")
        }
        FieldType::Contacts | FieldType::Evidence => {
            ("名称，或名称的列表", "a name or a list of names")
        }
        FieldType::Score | FieldType::MapOfScores => ("1 到 5 的得分", "a score from 1 to 5"),
        FieldType::Record(_) | FieldType::MapOfRecords(_) | FieldType::Answers(_) => {
            ("一组字段", "a set of fields")
        }
        FieldType::List(_) | FieldType::Notes(_) => {
            ("每项一组字段的列表", "a list with a set of fields each")
        }
    }
}
