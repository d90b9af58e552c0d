//! A percentage, exact to a hundredth of a percent.

/// A percentage in hundredths of a percent: 35 % is 3500.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Percent {
    /// Hundredths of a percent.
    pub hundredths: i32,
}

/// Why a text is not a percentage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PercentProblem {
    /// Not a number.
    NotAPercent,
    /// A number below one without a percent sign: 0.35 may mean 35 % or 0.35 %. Both readings.
    Ambiguous(Percent, Percent),
}

impl Percent {
    /// 100 %.
    pub const WHOLE: Percent = Percent { hundredths: 10_000 };

    /// Parses `35%`, `35 %`, `35`, `12.5%`; from 0 to 1000, with at most two decimals.
    ///
    /// # Errors
    /// Returns both readings if a number between 0 and 1 has no percent sign.
    pub fn parse(text: &str) -> Result<Percent, PercentProblem> {
        let text = text.trim();
        let bare = text.strip_suffix(['%', '％', '﹪']).map(str::trim_end);
        let hundredths = hundredths(bare.unwrap_or(text)).ok_or(PercentProblem::NotAPercent)?;
        let percent = Percent { hundredths };
        if bare.is_none() && (1..100).contains(&hundredths) {
            return Err(PercentProblem::Ambiguous(
                Percent {
                    hundredths: hundredths * 100,
                },
                percent,
            ));
        }
        Ok(percent)
    }

    /// Returns the number without the percent sign: `35`, `12.5`.
    pub fn number(self) -> String {
        let sign = if self.hundredths < 0 { "−" } else { "" };
        let magnitude = self.hundredths.unsigned_abs();
        let (whole, rest) = (magnitude / 100, magnitude % 100);
        match rest {
            0 => format!("{sign}{whole}"),
            rest if rest % 10 == 0 => format!("{sign}{whole}.{}", rest / 10),
            rest => format!("{sign}{whole}.{rest:02}"),
        }
    }

    /// Returns the percentage as a fraction of one.
    pub fn fraction(self) -> f64 {
        f64::from(self.hundredths) / 10_000.0
    }
}

fn hundredths(text: &str) -> Option<i32> {
    const LARGEST_PERCENT: i32 = 1000;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || !digits(whole)
        || !digits(fraction)
        || fraction.len() > 2
        || whole.len() > 4
    {
        return None;
    }
    let whole: i32 = whole.parse().ok()?;
    let fraction: i32 = format!("{fraction:0<2}").parse().ok()?;
    (whole <= LARGEST_PERCENT).then_some(whole * 100 + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_with_and_without_sign() {
        assert_eq!(Percent::parse("35%").unwrap().number(), "35");
        assert_eq!(Percent::parse("35").unwrap().number(), "35");
        assert_eq!(Percent::parse("12.5％").unwrap().number(), "12.5");
        assert_eq!(Percent::parse("0.35%").unwrap().number(), "0.35");
        assert_eq!(Percent::parse("0").unwrap().number(), "0");
        assert!(matches!(
            Percent::parse("0.35"),
            Err(PercentProblem::Ambiguous(..))
        ));
        assert_eq!(Percent::parse("many"), Err(PercentProblem::NotAPercent));
        assert_eq!(Percent::parse(""), Err(PercentProblem::NotAPercent));
    }
}
