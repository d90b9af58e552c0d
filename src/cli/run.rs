//! Parses the command line and runs its command.

use super::arguments::{Arguments, Command};
use super::exit::Exit;
use super::{
    build, changes, completions, forms, help, init, new, person, report, serve, theme, usage, watch,
};
use crate::console::{self, locale, printed};
use crate::text::Language;
use clap::FromArgMatches;
use clap::error::ErrorKind;
use std::ffi::OsString;

/// Runs the program with the arguments of the process and returns the exit code.
pub fn run() -> u8 {
    run_line(std::env::args_os().collect()).code()
}

/// Runs a command line that starts with the program's name.
fn run_line(line: Vec<OsString>) -> Exit {
    let language = locale::detect();
    let parsed = help::command(language)
        .try_get_matches_from(&line)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return report_parse_error(&error, &line, language),
    };
    let outcome = match arguments.command {
        Command::Build { site, output, open } => build::build_to_disk(&site, &output, open),
        Command::Watch { site, output, poll } => watch::watch(&site, &output, poll),
        Command::Forms { site, arguments } => forms::write(&site, &arguments),
        Command::Changes { site, arguments } => changes::write(&site, &arguments),
        Command::Report { site, arguments } => report::write(&site, &arguments),
        Command::Person { site, name } => person::print(&site, &name).map_err(single_line),
        Command::Check { site } => build::check(&site),
        Command::Serve { site, arguments } => serve::serve(&site, &arguments),
        Command::New(new) => new::write(&new).map_err(single_line),
        Command::Init(init) => init::write(&init).map_err(single_line),
        Command::Theme(theme) => theme::write(&theme).map_err(single_line),
        Command::Completions(completion) => Ok(completions::print(&completion)),
        Command::Help { of } => return run_line(line_for_help(of)),
    };
    outcome.unwrap_or_else(|message| {
        console::failure(&message);
        Exit::Failed
    })
}

/// Escapes line breaks in the message of a command whose messages are single lines.
fn single_line(message: String) -> String {
    printed::one_line(&message).into_owned()
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
