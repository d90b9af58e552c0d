//! The help texts of the command line, from `help.yaml`, combined with clap's definition of the arguments.
//!
//! The doc comments in `arguments` are for programmers and are never shown. A command or argument without a help text fails
//! the tests.

use super::arguments::Arguments;
use crate::text::{Language, Translated, fill};
use clap::builder::{PossibleValue, Styles};
use clap::{Arg, ArgAction, Command, CommandFactory};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Wider lines are hard to read.
const MAX_COLUMNS: usize = 100;

/// The content of `help.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    words: CommonWords,
    /// The messages for a command line that cannot be parsed.
    pub errors: Errors,
    commands: BTreeMap<String, AboutCommand>,
    arguments: BTreeMap<String, AboutArgument>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommonWords {
    usage: Translated,
    commands: Translated,
    arguments: Translated,
    options: Translated,
    any_options: Translated,
    command: Translated,
    default: Translated,
    details: Translated,
}

/// Messages about a command line, and the hints that may follow them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Errors {
    pub unknown_option: Translated,
    pub unexpected_word: Translated,
    pub unknown_command: Translated,
    pub missing_command: Translated,
    pub missing_argument: Translated,
    pub missing_value: Translated,
    pub wrong_value: Translated,
    pub too_many_values: Translated,
    pub too_few_values: Translated,
    pub missing_equals: Translated,
    pub written_twice: Translated,
    pub conflict: Translated,
    pub not_utf8: Translated,
    pub nearest: Translated,
    pub allowed: Translated,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AboutCommand {
    about: Translated,
    more: Option<Translated>,
    #[serde(default)]
    arguments: BTreeMap<String, AboutArgument>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AboutArgument {
    help: Translated,
    value: Option<Translated>,
    #[serde(default)]
    values: BTreeMap<String, Translated>,
}

#[expect(
    clippy::expect_used,
    reason = "help.yaml is embedded; its tests read it"
)]
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("help.yaml"))
        .expect("help.yaml is part of the program and tested")
});

/// Returns the help texts.
pub(super) fn table() -> &'static Table {
    &TABLE
}

/// Returns clap's definition of the command line, in a language.
pub(super) fn command(language: Language) -> Command {
    let program = Arguments::command().disable_version_flag(true).arg(
        Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version),
    );
    with_help(program, "", language)
}

impl Table {
    /// Returns the line that points to the help of a command.
    pub fn details(&self, command: &str, language: Language) -> String {
        fill(self.words.details.of(language), |_| Some(command))
    }

    /// Returns the heading of a usage line.
    pub fn usage(&self, language: Language) -> &str {
        self.words.usage.of(language)
    }

    fn argument(&self, path: &str, id: &str) -> Option<&AboutArgument> {
        let own = self.commands.get(path);
        own.and_then(|command| command.arguments.get(id))
            .or_else(|| self.arguments.get(id))
    }
}

/// Adds help texts to a command and all its subcommands. `above` is the path of the parent command, empty for the program.
fn with_help(command: Command, above: &str, language: Language) -> Command {
    let path = path_of(&command, above);
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help);
    let mut command = command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .styles(Styles::plain())
        .max_term_width(MAX_COLUMNS)
        .subcommand_value_name(TABLE.words.command.of(language))
        .arg(help)
        .mut_args(|argument| argument_with_help(argument, &path, language))
        .mut_subcommands(|inner| with_help(inner, &path, language));
    if let Some(words) = TABLE.commands.get(&path) {
        command = command.about(words.about.of(language));
        if let Some(more) = &words.more {
            command = command.after_help(more.of(language).trim_end());
        }
    }
    let template = template(&command, language);
    let usage = usage(&command, &path, language);
    command.help_template(template).override_usage(usage)
}

/// Returns the path of a command, such as `new account`; `kafolio` for the program itself.
fn path_of(command: &Command, above: &str) -> String {
    match above {
        "" | "kafolio" => command.get_name().to_owned(),
        _ => format!("{above} {}", command.get_name()),
    }
}

fn argument_with_help(argument: Arg, path: &str, language: Language) -> Arg {
    let Some(words) = TABLE.argument(path, argument.get_id().as_str()) else {
        return argument;
    };
    let help = words.help.of(language);
    if !argument.get_action().takes_values() {
        return argument.help(help);
    }
    let help = format!("{help}{}", values_of(&argument, words, language));
    let argument = argument
        .help(help)
        .hide_default_value(true)
        .hide_possible_values(true);
    match &words.value {
        Some(value) => argument.value_name(value_name(value.of(language))),
        None => argument,
    }
}

/// Returns the name of a value; for `{languages}` the keys of the languages. Clap wants names that live forever.
fn value_name(name: &'static str) -> &'static str {
    static LANGUAGES: LazyLock<String> = LazyLock::new(|| {
        let keys: Vec<&str> = Language::all().map(Language::key).collect();
        keys.join("|")
    });
    match name {
        "{languages}" => &LANGUAGES,
        _ => name,
    }
}

/// Returns the default value of an argument, and a line about each of its possible values.
fn values_of(argument: &Arg, words: &AboutArgument, language: Language) -> String {
    let default = match argument.get_default_values() {
        [value] => fill(TABLE.words.default.of(language), |_| value.to_str()),
        _ => String::new(),
    };
    let values = argument.get_possible_values();
    let widest = values.iter().map(|value| value.get_name().len()).max();
    let line = |value: &PossibleValue| {
        let about = words.values.get(value.get_name());
        let about = about.map_or("", |about| about.of(language));
        let width = widest.unwrap_or_default();
        format!("\n  {:width$}  {about}", value.get_name())
    };
    let space = if default.is_empty() { "" } else { " " };
    format!("{space}{default}") + &values.iter().map(line).collect::<String>()
}

/// Returns a usage line such as `kafolio build [OPTIONS] <ACCOUNT>`.
fn usage(command: &Command, path: &str, language: Language) -> String {
    let words = &TABLE.words;
    let mut usage = match path {
        "kafolio" => path.to_owned(),
        _ => format!("kafolio {path}"),
    };
    if command.has_subcommands() {
        return format!("{usage} <{}>", words.command.of(language));
    }
    let needed = command.get_opts().filter(|option| option.is_required_set());
    for option in needed {
        // Not its `to_string`: clap does not know the number of its values yet.
        let name = option.get_long().unwrap_or_default();
        let value = option.get_value_names().and_then(|names| names.first());
        let value = value.map_or("", |value| value.as_str());
        usage = format!("{usage} --{name} <{value}>");
    }
    usage = format!("{usage} {}", words.any_options.of(language));
    for argument in command.get_positionals().map(Arg::to_string) {
        usage = format!("{usage} {argument}");
    }
    usage
}

fn template(command: &Command, language: Language) -> String {
    let words = &TABLE.words;
    let mut template = format!(
        "{{about-with-newline}}\n{}{{usage}}",
        words.usage.of(language)
    );
    let mut add = |heading: &Translated, list: &str| {
        template.push_str(&format!("\n\n{}\n{list}", heading.of(language)));
    };
    if command.has_subcommands() {
        add(&words.commands, "{subcommands}");
    }
    if command.get_positionals().next().is_some() {
        add(&words.arguments, "{positionals}");
    }
    add(&words.options, "{options}");
    template + "{after-help}"
}

#[cfg(test)]
mod tests;
