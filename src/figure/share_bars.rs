//! Share bars: for each row, a part of a whole.
//!
//! Each row has a label, a bar filled according to its share, and the figure in words. A row without data is hatched
//! and has a `?`; it is never drawn as empty. With `cells`, a bar is drawn as one square for each unit of the whole,
//! each with its own title and link.

use super::canvas::{Canvas, SMALL_PX};
use super::ink::{Ink, TextStyle};
use super::label::{shorten, width_px};
use super::scale::Scale;

const WIDTH_PX: f64 = SMALL_PX;
const ROW_PX: f64 = 28.0;
const BAR_PX: f64 = 10.0;
const BAR_TOP_PX: f64 = 9.0;
const BASELINE_PX: f64 = 18.0;
const GUTTER_LEAST_PX: f64 = 88.0;
const GUTTER_MOST_PX: f64 = 150.0;
const GUTTER_GAP_PX: f64 = 14.0;
const WORDS_GAP_PX: f64 = 12.0;
const CELL_PX: f64 = 12.0;
const CELL_STEP_PX: f64 = 16.0;

/// One unit of a row that is drawn as cells.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// Whether it is present.
    pub is_present: bool,
    /// Shown on hover and read aloud.
    pub title: &'a str,
    /// The page that reports it.
    pub href: Option<&'a str>,
}

/// One row.
#[derive(Clone, Copy, Debug, Default)]
pub struct ShareBar<'a> {
    /// Its label, which is shortened if it does not fit.
    pub label: &'a str,
    /// From 0 to 1; `None` if unknown.
    pub share: Option<f64>,
    /// The units of the whole, drawn instead of the share; empty for a bar.
    pub cells: &'a [Cell<'a>],
    /// The length of the bar relative to the longest, from 0 to 1.
    pub weight: f64,
    /// The figure, at the right.
    pub words: &'a str,
    /// Shown on hover and read aloud.
    pub title: &'a str,
    /// The link of the row.
    pub href: Option<&'a str>,
}

/// The whole figure.
#[derive(Clone, Copy, Debug)]
pub struct ShareBars<'a> {
    /// The name of the figure.
    pub title: &'a str,
    /// What a reader would see, in a sentence.
    pub description: &'a str,
    /// The rows, in the order in which they are drawn.
    pub rows: &'a [ShareBar<'a>],
    /// The total under a rule: a label and a figure; `None` for no total.
    pub total: Option<(&'a str, &'a str)>,
}

impl ShareBars<'_> {
    /// Returns the figure as inline SVG; empty if there are no rows.
    pub fn draw(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let layout = Layout::of(self);
        let end = self.rows.len() as f64 * ROW_PX;
        let height = end + self.total.map_or(0.0, |_| ROW_PX + 4.0);
        let mut canvas =
            Canvas::new(WIDTH_PX, height, self.title, self.description).with_classes("small");
        for (place, row) in self.rows.iter().enumerate() {
            let top = place as f64 * ROW_PX;
            canvas.mark(row.title, row.href, |canvas| {
                layout.draw_row(canvas, row, top)
            });
        }
        if let Some((label, words)) = self.total {
            canvas.line(&[(0.0, end + 2.5), (WIDTH_PX, end + 2.5)], Ink::Rule);
            let base = end + 4.0 + BASELINE_PX;
            let style = TextStyle::FIRST.bold();
            canvas.text(0.0, base, label, style);
            canvas.text(WIDTH_PX, base, words, style.end());
        }
        canvas.finish()
    }
}

/// The measures common to all rows.
struct Layout {
    gutter_px: f64,
    bars: Scale,
}

impl Layout {
    fn of(figure: &ShareBars) -> Self {
        let widest = |words: &mut dyn Iterator<Item = f64>| words.fold(0.0, f64::max);
        let rows = figure.rows.iter();
        let label_px = widest(&mut rows.clone().map(|row| width_px(row.label, 13.0)));
        let words_px = widest(&mut rows.map(|row| width_px(row.words, 12.0)));
        let gutter_px = (label_px + GUTTER_GAP_PX)
            .ceil()
            .clamp(GUTTER_LEAST_PX, GUTTER_MOST_PX);
        let end_px = WIDTH_PX - (words_px + WORDS_GAP_PX).ceil().min(WIDTH_PX / 3.0);
        Self {
            gutter_px,
            bars: Scale::new(0.0..1.0, gutter_px..end_px),
        }
    }

    fn draw_row(&self, canvas: &mut Canvas, row: &ShareBar, top: f64) {
        if row.href.is_some() {
            canvas.hit_area(0.0, top + 2.0, WIDTH_PX, ROW_PX - 4.0);
        }
        let style = TextStyle::FIRST;
        let label = shorten(row.label, self.gutter_px - GUTTER_GAP_PX, style.size_px());
        let style = if row.href.is_some() {
            style.underlined()
        } else {
            style
        };
        canvas.text(0.0, top + BASELINE_PX, &label, style);
        if row.cells.is_empty() {
            self.draw_bar(canvas, row, top + BAR_TOP_PX);
        } else {
            self.draw_cells(canvas, row, top + 8.0);
        }
        let room = WIDTH_PX / 3.0 - WORDS_GAP_PX;
        let words = shorten(row.words, room, 12.0);
        canvas.text(WIDTH_PX, top + BASELINE_PX, &words, TextStyle::SECOND.end());
    }

    /// Draws an outline as long as the whole, filled according to the share.
    fn draw_bar(&self, canvas: &mut Canvas, row: &ShareBar, top: f64) {
        let left = self.bars.at_px(0.0);
        let width = (self.bars.at_px(row.weight) - left).max(6.0);
        let Some(share) = row.share.filter(|share| !share.is_nan()) else {
            canvas.rect(
                left + 0.5,
                top + 0.5,
                width - 1.0,
                BAR_PX - 1.0,
                Ink::Unknown,
            );
            let style = TextStyle::SECOND.middle().halo();
            canvas.text(left + width / 2.0, top + BAR_PX - 0.5, "?", style);
            return;
        };
        let filled = width * share.clamp(0.0, 1.0);
        canvas.rect(
            left + 0.5,
            top + 0.5,
            width - 1.0,
            BAR_PX - 1.0,
            Ink::BarEmpty,
        );
        if filled > 0.0 {
            canvas.rect(left, top, filled, BAR_PX, Ink::Bar);
        }
    }

    /// Draws a square for each unit; they shrink if there are too many for the row.
    fn draw_cells(&self, canvas: &mut Canvas, row: &ShareBar, top: f64) {
        let (left, end) = (self.bars.at_px(0.0), self.bars.at_px(1.0));
        let step = CELL_STEP_PX.min((end - left) / row.cells.len() as f64);
        let size = CELL_PX.min(step * 0.75);
        for (place, cell) in row.cells.iter().enumerate() {
            let x = left + place as f64 * step;
            canvas.mark(cell.title, cell.href, |canvas| {
                let has_link = cell.href.is_some();
                if cell.is_present {
                    let ink = if has_link { Ink::BarCell } else { Ink::Bar };
                    canvas.rect(x, top, size, size, ink);
                } else {
                    if has_link {
                        canvas.hit_area(x - 2.0, top - 6.0, step, 24.0);
                    }
                    canvas.rect(x + 0.5, top + 0.5, size - 1.0, size - 1.0, Ink::BarEmpty);
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(rows: &[ShareBar]) -> String {
        ShareBars {
            title: "健康度",
            description: "",
            rows,
            total: None,
        }
        .draw()
    }

    #[test]
    fn a_bar_is_filled_according_to_its_share() {
        let half = ShareBar {
            label: "质量部",
            share: Some(0.5),
            weight: 1.0,
            words: "4 / 8",
            ..ShareBar::default()
        };
        let svg = draw(&[half]);
        // From 88 to 380 - 12 - 5 · 0.56 · 12, rounded up.
        assert!(
            svg.contains(r#"<rect class=bar x=88 y=9 width=123 height=10 />"#),
            "{svg}"
        );
        assert!(svg.contains(r#"<rect class=bar-0 x=88.5 y=9.5 width=245 height=9 />"#));
    }

    #[test]
    fn an_unknown_share_is_hatched_and_not_empty() {
        let svg = draw(&[ShareBar {
            label: "加权领先",
            weight: 1.0,
            ..ShareBar::default()
        }]);
        assert!(svg.contains(r#"class=unknown "#) && svg.contains(">?</text>"));
        assert!(!svg.contains("bar"));
    }

    #[test]
    fn cells_have_their_own_links() {
        let cells = [
            Cell {
                is_present: true,
                title: "采购预算",
                href: Some("a.html"),
            },
            Cell {
                is_present: false,
                title: "什么时候交货",
                href: None,
            },
        ];
        let svg = draw(&[ShareBar {
            label: "采购项目资料",
            cells: &cells,
            words: "1 / 2",
            ..ShareBar::default()
        }]);
        assert!(svg.contains(r#"<a href=a.html><title>采购预算</title>"#));
        assert_eq!(svg.matches("bar-0").count(), 1);
    }

    #[test]
    fn any_number_of_rows_and_cells_fits() {
        assert_eq!(draw(&[]), "");
        let cells = vec![
            Cell {
                is_present: true,
                title: "",
                href: None
            };
            500
        ];
        let row = ShareBar {
            label: "a label that is far too long for the gutter of this figure",
            cells: &cells,
            ..ShareBar::default()
        };
        assert_eq!(draw(&vec![row; 50]).matches("<rect").count(), 50 * 500);
    }
}
