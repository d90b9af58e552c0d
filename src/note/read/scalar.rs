//! Reads single values: text, numbers, dates, amounts, choices.

use super::Reader;
use crate::forms::{
    Choice, Choices, DateProblem, Dictionary, Field, FieldType, Moment, Money, Percent,
    PercentProblem, Value,
};
use crate::note::tree::{Content, Node};
use crate::text::{Code, Language, Term, nearest};

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

    /// Reads yes or no. The words are read, never shown, so they are in no catalog.
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
        let names = choices.values.iter().flat_map(Choice::names);
        let allowed = Term::each(|language| {
            let values = choices.values.iter();
            let names: Vec<&str> = values.map(|choice| choice.written(language)).collect();
            language.list(&names)
        });
        let diagnostic = self
            .about(Code::UnknownValue, field, node.span)
            .with("value", text.as_ref())
            .with_term("allowed", allowed)
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
        let mut diagnostic = self
            .about(Code::WrongValue, field, node.span)
            .with("value", text)
            .with_term("expected", Term::phrase(expected(field.value_type)));
        if let Some(example) = example(field.value_type) {
            diagnostic = diagnostic.with_term("example", Term::phrase(example));
        }
        self.found.push(diagnostic);
        None
    }

    /// Reports a value of the wrong shape, such as a list instead of a single value.
    pub(super) fn wrong_type(&mut self, field: &'static Field, node: &Node<'_>) {
        let found = match node.content {
            Content::Blank => "values.found-blank",
            Content::Scalar(_) => "values.found-text",
            Content::List(_) => "values.found-list",
            Content::Map(_) => "values.found-fields",
        };
        let mut diagnostic = self
            .about(Code::WrongType, field, node.span)
            .with_term("expected", Term::phrase(expected(field.value_type)))
            .with_term("found", Term::phrase(found));
        if let Some(example) = shape(field.value_type, self.dictionary()) {
            diagnostic = diagnostic.with_term("example", example);
        }
        self.found.push(diagnostic);
    }
}

/// Returns an example of a set of fields.
fn shape(value_type: FieldType, dictionary: &'static Dictionary) -> Option<Term> {
    let (schema, list) = match value_type {
        FieldType::List(schema) => (schema, true),
        FieldType::Record(schema) => (schema, false),
        FieldType::Notes(kind) => (dictionary.schema(kind), true),
        _ => return None,
    };
    let dash = if list { "- " } else { "" };
    let example = |language: Language| {
        let fields = schema.fields.iter().take(2);
        let pairs = fields.map(|field| format!("{}: …", field.written(language)));
        format!("{dash}{{{}}}", pairs.collect::<Vec<_>>().join(", "))
    };
    Some(Term::each(example))
}

/// Returns the key of the phrase with an example of a type.
fn example(value_type: FieldType) -> Option<&'static str> {
    Some(match value_type {
        FieldType::Int | FieldType::MapOfInts => "values.example-number",
        FieldType::Percent => "values.example-percentage",
        FieldType::Money => "values.example-amount",
        FieldType::Date => "values.example-date",
        FieldType::DateTime => "values.example-date-and-time",
        FieldType::Bool => "values.example-yes-or-no",
        FieldType::Score | FieldType::MapOfScores => "values.example-score",
        _ => return None,
    })
}

/// Returns the key of the phrase that describes a type.
fn expected(value_type: FieldType) -> &'static str {
    match value_type {
        FieldType::Text | FieldType::Long | FieldType::Person => "values.text",
        FieldType::Texts | FieldType::Persons => "values.texts",
        FieldType::Int | FieldType::MapOfInts => "values.whole-number",
        FieldType::Percent => "values.percentage",
        FieldType::Money => "values.amount",
        FieldType::Date => "values.date",
        FieldType::DateTime => "values.date-and-time",
        FieldType::Bool => "values.yes-or-no",
        FieldType::Enum(_) | FieldType::Enums(_) => "values.listed-value",
        FieldType::Contact | FieldType::Project | FieldType::Competitor => "values.single-name",
        FieldType::Contacts | FieldType::Evidence => "values.names",
        FieldType::Score | FieldType::MapOfScores => "values.score",
        FieldType::Record(_) | FieldType::MapOfRecords(_) | FieldType::Answers(_) => {
            "values.fields"
        }
        FieldType::List(_) | FieldType::Notes(_) => "values.list-of-fields",
    }
}
