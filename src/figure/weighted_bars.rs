//! Weighted bars: criteria and their weights as a waterfall that adds up to 100 %.
//!
//! Totals are shown honestly: above 100 % the axis grows and there is a dashed line at 100; below, the gap is a hollow
//! bar in its own row. Text, titles and links come from the caller.

use std::borrow::Cow;

use super::canvas::{Canvas, SMALL_PX};
use super::ink::{Ink, TextStyle};
use super::label::{shorten, width_px};
use super::scale::{Scale, step_to_reach};

const WIDTH_PX: f64 = SMALL_PX;
const ROW_PX: f64 = 28.0;
const BAR_PX: f64 = 14.0;
const BAR_TOP_PX: f64 = 7.0;
const BASELINE_PX: f64 = 18.0;
/// A linked row has a hit area of 24 px, which leaves room for the focus ring.
const HIT_INSET_PX: f64 = 2.0;
/// Below the last row: the axis, its ticks and their labels.
const AXIS_PX: f64 = 32.0;

const GUTTER_LEAST_PX: f64 = 88.0;
const GUTTER_MOST_PX: f64 = 160.0;
/// Between the longest label and the bars.
const GUTTER_GAP_PX: f64 = 14.0;
/// Between a bar and its percentage.
const PERCENT_GAP_PX: f64 = 8.0;
/// The minimum right of the axis: half of `100 %`, and a short percentage next to the last bar.
const MARGIN_LEAST_PX: f64 = 38.0;

/// Between the labels of two ticks.
const TICK_GAP_PX: f64 = 4.0;

const FULL_PERCENT: f64 = 100.0;
/// Weights are shown with one decimal; a total that would be shown as 100 is 100.
const TOLERANCE_PERCENT: f64 = 0.05;
/// No larger weight is drawn or written.
const MOST_PERCENT: f64 = 9999.0;
const TICK_PERCENT: f64 = 25.0;
const MOST_TICK_STEPS: u32 = 6;

/// One criterion.
#[derive(Clone, Copy, Debug)]
pub struct WeightedBar<'a> {
    /// The name of the criterion, which is shortened if it does not fit.
    pub label: &'a str,
    /// The weight in percent. NaN is shown as `?`; a weight that is not positive has no bar.
    pub weight_percent: f64,
    /// Shown on hover and read aloud; if empty, label and weight are used.
    pub title: &'a str,
    /// The note with the weight.
    pub href: Option<&'a str>,
}

/// The whole figure.
#[derive(Clone, Copy, Debug)]
pub struct WeightedBars<'a> {
    /// The name of the figure, for screen readers and on hover.
    pub title: &'a str,
    /// What a reader would see, in a sentence; may be empty.
    pub description: &'a str,
    /// The criteria, in the order in which they are drawn.
    pub bars: &'a [WeightedBar<'a>],
    /// The label of the gap to 100 %, such as “未分配”.
    pub rest_label: &'a str,
}

impl WeightedBars<'_> {
    /// Returns the figure as inline SVG; empty if there are no bars.
    pub fn draw(&self) -> String {
        if self.bars.is_empty() {
            return String::new();
        }
        let layout = Layout::of(self);
        let height_px = layout.axis_top_px() + AXIS_PX;
        let mut canvas =
            Canvas::new(WIDTH_PX, height_px, self.title, self.description).with_classes("small");
        if layout.exceeds_full() {
            let x = layout.scale.at_px(FULL_PERCENT);
            canvas.line(&[(x, 0.0), (x, layout.axis_top_px() + 0.5)], Ink::Limit);
        }
        let mut before_percent = 0.0;
        for (row, bar) in self.bars.iter().enumerate() {
            let step = Step::new(row, before_percent, bar.weight_percent);
            layout.draw_bar(&mut canvas, &step, bar);
            before_percent = step.after_percent;
            if row + 1 < layout.rows {
                layout.draw_connector(&mut canvas, &step);
            }
        }
        if self.bars.len() < layout.rows {
            let step = Step::new(
                self.bars.len(),
                before_percent,
                FULL_PERCENT - before_percent,
            );
            layout.draw_rest(&mut canvas, &step, self.rest_label);
        }
        layout.draw_axis(&mut canvas);
        canvas.finish()
    }
}

/// One step of the waterfall.
struct Step {
    top_px: f64,
    before_percent: f64,
    after_percent: f64,
    percent: Cow<'static, str>,
}

impl Step {
    fn new(row: usize, before_percent: f64, weight_percent: f64) -> Self {
        Self {
            top_px: row as f64 * ROW_PX,
            before_percent,
            after_percent: before_percent + drawn_percent(weight_percent),
            percent: percent_text(weight_percent),
        }
    }
}

/// The measures common to all rows.
struct Layout {
    /// Including the row of the gap to 100 %, if there is one.
    rows: usize,
    gutter_px: f64,
    scale: Scale,
    tick_percent: f64,
    end_percent: f64,
}

impl Layout {
    fn of(figure: &WeightedBars) -> Self {
        let weights = figure.bars.iter().map(|bar| bar.weight_percent);
        let total_percent: f64 = weights.clone().map(drawn_percent).sum();
        let rest_percent = FULL_PERCENT - total_percent;
        let rest = (rest_percent > TOLERANCE_PERCENT).then_some((figure.rest_label, rest_percent));
        let exceeds_full = rest_percent < -TOLERANCE_PERCENT;
        let reach_percent = if exceeds_full {
            total_percent
        } else {
            FULL_PERCENT
        };
        let tick_percent = step_to_reach(reach_percent, TICK_PERCENT, MOST_TICK_STEPS);
        let end_percent = (reach_percent / tick_percent).ceil() * tick_percent;

        let labels = figure.bars.iter().map(|bar| bar.label);
        let label_px = labels
            .chain(rest.map(|(label, _)| label))
            .map(|label| width_px(label, TextStyle::FIRST.size_px()))
            .fold(0.0, f64::max);
        let percent_px = weights
            .chain(rest.map(|(_, percent)| percent))
            .map(|percent| width_px(&percent_text(percent), TextStyle::SECOND.size_px()))
            .fold(0.0, f64::max);
        let gutter_px = (label_px + GUTTER_GAP_PX).ceil();
        let gutter_px = gutter_px.clamp(GUTTER_LEAST_PX, GUTTER_MOST_PX);
        let margin_px = (percent_px + PERCENT_GAP_PX).ceil().max(MARGIN_LEAST_PX);

        Self {
            rows: figure.bars.len() + usize::from(rest.is_some()),
            gutter_px,
            scale: Scale::new(0.0..end_percent, gutter_px..WIDTH_PX - margin_px),
            tick_percent,
            end_percent,
        }
    }

    /// Returns whether the axis extends beyond 100 %.
    fn exceeds_full(&self) -> bool {
        self.end_percent > FULL_PERCENT
    }

    fn axis_top_px(&self) -> f64 {
        self.rows as f64 * ROW_PX
    }

    /// Shortens a label to the width of the gutter.
    fn fitting<'a>(&self, label: &'a str) -> Cow<'a, str> {
        shorten(
            label,
            self.gutter_px - GUTTER_GAP_PX,
            TextStyle::FIRST.size_px(),
        )
    }

    fn draw_bar(&self, canvas: &mut Canvas, step: &Step, bar: &WeightedBar) {
        let label = self.fitting(bar.label);
        let title = mark_title(bar, label != bar.label, &step.percent);
        canvas.mark(&title, bar.href, |canvas| {
            let mut label_style = TextStyle::FIRST;
            if bar.href.is_some() {
                canvas.hit_area(
                    0.0,
                    step.top_px + HIT_INSET_PX,
                    WIDTH_PX,
                    ROW_PX - 2.0 * HIT_INSET_PX,
                );
                label_style = label_style.underlined();
            }
            canvas.text(0.0, step.top_px + BASELINE_PX, &label, label_style);
            let (left, right) = self.ends_px(step);
            if right > left {
                canvas.rect(
                    left,
                    step.top_px + BAR_TOP_PX,
                    right - left,
                    BAR_PX,
                    Ink::Bar,
                );
            }
            self.draw_percent(canvas, step);
        });
    }

    /// Draws the gap to 100 %. Its outline is half a pixel inside the row, so that it is sharp and as high as a bar.
    fn draw_rest(&self, canvas: &mut Canvas, step: &Step, rest_label: &str) {
        let label = self.fitting(rest_label);
        let title = format!("{rest_label} {}", step.percent);
        canvas.mark(title.trim_start(), None, |canvas| {
            canvas.text(0.0, step.top_px + BASELINE_PX, &label, TextStyle::THIRD);
            let (left, right) = self.ends_px(step);
            let top = step.top_px + BAR_TOP_PX + 0.5;
            let width = (right - left - 1.0).max(0.0);
            canvas.rect(left + 0.5, top, width, BAR_PX - 1.0, Ink::BarEmpty);
            self.draw_percent(canvas, step);
        });
    }

    /// Draws the percentage next to a bar, with a halo if it may be on the line at 100.
    fn draw_percent(&self, canvas: &mut Canvas, step: &Step) {
        let x = self.ends_px(step).1 + PERCENT_GAP_PX;
        let style = TextStyle::SECOND;
        let style = if self.exceeds_full() {
            style.halo()
        } else {
            style
        };
        canvas.text(x, step.top_px + BASELINE_PX, &step.percent, style);
    }

    /// Draws the riser from the end of a bar to the next row.
    fn draw_connector(&self, canvas: &mut Canvas, step: &Step) {
        let x = self.ends_px(step).1;
        let from = step.top_px + BAR_TOP_PX + BAR_PX;
        canvas.line(&[(x, from), (x, from + ROW_PX - BAR_PX)], Ink::Axis);
    }

    /// Draws the axis with its ticks; the unit is at 100, or at the end if 100 has no tick. A tick whose label would
    /// touch the one with the unit has none.
    fn draw_axis(&self, canvas: &mut Canvas) {
        let top = self.axis_top_px();
        let (start, end) = (self.scale.at_px(0.0), self.scale.at_px(self.end_percent));
        canvas.line(&[(start, top + 6.5), (end, top + 6.5)], Ink::Axis);
        let steps = (self.end_percent / self.tick_percent).round() as u32;
        let unit_percent = if self.tick_percent > FULL_PERCENT {
            self.end_percent
        } else {
            FULL_PERCENT
        };
        for number in 0..=steps {
            let value = f64::from(number) * self.tick_percent;
            let x = self.scale.at_px(value);
            canvas.line(&[(x, top + 6.0), (x, top + 11.0)], Ink::Axis);
            let style = TextStyle::THIRD.middle();
            let words = |value: f64| match value == unit_percent {
                true => format!("{value} %"),
                false => value.to_string(),
            };
            let reach = |value: f64| width_px(&words(value), style.size_px()) / 2.0;
            let apart = (x - self.scale.at_px(unit_percent)).abs();
            if value == unit_percent || apart >= reach(value) + reach(unit_percent) + TICK_GAP_PX {
                canvas.text(x, top + 26.0, &words(value), style);
            }
        }
    }

    fn ends_px(&self, step: &Step) -> (f64, f64) {
        (
            self.scale.at_px(step.before_percent),
            self.scale.at_px(step.after_percent),
        )
    }
}

/// Returns the title shown on hover: the caller's, with the whole label if it was shortened.
fn mark_title<'a>(bar: &WeightedBar<'a>, is_shortened: bool, percent: &str) -> Cow<'a, str> {
    if bar.title.is_empty() {
        Cow::Owned(format!("{} {percent}", bar.label))
    } else if is_shortened && !bar.title.contains(bar.label) {
        Cow::Owned(format!("{} · {}", bar.label, bar.title))
    } else {
        Cow::Borrowed(bar.title)
    }
}

/// Returns the length of a weight's bar: 0 for NaN and weights that are not positive.
fn drawn_percent(weight_percent: f64) -> f64 {
    if weight_percent.is_nan() {
        0.0
    } else {
        weight_percent.clamp(0.0, MOST_PERCENT)
    }
}

/// Formats a weight: `25 %`, `12.5 %`, `−5 %`; `?` for NaN.
fn percent_text(weight_percent: f64) -> Cow<'static, str> {
    if weight_percent.is_nan() {
        return Cow::Borrowed("?");
    }
    let size = (weight_percent.abs().min(MOST_PERCENT) * 10.0).round() / 10.0;
    let beyond = if weight_percent > MOST_PERCENT {
        "> "
    } else {
        ""
    };
    let sign = if weight_percent < 0.0 && size > 0.0 {
        "−"
    } else {
        ""
    };
    // A float without a fraction prints without a decimal point.
    Cow::Owned(format!("{sign}{beyond}{size} %"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, weight_percent: f64) -> WeightedBar<'_> {
        WeightedBar {
            label,
            weight_percent,
            title: "",
            href: None,
        }
    }

    fn draw(bars: &[WeightedBar]) -> String {
        let title = "关键采购标准的权重";
        WeightedBars {
            title,
            description: "",
            bars,
            rest_label: "未分配",
        }
        .draw()
    }

    #[test]
    fn two_criteria_are_two_steps() {
        let price = WeightedBar {
            title: "价格 40 %，拜访 03-06 填",
            href: Some("visits/2026-03-06.html"),
            ..bar("价格", 40.0)
        };
        let figure = WeightedBars {
            title: "关键采购标准的权重，合计 100 %",
            description: "质量占六成。",
            bars: &[bar("质量", 60.0), price],
            rest_label: "未分配",
        };
        let expected = r#"
<svg class=small viewBox="0 0 380 88" role=group>
<title>关键采购标准的权重，合计 100 %</title>
<desc>质量占六成。</desc>
<g><title>质量 60 %</title>
<text x=0 y=18>质量</text>
<rect class=bar x=88 y=7 width=152.4 height=14 />
<text class=t2 x=248.4 y=18>60 %</text></g>
<path class=axis d="M240.4 21V35"/>
<a href=visits/2026-03-06.html><title>价格 40 %，拜访 03-06 填</title>
<rect class=tap x=0 y=30 width=380 height=24 />
<text class=u x=0 y=46>价格</text>
<rect class=bar x=240.4 y=35 width=101.6 height=14 />
<text class=t2 x=350 y=46>40 %</text></a>
<path class=axis d="M88 62.5H342"/>
<path class=axis d="M88 62V67"/><text class="t3 mid" x=88 y=82>0</text>
<path class=axis d="M151.5 62V67"/><text class="t3 mid" x=151.5 y=82>25</text>
<path class=axis d="M215 62V67"/><text class="t3 mid" x=215 y=82>50</text>
<path class=axis d="M278.5 62V67"/><text class="t3 mid" x=278.5 y=82>75</text>
<path class=axis d="M342 62V67"/><text class="t3 mid" x=342 y=82>100 %</text>
</svg>"#;
        assert_eq!(figure.draw(), expected.replace('\n', ""));
        assert_eq!(figure.draw(), figure.draw());
    }

    #[test]
    fn below_100_the_gap_is_hollow() {
        let svg = draw(&[bar("质量", 60.0), bar("价格", 27.5)]);
        assert!(svg.contains("<g><title>未分配 12.5 %</title>"));
        assert_eq!(svg.matches(r#"class=bar-0 "#).count(), 1);
        assert!(!svg.contains("axis dash"));
    }

    #[test]
    fn above_100_the_axis_grows_and_a_dashed_line_stands_at_100() {
        let svg = draw(&[bar("质量", 80.0), bar("价格", 60.0)]);
        assert!(svg.contains(r#"<path class="axis dash" d="M257.3 0V56.5"/>"#));
        assert!(svg.contains(r#"<text class="t3 mid" x=257.3 y=82>100 %</text>"#));
        assert!(svg.contains(r#"<text class="t3 mid" x=342 y=82>150</text>"#));
        assert!(!svg.contains("未分配"));
    }

    #[test]
    fn thirds_that_are_shown_as_100_are_100() {
        let svg = draw(&[bar("质量", 33.33), bar("价格", 33.33), bar("服务", 33.33)]);
        assert!(!svg.contains("bar-0") && !svg.contains("dash"));
        assert!(svg.contains("33.3 %"));
    }

    #[test]
    fn a_long_label_is_shortened_and_whole_in_the_title() {
        let long = "数据完整性与审计追踪（含电子签名）";
        let svg = draw(&[WeightedBar {
            title: "拜访 03-06 填",
            ..bar(long, 100.0)
        }]);
        assert!(svg.contains("<title>数据完整性与审计追踪（含电子签名） · 拜访 03-06 填</title>"));
        assert!(svg.contains(r#"<text x=0 y=18>数据完整性与审计追踪…</text>"#));
        assert!(svg.contains(r#"<rect class=bar x=160 "#));
    }

    #[test]
    fn text_of_a_note_is_escaped() {
        let svg = draw(&[bar("</text><script>", 100.0)]);
        assert!(svg.contains("<title>&lt;/text&gt;&lt;script&gt; 100 %</title>"));
        assert!(!svg.contains("<script>"));
    }

    #[test]
    fn extreme_weights_are_shown_and_never_panic() {
        assert_eq!(draw(&[]), "");
        let strange = [
            f64::NAN,
            -5.0,
            -0.01,
            0.0,
            f64::INFINITY,
            f64::NEG_INFINITY,
            1e300,
        ];
        let svg = draw(&strange.map(|weight_percent| bar("价格", weight_percent)));
        let shown = |text: &str| svg.contains(&format!(">{text}</text>"));
        assert!(shown("?") && shown("−5 %") && shown("0 %") && shown("&gt; 9999 %"));
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
        let many = vec![bar("价格", 1.0); 5000];
        assert_eq!(draw(&many).matches("<g>").count(), 5000);
    }
}
