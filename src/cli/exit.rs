//! Exit codes.

use crate::build::BuildOutcome;
use crate::text::Severity;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done.
    Done,
    /// Done, but the notes have errors.
    NotesHaveErrors,
    /// Not done: wrong usage, the system does not allow it, or the output would give away what its readers may not see.
    NotDone,
}

impl Exit {
    /// Returns how a build ended: errors in the notes count, and with `--strict` warnings.
    pub fn after(built: &BuildOutcome, strict: bool) -> Exit {
        let errors = built.diagnostics.count(Severity::Error);
        let warnings = built.diagnostics.count(Severity::Warning);
        match errors > 0 || (strict && warnings > 0) {
            true => Exit::NotesHaveErrors,
            false => Exit::Done,
        }
    }

    /// Returns the exit code of the process.
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::NotesHaveErrors => 1,
            Exit::NotDone => 2,
        }
    }
}
