//! Advances: whether a visit reached its aim, and runs of visits without progress.
//!
//! A commitment is a reached aim; an advance moves the project on. Two or more consecutive visits of one project that
//! were only continuations are a stalled run, until a visit brings an advance or a commitment.

use crate::domain::{Account, Outcome, Visit};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Fewer continuations than this are not a run.
const LEAST_OF_A_RUN: usize = 2;

/// Consecutive visits without progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StalledRun {
    /// Their project, by its id in the directory; `None` for visits that name none.
    pub project: Option<u32>,
    /// The visits, by their ids in the directory, oldest first.
    pub visits: Vec<u32>,
    /// The day of the first.
    pub from: Date,
    /// The day of the last.
    pub to: Date,
    /// Whether there has been no progress since.
    pub is_ongoing: bool,
}

/// Whether the aim of a visit was reached; `None` if no outcome is recorded or no aim was set.
pub fn aim_reached(visit: &Visit) -> Option<bool> {
    let outcome = visit.outcome().filter(|_| visit.aim().is_some())?;
    Some(outcome == Outcome::Commitment)
}

/// Returns the stalled runs of an account, in the order of their first days.
pub fn stalled_runs(account: &Account) -> Vec<StalledRun> {
    let mut open: BTreeMap<Option<u32>, StalledRun> = BTreeMap::new();
    let mut stalled_runs = Vec::new();
    for visit in &account.visits {
        let (Some(day), Some(outcome)) = (visit.day(), visit.outcome()) else {
            continue;
        };
        let project = visit.item.project().and_then(|one| one.target);
        match outcome {
            Outcome::Continuation => {
                let run = open.entry(project).or_insert_with(|| StalledRun {
                    project,
                    visits: Vec::new(),
                    from: day,
                    to: day,
                    is_ongoing: true,
                });
                run.visits.push(visit.item.id);
                run.to = day;
            }
            Outcome::Advance | Outcome::Commitment => {
                stalled_runs.extend(open.remove(&project).map(|run| StalledRun {
                    is_ongoing: false,
                    ..run
                }))
            }
            Outcome::Setback => {}
        }
    }
    stalled_runs.extend(open.into_values());
    stalled_runs.retain(|run| run.visits.len() >= LEAST_OF_A_RUN);
    stalled_runs.sort_by_key(|run| (run.from, run.project));
    stalled_runs
}
