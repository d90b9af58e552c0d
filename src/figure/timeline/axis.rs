//! The time axis: the positions of its ticks, and which of them have room for a label.
//!
//! Ticks are weeks, months, quarters or years: the finest whose labels fit. The labels come from the caller, as
//! templates with `{year}`, `{quarter}`, `{month}`, `{name}` and `{day}`.

use crate::figure::label::width_px;
use crate::text::fill;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// The font size of the labels.
pub(super) const TYPE_PX: f64 = 12.0;
/// Between the end of a label and the next tick.
pub(super) const GAP_PX: f64 = 8.0;
/// From a tick to its label.
pub const LABEL_PX: f64 = 3.5;
/// From the foot of the axis to the baseline of its labels, and the height of a tick.
pub(super) const BASELINE_PX: f64 = 9.0;
pub(super) const TICK_PX: f64 = 6.0;
/// Ticks of weeks, months and quarters stand at least so far apart, in pixels: the width of a label with its gap.
const WEEK_PX: f64 = 46.0;
const MONTH_PX: f64 = 44.0;
const QUARTER_PX: f64 = 66.0;
const YEAR_PX: f64 = 60.0;
/// Years between ticks, if every year is too much.
const YEARS: [i16; 9] = [1, 2, 5, 10, 20, 50, 100, 500, 1000];

/// The templates of the axis labels.
#[derive(Clone, Copy, Debug)]
pub struct AxisWords<'a> {
    /// A year: `{year} 年`.
    pub year: &'a str,
    /// A quarter within its year.
    pub quarter: &'a str,
    /// A quarter with its year.
    pub year_quarter: &'a str,
    /// A month within its year.
    pub month: &'a str,
    /// A month with its year.
    pub year_month: &'a str,
    /// A day within its year.
    pub day: &'a str,
    /// A day with its year.
    pub year_day: &'a str,
    /// The names of the months, separated by spaces, for `{name}`.
    pub names: &'a str,
}

/// A tick.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Its day.
    pub day: Date,
    /// Its position in pixels.
    pub x_px: f64,
    /// Its label; empty if there is no room for it.
    pub label: String,
}

/// How far ticks are apart in time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    Week,
    Month,
    Quarter,
    Years(i16),
}

impl Step {
    /// All steps, the finest first.
    pub fn all() -> impl Iterator<Item = Step> {
        let years = YEARS.into_iter().map(Step::Years);
        [Step::Week, Step::Month, Step::Quarter]
            .into_iter()
            .chain(years)
    }

    /// The days of the shortest such step, and the pixels that its words need.
    pub fn needs(self) -> (f64, f64) {
        const YEAR_DAYS: f64 = 365.25;
        match self {
            Step::Week => (7.0, WEEK_PX),
            Step::Month => (28.0, MONTH_PX),
            Step::Quarter => (90.0, QUARTER_PX),
            Step::Years(years) => (f64::from(years) * YEAR_DAYS, YEAR_PX),
        }
    }

    /// Its months; none for a week.
    pub fn months(self) -> i32 {
        match self {
            Step::Week => 0,
            Step::Month => 1,
            Step::Quarter => 3,
            Step::Years(years) => 12 * i32::from(years),
        }
    }

    /// The finest step whose words fit at so many pixels a day; the widest where none fits.
    fn at_scale(day_px: f64) -> Step {
        let fits = |step: &Step| {
            let (days, least_px) = step.needs();
            days * day_px >= least_px
        };
        Step::all().find(fits).unwrap_or(Step::Years(1000))
    }

    /// The first day of this step at or after a day.
    fn from(self, day: Date) -> Option<Date> {
        let first = match self {
            Step::Week => {
                let past = day.weekday().to_monday_zero_offset();
                return day
                    .checked_add(i64::from((7 - past).rem_euclid(7)).days())
                    .ok();
            }
            Step::Month => day.first_of_month(),
            Step::Quarter => {
                let month = (day.month() - 1) / 3 * 3 + 1;
                Date::new(day.year(), month, 1).ok()?
            }
            Step::Years(years) => Date::new(day.year().div_euclid(years) * years, 1, 1).ok()?,
        };
        if first >= day {
            return Some(first);
        }
        first.checked_add(self.span()).ok()
    }

    fn span(self) -> Span {
        match self {
            Step::Week => 7.days(),
            Step::Month => 1.month(),
            Step::Quarter => 3.months(),
            Step::Years(years) => i64::from(years).years(),
        }
    }

    /// Returns whether a tick begins a year for this step, and therefore names it.
    fn names_year(self, day: Date) -> bool {
        match self {
            Step::Week => day.month() == 1 && day.day() <= 7,
            _ => day.month() == 1,
        }
    }

    /// The template of its labels.
    pub fn template<'a>(self, with_year: bool, words: &AxisWords<'a>) -> &'a str {
        match (self, with_year) {
            (Step::Week, false) => words.day,
            (Step::Week, true) => words.year_day,
            (Step::Month, false) => words.month,
            (Step::Month, true) => words.year_month,
            (Step::Quarter, false) => words.quarter,
            (Step::Quarter, true) => words.year_quarter,
            (Step::Years(_), _) => words.year,
        }
    }

    fn label(self, day: Date, with_year: bool, words: &AxisWords<'_>) -> String {
        let template = self.template(with_year, words);
        let month = usize::from(day.month().unsigned_abs());
        let year = day.year().to_string();
        let quarter = month.div_ceil(3).to_string();
        let name = words
            .names
            .split(' ')
            .nth(month.saturating_sub(1))
            .unwrap_or_default();
        let (number, padded) = (month.to_string(), format!("{month:02}"));
        let date = format!("{:02}", day.day());
        fill(template, |key| {
            Some(match key {
                "year" => year.as_str(),
                "quarter" => &quarter,
                "month" => &number,
                "mm" => &padded,
                "name" => name,
                "day" => &date,
                _ => return None,
            })
        })
    }
}

/// Returns the ticks between two days; `day_px` is the width of a day, and `x_px` returns the position of a day.
pub fn ticks(
    first: Date,
    last: Date,
    day_px: f64,
    words: &AxisWords<'_>,
    x_px: impl Fn(Date) -> f64,
) -> Vec<Tick> {
    let step = Step::at_scale(day_px);
    let days = std::iter::successors(step.from(first), |day| day.checked_add(step.span()).ok());
    let mut ticks: Vec<Tick> = days
        .take_while(|day| *day <= last)
        .map(|day| Tick {
            day,
            x_px: x_px(day),
            label: String::new(),
        })
        .collect();
    // Years first: the labels that follow depend on them.
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let begins: Vec<bool> = ticks.iter().map(|tick| step.names_year(tick.day)).collect();
    for (tick, _) in ticks.iter_mut().zip(&begins).filter(|(_, begins)| **begins) {
        set_label(tick, step.label(tick.day, true, words), &mut taken);
    }
    if let Some(tick) = ticks.first_mut().filter(|tick| tick.label.is_empty()) {
        set_label(tick, step.label(tick.day, true, words), &mut taken);
    }
    for (tick, _) in ticks
        .iter_mut()
        .zip(&begins)
        .filter(|(_, begins)| !**begins)
    {
        if tick.label.is_empty() {
            set_label(tick, step.label(tick.day, false, words), &mut taken);
        }
    }
    ticks
}

/// Sets the label of a tick unless it collides with another.
fn set_label(tick: &mut Tick, words: String, taken: &mut Vec<(f64, f64)>) {
    let from = tick.x_px + LABEL_PX;
    let to = from + width_px(&words, TYPE_PX) + GAP_PX;
    if taken
        .iter()
        .all(|(start, end)| to <= *start || from >= *end)
    {
        taken.push((from, to));
        tick.label = words;
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    pub const CHINESE: AxisWords<'static> = AxisWords {
        year: "{year} 年",
        quarter: "{quarter} 季度",
        year_quarter: "{year} 年 {quarter} 季度",
        month: "{month} 月",
        year_month: "{year} 年 {month} 月",
        day: "{mm}-{day}",
        year_day: "{year}-{mm}-{day}",
        names: "",
    };

    fn labels(first: Date, days: i32, day_px: f64) -> Vec<String> {
        let last = first.saturating_add(i64::from(days).days());
        let x_px = |day: Date| f64::from(crate::figure::timeline::layout::day_number(day)) * day_px;
        let ticks = ticks(first, last, day_px, &CHINESE, x_px);
        ticks.into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn the_unit_depends_on_the_span() {
        let months = labels(date(2025, 8, 20), 240, 3.8);
        assert_eq!(
            months[..5],
            ["2025 年 9 月", "10 月", "11 月", "12 月", "2026 年 1 月"]
        );
        assert_eq!(
            labels(date(2026, 3, 3), 20, 40.0),
            ["2026-03-09", "03-16", "03-23"]
        );
        let quarters = labels(date(2024, 5, 1), 700, 1.3);
        assert_eq!(quarters[..2], ["2024 年 3 季度", "4 季度"]);
        assert_eq!(quarters[2], "2025 年 1 季度");
        assert_eq!(
            labels(date(1990, 5, 1), 4000, 0.2),
            [
                "1991 年", "1992 年", "1993 年", "1994 年", "1995 年", "1996 年", "1997 年",
                "1998 年", "1999 年", "2000 年", "2001 年"
            ]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn labels_never_collide(start in 0_i32..700_000, days in 1_i32..200_000, wide in any::<bool>()) {
            let first = date(1, 1, 1).saturating_add(i64::from(start).days());
            let day_px = if wide { 9000.0 } else { 876.0 } / f64::from(days);
            let last = first.saturating_add(i64::from(days).days());
            let x_px = |day: Date| f64::from(crate::figure::timeline::layout::day_number(day) - crate::figure::timeline::layout::day_number(first)) * day_px;
            let mut end = f64::NEG_INFINITY;
            let ticks = ticks(first, last, day_px, &CHINESE, x_px);
            prop_assert!(ticks.len() < 250);
            for tick in ticks.iter().filter(|tick| !tick.label.is_empty()) {
                prop_assert!(tick.x_px >= end);
                end = tick.x_px + width_px(&tick.label, TYPE_PX);
            }
        }
    }
}
