//! The rules that a script draws a timeline at other scales by: the same numbers that this module draws with, as data.

use super::axis::{self, AxisWords, Step};
use super::{declutter, draw, layout};
use crate::figure::{TextStyle, label};
use serde::Serialize;

/// The rules, as the script of the theme reads them; lengths are in pixels.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rules<'a> {
    /// From the edges of the plot to the first and the last day.
    margin_px: f64,
    /// From the corner of the group of a mark to its middle.
    middle_px: (f64, f64),
    /// From one level of marks to the next.
    level_px: f64,
    /// Below the lanes.
    foot_px: f64,
    /// How far the line of today goes below the lanes.
    today_px: f64,
    band: BandRules,
    axis: AxisRules<'a>,
    crowd: DeclutterRules,
    text: TextRules,
}

/// Where the words of a band are.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct BandRules {
    label_px: f64,
    baseline_px: f64,
    type_px: f64,
}

/// How the words of the axis are chosen and where they are.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AxisRules<'a> {
    /// From a tick to its label.
    label_px: f64,
    /// From the end of a label to the next tick.
    gap_px: f64,
    /// From the baseline of the labels to the foot of the axis.
    baseline_px: f64,
    /// The height of a tick.
    tick_px: f64,
    type_px: f64,
    /// The names of the months, with a space between them.
    month_names: &'a str,
    /// The steps of ticks, the finest first.
    steps: Vec<StepRule<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct StepRule<'a> {
    /// The step is used where so many days are so many pixels wide.
    days: f64,
    least_px: f64,
    /// The months from tick to tick; 0 for a week that begins on a Monday.
    months: i32,
    /// The templates of labels, within a year and where one begins.
    label: &'a str,
    label_with_year: &'a str,
}

/// How marks that would hide each other make room.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct DeclutterRules {
    reach_px: f64,
    ring_reach_px: f64,
    most_shift_px: f64,
    most_levels: usize,
    clusters: Vec<ClusterRule>,
}

/// What a cluster of so many marks or more looks like.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ClusterRule {
    least: usize,
    reach_px: f64,
    /// Its shapes as inline SVG, with a count to be replaced.
    svg: String,
}

/// The first wide character. A script takes all that follow for wide, where `label` knows better: what it measures is words of
/// an axis and of bands.
const WIDE_FROM: u32 = 0x1100;

/// How wide text is estimated to be.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TextRules {
    narrow_em: f64,
    wide_em: f64,
    wide_from: u32,
}

impl<'a> Rules<'a> {
    /// The rules with the words of an axis.
    pub fn of(words: &AxisWords<'a>) -> Rules<'a> {
        let step = |step: Step| {
            let (days, least_px) = step.needs();
            StepRule {
                days,
                least_px,
                months: step.months(),
                label: step.template(false, words),
                label_with_year: step.template(true, words),
            }
        };
        Rules {
            margin_px: layout::MARGIN_PX,
            middle_px: draw::MIDDLE_PX,
            level_px: layout::LEVEL_PX,
            foot_px: layout::FOOT_PX,
            today_px: draw::TODAY_PX,
            band: BandRules {
                label_px: draw::WORDS_PX,
                baseline_px: draw::WORDS_BASELINE_PX,
                type_px: TextStyle::SECOND.size_px(),
            },
            axis: AxisRules {
                label_px: axis::LABEL_PX,
                gap_px: axis::GAP_PX,
                baseline_px: axis::BASELINE_PX,
                tick_px: axis::TICK_PX,
                type_px: axis::TYPE_PX,
                month_names: words.names,
                steps: Step::all().map(step).collect(),
            },
            crowd: DeclutterRules {
                reach_px: declutter::REACH_PX,
                ring_reach_px: declutter::RING_REACH_PX,
                most_shift_px: declutter::MOST_SHIFT_PX,
                most_levels: declutter::MOST_LEVELS,
                clusters: declutter::CLUSTER_REACHES_PX.map(cluster).into(),
            },
            text: TextRules {
                narrow_em: label::NARROW_EM,
                wide_em: label::WIDE_EM,
                wide_from: WIDE_FROM,
            },
        }
    }
}

fn cluster((least, reach_px): (usize, f64)) -> ClusterRule {
    ClusterRule {
        least,
        reach_px,
        svg: draw::cluster_shapes(reach_px),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_scripts_take_for_narrow_is_narrow() {
        let width_em = |character: char| label::width_px(&character.to_string(), 1.0);
        let first = char::from_u32(WIDE_FROM).unwrap();
        assert!(('\0'..first).all(|one| width_em(one) <= label::NARROW_EM));
        assert_eq!(width_em(first), label::WIDE_EM);
    }
}
