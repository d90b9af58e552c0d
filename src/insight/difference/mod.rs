//! Differences: what changed in an account between two days.
//!
//! Both days are views of the same notes, made by the cut. Events with a date of their own (a meeting, a score, a
//! stage, joining and leaving, a promise) count if the date is after the first day and not after the second. Computed
//! figures (lead, coverage, evidenced stage, questions answered) are compared between the days, and dated by the
//! second.

mod change;
mod day_view;
mod events;
mod figures;
mod people;
mod scores;

pub use change::{Difference, State, Subject, Topic};
pub use day_view::DayView;
use day_view::Window;
use jiff::civil::Date;

/// Returns what changed, by topic, then by day. An account that was not known on the first day had nothing.
pub fn differences<'a>(
    before: Option<&DayView<'a>>,
    after: &DayView<'a>,
    since: Date,
) -> Vec<Difference<'a>> {
    let window = Window {
        since,
        as_of: after.as_of,
    };
    let mut all = Vec::new();
    if since < after.as_of {
        figures::differences(before, after, &mut all);
        people::differences(after, window, &mut all);
        scores::differences(after, window, &mut all);
        events::differences(after, window, &mut all);
    }
    all.sort_by_key(|one| (one.topic, one.date));
    all
}
