//! Lines about what the program does, on standard error.

use super::printed;

/// How a further line of a failure begins. No other line break is ours.
const FURTHER_LINE: &str = "\n  ";

/// Prints a failure that is not about the notes. Further lines are indented: none looks like a message of its own.
pub(crate) fn failure(message: &str) {
    let lines: Vec<_> = message.split(FURTHER_LINE).map(printed::one_line).collect();
    printed::err(&format!("kafolio: {}\n", lines.join(FURTHER_LINE)));
}

/// Prints a line about what the program does.
pub(crate) fn notice(message: String) {
    printed::err(&(message + "\n"));
}
