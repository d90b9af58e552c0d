//! Advances: whether a visit reached its aim, and runs of visits that moved nothing.
//!
//! A commitment is an aim reached; an advance moves the project on. Visits of one project that only continued, two or
//! more in a row, are a run, until one of them brings an advance or a commitment.

use crate::domain::{Account, Visit};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Fewer continuations than this are no run.
const LEAST_OF_A_RUN: usize = 2;

/// Visits in a row that moved nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The project they were for, by its place in the directory; nothing for visits that name none.
    pub project: Option<u32>,
    /// The visits, by their places in the directory, oldest first.
    pub visits: Vec<u32>,
    /// The day of the first.
    pub from: Date,
    /// The day of the last.
    pub to: Date,
    /// Whether nothing has moved since.
    pub lasts: bool,
}

/// Whether the aim of a visit was reached; nothing where its outcome is not told, or no aim was set.
pub fn aim_reached(visit: &Visit) -> Option<bool> {
    let record = &visit.item.record;
    let outcome = record.choice("outcome").filter(|_| record.has("aim"))?;
    Some(outcome == "commitment")
}

/// The runs of an account, in the order of their first days.
pub fn runs(account: &Account) -> Vec<Run> {
    let mut open: BTreeMap<Option<u32>, Run> = BTreeMap::new();
    let mut runs = Vec::new();
    for visit in &account.visits {
        let record = &visit.item.record;
        let (Some(day), Some(outcome)) = (visit.day(), record.choice("outcome")) else {
            continue;
        };
        let project = record.reference("project").and_then(|one| one.target);
        match outcome {
            "continuation" => {
                let run = open.entry(project).or_insert_with(|| Run {
                    project,
                    visits: Vec::new(),
                    from: day,
                    to: day,
                    lasts: true,
                });
                run.visits.push(visit.item.id);
                run.to = day;
            }
            "advance" | "commitment" => runs.extend(open.remove(&project).map(|run| Run {
                lasts: false,
                ..run
            })),
            _ => {}
        }
    }
    runs.extend(open.into_values());
    runs.retain(|run| run.visits.len() >= LEAST_OF_A_RUN);
    runs.sort_by_key(|run| (run.from, run.project));
    runs
}
