//! Messages for a command line that cannot be parsed, from clap's errors.

use super::arguments::NotAForm;
use super::help::{Errors, table};
use crate::console::printed::one_line;
use crate::text::{Language, Translated, fill};
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use std::error::Error as _;
use std::ffi::OsString;

/// Returns a message about the command line, its usage, and a pointer to the help. Errors that are not in our table, as of
/// later versions of clap, keep clap's own message.
pub(super) fn message(error: &Error, line: &[OsString], language: Language) -> String {
    let Some(sentence) = sentence(error, &table().errors, language) else {
        return error.to_string();
    };
    let mut message = format!("kafolio: {sentence}\n");
    let usage = text_of(error, ContextKind::Usage, language);
    let usage = usage.trim().trim_start_matches("Usage:").trim();
    if !usage.is_empty() {
        message.push_str(&format!("\n{}{usage}\n", table().usage(language)));
    }
    message + &table().details(&command_of(line), language) + "\n"
}

/// Returns the words of a line that name its command: `kafolio new account`.
fn command_of(line: &[OsString]) -> String {
    let program = super::help::command(Language::default());
    let mut command = &program;
    let mut words = program.get_name().to_owned();
    for word in line.iter().skip(1) {
        if let Some(inner) = command.find_subcommand(word) {
            words = format!("{words} {}", inner.get_name());
            command = inner;
        }
    }
    words
}

fn sentence(error: &Error, errors: &Errors, language: Language) -> Option<String> {
    let of = |kind| text_of(error, kind, language);
    let argument = of(ContextKind::InvalidArg);
    let value = of(ContextKind::InvalidValue);
    let command = of(ContextKind::InvalidSubcommand);
    let filled = |words: &Translated, values: &[(&str, &str)]| {
        let value_of = |name: &str| values.iter().find(|one| one.0 == name).map(|one| one.1);
        fill(words.of(language), value_of)
    };
    let about_value = [("argument", argument.as_str()), ("value", value.as_str())];
    let text = match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            filled(&errors.unknown_option, &about_value)
        }
        ErrorKind::UnknownArgument => filled(&errors.unexpected_word, &about_value),
        ErrorKind::InvalidSubcommand => filled(&errors.unknown_command, &[("command", &command)]),
        ErrorKind::MissingSubcommand => filled(&errors.missing_command, &[("command", &command)]),
        ErrorKind::MissingRequiredArgument => {
            filled(&errors.missing_argument, &[("arguments", &argument)])
        }
        ErrorKind::InvalidValue if value.is_empty() => filled(&errors.missing_value, &about_value),
        ErrorKind::InvalidValue => filled(&errors.wrong_value, &about_value),
        ErrorKind::ValueValidation => {
            let why = error
                .source()
                .map(|why| match why.downcast_ref::<NotAForm>() {
                    Some(error) => error.message(language),
                    None => one_line(&why.to_string()).into_owned(),
                });
            let why = why.map(|why| language.bracketed(&why));
            filled(&errors.wrong_value, &about_value) + &why.unwrap_or_default()
        }
        ErrorKind::TooManyValues => filled(&errors.too_many_values, &about_value),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let expected = of(ContextKind::MinValues) + &of(ContextKind::ExpectedNumValues);
            let count = of(ContextKind::ActualNumValues);
            let counts = [
                ("argument", argument.as_str()),
                ("wanted", &expected),
                ("count", &count),
            ];
            filled(&errors.too_few_values, &counts)
        }
        ErrorKind::NoEquals => filled(&errors.missing_equals, &about_value),
        ErrorKind::ArgumentConflict => conflict(error, errors, language),
        ErrorKind::InvalidUtf8 => errors.not_utf8.of(language).to_owned(),
        _ => return None,
    };
    Some(text + &advice(error, errors, language))
}

fn conflict(error: &Error, errors: &Errors, language: Language) -> String {
    let of = |kind| text_of(error, kind, language);
    let argument = of(ContextKind::InvalidArg) + &of(ContextKind::InvalidSubcommand);
    let other = of(ContextKind::PriorArg);
    let words = match argument == other || other.is_empty() {
        true => &errors.written_twice,
        false => &errors.conflict,
    };
    fill(words.of(language), |name| match name {
        "argument" => Some(argument.as_str()),
        "other" => Some(other.as_str()),
        _ => None,
    })
}

/// Returns the most similar value, and the allowed values.
fn advice(error: &Error, errors: &Errors, language: Language) -> String {
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let allowed = [ContextKind::ValidValue, ContextKind::ValidSubcommand];
    let any = |kinds: &[ContextKind]| {
        let found = kinds.iter().map(|kind| text_of(error, *kind, language));
        found.into_iter().find(|text| !text.is_empty())
    };
    let mut advice = String::new();
    if let Some(near) = any(&near) {
        advice.push_str(&fill(errors.nearest.of(language), |_| Some(near.as_str())));
    }
    if let Some(allowed) = any(&allowed) {
        let words = errors.allowed.of(language);
        // A question mark precedes it then.
        let separator = language.statements(&["", ""]);
        let alone = words.strip_prefix(separator.trim_end()).unwrap_or(words);
        let words = if advice.is_empty() { words } else { alone };
        advice.push_str(&fill(words, |_| Some(allowed.as_str())));
    }
    advice
}

/// Returns a part of clap's error as text; empty if it is missing.
fn text_of(error: &Error, kind: ContextKind, language: Language) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => one_line(text).into_owned(),
        Some(ContextValue::Strings(texts)) => one_line(&language.list(texts)).into_owned(),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
