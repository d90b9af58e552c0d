//! What a proof makes twice: a site, or a document of one file.

use crate::build::{
    Cache, Choice, Lens, PaperOrder, Refusal, ReportOrder, build_through, changes_through,
    paper_through, reader, report_through,
};
use crate::domain::Audience;
use crate::forms::{Field, Level};
use crate::html::Emit;
use crate::text::Snapshot;
use jiff::civil::Date;

/// What changes are called that are told and not written: beside their page they are made of the same.
pub const TOLD: &str = "changes.json";

/// What is made, from which notes, and for whom.
pub struct Making<'a> {
    /// The notes.
    pub snapshot: &'a Snapshot,
    /// What was asked for.
    pub choice: &'a Choice,
    /// What it becomes.
    pub what: What<'a>,
    /// The level of a field; by others than the dictionary's the proof itself is tried.
    pub level_of: &'a (dyn Fn(&Field) -> Level + Sync),
}

/// What is made of notes. Of a document, the name of its file goes with it.
#[derive(Clone, Copy)]
pub enum What<'a> {
    /// A site.
    Site,
    /// A report about some accounts.
    Report(&'a ReportOrder, &'a str),
    /// The paper forms.
    Forms(&'a PaperOrder, &'a str),
    /// What became otherwise since a day, as it is told (as [`TOLD`]) and as a page.
    Changes(Date, &'a str),
}

impl<'a> Making<'a> {
    /// Makes something by the levels of the dictionary.
    pub fn of(snapshot: &'a Snapshot, choice: &'a Choice, what: What<'a>) -> Making<'a> {
        Making {
            snapshot,
            choice,
            what,
            level_of: &|field| field.level,
        }
    }

    /// Who it is proved for; nothing where the reader sees everything, or where nothing of any note comes into it.
    ///
    /// # Errors
    /// Refuses an audience that does not exist, and one outside the company without an account.
    pub fn reader(&self) -> Result<Option<Audience>, Refusal> {
        if self.is_blank() {
            return Ok(None);
        }
        let audience = reader(self.snapshot, self.choice)?;
        Ok((!audience.is_owner()).then_some(audience))
    }

    /// Whether nothing of any note comes into it.
    fn is_blank(&self) -> bool {
        matches!(self.what, What::Forms(order, _) if order.blank)
    }

    /// Makes it, seen through a lens; a site with what an earlier trial left.
    pub(super) fn through(
        &self,
        cache: &mut Cache,
        emit: &dyn Emit,
        lens: &Lens<'_>,
    ) -> Result<(), Refusal> {
        let (snapshot, choice) = (self.snapshot, self.choice);
        match self.what {
            What::Site => {
                build_through(snapshot, choice, cache, emit, lens)?;
            }
            What::Report(order, file) => {
                emit.put(file, report_through(snapshot, choice, order, lens)?.html);
            }
            What::Forms(order, file) => {
                emit.put(file, paper_through(snapshot, choice, order, lens)?.html);
            }
            What::Changes(since, file) => {
                let made = changes_through(snapshot, choice, since, lens)?;
                emit.put(TOLD, made.told());
                emit.put(file, made.html);
            }
        }
        Ok(())
    }
}
