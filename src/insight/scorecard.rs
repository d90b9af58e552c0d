//! The scorecard of form 4: weighted totals and the lead.
//!
//! Total = Σ weight × score, weights as fractions. A row without one side's score is left out for that side, and that is
//! said. Lead over a rival = Σ weight × (us − rival) over the rows that both have a score in, so that a row somebody has
//! not filled in yet makes nobody lead; where all scores are there it is the difference of the totals. The best rival is
//! the one we lead least. A row without a weight takes that of the criterion of form 2.

use crate::domain::Project;
use crate::forms::{Percent, Record, Reference, Score, Value};
use crate::text::fold;
use jiff::civil::Date;

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
    /// Our scores.
    pub us: Held<'a>,
    /// The rivals' scores, in the order of `Scorecard::rivals`.
    pub rivals: Vec<Held<'a>>,
    /// The row itself.
    pub record: &'a Record,
}

/// The scores of one side on one criterion.
#[derive(Clone, Copy, Debug, Default)]
pub struct Held<'a> {
    /// All of them, as written.
    pub history: &'a [Score],
    /// The one that holds on the day looked at.
    pub score: Option<&'a Score>,
    /// Whether it rests on a note. A row's own evidence speaks for the row, unless a score of the row names its own: then
    /// each speaks for itself.
    pub evidenced: bool,
}

impl Held<'_> {
    /// The points that hold.
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
    /// Our lead over it, in hundredths of a percent × points; nothing where no row has both scores and a weight.
    lead_hundredths: Option<i64>,
}

impl RivalTotal<'_> {
    /// Our lead over it: Σ weight × (us − rival).
    pub fn lead(&self) -> Option<f64> {
        self.lead_hundredths.map(fraction)
    }
}

impl<'a> ScorecardRow<'a> {
    /// Our points less those of a rival.
    pub fn gap(&self, rival: usize) -> Option<i32> {
        let theirs = self.rivals.get(rival)?.points()?;
        Some(i32::from(self.us.points()?) - i32::from(theirs))
    }

    /// The part of the lead over a rival that comes from this row: weight × (us − rival).
    pub fn part_of_lead(&self, rival: usize) -> Option<f64> {
        Some(f64::from(self.gap(rival)?) * self.weight?.fraction())
    }
}

impl<'a> Scorecard<'a> {
    /// The place of the rival that we lead least; of equals the first.
    pub fn best(&self) -> Option<usize> {
        let scored = self.rivals.iter().enumerate();
        let scored = scored.filter_map(|(place, rival)| Some((rival.lead_hundredths?, place)));
        scored.min().map(|(_, place)| place)
    }

    /// The rival that we lead least.
    pub fn best_rival(&self) -> Option<&RivalTotal<'a>> {
        self.rivals.get(self.best()?)
    }

    /// Our lead over the best rival.
    pub fn lead(&self) -> Option<f64> {
        self.best_rival()?.lead()
    }

    /// How many scores or weights are missing, on all sides together.
    pub fn gaps(&self) -> usize {
        self.our_gaps + self.rivals.iter().map(|rival| rival.gaps).sum::<usize>()
    }

    /// The share of the weight on which our score rests on no note.
    pub fn unevidenced(&self) -> f64 {
        let bare = self.rows.iter().filter(|row| !row.us.evidenced);
        bare.filter_map(|row| Some(row.weight?.fraction())).sum()
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
    let rivals = names.iter().enumerate().map(|(place, name)| {
        let (total, gaps) = total(rows.iter().map(|row| (row.weight, row.rivals[place])));
        RivalTotal {
            name,
            total,
            gaps,
            lead_hundredths: lead(&rows, place, &|held| held.points()),
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

/// How the lead over the best rival of the day changed: at each day from which a score dates. What bears no date was
/// always known.
pub fn lead_history(card: &Scorecard<'_>) -> Vec<(Date, f64)> {
    let held = card
        .rows
        .iter()
        .flat_map(|row| row.rivals.iter().chain([&row.us]));
    let scores = held.flat_map(|held| held.history);
    let mut days: Vec<Date> = scores.filter_map(|score| Some(score.date?.day)).collect();
    days.sort_unstable();
    days.dedup();
    let lead_on = |day: Date| {
        let points = |held: &Held<'_>| Score::on(held.history, day).map(|score| score.points);
        let rivals = (0..card.rivals.len()).filter_map(|rival| lead(&card.rows, rival, &points));
        Some((day, fraction(rivals.min()?)))
    };
    days.into_iter().filter_map(lead_on).collect()
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
        match named.map(|named| &named.value) {
            Some(Value::Scores(scores)) => scores.as_ref(),
            _ => &[],
        }
    };
    let histories = || {
        let theirs = names.iter().map(|name| scores_of(name));
        std::iter::once(row.scores("us")).chain(theirs)
    };
    let mut all = histories().flatten();
    let each_for_itself = all.any(|score| !score.evidence.is_empty());
    let row_speaks = !each_for_itself && !row.references("evidence").is_empty();
    let mut held = histories().map(|history| {
        let score = Score::current(history);
        Held {
            history,
            score,
            evidenced: score.is_some_and(|score| row_speaks || !score.evidence.is_empty()),
        }
    });
    ScorecardRow {
        criterion,
        weight: row.percent("weight").or_else(of_form_2),
        us: held.next().unwrap_or_default(),
        rivals: held.collect(),
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
fn total<'a>(rows: impl Iterator<Item = (Option<Percent>, Held<'a>)>) -> (Option<f64>, usize) {
    let mut sum = None;
    let mut gaps = 0;
    for (weight, held) in rows {
        match (weight, held.points()) {
            (Some(weight), Some(points)) => {
                let hundredths = i64::from(weight.hundredths) * i64::from(points);
                sum = Some(sum.unwrap_or(0_i64) + hundredths);
            }
            _ => gaps += 1,
        }
    }
    (sum.map(fraction), gaps)
}

/// Σ weight × (us − rival) of the rows that have all three, in hundredths of a percent × points.
fn lead(
    rows: &[ScorecardRow<'_>],
    rival: usize,
    points: &dyn Fn(&Held<'_>) -> Option<u8>,
) -> Option<i64> {
    let part = |row: &ScorecardRow<'_>| {
        let gap = i64::from(points(&row.us)?) - i64::from(points(row.rivals.get(rival)?)?);
        Some(i64::from(row.weight?.hundredths) * gap)
    };
    rows.iter().filter_map(part).reduce(|sum, part| sum + part)
}

/// Hundredths of a percent as a fraction.
#[expect(
    clippy::cast_precision_loss,
    reason = "sums of weights and scores are small"
)]
fn fraction(hundredths: i64) -> f64 {
    hundredths as f64 / 10_000.0
}
