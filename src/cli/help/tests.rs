//! Every command and every argument has its words, no words are left over, and all of it fits a terminal.

use super::*;
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// What the table must hold: commands by path, arguments and values by the path of their command.
fn needed(command: &Command, above: &str, all: &mut Vec<(String, Vec<Arg>)>) {
    let path = path_of(command, above);
    all.push((path.clone(), command.get_arguments().cloned().collect()));
    for inner in command.get_subcommands() {
        needed(inner, &path, all);
    }
}

fn all() -> Vec<(String, Vec<Arg>)> {
    let mut all = Vec::new();
    needed(&command(Language::English), "", &mut all);
    all
}

#[test]
fn every_command_and_argument_has_its_words() {
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
            let silent = values
                .iter()
                .filter(|value| !words.values.contains_key(value.get_name()));
            missing.extend(silent.map(|value| {
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
fn no_words_are_left_over() {
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
fn clap_finds_nothing_wrong_with_the_arguments() {
    command(Language::Chinese).debug_assert();
    command(Language::English).debug_assert();
}

/// clap breaks lines at spaces; Chinese has none.
#[test]
fn no_line_is_wider_than_a_terminal() {
    let mut wide = Vec::new();
    for language in [Language::Chinese, Language::English] {
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
fn nothing_of_the_doc_comments_is_shown_in_chinese() {
    let mut all = vec![command(Language::Chinese)];
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
