//! Scores: those of form 4, ours and the rivals', and those of the key-account criteria.

use super::{DayView, Difference, State, Subject, Topic, Window};
use crate::domain::{Account, Item, KeyAccountCriterion, KeyAccountRow, Project, Rows};
use crate::forms::{Moment, Score, Value};
use crate::insight::ground::Ground;
use crate::insight::scorecard::{SideScores, scorecard};
use jiff::civil::Date;

pub(super) fn differences<'a>(after: &DayView<'a>, window: Window, all: &mut Vec<Difference<'a>>) {
    for project in &after.account.projects {
        project_scores(project, window, all);
    }
    key_account_scores(after.account, window, all);
}

/// The scores of a project's form 4.
fn project_scores<'a>(project: &'a Project, window: Window, all: &mut Vec<Difference<'a>>) {
    let Some(card) = scorecard(project) else {
        return;
    };
    let item = &project.item;
    for row in &card.rows {
        let rivals = row.rivals.iter().zip(&card.rivals);
        let rivals = rivals.map(|(side, rival)| (*side, Some(rival.name)));
        let sides: Vec<(SideScores<'a>, _)> =
            std::iter::once((row.us, None)).chain(rivals).collect();
        for (side, rival) in sides {
            let score = side.score;
            let changed = score.and_then(|score| {
                let date = window.day(score.date)?;
                let from = Score::on(side.history, window.since).map(|score| score.points);
                (from != Some(score.points)).then_some(Difference {
                    topic: Topic::Score,
                    subject: Subject::Score(project, row.criterion, rival),
                    from: points(from),
                    to: State::Points(score.points),
                    date,
                    ground: Ground::at(item, score.span),
                })
            });
            all.extend(changed);
        }
    }
}

/// The scores of the key-account criteria. A criterion may be scored in several rows, each with its day, or have a
/// history in one.
fn key_account_scores<'a>(account: &'a Account, window: Window, all: &mut Vec<Difference<'a>>) {
    let mut rows = account.key_account();
    while let Some(row) = rows.next() {
        let Some(entry) = KeyAccountRow::CRITERION.entry(row.record) else {
            continue;
        };
        let key = row.criterion();
        if rows.clone().any(|later| later.criterion() == key) {
            continue;
        }
        let now = current(account.key_account(), key, window.as_of);
        let before =
            current(account.key_account(), key, window.since).map(|(score, _)| score.points);
        let changed = now.and_then(|(score, date)| {
            let date = window.day(date)?;
            (before != Some(score.points)).then_some(difference(
                &account.item,
                &entry.value,
                before,
                score,
                date,
            ))
        });
        all.extend(changed);
    }
}

/// Returns the score of a criterion on a day, with its own date, else that of its row.
fn current<'a>(
    rows: Rows<'a, KeyAccountRow<'a>>,
    key: Option<KeyAccountCriterion>,
    day: Date,
) -> Option<(&'a Score, Option<Moment>)> {
    let of_criterion = rows.filter(|row| row.criterion() == key);
    let known = of_criterion.filter_map(|row| {
        let own = row.date();
        if own.is_some_and(|date| date.is_after(day)) {
            return None;
        }
        let score = Score::on(row.scores(), day)?;
        Some((score, score.date.or(own)))
    });
    known.max_by_key(|(_, date)| date.map(|date| date.day))
}

fn difference<'a>(
    item: &'a Item,
    criterion: &'a Value,
    before: Option<u8>,
    score: &'a Score,
    date: Date,
) -> Difference<'a> {
    Difference {
        topic: Topic::KeyAccount,
        subject: Subject::Criterion(criterion),
        from: points(before),
        to: State::Points(score.points),
        date,
        ground: Ground::at(item, score.span),
    }
}

fn points<'a>(points: Option<u8>) -> State<'a> {
    points.map_or(State::Nothing, State::Points)
}
