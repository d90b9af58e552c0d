//! Parses the command line and runs its command.

use super::arguments::{Arguments, Command};
use super::exit::Exit;
use super::{
    build, changes, completions, forms, help, init, new, person, report, serve, theme, usage, watch,
};
use crate::console::{locale, printed};
use crate::text::Language;
use clap::FromArgMatches;
use clap::error::ErrorKind;
use std::ffi::OsString;

/// Runs the program with the arguments of the process and returns the exit code.
pub fn run() -> u8 {
    run_line(std::env::args_os().collect(), locale::detect()).code()
}

/// Runs a command line that starts with the program's name. `language` is that of messages until the language of the site is
/// known.
fn run_line(line: Vec<OsString>, language: Language) -> Exit {
    let parsed = help::command(language)
        .try_get_matches_from(&line)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return report_parse_error(&error, &line, language),
    };
    let outcome = match arguments.command {
        Command::Build { site, output, open } => build::build(&site, &output, open, language),
        Command::Watch { site, output, poll } => watch::watch(&site, &output, poll, language),
        Command::Forms { site, arguments } => forms::write(&site, &arguments, language),
        Command::Changes { site, arguments } => changes::write(&site, &arguments, language),
        Command::Report { site, arguments } => report::write(&site, &arguments, language),
        Command::Person { site, name } => person::print(&site, &name),
        Command::Check { site } => build::check(&site, language),
        Command::Serve { site, arguments } => serve::serve(&site, &arguments, language),
        Command::New(new) => new::write(&new),
        Command::Init(init) => init::write(&init, language),
        Command::Theme(theme) => theme::write(&theme, language),
        Command::Completions(completion) => Ok(completions::print(&completion, language)),
        Command::Help { of } => return run_line(line_for_help(of), language),
    };
    outcome.unwrap_or_else(|failure| {
        failure.report(language);
        Exit::Failed
    })
}

/// Translates `kafolio help build` to `kafolio build --help`.
fn line_for_help(of: Vec<String>) -> Vec<OsString> {
    let words = std::iter::once("kafolio".to_owned()).chain(of);
    words
        .chain(["--help".to_owned()])
        .map(OsString::from)
        .collect()
}

/// Prints help or version if requested, otherwise what is wrong with the command line.
fn report_parse_error(error: &clap::Error, line: &[OsString], language: Language) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            Exit::Success
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            Exit::Failed
        }
        _ => {
            printed::err(&usage::message(error, line, language));
            Exit::Failed
        }
    }
}
