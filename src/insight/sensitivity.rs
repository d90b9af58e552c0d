//! Sensitivity: what would change the order of form 4, and where a visit is worth most.
//!
//! With d = us − rival on each criterion, the lead is Σ weight × d over the rows that have both scores.
//!
//! - One weight changes, the others keep their proportions and the sum: with W the sum of the weights and M the mean of d
//!   over the other criteria, the lead is w′·d + (W − w′)·M, and it is zero at w′ = M·W / (M − d).
//! - One score changes by whole points: the lead changes by weight × points, so it takes ⌊lead / weight⌋ + 1 of them.
//! - A visit can raise our points up to 5: a criterion is worth weight × (5 − us). An unknown score of ours counts as
//!   1: finding out is worth most.

use super::scorecard::{Scorecard, ScorecardRow};

/// The best possible score.
const MOST_POINTS: u8 = 5;
/// The worst possible score.
const LEAST_POINTS: u8 = 1;

/// What would change the order of a scorecard.
#[derive(Clone, Debug, Default)]
pub struct Sensitivity {
    /// The smallest change of one weight that turns the lead, if any.
    pub weight: Option<WeightTurn>,
    /// The smallest change of one score that turns the lead, if any.
    pub score: Option<ScoreTurn>,
    /// Where a visit is worth most.
    pub visit: Option<VisitWorth>,
}

/// A weight at which the lead turns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightTurn {
    /// The row of the scorecard.
    pub row: usize,
    /// The rival, by index.
    pub rival: usize,
    /// The current weight, in percent.
    pub from_percent: f64,
    /// The next whole percent at which the lead has turned.
    pub to_percent: f64,
}

/// A score at which the lead turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreTurn {
    /// The row of the scorecard.
    pub row: usize,
    /// The rival, by index.
    pub rival: usize,
    /// Whether it is our score that changes; the rival's otherwise.
    pub ours: bool,
    /// The current points.
    pub from: u8,
    /// The points at which the lead turns.
    pub to: u8,
}

/// What a visit could win on a criterion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VisitWorth {
    /// The row of the scorecard.
    pub row: usize,
    /// Our points; `None` if we do not know them.
    pub points: Option<u8>,
    /// Weight × the points that can be won.
    pub worth: f64,
}

/// Computes what would change the order of a scorecard. If we lead, any rival may overtake us; if we are behind or
/// level, we may overtake the best one.
pub fn sensitivity(card: &Scorecard<'_>) -> Sensitivity {
    let Some(best) = card.best() else {
        return Sensitivity {
            visit: visit(card),
            ..Sensitivity::default()
        };
    };
    let ahead = card.lead().is_some_and(|lead| lead > 0.0);
    let rivals: Vec<usize> = if ahead {
        (0..card.rivals.len()).collect()
    } else {
        vec![best]
    };
    let weights = rivals.iter().flat_map(|rival| weight_turns(card, *rival));
    let change = |turn: &WeightTurn| (turn.to_percent - turn.from_percent).abs();
    let scores = rivals
        .iter()
        .flat_map(|rival| score_turns(card, *rival, ahead));
    Sensitivity {
        weight: weights.min_by(|one, other| change(one).total_cmp(&change(other))),
        score: scores.min_by_key(|turn| turn.from.abs_diff(turn.to)),
        visit: visit(card),
    }
}

/// Returns the rows in which both sides have a score: index, weight, and us − rival.
fn compared<'c>(
    card: &'c Scorecard<'_>,
    rival: usize,
) -> impl Iterator<Item = (usize, f64, f64)> + 'c {
    let rows = card.rows.iter().enumerate();
    rows.filter_map(move |(index, row)| {
        let gap = f64::from(row.gap(rival)?);
        Some((index, row.weight?.fraction(), gap))
    })
}

fn weight_turns(card: &Scorecard<'_>, rival: usize) -> Vec<WeightTurn> {
    let whole: f64 = compared(card, rival).map(|(_, weight, _)| weight).sum();
    let lead: f64 = compared(card, rival)
        .map(|(_, weight, gap)| weight * gap)
        .sum();
    let turn = |(row, weight, gap): (usize, f64, f64)| {
        let others = whole - weight;
        if others <= f64::EPSILON {
            return None;
        }
        let mean = (lead - weight * gap) / others;
        let turned = mean * whole / (mean - gap);
        let (from_percent, at_percent) = (weight * 100.0, turned * 100.0);
        // At the weight itself both are level; one whole percent further the order has turned.
        let to_percent = if at_percent >= from_percent {
            (at_percent + 1e-9).floor() + 1.0
        } else {
            (at_percent - 1e-9).ceil() - 1.0
        };
        let exists = turned.is_finite() && (0.0..=whole * 100.0).contains(&to_percent);
        exists.then_some(WeightTurn {
            row,
            rival,
            from_percent,
            to_percent,
        })
    };
    compared(card, rival).filter_map(turn).collect()
}

/// Returns the changes of one score that turn the lead: ours down or the rival's up if we are ahead, else the other
/// way round.
fn score_turns(card: &Scorecard<'_>, rival: usize, ahead: bool) -> Vec<ScoreTurn> {
    let weighed = |row: &ScorecardRow<'_>| {
        Some(i64::from(row.weight?.hundredths) * i64::from(row.gap(rival)?))
    };
    let lead: i64 = card.rows.iter().filter_map(weighed).sum();
    let turn = |(index, row): (usize, &ScorecardRow<'_>)| {
        let weight = i64::from(row.weight?.hundredths);
        row.gap(rival)?;
        if weight == 0 {
            return None;
        }
        let points = u8::try_from(lead.abs() / weight + 1).ok()?;
        let (ours, theirs) = (row.us.points()?, row.rivals.get(rival)?.points()?);
        let side = |is_ours: bool, from: u8| {
            let to = match is_ours == ahead {
                true => from.checked_sub(points)?,
                false => from.checked_add(points)?,
            };
            (LEAST_POINTS..=MOST_POINTS)
                .contains(&to)
                .then_some(ScoreTurn {
                    row: index,
                    rival,
                    ours: is_ours,
                    from,
                    to,
                })
        };
        side(true, ours).or_else(|| side(false, theirs))
    };
    card.rows.iter().enumerate().filter_map(turn).collect()
}

fn visit(card: &Scorecard<'_>) -> Option<VisitWorth> {
    let worth = |(row, of): (usize, &ScorecardRow<'_>)| {
        let points = of.us.points();
        let points_left = MOST_POINTS.saturating_sub(points.unwrap_or(LEAST_POINTS));
        Some(VisitWorth {
            row,
            points,
            worth: of.weight?.fraction() * f64::from(points_left),
        })
    };
    let all = card.rows.iter().enumerate().filter_map(worth);
    all.filter(|visit| visit.worth > 0.0)
        .reduce(|best, next| if next.worth > best.worth { next } else { best })
}
