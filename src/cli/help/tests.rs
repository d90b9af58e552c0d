//! Every command and argument has a help text, none is unused, and all of them fit a terminal.

use super::*;
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// Collects what the table must contain: the path of each command, with its arguments.
fn collect(command: &Command, above: &str, all: &mut Vec<(String, Vec<Arg>)>) {
    let path = path_of(command, above);
    all.push((path.clone(), command.get_arguments().cloned().collect()));
    for inner in command.get_subcommands() {
        collect(inner, &path, all);
    }
}

fn all() -> Vec<(String, Vec<Arg>)> {
    let mut all = Vec::new();
    collect(&command(Language::ENGLISH), "", &mut all);
    all
}

#[test]
fn every_command_and_argument_has_a_help_text() {
    let mut missing = Vec::new();
    for (path, arguments) in all() {
        if !TABLE.commands.contains_key(&path) {
            missing.push(format!("commands: {path}"));
        }
        for argument in arguments {
            let id = argument.get_id();
            let Some(words) = TABLE.argument(&path, id.as_str()) else {
                missing.push(format!("commands: {path}: arguments: {id}"));
                continue;
            };
            if !argument.get_action().takes_values() {
                continue;
            }
            if words.value.is_none() {
                missing.push(format!("commands: {path}: arguments: {id}: value"));
            }
            let values = argument.get_possible_values();
            let undescribed = values
                .iter()
                .filter(|value| !words.values.contains_key(value.get_name()));
            missing.extend(undescribed.map(|value| {
                format!(
                    "commands: {path}: arguments: {id}: values: {}",
                    value.get_name()
                )
            }));
        }
    }
    assert!(
        missing.is_empty(),
        "help.yaml lacks\n  {}",
        missing.join("\n  ")
    );
}

#[test]
fn no_help_text_is_unused() {
    let all = all();
    let paths: BTreeSet<&str> = all.iter().map(|(path, _)| path.as_str()).collect();
    let has = |path: Option<&str>, id: &str| {
        all.iter()
            .filter(|(one, _)| path.is_none_or(|path| path == one))
            .any(|(_, arguments)| arguments.iter().any(|one| one.get_id() == id))
    };
    for (path, words) in &TABLE.commands {
        assert!(paths.contains(path.as_str()), "commands: {path}");
        for id in words.arguments.keys() {
            assert!(has(Some(path), id), "commands: {path}: arguments: {id}");
        }
    }
    for id in TABLE.arguments.keys() {
        assert!(has(None, id), "arguments: {id}");
    }
}

#[test]
fn clap_accepts_the_arguments() {
    command(Language::CHINESE).debug_assert();
    command(Language::ENGLISH).debug_assert();
}

/// clap breaks lines at spaces; Chinese has none.
#[test]
fn no_line_is_wider_than_a_terminal() {
    let mut wide = Vec::new();
    for language in Language::all() {
        let mut all = vec![command(language)];
        while let Some(mut command) = all.pop() {
            let help = command.render_help().to_string();
            wide.extend(
                help.lines()
                    .filter(|line| line.width() > 80)
                    .map(str::to_owned),
            );
            all.extend(command.get_subcommands().cloned());
        }
    }
    assert!(wide.is_empty(), "wider than 80:\n{}", wide.join("\n"));
}

#[test]
fn chinese_help_contains_no_english() {
    let mut all = vec![command(Language::CHINESE)];
    while let Some(mut command) = all.pop() {
        let help = command.render_help().to_string();
        for word in [
            "Usage",
            "Commands",
            "Options",
            "[OPTIONS]",
            "[default",
            " the ",
        ] {
            assert!(!help.contains(word), "{word}:\n{help}");
        }
        all.extend(command.get_subcommands().cloned());
    }
}
