//! The score board: us against competitors, one row for each criterion, as high as its weight.
//!
//! Each side's mark is on an axis from 1 to 5, hollow without evidence; at the right, bars for weight × gap to one
//! competitor add up to the lead; below are the weighted totals. The names are a separate drawing, so that they stay in
//! view while the rest scrolls. A missing score is drawn in its own column under `?`, never as zero.

use super::canvas::Canvas;
use super::ink::{Ink, TextStyle};
use super::label::{shorten, spread, width_px, wrap};
use super::scale::Scale;
use super::shape::{Party, side_by_side};

const NAMES_PX: f64 = 148.0;
const WEIGHT_END_PX: f64 = 132.0;
const PLOT_PX: f64 = 916.0;
const HEAD_PX: f64 = 32.0;
const FOOT_PX: f64 = 54.0;
const PX_PER_PERCENT: f64 = 4.2;
/// The minimum height of a row: that of its text.
const LEAST_ROW_PX: f64 = 20.0;
/// From this height on, a name may have two lines.
const TWO_LINES_PX: f64 = 40.0;
/// No larger weight is drawn.
const MOST_PERCENT: f64 = 100.0;

const AXIS_PX: (f64, f64) = (24.0, 404.0);
/// The leftmost position of a mark's middle.
const LEAST_MARK_PX: f64 = 7.0;
/// The position of missing scores, and the distance between marks.
const MISSING_PX: f64 = 452.0;
const STEP_PX: f64 = 16.0;
/// Weight × gap: the position of zero, the maximum length of a bar, and the maximum of pixels per point.
const ZERO_PX: f64 = 660.0;
const REACH_PX: f64 = 96.0;
const MOST_PX_PER_POINT: f64 = 380.0;
const BAR_PX: f64 = 12.0;
const EVIDENCE_PX: f64 = 812.0;
/// From the middle of a line of text to its baseline.
const BASELINE_PX: f64 = 4.5;

/// A score on the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoardMark {
    /// From 1 to 5.
    pub points: u8,
    /// Whether no note supports it.
    pub hollow: bool,
}

/// One criterion.
#[derive(Clone, Debug, Default)]
pub struct BoardRow<'a> {
    /// Its name, which is wrapped or shortened if it does not fit.
    pub label: &'a str,
    /// Its weight in percent; `None` if unknown.
    pub weight_percent: Option<f64>,
    /// Our score.
    pub us: Option<BoardMark>,
    /// Our previous score, if it was different.
    pub earlier: Option<u8>,
    /// The competitors' scores, in their order.
    pub rivals: Vec<Option<BoardMark>>,
    /// Weight × gap to the competitor we are compared with.
    pub part: Option<f64>,
    /// The text and the link of its evidence.
    pub evidence: Option<(&'a str, &'a str)>,
    /// Shown on hover and read aloud.
    pub title: &'a str,
}

/// The texts of the board.
#[derive(Clone, Copy, Debug, Default)]
pub struct BoardWords<'a> {
    /// The header of the names.
    pub criterion: &'a str,
    /// The header of the weights.
    pub weight: &'a str,
    /// The header of the bars, with the name of the competitor.
    pub part: &'a str,
    /// The header of the evidence.
    pub evidence: &'a str,
    /// Shown if there is no evidence.
    pub no_evidence: &'a str,
    /// The label of the totals.
    pub total: &'a str,
    /// Shown behind the lead.
    pub lead_note: &'a str,
}

/// The whole board.
#[derive(Clone, Copy, Debug)]
pub struct ScoreBoard<'a> {
    /// The name of the figure.
    pub title: &'a str,
    /// What a reader would see, in a sentence.
    pub description: &'a str,
    /// The criteria, in the order in which they are drawn.
    pub rows: &'a [BoardRow<'a>],
    /// The weighted totals: ours, then those of the competitors in their order.
    pub totals: &'a [Option<f64>],
    /// The sum of the weights in percent, as text.
    pub weight_total: &'a str,
    /// The sum of the bars, with its sign, and whether it counts against us.
    pub lead: Option<(&'a str, bool)>,
    /// The texts.
    pub words: BoardWords<'a>,
}

/// The board as two drawings, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnBoard {
    /// The names and weights.
    pub names: String,
    /// Everything else.
    pub plot: String,
}

impl ScoreBoard<'_> {
    /// Draws the board; `None` if there are no rows.
    pub fn draw(&self) -> Option<DrawnBoard> {
        (!self.rows.is_empty()).then(|| {
            let layout = Layout::of(self);
            DrawnBoard {
                names: layout.draw_names(self),
                plot: layout.draw_plot(self),
            }
        })
    }
}

/// The positions of everything.
struct Layout {
    /// The top of each row, then the end of the last.
    tops: Vec<f64>,
    axis: Scale,
    px_per_point: f64,
}

impl Layout {
    fn of(board: &ScoreBoard) -> Self {
        let mut tops = vec![HEAD_PX];
        let mut top = HEAD_PX;
        for row in board.rows {
            top += row_px(row.weight_percent);
            tops.push(top);
        }
        let parts = board.rows.iter().filter_map(|row| row.part);
        let most = parts.map(f64::abs).fold(0.0, f64::max);
        Self {
            tops,
            axis: Scale::new(1.0..5.0, AXIS_PX.0..AXIS_PX.1),
            px_per_point: (REACH_PX / most).min(MOST_PX_PER_POINT),
        }
    }

    fn end(&self) -> f64 {
        self.tops.last().copied().unwrap_or(HEAD_PX)
    }

    fn height(&self) -> f64 {
        self.end() + FOOT_PX
    }

    /// Returns the rows with their top and bottom.
    fn rows<'b>(
        &self,
        board: &ScoreBoard<'b>,
    ) -> impl Iterator<Item = (&'b BoardRow<'b>, f64, f64)> {
        let edges = self.tops.iter().zip(self.tops.iter().skip(1));
        board
            .rows
            .iter()
            .zip(edges)
            .map(|(row, (top, bottom))| (row, *top, *bottom))
    }

    fn draw_names(&self, board: &ScoreBoard) -> String {
        let mut canvas = Canvas::new(NAMES_PX, self.height(), "", "").with_size();
        canvas.text(0.0, 20.0, board.words.criterion, TextStyle::THIRD);
        let head = TextStyle::THIRD.end();
        canvas.text(WEIGHT_END_PX, 20.0, board.words.weight, head);
        canvas.line(&[(0.0, 31.5), (NAMES_PX, 31.5)], Ink::Axis);
        for (row, top, bottom) in self.rows(board) {
            canvas.mark(row.label, None, |canvas| {
                draw_name(canvas, row, top, bottom)
            });
            canvas.line(&[(0.0, bottom), (NAMES_PX, bottom)], Ink::Hair);
        }
        let end = self.end();
        canvas.line(&[(0.0, end), (NAMES_PX, end)], Ink::Rule);
        let base = end + 26.5;
        canvas.text(0.0, base, board.words.total, TextStyle::FIRST.bold());
        let total = TextStyle::FIRST.end().bold();
        canvas.text(WEIGHT_END_PX, base, board.weight_total, total);
        canvas.finish()
    }

    fn draw_plot(&self, board: &ScoreBoard) -> String {
        let mut canvas =
            Canvas::new(PLOT_PX, self.height(), board.title, board.description).with_size();
        self.draw_head(&mut canvas, board);
        for (row, top, bottom) in self.rows(board) {
            canvas.line(&[(0.0, bottom), (PLOT_PX, bottom)], Ink::Hair);
            let middle = (top + bottom) / 2.0;
            canvas.mark(row.title, None, |canvas| {
                self.draw_scores(canvas, row, middle);
                self.draw_part(canvas, row, middle);
                draw_evidence(canvas, row, middle, board.words.no_evidence);
            });
        }
        let (end, zero) = (self.end(), ZERO_PX + 0.5);
        canvas.line(&[(zero, HEAD_PX), (zero, end)], Ink::Axis);
        canvas.line(&[(0.0, end), (PLOT_PX, end)], Ink::Rule);
        self.draw_totals(&mut canvas, board);
        canvas.finish()
    }

    fn draw_head(&self, canvas: &mut Canvas, board: &ScoreBoard) {
        let (head, end) = (TextStyle::THIRD, self.end());
        for points in 1..=5_u8 {
            let x = self.axis.at_px(f64::from(points));
            canvas.text(x, 20.0, &points.to_string(), head.middle());
            canvas.line(&[(x, HEAD_PX), (x, end + 44.0)], Ink::Hair);
        }
        let is_missing = |row: &BoardRow| row.us.is_none() || row.rivals.contains(&None);
        if board.rows.iter().any(is_missing) {
            canvas.text(MISSING_PX, 20.0, "?", head.middle());
        }
        let part = shorten(board.words.part, 270.0, head.size_px());
        canvas.text(ZERO_PX, 20.0, &part, head.middle());
        canvas.text(EVIDENCE_PX, 20.0, board.words.evidence, head);
        canvas.line(&[(0.0, 31.5), (PLOT_PX, 31.5)], Ink::Axis);
    }

    /// Draws the marks of a row, equal scores side by side, ours first, missing ones under `?`.
    fn draw_scores(&self, canvas: &mut Canvas, row: &BoardRow, middle: f64) {
        let all: Vec<(Party, Option<BoardMark>)> = parties(row).collect();
        let points = all
            .iter()
            .filter_map(|(_, mark)| Some(mark.as_ref()?.points));
        let (least, most) = (points.clone().min(), points.max());
        if let Some((least, most)) = least.zip(most).filter(|(least, most)| least < most) {
            let ends = [least, most].map(|points| (self.axis.at_px(f64::from(points)), middle));
            canvas.line(&ends, Ink::Span);
        }
        if let Some((earlier, now)) = row.earlier.zip(row.us) {
            self.draw_earlier(canvas, earlier, now.points, middle);
        }
        for points in 1..=5_u8 {
            let here = all
                .iter()
                .filter_map(|(party, mark)| Some((party, mark.as_ref()?)));
            let here: Vec<_> = here.filter(|(_, mark)| mark.points == points).collect();
            let x = self.axis.at_px(f64::from(points));
            let first = side_by_side(here.len(), STEP_PX).next().unwrap_or_default();
            // Many marks at the lowest score would leave the figure: they are moved in together.
            let x = x.max(LEAST_MARK_PX - first);
            for (offset, (party, mark)) in side_by_side(here.len(), STEP_PX).zip(&here) {
                party.draw(canvas, (x + offset, middle), mark.hollow);
            }
        }
        let missing = all.iter().filter(|(_, mark)| mark.is_none());
        for (place, (party, _)) in missing.enumerate() {
            let x = MISSING_PX + place as f64 * STEP_PX;
            party.draw(canvas, (x, middle), true);
        }
    }

    /// Draws our previous score: a tick, and a dashed line to the current one.
    fn draw_earlier(&self, canvas: &mut Canvas, earlier: u8, now: u8, middle: f64) {
        let (from, to) = (
            self.axis.at_px(f64::from(earlier)),
            self.axis.at_px(f64::from(now)),
        );
        let y = middle + 9.0;
        canvas.line(&[(from, y), (to, y)], Ink::Limit);
        canvas.line(&[(from, y - 4.0), (from, y + 4.0)], Ink::Rule);
    }

    fn draw_part(&self, canvas: &mut Canvas, row: &BoardRow, middle: f64) {
        let Some(part) = row.part.filter(|part| part.is_finite()) else {
            return;
        };
        let words = signed(part);
        let reach = (part.abs() * self.px_per_point).min(REACH_PX);
        let top = middle - BAR_PX / 2.0;
        let base = middle + BASELINE_PX;
        if words == "0.00" {
            canvas.text(ZERO_PX + 7.0, base, "0", TextStyle::THIRD);
        } else if part > 0.0 {
            canvas.rect(ZERO_PX, top, reach, BAR_PX, Ink::Bar);
            canvas.text(ZERO_PX + reach + 7.0, base, &words, TextStyle::SECOND);
        } else {
            let left = ZERO_PX - reach;
            canvas.rect(left, top, reach, BAR_PX, Ink::BarAgainst);
            canvas.text(left - 7.0, base, &words, TextStyle::SECOND.end());
        }
    }

    /// Draws the totals on the axis, their figures below it, and the lead under the bars.
    fn draw_totals(&self, canvas: &mut Canvas, board: &ScoreBoard) {
        let middle = self.end() + 22.0;
        let known = board.totals.iter().enumerate();
        let known: Vec<(Party, f64)> = known
            .filter_map(|(place, total)| Some((party_at(place), (*total)?)))
            .filter(|(_, total)| total.is_finite())
            .take(1 + Party::MOST_RIVALS)
            .collect();
        let mut places: Vec<f64> = known
            .iter()
            .map(|(_, total)| self.axis.at_px(*total))
            .collect();
        let (left, right) = places
            .iter()
            .fold((f64::MAX, f64::MIN), |(left, right), x| {
                (left.min(*x), right.max(*x))
            });
        if left < right {
            canvas.line(&[(left, middle), (right, middle)], Ink::Span);
        }
        // Ours is drawn last, so that nothing covers it.
        for ((party, _), x) in known.iter().zip(&places).rev() {
            party.draw(canvas, (*x, middle), false);
        }
        let words: Vec<String> = known
            .iter()
            .map(|(_, total)| format!("{total:.2}"))
            .collect();
        let widths: Vec<f64> = words.iter().map(|words| width_px(words, 13.0)).collect();
        spread(&mut places, &widths, 8.0, 0.0..AXIS_PX.1 + 36.0);
        for (((party, _), words), x) in known.iter().zip(&words).zip(&places) {
            let style = match party {
                Party::Us => TextStyle::FIRST.bold().accent(),
                Party::Rival(_) => TextStyle::SECOND,
            };
            canvas.text(*x, middle + 23.0, words, style.middle());
        }
        if let Some((lead, against)) = board.lead {
            let style = TextStyle::FIGURE;
            let style = if against { style.bad() } else { style.accent() };
            canvas.text(ZERO_PX, middle + 8.0, lead, style);
            let x = ZERO_PX + width_px(lead, style.size_px()) + 12.0;
            let note = shorten(board.words.lead_note, PLOT_PX - x, 12.0);
            canvas.text(x, middle + 5.0, &note, TextStyle::SECOND);
        }
    }
}

fn draw_name(canvas: &mut Canvas, row: &BoardRow, top: f64, bottom: f64) {
    let middle = (top + bottom) / 2.0;
    let weight = row
        .weight_percent
        .map_or("?".to_owned(), |weight| format!("{} %", rounded(weight)));
    let style = TextStyle::FIRST.bold();
    let room = WEIGHT_END_PX - width_px(&weight, style.size_px()) - 10.0;
    let most_lines = if bottom - top >= TWO_LINES_PX { 2 } else { 1 };
    let lines = wrap(row.label, room, style.size_px(), most_lines);
    let first = middle + BASELINE_PX - (lines.len().saturating_sub(1)) as f64 * 9.0;
    for (place, line) in lines.iter().enumerate() {
        canvas.text(0.0, first + place as f64 * 18.0, line, style);
    }
    canvas.text(
        WEIGHT_END_PX,
        middle + BASELINE_PX,
        &weight,
        TextStyle::FIRST.end(),
    );
}

fn draw_evidence(canvas: &mut Canvas, row: &BoardRow, middle: f64, no_evidence: &str) {
    let base = middle + BASELINE_PX;
    let room = PLOT_PX - EVIDENCE_PX;
    match row.evidence {
        Some((words, href)) => canvas.mark("", Some(href), |canvas| {
            canvas.hit_area(EVIDENCE_PX - 4.0, middle - 10.0, room + 4.0, 20.0);
            let words = shorten(words, room, 12.0);
            canvas.text(EVIDENCE_PX, base, &words, TextStyle::SECOND.underlined());
        }),
        None => canvas.text(EVIDENCE_PX, base, no_evidence, TextStyle::THIRD),
    }
}

/// Returns the sides of a row: us, then the competitors that have their own shape.
fn parties<'r>(row: &'r BoardRow) -> impl Iterator<Item = (Party, Option<BoardMark>)> + 'r {
    let rivals = row.rivals.iter().take(Party::MOST_RIVALS).enumerate();
    let rivals = rivals.map(|(place, mark)| (Party::Rival(place), *mark));
    std::iter::once((Party::Us, row.us)).chain(rivals)
}

/// Returns the side of a total, of which ours is the first.
fn party_at(place: usize) -> Party {
    place.checked_sub(1).map_or(Party::Us, Party::Rival)
}

fn row_px(weight_percent: Option<f64>) -> f64 {
    let percent = weight_percent.filter(|percent| percent.is_finite());
    let percent = percent.unwrap_or_default().clamp(0.0, MOST_PERCENT);
    (percent * PX_PER_PERCENT).max(LEAST_ROW_PX)
}

/// Rounds a number to at most two decimals: `25`, `12.5`.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

/// Formats a number with its sign and two decimals; the minus is as wide as the plus.
fn signed(number: f64) -> String {
    match rounded(number) {
        number if number > 0.0 => format!("+{number:.2}"),
        number if number < 0.0 => format!("−{:.2}", number.abs()),
        _ => "0.00".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(points: u8) -> Option<BoardMark> {
        Some(BoardMark {
            points,
            hollow: false,
        })
    }

    fn row(label: &str, weight_percent: f64, us: u8, rival: u8) -> BoardRow<'_> {
        let gap = f64::from(us) - f64::from(rival);
        BoardRow {
            label,
            weight_percent: Some(weight_percent),
            us: mark(us),
            rivals: vec![mark(rival)],
            part: Some(gap * weight_percent / 100.0),
            title: label,
            ..BoardRow::default()
        }
    }

    fn board<'a>(rows: &'a [BoardRow<'a>], totals: &'a [Option<f64>]) -> ScoreBoard<'a> {
        ScoreBoard {
            title: "竞争对手分析",
            description: "",
            rows,
            totals,
            weight_total: "100 %",
            lead: None,
            words: BoardWords::default(),
        }
    }

    #[test]
    fn a_row_is_as_high_as_its_weight() {
        let rows = [row("质量", 60.0, 5, 4), row("价格", 40.0, 3, 5)];
        let drawn = board(&rows, &[Some(4.2), Some(4.4)]).draw().unwrap();
        // Middles: 32 + 252 / 2, 32 + 252 + 168 / 2.
        assert!(
            drawn
                .plot
                .contains(r#"<circle class=us cx=404 cy=158 r=6 />"#)
        );
        assert!(
            drawn
                .plot
                .contains(r#"<circle class=us cx=214 cy=368 r=6 />"#)
        );
        assert!(drawn.names.contains(">60 %</text>"));
    }

    #[test]
    fn bars_reach_right_for_us_and_hatched_left_against_us() {
        let rows = [row("质量", 60.0, 5, 4), row("价格", 40.0, 3, 5)];
        let plot = board(&rows, &[]).draw().unwrap().plot;
        // The largest, 0.80, reaches all the way; 0.60 three quarters of it.
        assert!(plot.contains(r#"<rect class=bar x=660 y=152 width=72 height=12 />"#));
        assert!(plot.contains(r#"<rect class=neg x=564 y=362 width=96 height=12 />"#));
        assert!(plot.contains(">+0.60</text>") && plot.contains(">−0.80</text>"));
    }

    #[test]
    fn equal_scores_are_side_by_side_ours_first() {
        let plot = board(&[row("质量", 50.0, 4, 4)], &[]).draw().unwrap().plot;
        assert!(plot.contains(r#"class=us cx=301 "#));
        assert!(plot.contains(r#"class=ra d="M317 "#));
        assert!(!plot.contains("span"));
    }

    #[test]
    fn a_missing_score_is_in_its_own_column_and_hollow() {
        let mut missing = row("质量", 50.0, 4, 4);
        missing.rivals = vec![None];
        missing.part = None;
        let plot = board(&[missing], &[Some(2.0), None]).draw().unwrap().plot;
        assert!(plot.contains(r#"class="ra hollow" d="M452 "#));
        assert!(plot.contains(">?</text>"));
        assert!(!plot.contains(r#"class=bar "#));
    }

    #[test]
    fn no_rows_draw_nothing_and_extreme_numbers_are_drawn() {
        assert_eq!(board(&[], &[]).draw(), None);
        let mut strange = row("质量", f64::NAN, 9, 0);
        strange.part = Some(f64::INFINITY);
        let drawn = board(&[strange], &[Some(f64::NAN)]).draw().unwrap();
        assert!(!drawn.plot.contains("NaN\"") && !drawn.plot.contains("inf"));
    }
}
