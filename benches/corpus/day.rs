//! A calendar day, counted and formatted. The corpus needs no time zone, no week and no clock.

use std::fmt;

/// A day, counted from 1 January 1970.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub usize);

/// The day on which the notes are written, 20 November 2026; the site's `as_of`.
pub const TODAY: Day = Day(20_777);

impl Day {
    /// Returns the day that many days earlier.
    pub fn before(self, days: usize) -> Self {
        Self(self.0.saturating_sub(days))
    }

    /// Returns the day that many days later.
    pub fn after(self, days: usize) -> Self {
        Self(self.0 + days)
    }
}

impl fmt::Display for Day {
    /// Writes `2026-11-20`. The years are counted from 1 March, so that the day of the leap year comes last
    /// (Howard Hinnant, "chrono-compatible low-level date algorithms").
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.0 + 719_468;
        let era = days / 146_097;
        let day_of_era = days % 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 {
            month_from_march + 3
        } else {
            month_from_march - 9
        };
        let year = era * 400 + year_of_era + usize::from(month <= 2);
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}
