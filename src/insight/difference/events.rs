//! Events: meetings held, stages entered, promises made, kept and missed.

use super::{DayView, Difference, State, Subject, Topic, Window};
use crate::domain::{Project, Stage, StageEntry, Visit};
use crate::forms::{Kind, Moment};
use crate::insight::ground::Ground;
use crate::insight::promise::{Promise, PromiseState, promises};

pub(super) fn differences<'a>(after: &DayView<'a>, window: Window, all: &mut Vec<Difference<'a>>) {
    meetings(after, window, all);
    for project in &after.account.projects {
        stages(project, window, all);
    }
    for promise in promises(after.account, after.as_of) {
        promise_differences(promise, window, all);
    }
}

fn meetings<'a>(after: &DayView<'a>, window: Window, all: &mut Vec<Difference<'a>>) {
    let meetings = after.meetings.iter();
    for meeting in meetings.filter(|meeting| window.contains(meeting.date.day)) {
        let outcome = Visit::OUTCOME.entry(&meeting.item.record);
        let outcome = outcome.map(|entry| &entry.value);
        all.push(Difference {
            topic: match meeting.item.kind {
                Kind::Exchange => Topic::Exchange,
                _ => Topic::Visit,
            },
            subject: Subject::Meeting(meeting.item),
            from: State::Nothing,
            to: outcome.map_or(State::Nothing, State::Value),
            date: meeting.date.day,
            ground: Ground::at(meeting.item, meeting.item.record.span),
        });
    }
}

/// Returns the stages that a project entered. The first is its start.
fn stages<'a>(project: &'a Project, window: Window, all: &mut Vec<Difference<'a>>) {
    let history = project.stage_history();
    let mut entries: Vec<(Stage, Moment, StageEntry<'a>)> = history
        .filter_map(|entry| Some((entry.stage()?, entry.date()?, entry)))
        .collect();
    entries.sort_by_key(|(_, date, _)| date.day);
    let mut before = None;
    for (stage, date, entry) in entries {
        let difference = window.day(Some(date)).map(|date| Difference {
            topic: match before {
                None => Topic::Project,
                Some(_) => Topic::Stage,
            },
            subject: Subject::Project(project),
            from: before.map_or(State::Nothing, State::Stage),
            to: State::Stage(stage),
            date,
            ground: Ground::at(&project.item, entry.record.span),
        });
        all.extend(difference.filter(|_| before != Some(stage)));
        before = Some(stage);
    }
}

/// What happened to a promise: it was made, done, or became overdue. It is overdue from the day after its due date.
fn promise_differences<'a>(promise: Promise<'a>, window: Window, all: &mut Vec<Difference<'a>>) {
    let mut add = |topic, date, to| {
        all.push(Difference {
            topic,
            subject: Subject::Promise(promise),
            from: State::Nothing,
            to,
            date,
            ground: Ground::at(promise.item, promise.span()),
        });
    };
    if let Some(made) = window.day(promise.made_on) {
        add(Topic::Made, made, State::Nothing);
    }
    if let Some(done) = window.day(promise.done()) {
        let late = match promise.state {
            PromiseState::LateDays(days) => State::LateDays(days),
            _ => State::Nothing,
        };
        add(Topic::Kept, done, late);
    }
    if let PromiseState::OverdueDays(days) = promise.state {
        let passed = promise.due().and_then(|due| due.day.tomorrow().ok());
        if let Some(passed) = passed.filter(|day| window.contains(*day)) {
            add(Topic::Overdue, passed, State::OverdueDays(days));
        }
    }
}
