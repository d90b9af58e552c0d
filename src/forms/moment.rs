//! Dates as people write them in notes: a day, a day with a time, a month, or a day of the year. No time zones.

use jiff::civil::Date;

/// How much of a date was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `2026-03`
    Month,
    /// `2026-03-12`
    Day,
    /// `2026-03-12 14:30`
    Minute,
    /// `--03-12`, a birthday whose year is not known.
    Anniversary,
}

/// A date of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day; the first of the month if only a month was written; in an arbitrary leap year for an anniversary.
    pub day: Date,
    /// Minutes after midnight, if a time was written.
    pub minute: Option<u16>,
    /// How much of it was written.
    pub precision: Precision,
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// It is not written like a date.
    NotADate,
    /// It is written like a date, but the calendar has no such day.
    NoSuchDay {
        /// The month, 1 to 12, and its number of days; `None` if there is no such month.
        month: Option<(i8, i8)>,
    },
}

impl Moment {
    /// Parses `2026-03-12`, `2026-03-12 14:30`, `2026/3/12`, `2026.3.12`, `2026年3月12日`, `2026-03` and `--03-12`.
    ///
    /// # Errors
    /// Distinguishes a text that is not a date from a date that does not exist.
    pub fn parse(text: &str) -> Result<Moment, DateProblem> {
        let text = text.trim();
        if let Some(rest) = text.strip_prefix("--") {
            return anniversary(rest);
        }
        let (date, time) = split_time(text);
        let (year, rest) = number(date, 4).ok_or(DateProblem::NotADate)?;
        let (separator, rest) =
            first_of(rest, &["-", "/", ".", "年"]).ok_or(DateProblem::NotADate)?;
        let (month, rest) = number(rest, 2).ok_or(DateProblem::NotADate)?;
        let month_end = if separator == "年" { "月" } else { separator };
        let only_month = rest.is_empty() || (separator == "年" && rest == "月");
        if only_month && time.is_none() && separator != "." {
            let day = civil(year, month, 1)?;
            return Ok(Moment {
                day,
                minute: None,
                precision: Precision::Month,
            });
        }
        let rest = rest.strip_prefix(month_end).ok_or(DateProblem::NotADate)?;
        let (day, rest) = number(rest, 2).ok_or(DateProblem::NotADate)?;
        let rest = if separator == "年" {
            rest.strip_prefix(['日', '号']).unwrap_or(rest)
        } else {
            rest
        };
        if !rest.is_empty() {
            return Err(DateProblem::NotADate);
        }
        let day = civil(year, month, day)?;
        let minute = time.map(minute_of_day).transpose()?;
        let precision = if minute.is_some() {
            Precision::Minute
        } else {
            Precision::Day
        };
        Ok(Moment {
            day,
            minute,
            precision,
        })
    }

    /// Returns a moment that is a whole day.
    pub fn of_day(day: Date) -> Moment {
        Moment {
            day,
            minute: None,
            precision: Precision::Day,
        }
    }

    /// Formats as in ISO 8601: `2026-03-12 14:30`, `2026-03`, `03-12`.
    pub fn iso(&self) -> String {
        let mut text = String::with_capacity(16);
        if self.precision != Precision::Anniversary {
            let year = self.day.year().unsigned_abs();
            two_digits(&mut text, (year / 100) as u8);
            two_digits(&mut text, (year % 100) as u8);
            text.push('-');
        }
        two_digits(&mut text, self.day.month().unsigned_abs());
        if self.precision != Precision::Month {
            text.push('-');
            two_digits(&mut text, self.day.day().unsigned_abs());
        }
        if let Some(minute) = self.minute {
            text.push(' ');
            two_digits(&mut text, (minute / 60) as u8);
            text.push(':');
            two_digits(&mut text, (minute % 60) as u8);
        }
        text
    }

    /// Formats as in ISO 8601, without the time.
    pub fn iso_day(&self) -> String {
        Moment {
            minute: None,
            ..*self
        }
        .iso()
    }

    /// Returns whether it is after a day. A month is after the days before its first.
    pub fn is_after(&self, day: Date) -> bool {
        self.precision != Precision::Anniversary && self.day > day
    }
}

/// Writes a number below a hundred with two digits.
fn two_digits(text: &mut String, number: u8) {
    text.push(char::from(b'0' + number / 10 % 10));
    text.push(char::from(b'0' + number % 10));
}

/// Splits a date from the time that follows it after a space or `T`.
fn split_time(text: &str) -> (&str, Option<&str>) {
    match text.split_once([' ', 'T', '\u{3000}']) {
        Some((date, time)) => (date, Some(time.trim())),
        None => (text, None),
    }
}

/// Parses `14:30`, `9：05`, `14:30:00`.
fn minute_of_day(time: &str) -> Result<u16, DateProblem> {
    let (hour, rest) = number(time, 2).ok_or(DateProblem::NotADate)?;
    let (_, rest) = first_of(rest, &[":", "："]).ok_or(DateProblem::NotADate)?;
    let (minute, rest) = number(rest, 2).ok_or(DateProblem::NotADate)?;
    if !(rest.is_empty() || rest == ":00") {
        return Err(DateProblem::NotADate);
    }
    match (u16::try_from(hour), u16::try_from(minute)) {
        (Ok(hour), Ok(minute)) if hour < 24 && minute < 60 => Ok(hour * 60 + minute),
        _ => Err(DateProblem::NotADate),
    }
}

fn anniversary(text: &str) -> Result<Moment, DateProblem> {
    /// A leap year, so that the 29th of February is valid.
    const LEAP_YEAR: i32 = 2000;
    let (month, rest) = number(text, 2).ok_or(DateProblem::NotADate)?;
    let rest = rest.strip_prefix('-').ok_or(DateProblem::NotADate)?;
    let (day, rest) = number(rest, 2).ok_or(DateProblem::NotADate)?;
    if !rest.is_empty() {
        return Err(DateProblem::NotADate);
    }
    Ok(Moment {
        day: civil(LEAP_YEAR, month, day)?,
        minute: None,
        precision: Precision::Anniversary,
    })
}

/// Splits off the leading digits of a text, at most `most` of them.
fn number(text: &str, most: usize) -> Option<(i32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > most || (most == 4 && digits != 4) {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

fn first_of<'a>(text: &'a str, separators: &[&'static str]) -> Option<(&'static str, &'a str)> {
    separators
        .iter()
        .find_map(|separator| text.strip_prefix(separator).map(|rest| (*separator, rest)))
}

fn civil(year: i32, month: i32, day: i32) -> Result<Date, DateProblem> {
    let no_month = DateProblem::NoSuchDay { month: None };
    let (Ok(year), Ok(month), Ok(day)) =
        (i16::try_from(year), i8::try_from(month), i8::try_from(day))
    else {
        return Err(no_month);
    };
    let first = Date::new(year, month, 1).map_err(|_| no_month)?;
    Date::new(year, month, day).map_err(|_| DateProblem::NoSuchDay {
        month: Some((month, first.days_in_month())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_all_notations() {
        for text in [
            "2026-03-12",
            "2026/3/12",
            "2026.3.12",
            "2026年3月12日",
            "2026-3-12",
            "2026年03月12号",
        ] {
            assert_eq!(Moment::parse(text).unwrap().iso(), "2026-03-12", "{text}");
        }
        assert_eq!(
            Moment::parse("2026-03-12 14:30").unwrap().iso(),
            "2026-03-12 14:30"
        );
        assert_eq!(
            Moment::parse("2026年3月12日 9:05").unwrap().iso(),
            "2026-03-12 09:05"
        );
        assert_eq!(Moment::parse("2026-03").unwrap().iso(), "2026-03");
        assert_eq!(Moment::parse("2026年3月").unwrap().iso(), "2026-03");
        assert_eq!(Moment::parse("--02-29").unwrap().iso(), "02-29");
    }

    #[test]
    fn a_text_that_is_no_date_differs_from_a_day_that_does_not_exist() {
        for text in [
            "",
            "soon",
            "12-03-2026",
            "2026",
            "2026-03-12-01",
            "20260312",
            "2026-03-12 25:00",
            "2026-3-12x",
        ] {
            assert_eq!(Moment::parse(text), Err(DateProblem::NotADate), "{text}");
        }
        assert_eq!(
            Moment::parse("2026-02-30"),
            Err(DateProblem::NoSuchDay {
                month: Some((2, 28))
            })
        );
        assert_eq!(
            Moment::parse("2026-13-01"),
            Err(DateProblem::NoSuchDay { month: None })
        );
    }
}
