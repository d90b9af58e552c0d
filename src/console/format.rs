//! The output formats of `--format`.

use clap::ValueEnum;

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the source line and the position marked
    Human,
    /// One line each
    Short,
    /// One JSON object per line, on standard output
    Json,
    /// One SARIF 2.1.0 log, on standard output
    Sarif,
}
