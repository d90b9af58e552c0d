//! The scorecard of form 4: weighted totals and the lead.
//!
//! Total = Σ weight × score, weights as fractions; lead = ours − the best rival's. A row without one side's score is
//! left out for that side, and that is said. A row without a weight takes that of the criterion of form 2.

use crate::forms::{Percent, Record, Reference, Score, Value};
use crate::model::Project;
use crate::text::fold;

/// A scorecard.
#[derive(Clone, Debug)]
pub struct Scorecard<'a> {
    /// The criteria in the order written.
    pub rows: Vec<ScorecardRow<'a>>,
    /// The rivals in the order they are first named.
    pub rivals: Vec<RivalTotal<'a>>,
    /// Our total; nothing where no row has our score and a weight.
    pub our_total: Option<f64>,
    /// How many rows lack our score or a weight.
    pub our_gaps: usize,
}

/// A criterion of a scorecard.
#[derive(Clone, Debug)]
pub struct ScorecardRow<'a> {
    /// Its name.
    pub criterion: &'a str,
    /// Its weight.
    pub weight: Option<Percent>,
    /// Our scores, the history as written.
    pub us: &'a [Score],
    /// The rivals' scores, in the order of `Scorecard::rivals`; empty where there is none.
    pub rivals: Vec<&'a [Score]>,
    /// The row itself.
    pub record: &'a Record,
}

/// A rival on a scorecard.
#[derive(Clone, Debug)]
pub struct RivalTotal<'a> {
    /// The name as written.
    pub name: &'a Reference,
    /// The weighted total.
    pub total: Option<f64>,
    /// How many rows lack its score or a weight.
    pub gaps: usize,
}

impl<'a> Scorecard<'a> {
    /// The rival with the highest total; of equals the first.
    pub fn best_rival(&self) -> Option<&RivalTotal<'a>> {
        let scored = self.rivals.iter().filter(|rival| rival.total.is_some());
        scored.reduce(|best, next| if next.total > best.total { next } else { best })
    }

    /// Our total less the best rival's.
    pub fn lead(&self) -> Option<f64> {
        Some(self.our_total? - self.best_rival()?.total?)
    }
}

/// The scorecard of a project; nothing where it has no form 4.
pub fn scorecard(project: &Project) -> Option<Scorecard<'_>> {
    let record = &project.item.record;
    let competition = record.records("competition");
    if competition.is_empty() {
        return None;
    }
    let mut names: Vec<&Reference> = Vec::new();
    for named in competition.iter().flat_map(|row| row.map("scores")) {
        if !names.iter().any(|known| same_rival(known, &named.name)) {
            names.push(&named.name);
        }
    }
    let rows: Vec<ScorecardRow<'_>> = competition
        .iter()
        .map(|row| scorecard_row(row, record, &names))
        .collect();
    let (our_total, our_gaps) = total(rows.iter().map(|row| (row.weight, row.us)));
    let rivals = names.iter().enumerate().map(|(index, name)| {
        let (total, gaps) = total(rows.iter().map(|row| (row.weight, row.rivals[index])));
        RivalTotal { name, total, gaps }
    });
    let rivals = rivals.collect();
    Some(Scorecard {
        rivals,
        our_total,
        our_gaps,
        rows,
    })
}

fn scorecard_row<'a>(
    row: &'a Record,
    project: &'a Record,
    names: &[&'a Reference],
) -> ScorecardRow<'a> {
    let criterion = row.text("criterion").unwrap_or("…");
    let same = |other: &&Record| {
        other
            .text("criterion")
            .is_some_and(|name| fold(name) == fold(criterion))
    };
    let of_form_2 = || {
        project
            .records("criteria")
            .iter()
            .find(same)?
            .percent("weight")
    };
    let scores_of = |name: &Reference| {
        let named = row
            .map("scores")
            .iter()
            .find(|named| same_rival(&named.name, name));
        named.map_or(&[][..], |named| match &named.value {
            Value::Scores(scores) => scores,
            _ => &[],
        })
    };
    ScorecardRow {
        criterion,
        weight: row.percent("weight").or_else(of_form_2),
        us: row.scores("us"),
        rivals: names.iter().map(|name| scores_of(name)).collect(),
        record: row,
    }
}

/// Whether two names mean one rival: the same note, or the same name where there is no note.
pub fn same_rival(one: &Reference, other: &Reference) -> bool {
    match (one.target, other.target) {
        (Some(one), Some(other)) => one == other,
        _ => fold(&one.text) == fold(&other.text),
    }
}

/// Σ weight × score of the rows that have both, and how many have not.
fn total<'a>(rows: impl Iterator<Item = (Option<Percent>, &'a [Score])>) -> (Option<f64>, usize) {
    let mut sum = None;
    let mut gaps = 0;
    for (weight, scores) in rows {
        match (weight, Score::current(scores)) {
            (Some(weight), Some(score)) => {
                let hundredths = i64::from(weight.hundredths) * i64::from(score.points);
                sum = Some(sum.unwrap_or(0_i64) + hundredths);
            }
            _ => gaps += 1,
        }
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "sums of weights and scores are small"
    )]
    let total = sum.map(|hundredths| hundredths as f64 / 10_000.0);
    (total, gaps)
}
