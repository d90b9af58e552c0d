//! The promises on the page of an account: those that are open, and what became of each in words.

use super::dossier::Dossier;
use super::elements::{counted, lines};
use crate::insight::{Promise, PromiseState, Side};
use crate::render::escape::escaped;
use crate::render::scribe::Scribe;
use crate::render::view::{Column, Row, Section};

/// Open promises of both sides, overdue first; how many were kept.
pub(super) fn open_promises(dossier: &Dossier<'_>, scribe: &Scribe<'_>) -> Option<Section> {
    let mut rows = Vec::new();
    for (side, label) in [
        (Side::Ours, "ours"),
        (Side::Theirs, "theirs"),
        (Side::Action, "our-actions"),
    ] {
        let of_side = || {
            dossier
                .promises
                .iter()
                .filter(|promise| promise.side == side)
        };
        if !of_side().any(|promise| promise.state.is_open()) {
            continue;
        }
        let closed = of_side().filter(|promise| !promise.state.is_open()).count();
        let kept = of_side()
            .filter(|promise| promise.state == PromiseState::Kept)
            .count();
        let kept = dossier.press.strings().with(
            "kept-of",
            &[("kept", &kept.to_string()), ("closed", &closed.to_string())],
        );
        let label = escaped(dossier.press.strings().get(label));
        let heading = match closed {
            0 => label,
            _ => format!("{label}<span>{}</span>", escaped(&kept)),
        };
        rows.push(Row {
            cells: vec![heading],
            class: "group",
        });
        let mut open: Vec<_> = of_side()
            .filter(|promise| promise.state.is_open())
            .collect();
        open.sort_by_key(|promise| promise.due().map(|due| due.day));
        rows.extend(
            open.into_iter()
                .map(|promise| promise_row(dossier, scribe, promise)),
        );
    }
    let words = |key: &str| dossier.press.words(key);
    let columns = vec![
        Column::text(words("task")),
        Column::short(words("owner")),
        Column::short(words("counterpart")),
        Column::short(words("made-in")),
        Column::short(words("due")),
        Column::number(words("state")),
    ];
    let count = dossier
        .promises
        .iter()
        .filter(|promise| promise.state.is_open())
        .count();
    let mut section = counted(scribe, "promises", lines(columns, rows), count)?;
    section.summary = super::sums::promises(dossier.press, &dossier.promises);
    Some(section)
}

fn promise_row(dossier: &Dossier<'_>, scribe: &Scribe<'_>, promise: &Promise<'_>) -> Row {
    Row::of(vec![
        escaped(promise.task()),
        promise
            .owner()
            .map_or(String::new(), |owner| scribe.person(owner)),
        promise
            .contact()
            .map_or(String::new(), |contact| scribe.reference(contact)),
        scribe.item(promise.item),
        promise.due().map_or(String::new(), |due| due.iso()),
        state_html(dossier, promise.state),
    ])
}

/// What became of a promise, in words.
pub(super) fn state_html(dossier: &Dossier<'_>, state: PromiseState) -> String {
    let strings = dossier.press.strings();
    let with_days =
        |key: &str, days: i32| escaped(&strings.with(key, &[("days", &days.to_string())]));
    match state {
        PromiseState::OverdueDays(days) => format!(
            "<span class=\"bad\">{}</span>",
            with_days("overdue-days", days)
        ),
        PromiseState::DueInDays(0) => escaped(strings.get("due-today")),
        PromiseState::DueInDays(days) => with_days("due-in-days", days),
        PromiseState::Undated => escaped(strings.get("undated")),
        PromiseState::Kept => format!(
            "<span class=\"good\">{}</span>",
            escaped(strings.get("kept"))
        ),
        PromiseState::LateDays(days) => with_days("late-days", days),
    }
}
