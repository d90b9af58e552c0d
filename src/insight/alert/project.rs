//! An open project as the rules see it.

use crate::domain::{Item, Project};
use crate::insight::stage::stage_number;
use crate::insight::{Ground, Progress, Scorecard, StageSpan};

/// A project that is neither lost nor on hold.
#[derive(Clone, Debug)]
pub struct OpenProject<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its claimed and evidenced stages.
    pub progress: Progress<'a>,
    /// Its scorecard (form 4).
    pub card: Option<Scorecard<'a>>,
    /// The stages it has been in.
    pub spans: Vec<StageSpan>,
}

impl<'a> OpenProject<'a> {
    /// The note.
    pub fn item(&self) -> &'a Item {
        &self.project.item
    }

    /// The name.
    pub fn name(&self) -> &'a str {
        &self.project.name
    }

    /// Whether its claimed stage is at least this one, and it is not won yet.
    pub fn has_reached(&self, stage: &str) -> bool {
        let is_won = self.progress.claimed == Some("closed_won");
        let claimed = self.progress.claimed_number();
        !is_won && claimed.is_some() && claimed >= stage_number(stage)
    }

    /// Cites its stage: its history, else the field, else the note.
    pub fn stage_ground(&self) -> Ground<'a> {
        let key = match self.item().record.has("stage_history") {
            true => "stage_history",
            false => "stage",
        };
        Ground::field(self.item(), key)
    }
}
