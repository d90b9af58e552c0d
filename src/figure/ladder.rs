//! Ladders: how a graded value changed over time, one ladder below the other on a common time axis.
//!
//! The names of the rungs, the observations and their links come from the caller. An observation is valid until the
//! next one, so the line is level and then goes up or down.

use super::canvas::Canvas;
use super::ink::{Ink, TextStyle};
use super::label::{shorten, width_px};
use super::scale::Scale;

const WIDTH_PX: f64 = 480.0;
const RUNG_PX: f64 = 20.0;
/// The name of a ladder, above its highest rung.
const NAME_PX: f64 = 28.0;
const GAP_PX: f64 = 16.0;
const AXIS_PX: f64 = 24.0;
const LABEL_LEAST_PX: f64 = 60.0;
const LABEL_MOST_PX: f64 = 140.0;
const LABEL_GAP_PX: f64 = 14.0;
const RIGHT_PX: f64 = 8.0;
const MARK_PX: f64 = 4.5;
/// The size of a mark's hit area.
const HIT_PX: f64 = 20.0;

/// One observation of a rung.
#[derive(Clone, Debug)]
pub struct Observation {
    /// The time, as a share of the axis from 0 to 1.
    pub at: f64,
    /// The rung, counted from the lowest.
    pub rung: usize,
    /// Shown on hover and read aloud.
    pub title: String,
    /// The page that reports it.
    pub href: Option<String>,
}

/// One ladder.
#[derive(Clone, Debug)]
pub struct Ladder<'a> {
    /// Its name.
    pub name: &'a str,
    /// The names of the rungs, the lowest first.
    pub rungs: Vec<&'a str>,
    /// The observations, oldest first.
    pub observations: Vec<Observation>,
}

/// The whole figure.
#[derive(Clone, Debug)]
pub struct Ladders<'a> {
    /// The name of the figure.
    pub title: &'a str,
    /// What a reader would see, in a sentence; may be empty.
    pub description: &'a str,
    /// The ladders, in the order in which they are drawn.
    pub ladders: Vec<Ladder<'a>>,
    /// The labels of the two ends of the axis.
    pub ends: [&'a str; 2],
}

impl Ladders<'_> {
    /// Returns the figure as inline SVG; empty if there are no observations.
    pub fn draw(&self) -> String {
        let ladders = || {
            self.ladders
                .iter()
                .filter(|ladder| !ladder.observations.is_empty())
        };
        if ladders().next().is_none() {
            return String::new();
        }
        let size_px = TextStyle::THIRD.size_px();
        let rungs = ladders().flat_map(|ladder| &ladder.rungs);
        let widest = rungs
            .map(|rung| width_px(rung, size_px))
            .fold(0.0, f64::max);
        let labels_px = widest.clamp(LABEL_LEAST_PX, LABEL_MOST_PX);
        let left = labels_px + LABEL_GAP_PX;
        let height = |ladder: &Ladder<'_>| NAME_PX + ladder.rungs.len() as f64 * RUNG_PX + GAP_PX;
        let all: f64 = ladders().map(height).sum();
        let mut canvas = Canvas::new(WIDTH_PX, all + AXIS_PX, self.title, self.description)
            .with_classes("ladder")
            .with_size();
        let scale = Scale::new(0.0..1.0, left + MARK_PX..WIDTH_PX - RIGHT_PX);
        let mut top = 0.0;
        for ladder in ladders() {
            ladder.draw(&mut canvas, top, labels_px, &scale);
            top += height(ladder);
        }
        canvas.line(&[(left, top - 8.0), (WIDTH_PX, top - 8.0)], Ink::Axis);
        canvas.text(left, top + 10.0, self.ends[0], TextStyle::THIRD);
        canvas.text(WIDTH_PX, top + 10.0, self.ends[1], TextStyle::THIRD.end());
        canvas.finish()
    }
}

impl Ladder<'_> {
    fn draw(&self, canvas: &mut Canvas, top: f64, labels_px: f64, scale: &Scale) {
        canvas.text(0.0, top + 14.0, self.name, TextStyle::FIRST.bold());
        let highest = self.rungs.len().saturating_sub(1);
        let y = |rung: usize| {
            let below = highest.saturating_sub(rung.min(highest)) as f64;
            top + NAME_PX + below * RUNG_PX + 4.0
        };
        let size_px = TextStyle::THIRD.size_px();
        for (rung, name) in self.rungs.iter().enumerate() {
            let short = shorten(name, labels_px, size_px);
            canvas.text(labels_px, y(rung) + 4.0, &short, TextStyle::THIRD.end());
            let level = y(rung).floor() + 0.5;
            canvas.line(
                &[(labels_px + LABEL_GAP_PX, level), (WIDTH_PX, level)],
                Ink::Hair,
            );
        }
        let mut path = Vec::new();
        for observation in &self.observations {
            let here = (scale.at_px(observation.at), y(observation.rung));
            if let Some((_, before)) = path.last().copied() {
                path.push((here.0, before));
            }
            path.push(here);
        }
        if let Some((_, last)) = path.last().copied() {
            path.push((scale.at_px(1.0), last));
        }
        canvas.line(&path, Ink::Spark);
        for observation in &self.observations {
            let here = (scale.at_px(observation.at), y(observation.rung));
            canvas.mark(&observation.title, observation.href.as_deref(), |canvas| {
                let half = HIT_PX / 2.0;
                canvas.hit_area(here.0 - half, here.1 - half, HIT_PX, HIT_PX);
                canvas.circle(here, MARK_PX, Ink::Us);
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observation(at: f64, rung: usize) -> Observation {
        Observation {
            at,
            rung,
            title: "2026-03-12 <赞同>".to_owned(),
            href: Some("visits/a.html".to_owned()),
        }
    }

    #[test]
    fn a_line_is_level_and_then_goes_up() {
        let ladder = Ladder {
            name: "态度",
            rungs: vec!["反对者", "中立", "赞同"],
            observations: vec![observation(0.0, 0), observation(0.5, 2)],
        };
        let ladders = Ladders {
            title: "历次观察",
            description: "",
            ladders: vec![ladder],
            ends: ["2025-09-16", "2026-03-20"],
        };
        let svg = ladders.draw();
        assert!(
            svg.contains(r#"<path class=spark d="M78.5 72H275.3V32H472"/>"#),
            "{svg}"
        );
        assert!(svg.contains("&lt;赞同&gt;"));
    }

    #[test]
    fn no_observations_draw_nothing_and_extreme_ones_are_drawn() {
        let mut ladders = Ladders {
            title: "",
            description: "",
            ladders: Vec::new(),
            ends: ["", ""],
        };
        assert_eq!(ladders.draw(), "");
        ladders.ladders.push(Ladder {
            name: "",
            rungs: Vec::new(),
            observations: vec![observation(f64::NAN, 99)],
        });
        assert!(!ladders.draw().contains("NaN"));
    }
}
