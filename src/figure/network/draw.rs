//! Draws the network: lines first, cards over them, names of lanes with a halo; and swatches for a legend.

use super::card::draw_clock;
use super::{CardStyle, DrawnLine, Network, Stance, Tie};
use crate::figure::canvas::{Canvas, Point};
use crate::figure::ink::{Ink, TextStyle};
use crate::figure::label::{shorten, width_px};

const ARROW_LENGTH_PX: f64 = 8.0;
const ARROW_REACH_PX: f64 = 4.0;
const CROSS_REACH_PX: f64 = 4.5;
/// A map up to this width may be scaled down a little, so that it fits a page.
const MOST_FITTING_PX: f64 = 1210.0;
const NAME_GAP_PX: f64 = 12.0;

impl Network {
    /// Returns the figure as inline SVG; empty if there are no cards.
    pub fn draw(&self) -> String {
        if self.cards.is_empty() {
            return String::new();
        }
        let layout = self.layout();
        let mut canvas = Canvas::new(
            layout.width_px,
            layout.height_px,
            &self.title,
            &self.description,
        )
        .with_classes(match layout.width_px {
            ..=MOST_FITTING_PX => "map fit",
            _ => "map",
        })
        .with_size();
        for line in &layout.lines {
            self.draw_line(&mut canvas, line);
        }
        for (lane, (corner, width)) in self.lanes.iter().zip(&layout.lanes) {
            if *width > 0.0 {
                draw_lane(&mut canvas, &lane.name, &lane.note, *corner, *width);
            }
        }
        for (place, (card, corner)) in self.cards.iter().zip(&layout.cards).enumerate() {
            card.draw(&mut canvas, *corner, place);
        }
        canvas.finish()
    }

    fn draw_line(&self, canvas: &mut Canvas, drawn: &DrawnLine) {
        let line = drawn.line.and_then(|line| self.lines.get(line));
        let (title, strength) = line.map_or(("", 1), |line| (line.title.as_str(), line.strength));
        let ends = format!("{} {}", drawn.from, drawn.to);
        canvas.mark_with_data("tie", title, None, &[("data-ends", &ends)], |canvas| {
            draw_tie(canvas, drawn.tie, strength, &drawn.points);
        });
    }
}

/// Draws a line of a kind through points.
fn draw_tie(canvas: &mut Canvas, tie: Tie, strength: u8, points: &[Point]) {
    match tie {
        Tie::Above => canvas.line(points, Ink::TieAbove),
        Tie::Close => canvas.line(points, Ink::TieClose),
        Tie::Against => {
            canvas.line(points, Ink::TieAgainst);
            draw_cross(canvas, middle(points));
        }
        Tie::Moves => {
            let ink = match strength {
                0 | 1 => Ink::TieMoves,
                2 => Ink::TieMovesMore,
                _ => Ink::TieMovesMost,
            };
            let (shaft, head) = with_arrow(points);
            canvas.line(&shaft, ink);
            canvas.polygon(&head, Ink::Arrow);
        }
    }
}

/// Shortens a line for its arrow head, and returns the arrow head.
fn with_arrow(points: &[Point]) -> (Vec<Point>, [Point; 3]) {
    let [.., before, tip] = points else {
        return (points.to_vec(), [(0.0, 0.0); 3]);
    };
    let (dx, dy) = ((tip.0 - before.0).signum(), (tip.1 - before.1).signum());
    let along = if tip.0 == before.0 {
        (0.0, dy)
    } else {
        (dx, 0.0)
    };
    let base = (
        tip.0 - along.0 * ARROW_LENGTH_PX,
        tip.1 - along.1 * ARROW_LENGTH_PX,
    );
    let aside = (along.1 * ARROW_REACH_PX, along.0 * ARROW_REACH_PX);
    let head = [
        *tip,
        (base.0 + aside.0, base.1 + aside.1),
        (base.0 - aside.0, base.1 - aside.1),
    ];
    let mut shaft = points.to_vec();
    if let Some(last) = shaft.last_mut() {
        *last = (base.0 + along.0, base.1 + along.1);
    }
    (shaft, head)
}

fn draw_cross(canvas: &mut Canvas, (x, y): Point) {
    let reach = CROSS_REACH_PX;
    let strokes = [
        [(x - reach, y - reach), (x + reach, y + reach)],
        [(x + reach, y - reach), (x - reach, y + reach)],
    ];
    canvas.lines(&[&strokes[0], &strokes[1]], Ink::Cross);
}

/// Returns the middle of the longest segment of a line.
fn middle(points: &[Point]) -> Point {
    let length = |pair: &&[Point]| (pair[0].0 - pair[1].0).abs() + (pair[0].1 - pair[1].1).abs();
    let longest = points
        .windows(2)
        .max_by(|one, other| length(one).total_cmp(&length(other)));
    match longest {
        Some([one, other]) => ((one.0 + other.0) / 2.0, (one.1 + other.1) / 2.0),
        _ => (0.0, 0.0),
    }
}

fn draw_lane(canvas: &mut Canvas, name: &str, note: &str, (x, y): Point, width: f64) {
    canvas.line(&[(x, y + 0.5), (x + width, y + 0.5)], Ink::Rule);
    let note_px = width_px(note, TextStyle::THIRD.size_px());
    let style = TextStyle::FIRST.bold().halo();
    let short = shorten(name, width - note_px - NAME_GAP_PX, style.size_px());
    canvas.text(x, y + 18.5, &short, style);
    canvas.text(x + width, y + 18.5, note, TextStyle::THIRD.end().halo());
}

/// Returns the classes of the card that a sign belongs to, which the whole swatch has.
fn classes_of(sign: &Sign) -> String {
    match sign {
        Sign::Style(style) => style.classes(),
        Sign::Stance(stance) => CardStyle {
            stance: *stance,
            ..CardStyle::default()
        }
        .classes(),
        Sign::Clock => "card stale".to_owned(),
        Sign::Tie(..) | Sign::Flag(_) | Sign::Badge(_) => String::new(),
    }
}

/// Draws one sign for a legend.
pub fn swatch(sign: &Sign) -> String {
    let mut canvas = Canvas::swatch(32.0, 18.0).with_classes(&classes_of(sign));
    match sign {
        Sign::Style(style) => draw_small(&mut canvas, style),
        Sign::Stance(stance) => {
            canvas.rect(0.5, 0.5, 6.0, 17.0, Ink::StanceBar);
            stance.draw(&mut canvas, (19.0, 9.0));
        }
        Sign::Tie(tie, strength) => {
            draw_tie(&mut canvas, *tie, *strength, &[(0.0, 9.0), (32.0, 9.0)]);
        }
        Sign::Flag(letter) => {
            let corners = [
                (4.0, 0.5),
                (26.0, 0.5),
                (21.0, 9.0),
                (26.0, 17.5),
                (4.0, 17.5),
            ];
            canvas.polygon(&corners, Ink::Flag);
            canvas.text(13.0, 13.0, letter, TextStyle::ON_FLAG.middle());
        }
        Sign::Clock => draw_clock(&mut canvas, (16.0, 9.0)),
        Sign::Badge(letter) => {
            canvas.rect(6.5, 0.5, 17.0, 17.0, Ink::Badge);
            canvas.text(15.0, 13.0, letter, TextStyle::ON_BADGE.middle());
        }
    }
    canvas.finish()
}

/// A sign that a legend explains.
#[derive(Clone, Debug)]
pub enum Sign {
    /// Fill or border of a card.
    Style(CardStyle),
    /// Bar and mark.
    Stance(Stance),
    /// A line, with its strength.
    Tie(Tie, u8),
    /// A flag with a character.
    Flag(String),
    /// Not met for a long time.
    Clock,
    /// A badge with a character.
    Badge(String),
}

fn draw_small(canvas: &mut Canvas, style: &CardStyle) {
    canvas.rect(2.0, 2.0, 28.0, 14.0, Ink::CardFace);
    canvas.rect(2.0, 2.0, 28.0, 14.0, Ink::CardEdge);
    if style.double {
        canvas.rect(5.5, 5.5, 21.0, 7.0, Ink::CardEdgeSecond);
    }
}
