//! The scorecard of form 4: weighted totals and the lead.
//!
//! Total = Σ weight × score, weights as fractions. A row without one side's score is left out for that side and
//! counted as a gap. Lead over a rival = Σ weight × (us − rival) over the rows with both scores, so that a row that
//! is not filled in yet makes nobody lead; if all scores are there it is the difference of the totals. The best rival
//! is the one with our smallest lead. A row without a weight takes that of the criterion of form 2.

use crate::domain::{CompetitionRow, Criterion, Project};
use crate::forms::{Percent, Reference, Score, Value};
use crate::text::fold;
use jiff::civil::Date;

/// A scorecard.
#[derive(Clone, Debug)]
pub struct Scorecard<'a> {
    /// The criteria in the order written.
    pub rows: Vec<ScorecardRow<'a>>,
    /// The rivals in the order they are first named.
    pub rivals: Vec<RivalTotal<'a>>,
    /// Our total; `None` if no row has our score and a weight.
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
    /// Our scores.
    pub us: SideScores<'a>,
    /// The rivals' scores, in the order of `Scorecard::rivals`.
    pub rivals: Vec<SideScores<'a>>,
    /// The row as written.
    pub entry: CompetitionRow<'a>,
}

/// The scores of one side on one criterion.
#[derive(Clone, Copy, Debug, Default)]
pub struct SideScores<'a> {
    /// All scores, as written.
    pub history: &'a [Score],
    /// The current score on the as-of day.
    pub score: Option<&'a Score>,
    /// Whether a note supports it. The evidence of a row applies to all of its scores, unless one of them has
    /// evidence of its own: then each needs its own.
    pub evidenced: bool,
}

impl SideScores<'_> {
    /// Returns the current points.
    pub fn points(&self) -> Option<u8> {
        self.score.map(|score| score.points)
    }
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
    /// Our lead over it, in hundredths of a percent × points; `None` if no row has both scores and a weight.
    lead_hundredths: Option<i64>,
}

impl RivalTotal<'_> {
    /// Returns our lead over it: Σ weight × (us − rival).
    pub fn lead(&self) -> Option<f64> {
        self.lead_hundredths.map(fraction)
    }
}

impl<'a> ScorecardRow<'a> {
    /// Returns our points minus those of a rival.
    pub fn gap(&self, rival: usize) -> Option<i32> {
        let theirs = self.rivals.get(rival)?.points()?;
        Some(i32::from(self.us.points()?) - i32::from(theirs))
    }

    /// Returns this row's part of the lead over a rival: weight × (us − rival).
    pub fn part_of_lead(&self, rival: usize) -> Option<f64> {
        Some(f64::from(self.gap(rival)?) * self.weight?.fraction())
    }
}

impl<'a> Scorecard<'a> {
    /// Returns the index of the rival with our smallest lead; of equals the first.
    pub fn best(&self) -> Option<usize> {
        let scored = self.rivals.iter().enumerate();
        let scored = scored.filter_map(|(index, rival)| Some((rival.lead_hundredths?, index)));
        scored.min().map(|(_, index)| index)
    }

    /// Returns the rival with our smallest lead.
    pub fn best_rival(&self) -> Option<&RivalTotal<'a>> {
        self.rivals.get(self.best()?)
    }

    /// Returns our lead over the best rival.
    pub fn lead(&self) -> Option<f64> {
        self.best_rival()?.lead()
    }

    /// Returns how many scores or weights are missing, on all sides together.
    pub fn gaps(&self) -> usize {
        self.our_gaps + self.rivals.iter().map(|rival| rival.gaps).sum::<usize>()
    }

    /// Returns the share of the weight for which our score has no evidence.
    pub fn unevidenced(&self) -> f64 {
        let bare = self.rows.iter().filter(|row| !row.us.evidenced);
        bare.filter_map(|row| Some(row.weight?.fraction())).sum()
    }
}

/// Computes the scorecard of a project; `None` if it has no form 4.
pub fn scorecard(project: &Project) -> Option<Scorecard<'_>> {
    let competition = project.competition();
    if competition.len() == 0 {
        return None;
    }
    let mut names: Vec<&Reference> = Vec::new();
    for named in competition.clone().flat_map(|row| row.scores()) {
        if !names.iter().any(|known| same_rival(known, &named.name)) {
            names.push(&named.name);
        }
    }
    let rows: Vec<ScorecardRow<'_>> = competition
        .map(|row| scorecard_row(row, project, &names))
        .collect();
    let (our_total, our_gaps) = total(rows.iter().map(|row| (row.weight, row.us)));
    let rivals = names.iter().enumerate().map(|(index, name)| {
        let (total, gaps) = total(rows.iter().map(|row| (row.weight, row.rivals[index])));
        RivalTotal {
            name,
            total,
            gaps,
            lead_hundredths: lead(&rows, index, &|side| side.points()),
        }
    });
    let rivals = rivals.collect();
    Some(Scorecard {
        rivals,
        our_total,
        our_gaps,
        rows,
    })
}

/// Returns the lead over the best rival on each day from which a score dates. Scores without a date were always
/// known.
pub fn lead_history(card: &Scorecard<'_>) -> Vec<(Date, f64)> {
    let sides = card
        .rows
        .iter()
        .flat_map(|row| row.rivals.iter().chain([&row.us]));
    let scores = sides.flat_map(|side| side.history);
    let mut days: Vec<Date> = scores.filter_map(|score| Some(score.date?.day)).collect();
    days.sort_unstable();
    days.dedup();
    let lead_on = |day: Date| {
        let points = |side: &SideScores<'_>| Score::on(side.history, day).map(|score| score.points);
        let rivals = (0..card.rivals.len()).filter_map(|rival| lead(&card.rows, rival, &points));
        Some((day, fraction(rivals.min()?)))
    };
    days.into_iter().filter_map(lead_on).collect()
}

fn scorecard_row<'a>(
    row: CompetitionRow<'a>,
    project: &'a Project,
    names: &[&'a Reference],
) -> ScorecardRow<'a> {
    let criterion = row.criterion().unwrap_or("…");
    let same = |other: &Criterion<'_>| {
        other
            .criterion()
            .is_some_and(|name| fold(name) == fold(criterion))
    };
    let of_form_2 = || project.criteria().find(same)?.weight();
    let scores_of = |name: &Reference| {
        let named = row
            .scores()
            .iter()
            .find(|named| same_rival(&named.name, name));
        match named.map(|named| &named.value) {
            Some(Value::Scores(scores)) => scores.as_ref(),
            _ => &[],
        }
    };
    let histories = || {
        let theirs = names.iter().map(|name| scores_of(name));
        std::iter::once(row.us()).chain(theirs)
    };
    let mut all = histories().flatten();
    let has_own_evidence = all.any(|score| !score.evidence.is_empty());
    let row_has_evidence = !has_own_evidence && !row.evidence().is_empty();
    let mut sides = histories().map(|history| {
        let score = Score::current(history);
        SideScores {
            history,
            score,
            evidenced: score.is_some_and(|score| row_has_evidence || !score.evidence.is_empty()),
        }
    });
    ScorecardRow {
        criterion,
        weight: row.weight().or_else(of_form_2),
        us: sides.next().unwrap_or_default(),
        rivals: sides.collect(),
        entry: row,
    }
}

/// Whether two names mean the same rival: the same note, or the same name if there is no note.
pub fn same_rival(one: &Reference, other: &Reference) -> bool {
    match (one.target, other.target) {
        (Some(one), Some(other)) => one == other,
        _ => fold(&one.text) == fold(&other.text),
    }
}

/// Returns Σ weight × score of the rows that have both, and the number of rows that do not.
fn total<'a>(
    rows: impl Iterator<Item = (Option<Percent>, SideScores<'a>)>,
) -> (Option<f64>, usize) {
    let mut sum = None;
    let mut gaps = 0;
    for (weight, side) in rows {
        match (weight, side.points()) {
            (Some(weight), Some(points)) => {
                let hundredths = i64::from(weight.hundredths) * i64::from(points);
                sum = Some(sum.unwrap_or(0_i64) + hundredths);
            }
            _ => gaps += 1,
        }
    }
    (sum.map(fraction), gaps)
}

/// Returns Σ weight × (us − rival) of the rows that have all three, in hundredths of a percent × points.
fn lead(
    rows: &[ScorecardRow<'_>],
    rival: usize,
    points: &dyn Fn(&SideScores<'_>) -> Option<u8>,
) -> Option<i64> {
    let part = |row: &ScorecardRow<'_>| {
        let gap = i64::from(points(&row.us)?) - i64::from(points(row.rivals.get(rival)?)?);
        Some(i64::from(row.weight?.hundredths) * gap)
    };
    rows.iter().filter_map(part).reduce(|sum, part| sum + part)
}

/// Converts hundredths of a percent into a fraction.
#[expect(
    clippy::cast_precision_loss,
    reason = "sums of weights and scores are small"
)]
fn fraction(hundredths: i64) -> f64 {
    hundredths as f64 / 10_000.0
}
