//! Advances: whether a visit reached its aim, and runs of visits without progress.
//!
//! A commitment is a reached aim; an advance moves the project on. Two or more consecutive visits of one project that
//! were only continuations are a stalled run, until a visit brings an advance or a commitment.

use crate::domain::{Account, Visit};
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
    let record = &visit.item.record;
    let outcome = record.choice("outcome").filter(|_| record.has("aim"))?;
    Some(outcome == "commitment")
}

/// Returns the stalled runs of an account, in the order of their first days.
pub fn stalled_runs(account: &Account) -> Vec<StalledRun> {
    let mut open: BTreeMap<Option<u32>, StalledRun> = BTreeMap::new();
    let mut stalled_runs = Vec::new();
    for visit in &account.visits {
        let record = &visit.item.record;
        let (Some(day), Some(outcome)) = (visit.day(), record.choice("outcome")) else {
            continue;
        };
        let project = record.reference("project").and_then(|one| one.target);
        match outcome {
            "continuation" => {
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
            "advance" | "commitment" => {
                stalled_runs.extend(open.remove(&project).map(|run| StalledRun {
                    is_ongoing: false,
                    ..run
                }))
            }
            _ => {}
        }
    }
    stalled_runs.extend(open.into_values());
    stalled_runs.retain(|run| run.visits.len() >= LEAST_OF_A_RUN);
    stalled_runs.sort_by_key(|run| (run.from, run.project));
    stalled_runs
}
