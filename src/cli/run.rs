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

/// Runs the program with the arguments of the process; the exit code.
pub fn run() -> u8 {
    run_line(std::env::args_os().collect()).code()
}

/// Runs a command line, the program's name first.
fn run_line(line: Vec<OsString>) -> Exit {
    let language = locale::spoken();
    let parsed = help::command(language)
        .try_get_matches_from(&line)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => return answer(&error, &line, language),
    };
    let done = match arguments.command {
        Command::Build { site, output, open } => build::build_to_disk(&site, &output, open),
        Command::Watch { site, output, poll } => watch::watch(&site, &output, poll),
        Command::Forms { site, forms } => forms::write(&site, &forms),
        Command::Changes { site, wanted } => changes::write(&site, &wanted),
        Command::Report { site, wanted } => report::write(&site, &wanted),
        Command::Person { site, name } => person::print(&site, &name).map_err(in_a_line),
        Command::Check { site } => build::check(&site),
        Command::Serve { site, serving } => serve::serve(&site, &serving),
        Command::New(new) => new::write(&new).map_err(in_a_line),
        Command::Init(init) => init::write(&init).map_err(in_a_line),
        Command::Theme(theme) => theme::write(&theme).map_err(in_a_line),
        Command::Completions(asked) => Ok(completions::print(&asked)),
        Command::Help { of } => return run_line(line_for_help(of)),
    };
    done.unwrap_or_else(|message| {
        console::failure(&message);
        Exit::NotDone
    })
}

/// A failure of a command that needs no more than a line for it.
fn in_a_line(message: String) -> String {
    printed::one_line(&message).into_owned()
}

/// `kafolio help build` is `kafolio build --help`.
fn line_for_help(of: Vec<String>) -> Vec<OsString> {
    let words = std::iter::once("kafolio".to_owned()).chain(of);
    words
        .chain(["--help".to_owned()])
        .map(OsString::from)
        .collect()
}

/// Help and version where they are asked for; else what is wrong with the line.
fn answer(error: &clap::Error, line: &[OsString], language: Language) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            Exit::Done
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            Exit::NotDone
        }
        _ => {
            printed::err(&usage::told(error, line, language));
            Exit::NotDone
        }
    }
}
