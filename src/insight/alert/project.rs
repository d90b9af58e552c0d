//! An active project as the rules see it.

use crate::domain::{Item, Project, Stage};
use crate::insight::{Ground, Progress, Scorecard, StageSpan};

/// A project that is neither lost nor on hold.
#[derive(Clone, Debug)]
pub struct ActiveProject<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its claimed and evidenced stages.
    pub progress: Progress<'a>,
    /// Its scorecard (form 4).
    pub card: Option<Scorecard<'a>>,
    /// The stages it has been in.
    pub spans: Vec<StageSpan>,
}

impl<'a> ActiveProject<'a> {
    /// The note.
    pub fn item(&self) -> &'a Item {
        &self.project.item
    }

    /// The name.
    pub fn name(&self) -> &'a str {
        &self.project.name
    }

    /// Whether its claimed stage is at least this one, and it is not won yet.
    pub fn has_reached(&self, stage: Stage) -> bool {
        let claimed = self.progress.claimed;
        claimed.is_some_and(|claimed| claimed.is_open() && claimed >= stage)
    }

    /// Cites its stage: its history, else the field, else the note.
    pub fn stage_ground(&self) -> Ground<'a> {
        let key = match self.project.stage_history().len() {
            0 => Project::STAGE,
            _ => Project::STAGE_HISTORY,
        };
        Ground::field(self.item(), key)
    }
}
