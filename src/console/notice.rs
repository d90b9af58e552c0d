//! Messages about what the program does, on standard error.

use super::printed;

/// The start of each further line of a failure. All other line breaks are escaped.
const FURTHER_LINE: &str = "\n  ";

/// Joins the lines of a failure's message.
pub(crate) fn joined_lines(lines: &[String]) -> String {
    lines.join(FURTHER_LINE)
}

/// Prints a failure that is not about the notes. Further lines are indented, so that none looks like a separate message.
pub(crate) fn failure(message: &str) {
    let lines: Vec<_> = message.split(FURTHER_LINE).map(printed::one_line).collect();
    printed::err(&format!("kafolio: {}\n", lines.join(FURTHER_LINE)));
}

/// Prints a line about what the program is doing.
pub(crate) fn notice(message: String) {
    printed::err(&(message + "\n"));
}
