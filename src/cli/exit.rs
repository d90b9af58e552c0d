//! Exit codes.

use crate::build::BuildOutcome;
use crate::text::Severity;

/// The result of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Success.
    Success,
    /// Success, but the notes have errors.
    NotesHaveErrors,
    /// Failure: wrong usage, an error of the system, or output that would disclose what its readers may not see.
    Failed,
}

impl Exit {
    /// Returns the result of a build: errors in the notes count, and with `--strict` warnings as well.
    pub fn after(built: &BuildOutcome, strict: bool) -> Exit {
        let errors = built.diagnostics.count(Severity::Error);
        let warnings = built.diagnostics.count(Severity::Warning);
        match errors > 0 || (strict && warnings > 0) {
            true => Exit::NotesHaveErrors,
            false => Exit::Success,
        }
    }

    /// Returns the exit code of the process.
    pub fn code(self) -> u8 {
        match self {
            Exit::Success => 0,
            Exit::NotesHaveErrors => 1,
            Exit::Failed => 2,
        }
    }
}
