//! Changes between two days: properties that hold for the example and any two days.
#![allow(clippy::disallowed_methods)]

mod memory;

use jiff::civil::{Date, date};
use kafolio::build::{Changes, Options, changes};

/// Returns days within the period the example covers, and around it.
fn days() -> Vec<Date> {
    let ends = [date(2025, 9, 1), date(2025, 12, 12), date(2026, 1, 31)];
    let later = [date(2026, 2, 14), date(2026, 3, 12), date(2026, 3, 20)];
    ends.into_iter().chain(later).collect()
}

fn between(since: Date, as_of: Date) -> Changes {
    let choice = Options {
        as_of: Some(as_of),
        ..Options::default()
    };
    let snapshot = memory::snapshot(&memory::folder("content"));
    changes(&snapshot, &choice, since, None).expect("the days are in order")
}

/// Returns the changes as the JSON output lists them.
fn lines_of(changes: &Changes) -> Vec<String> {
    let lines = changes.accounts.iter().flat_map(|one| &one.changes);
    let json = |line| serde_json::to_string(line).expect("a line can be written");
    lines.map(json).collect()
}

#[test]
fn nothing_changes_within_a_day() {
    for day in days() {
        assert_eq!(lines_of(&between(day, day)), Vec::<String>::new());
    }
}

#[test]
fn changes_are_dated_after_the_first_day_up_to_the_second() {
    let days = days();
    for (place, since) in days.iter().enumerate() {
        for as_of in &days[place..] {
            let found = between(*since, *as_of);
            for line in found.accounts.iter().flat_map(|one| &one.changes) {
                let day: Date = line.date.parse().expect("an ISO day");
                assert!(*since < day && day <= *as_of, "{since} {as_of}: {line:?}");
            }
        }
    }
}

#[test]
fn two_consecutive_periods_add_up_to_the_whole() {
    let (first, middle, last) = (date(2025, 12, 12), date(2026, 2, 14), date(2026, 3, 20));
    let events = [
        "visit",
        "exchange",
        "joined",
        "left",
        "met",
        "promise_made",
        "promise_kept",
        "stage",
    ];
    let of_events = |changes: &Changes| -> Vec<(String, String, String, usize)> {
        let lines = changes.accounts.iter().flat_map(|one| &one.changes);
        let lines = lines.filter(|line| events.contains(&line.kind));
        let mut keys: Vec<_> = lines
            .map(|line| {
                (
                    line.date.clone(),
                    line.kind.to_owned(),
                    line.file.clone(),
                    line.line,
                )
            })
            .collect();
        keys.sort();
        keys
    };
    let mut steps = of_events(&between(first, middle));
    steps.extend(of_events(&between(middle, last)));
    steps.sort();
    assert!(!steps.is_empty());
    assert_eq!(of_events(&between(first, last)), steps);
}
