//! Scales: map values to pixels along a straight axis, and find steps for ticks.
//!
//! Which ticks have labels is up to the figure.

use std::ops::Range;

/// A linear mapping of values to pixels, clamped to its axis.
#[derive(Clone, Debug)]
pub struct Scale {
    values: Range<f64>,
    pixels: Range<f64>,
}

impl Scale {
    /// Creates a scale that maps the first value to the first pixel and the last to the last.
    pub fn new(values: Range<f64>, pixels: Range<f64>) -> Self {
        Self { values, pixels }
    }

    /// Returns the position of a value in pixels. Values beyond an end are mapped to that end, NaN to the start.
    pub fn at_px(&self, value: f64) -> f64 {
        let share = (value - self.values.start) / (self.values.end - self.values.start);
        let share = if share.is_nan() {
            0.0
        } else {
            share.clamp(0.0, 1.0)
        };
        self.pixels.start + share * (self.pixels.end - self.pixels.start)
    }
}

/// Returns the smallest round step that reaches `end` in at most `most_steps` steps.
///
/// Steps grow from `least_step` by 2, 2, 2.5: from 25 come 50, 100, 250, 500, 1000 and so on.
pub fn step_to_reach(end: f64, least_step: f64, most_steps: u32) -> f64 {
    const GROWTH: [f64; 3] = [2.0, 2.0, 2.5];
    let mut step = least_step;
    for growth in GROWTH.iter().cycle().take(60) {
        if step * f64::from(most_steps) >= end {
            break;
        }
        step *= growth;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_on_the_axis() {
        let scale = Scale::new(0.0..100.0, 88.0..372.0);
        assert_eq!(scale.at_px(25.0), 159.0);
        assert_eq!(scale.at_px(-5.0), 88.0);
        assert_eq!(scale.at_px(f64::INFINITY), 372.0);
        assert_eq!(scale.at_px(f64::NAN), 88.0);
        assert_eq!(Scale::new(0.0..0.0, 0.0..10.0).at_px(0.0), 0.0);
    }

    #[test]
    fn steps_grow_with_the_axis() {
        assert_eq!(step_to_reach(100.0, 25.0, 6), 25.0);
        assert_eq!(step_to_reach(151.0, 25.0, 6), 50.0);
        assert_eq!(step_to_reach(320.0, 25.0, 6), 100.0);
        assert_eq!(step_to_reach(700.0, 25.0, 6), 250.0);
        assert_eq!(step_to_reach(3100.0, 25.0, 6), 1000.0);
    }
}
