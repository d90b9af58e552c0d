//! Bubbles: many items on two axes, with a third figure as their size.
//!
//! Draws the field with its halves and corner labels, bubbles moved aside so that they can be distinguished, and labels
//! where they cover nothing. Items without a position are not drawn: the caller lists them in words.

use super::canvas::Canvas;
use super::ink::{Ink, TextStyle};
use super::label::{shorten, width_px};
use super::scale::Scale;

const WIDTH_PX: f64 = 508.0;
const HEIGHT_PX: f64 = 420.0;
const LEFT_PX: f64 = 44.0;
const RIGHT_PX: f64 = 500.0;
const TOP_PX: f64 = 8.0;
const FOOT_PX: f64 = 372.0;
const LEAST_RADIUS_PX: f64 = 5.0;
const MOST_RADIUS_PX: f64 = 22.0;
/// The gap between bubbles, where possible.
const APART_PX: f64 = 2.0;
const LABEL_GAP_PX: f64 = 5.0;
const MOST_LABEL_PX: f64 = 120.0;
/// Height of a name alone.
const NAME_PX: f64 = 15.0;
/// How far a bubble moves aside in one step, and how often it tries.
const STEP_PX: f64 = 6.0;
const MOST_STEPS: u32 = 7;

/// More bubbles cannot be distinguished.
pub const MOST_BUBBLES: usize = 60;

/// One item.
#[derive(Clone, Copy, Debug)]
pub struct Bubble<'a> {
    /// Its name.
    pub label: &'a str,
    /// A second line under the name; may be empty.
    pub note: &'a str,
    /// Its position on the horizontal axis, from 0 to 1.
    pub x: f64,
    /// Its position on the vertical axis, from 0 to 1.
    pub y: f64,
    /// Its size relative to the largest, from 0 to 1; `None` if unknown.
    pub size: Option<f64>,
    /// Its kind.
    pub ink: Ink,
    /// Shown on hover and read aloud.
    pub title: &'a str,
    /// Its link.
    pub href: Option<&'a str>,
}

/// The whole figure.
#[derive(Clone, Copy, Debug)]
pub struct Bubbles<'a> {
    /// The name of the figure.
    pub title: &'a str,
    /// What a reader would see, in a sentence.
    pub description: &'a str,
    /// The items, of which at most [`MOST_BUBBLES`] are drawn.
    pub bubbles: &'a [Bubble<'a>],
    /// The titles of the axes: horizontal, vertical.
    pub axes: [&'a str; 2],
    /// The tick labels of the horizontal and the vertical axis, evenly spread from 0 to 1.
    pub ticks: [&'a [&'a str]; 2],
    /// The labels of the corners: upper left, upper right, lower left, lower right.
    pub corners: [&'a str; 4],
}

/// The position of a bubble in pixels.
struct Placed {
    x: f64,
    y: f64,
    radius: f64,
}

/// A rectangle: left, top, right, bottom.
type Area = (f64, f64, f64, f64);

impl Bubbles<'_> {
    /// Returns the figure as inline SVG; empty if there are no bubbles.
    pub fn draw(&self) -> String {
        if self.bubbles.is_empty() {
            return String::new();
        }
        let shown = &self.bubbles[..self.bubbles.len().min(MOST_BUBBLES)];
        let placed = place(shown);
        let mut canvas = Canvas::new(WIDTH_PX, HEIGHT_PX, self.title, self.description).with_size();
        self.draw_field(&mut canvas);
        let labels = place_labels(shown, &placed, &self.corner_areas());
        // The largest are drawn below the smaller ones.
        let mut order: Vec<usize> = (0..placed.len()).collect();
        order.sort_by(|&one, &other| placed[other].radius.total_cmp(&placed[one].radius));
        for at in order {
            let (bubble, position) = (&shown[at], &placed[at]);
            canvas.mark(bubble.title, bubble.href, |canvas| {
                let ink = match bubble.size {
                    Some(_) => bubble.ink,
                    None => Ink::BubbleUnknown,
                };
                canvas.circle((position.x, position.y), position.radius, ink);
                if let Some((left, top, _, foot)) = labels[at] {
                    let style = TextStyle::SECOND.bold().halo();
                    let label = shorten(bubble.label, MOST_LABEL_PX, 12.0);
                    canvas.text(left, top + 11.0, &label, style);
                    if foot - top > NAME_PX + 1.0 {
                        let note = shorten(bubble.note, MOST_LABEL_PX, 11.0);
                        canvas.text(left, top + 24.0, &note, TextStyle::LEAST.halo());
                    }
                }
            });
        }
        canvas.finish()
    }

    fn draw_field(&self, canvas: &mut Canvas) {
        let axis = TextStyle::THIRD;
        let [horizontal, vertical] = self.ticks;
        for (x, words) in spread_ticks(horizontal, x_scale()) {
            canvas.line(&[(x, TOP_PX), (x, FOOT_PX)], Ink::Hair);
            canvas.text(x, FOOT_PX + 16.0, words, axis.middle());
        }
        for (y, words) in spread_ticks(vertical, y_scale()) {
            canvas.line(&[(LEFT_PX, y), (RIGHT_PX, y)], Ink::Hair);
            canvas.text(LEFT_PX - 6.0, y + 4.0, words, axis.end());
        }
        let (x, y) = (x_scale().at_px(0.5), y_scale().at_px(0.5));
        canvas.line(&[(x, TOP_PX), (x, FOOT_PX)], Ink::Limit);
        canvas.line(&[(LEFT_PX, y), (RIGHT_PX, y)], Ink::Limit);
        canvas.line(
            &[(LEFT_PX, TOP_PX), (LEFT_PX, FOOT_PX), (RIGHT_PX, FOOT_PX)],
            Ink::Axis,
        );
        let [upper_left, upper_right, lower_left, lower_right] = self.corners;
        let (top, foot) = (TOP_PX + 16.0, FOOT_PX - 8.0);
        canvas.text(LEFT_PX + 8.0, top, upper_left, axis);
        canvas.text(RIGHT_PX - 6.0, top, upper_right, axis.end());
        canvas.text(LEFT_PX + 8.0, foot, lower_left, axis);
        canvas.text(RIGHT_PX - 6.0, foot, lower_right, axis.end());
        let names = TextStyle::SECOND;
        let [horizontal, vertical] = self.axes;
        canvas.text(0.0, HEIGHT_PX - 8.0, &format!("↑ {vertical}"), names);
        canvas.text(
            RIGHT_PX,
            HEIGHT_PX - 8.0,
            &format!("{horizontal} →"),
            names.end(),
        );
    }

    /// Returns the areas of the corner labels, which no other label may cover.
    fn corner_areas(&self) -> Vec<Area> {
        let area = |(place, words): (usize, &&str)| {
            let width = width_px(words, 12.0) + 8.0;
            let left = if place % 2 == 0 {
                LEFT_PX
            } else {
                RIGHT_PX - width
            };
            let top = if place < 2 { TOP_PX } else { FOOT_PX - 22.0 };
            (left, top, left + width, top + 22.0)
        };
        self.corners.iter().enumerate().map(area).collect()
    }
}

fn x_scale() -> Scale {
    Scale::new(0.0..1.0, LEFT_PX + 28.0..RIGHT_PX - 28.0)
}

fn y_scale() -> Scale {
    Scale::new(0.0..1.0, FOOT_PX - 24.0..TOP_PX + 28.0)
}

fn spread_ticks<'w>(words: &'w [&'w str], scale: Scale) -> impl Iterator<Item = (f64, &'w str)> {
    let last = words.len().saturating_sub(1).max(1) as f64;
    let ticks = words.iter().enumerate();
    ticks.map(move |(place, words)| (scale.at_px(place as f64 / last), *words))
}

/// Positions the bubbles; those that cover others move aside, alternately right and left, the larger ones first.
fn place(bubbles: &[Bubble]) -> Vec<Placed> {
    let mut placed: Vec<Placed> = bubbles
        .iter()
        .map(|bubble| Placed {
            x: x_scale().at_px(bubble.x),
            y: y_scale().at_px(bubble.y),
            radius: radius_px(bubble.size),
        })
        .collect();
    let mut order: Vec<usize> = (0..placed.len()).collect();
    order.sort_by(|&one, &other| {
        let larger = placed[other].radius.total_cmp(&placed[one].radius);
        larger.then(one.cmp(&other))
    });
    for (done, &at) in order.iter().enumerate() {
        let start = placed[at].x;
        let steps = (0..=MOST_STEPS).flat_map(|step| {
            let aside = f64::from(step) * STEP_PX;
            [start + aside, start - aside]
        });
        let is_free = |x: &f64| {
            let inside = (LEFT_PX + placed[at].radius..=RIGHT_PX - placed[at].radius).contains(x);
            let clear = order[..done].iter().all(|&other| {
                let (one, other) = (&placed[at], &placed[other]);
                let apart = (x - other.x).hypot(one.y - other.y);
                apart >= one.radius + other.radius + APART_PX
            });
            inside && clear
        };
        let free = steps.into_iter().find(is_free);
        placed[at].x = free.unwrap_or(start);
    }
    placed
}

fn radius_px(size: Option<f64>) -> f64 {
    let size = size.filter(|size| size.is_finite()).unwrap_or_default();
    (MOST_RADIUS_PX * size.clamp(0.0, 1.0).sqrt()).max(LEAST_RADIUS_PX)
}

/// Positions each label next to its bubble where it covers nothing; `None` if there is no such place.
fn place_labels(bubbles: &[Bubble], placed: &[Placed], corners: &[Area]) -> Vec<Option<Area>> {
    let mut taken: Vec<Area> = corners.to_vec();
    taken.extend(placed.iter().map(|one| {
        let reach = one.radius;
        (one.x - reach, one.y - reach, one.x + reach, one.y + reach)
    }));
    let mut labels = vec![None; bubbles.len()];
    let mut order: Vec<usize> = (0..placed.len()).collect();
    order.sort_by(|&one, &other| placed[other].radius.total_cmp(&placed[one].radius));
    for at in order {
        let (bubble, position) = (&bubbles[at], &placed[at]);
        // If there is no room for both lines, there may be for the name.
        let area = [bubble.note, ""].into_iter().find_map(|note| {
            let is_free = |area: &Area| !taken.iter().any(|other| overlap(area, other));
            let mut areas = candidate_areas(position, bubble.label, note).into_iter();
            areas.find(|area| is_inside(area) && is_free(area))
        });
        taken.extend(area);
        labels[at] = area;
    }
    labels
}

/// Returns the candidate areas of a label: right of its bubble, left, below and above.
fn candidate_areas(position: &Placed, label: &str, note: &str) -> [Area; 4] {
    let width = width_px(label, 12.0)
        .max(width_px(note, 11.0))
        .min(MOST_LABEL_PX);
    let height = if note.is_empty() { NAME_PX } else { 28.0 };
    let (aside, over) = (position.radius + LABEL_GAP_PX, position.radius + 3.0);
    // Above and below a bubble at the edge, the label is moved in.
    let horizontal = (position.x - width / 2.0)
        .min(RIGHT_PX - width)
        .max(LEFT_PX + 2.0);
    let lefts_and_tops = [
        (position.x + aside, position.y - height / 2.0),
        (position.x - aside - width, position.y - height / 2.0),
        (horizontal, position.y + over),
        (horizontal, position.y - over - height),
    ];
    lefts_and_tops.map(|(left, top)| (left, top, left + width, top + height))
}

fn is_inside((left, top, right, bottom): &Area) -> bool {
    *left >= LEFT_PX + 2.0 && *right <= RIGHT_PX && *top >= TOP_PX && *bottom <= FOOT_PX - 2.0
}

fn overlap(one: &Area, other: &Area) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bubble(label: &str, x: f64, y: f64, size: Option<f64>) -> Bubble<'_> {
        Bubble {
            label,
            note: "",
            x,
            y,
            size,
            ink: Ink::BubbleFirst,
            title: label,
            href: None,
        }
    }

    fn draw(bubbles: &[Bubble]) -> String {
        Bubbles {
            title: "组合图",
            description: "",
            bubbles,
            axes: ["发展潜力", "关系"],
            ticks: [&["1", "5"], &["0", "100"]],
            corners: ["维护", "深耕", "观察", "攻坚"],
        }
        .draw()
    }

    #[test]
    fn a_bubble_is_where_its_values_are() {
        let svg = draw(&[bubble("岚澈", 0.0, 1.0, Some(1.0))]);
        assert!(svg.contains(r#"<circle class=bub-v cx=72 cy=36 r=22 />"#));
        assert!(svg.contains(">岚澈</text>"));
    }

    #[test]
    fn a_bubble_without_size_is_hollow_and_dashed() {
        let svg = draw(&[bubble("岚澈", 0.5, 0.5, None)]);
        assert!(svg.contains(r#"<circle class="bub-g bub-0""#));
    }

    #[test]
    fn bubbles_at_one_position_move_aside() {
        let placed = place(&[bubble("甲", 0.5, 0.5, Some(0.1)); 3]);
        let mut places: Vec<f64> = placed.iter().map(|one| one.x).collect();
        places.sort_by(f64::total_cmp);
        assert!(places[1] - places[0] >= 12.0 && places[2] - places[1] >= 12.0);
    }

    #[test]
    fn labels_of_any_number_of_bubbles_do_not_overlap() {
        assert_eq!(draw(&[]), "");
        let many =
            vec![bubble("名字相当长的一家客户有限公司", 0.5, 0.5, Some(0.2)); 500];
        let placed = place(&many[..MOST_BUBBLES]);
        let labels = place_labels(&many[..MOST_BUBBLES], &placed, &[]);
        let labels: Vec<Area> = labels.into_iter().flatten().collect();
        for (at, one) in labels.iter().enumerate() {
            assert!(!labels[at + 1..].iter().any(|other| overlap(one, other)));
        }
        assert_eq!(draw(&many).matches("<circle").count(), MOST_BUBBLES);
    }
}
