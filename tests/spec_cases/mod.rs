//! Runs the cases of a document and reports those that fail.

mod document;
#[path = "../page_text/entities.rs"]
mod entities;
mod page;
#[path = "../memory/quoted.rs"]
mod quoted;
mod site;

pub use document::{Case, Document, Expected, Step};

use document::Block;
use similar::{Change, TextDiff};
use site::{Outcome, Site};
use std::path::Path;

/// The default command.
const CHECK: &str = "kafolio check --as-of 2026-03-31";
/// The default command of cases that look at pages.
const BUILD: &str = "kafolio build --as-of 2026-03-31";

/// Runs all cases of a document; returns a readable text for each failed expectation. Rewrites the document if blessing
/// is on.
pub fn run_cases(document: &Document, path: &Path) -> Vec<String> {
    let bless = std::env::var_os("KAFOLIO_BLESS").is_some();
    let mut failures = Vec::new();
    let mut blessed = Vec::new();
    for case in document.cases.iter().filter(|case| case.pending.is_none()) {
        for failure in run_case(case) {
            match failure.actual {
                Some(actual) if bless => blessed.push((failure.body, actual)),
                _ => failures.push(format!(
                    "{}:{}: {}\n{}",
                    document.name, failure.line, case.heading, failure.message
                )),
            }
        }
    }
    if !blessed.is_empty() {
        document.bless(path, blessed);
    }
    failures
}

/// A failed expectation.
struct Failure {
    line: usize,
    message: String,
    /// The lines of the document with the expectation.
    body: std::ops::Range<usize>,
    /// The actual result, if the document can be updated with it.
    actual: Option<String>,
}

fn run_case(case: &Case) -> Vec<Failure> {
    let site = Site::new();
    let mut failures = Vec::new();
    let mut outcome: Option<Outcome> = None;
    for (index, step) in case.steps.iter().enumerate() {
        match step {
            Step::File(file) => site.write(&file.path, &file.bytes),
            Step::Command(command) => {
                let following = following_expectations(&case.steps[index + 1..]);
                let exit = command.exit.unwrap_or(exit_code_of(&following));
                let done = site.run(&command.words);
                failures.extend(exit_difference(&done, exit, command.line));
                outcome = Some(done);
            }
            Step::Expect(block) => {
                let done = outcome.get_or_insert_with(|| {
                    let following = following_expectations(&case.steps[index..]);
                    let needs_pages = following.iter().any(|block| block.is_about_output());
                    let done = site.run_line(if needs_pages { BUILD } else { CHECK });
                    failures.extend(exit_difference(&done, exit_code_of(&following), block.line));
                    done
                });
                failures.extend(block_difference(block, done, &site));
            }
        }
    }
    if outcome.is_none() {
        failures.push(failure_at(
            case.line,
            "this case expects nothing".to_owned(),
        ));
    }
    failures
}

fn following_expectations(steps: &[Step]) -> Vec<&Block> {
    let blocks = steps.iter().map_while(|step| match step {
        Step::Expect(block) => Some(Some(block)),
        Step::File(_) => Some(None),
        Step::Command(_) => None,
    });
    blocks.flatten().collect()
}

/// Returns 1 for a case that shows errors and 0 for any other, unless it gives the exit code.
fn exit_code_of(blocks: &[&Block]) -> i32 {
    let has_error = |block: &&Block| match block.expected {
        Expected::Text => block.body.contains(": error["),
        Expected::Json => block.body.contains("\"severity\":\"error\""),
        _ => false,
    };
    i32::from(blocks.iter().any(has_error))
}

fn exit_difference(done: &Outcome, expected: i32, line: usize) -> Option<Failure> {
    (done.exit != Some(expected)).then(|| {
        let exit = done
            .exit
            .map_or("a signal".to_owned(), |code| code.to_string());
        failure_at(
            line,
            format!("exit code {exit}, not {expected}\n{}", done.stderr),
        )
    })
}

fn failure_at(line: usize, message: String) -> Failure {
    Failure {
        line,
        message,
        body: 0..0,
        actual: None,
    }
}

fn block_difference(block: &Block, done: &Outcome, site: &Site) -> Option<Failure> {
    let message = match &block.expected {
        Expected::Text => return output_difference(block, &done.stderr),
        Expected::Json => return output_difference(block, &done.stdout),
        Expected::Page(path) => page::visible_difference(&block.body, path, &site.output(done)),
        Expected::Html(path) => page::source_difference(&block.body, path, &site.output(done)),
        Expected::FileText(path) => page::source_difference(&block.body, path, site.folder()),
        Expected::Output => page::files_difference(&block.body, &site.output(done)),
    };
    message.map(|message| failure_at(block.line, message))
}

fn output_difference(block: &Block, actual: &str) -> Option<Failure> {
    (block.body != actual).then(|| Failure {
        line: block.line,
        message: difference(&block.body, actual),
        body: block.body_lines.clone(),
        actual: Some(actual.to_owned()),
    })
}

/// Returns both texts as one list of lines: ` ` in both, `-` only expected, `+` only actual.
fn difference(expected: &str, actual: &str) -> String {
    let lines = TextDiff::from_lines(expected, actual);
    let changes = lines.iter_all_changes();
    let line = |change: Change<&str>| format!("{} {}\n", change.tag(), change.value().trim_end());
    "- expected, + actual:\n".to_owned() + &changes.map(line).collect::<String>()
}
