//! How diagnostics are shown, as `--format` names it.

use clap::ValueEnum;

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the line and the place marked
    Human,
    /// A line each
    Short,
    /// An object a line, on standard output
    Json,
    /// One SARIF 2.1.0 log, on standard output
    Sarif,
}
