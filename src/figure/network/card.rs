//! A card: fill, bar and mark, border, badge, flag and three lines of text.
//!
//! Everything that may change with the day is a class of the whole card, so that a script can set another one, with its
//! appearance in the style sheet. No sign is colour alone.

use super::parts::{CARD_HEIGHT_PX, CARD_WIDTH_PX, Card};
use crate::figure::canvas::{Canvas, Point};
use crate::figure::ink::{Ink, TextStyle};
use crate::figure::label::{shorten, width_px};

const TEXT_LEFT_PX: f64 = 36.0;
const MARK_LEFT_PX: f64 = 22.0;
const NAME_BASELINE_PX: f64 = 25.0;
const POST_BASELINE_PX: f64 = 43.0;
const FOOT_BASELINE_PX: f64 = 61.0;
const RIGHT_PX: f64 = 10.0;
/// The last line may be closer to the border.
const FOOT_ROOM_PX: f64 = 6.0;
const BADGE_PX: f64 = 19.0;
const FLAG_PX: f64 = 22.0;
const CLOCK_PX: f64 = 14.0;
const SIGN_GAP_PX: f64 = 5.0;
/// Half of an average border: lines end at it.
const BORDER_INSET_PX: f64 = 1.0;

/// For or against us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// Works actively for us.
    Champion,
    /// Supports us.
    Supporter,
    /// Neither for nor against us.
    Neutral,
    /// Has doubts.
    Sceptic,
    /// Is against us.
    Opponent,
    /// Not known.
    #[default]
    Unknown,
}

impl Stance {
    /// All stances, from the best.
    pub const ALL: [Stance; 6] = [
        Stance::Champion,
        Stance::Supporter,
        Stance::Neutral,
        Stance::Sceptic,
        Stance::Opponent,
        Stance::Unknown,
    ];

    fn class(self) -> &'static str {
        match self {
            Stance::Champion => "at-champion",
            Stance::Supporter => "at-supporter",
            Stance::Neutral => "at-neutral",
            Stance::Sceptic => "at-sceptic",
            Stance::Opponent => "at-opponent",
            Stance::Unknown => "at-unknown",
        }
    }

    /// Draws its mark around a point.
    pub(super) fn draw(self, canvas: &mut Canvas, (x, y): Point) {
        let up = |canvas: &mut Canvas, top: f64, reach: f64, ink| {
            let low = top + reach * 1.8;
            canvas.polygon(&[(x, top), (x + reach, low), (x - reach, low)], ink);
        };
        let down = |canvas: &mut Canvas, ink| {
            let corners = [(x, y + 5.0), (x - 5.5, y - 4.9), (x + 5.5, y - 4.9)];
            canvas.polygon(&corners, ink);
        };
        match self {
            Stance::Champion => {
                up(canvas, y - 9.0, 4.5, Ink::StanceChampion);
                up(canvas, y, 4.5, Ink::StanceChampion);
            }
            Stance::Supporter => up(canvas, y - 5.0, 5.5, Ink::StanceSupporter),
            Stance::Neutral => canvas.circle((x, y), 4.5, Ink::StanceNeutral),
            Stance::Sceptic => down(canvas, Ink::StanceSceptic),
            Stance::Opponent => down(canvas, Ink::StanceOpponent),
            Stance::Unknown => canvas.text(x, y + 5.0, "?", TextStyle::UNKNOWN.middle().bold()),
        }
    }
}

/// The style of a card, by what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardStyle {
    /// Influence, 1 to 4: the fill.
    pub fill: u8,
    /// The bar and its mark.
    pub stance: Stance,
    /// The state of the relation, 1 to 4: the width of the border in pixels.
    pub border: u8,
    /// A dashed border: the holder of the post is unknown.
    pub dashed: bool,
    /// A second border: a decision maker.
    pub double: bool,
    /// Faded: has left.
    pub gone: bool,
    /// A clock: not met for a long time.
    pub stale: bool,
    /// Nearly invisible: has not joined yet.
    pub absent: bool,
}

impl Default for CardStyle {
    fn default() -> Self {
        CardStyle {
            fill: 1,
            stance: Stance::Unknown,
            border: 1,
            dashed: false,
            double: false,
            gone: false,
            stale: false,
            absent: false,
        }
    }
}

impl CardStyle {
    /// Returns the classes of the style sheet.
    pub fn classes(&self) -> String {
        let fill = ["inf-1", "inf-2", "inf-3", "inf-4"];
        let border = ["rel-1", "rel-2", "rel-3", "rel-4"];
        let step = |steps: [&'static str; 4], number: u8| {
            let place = usize::from(number.clamp(1, 4)) - 1;
            steps.get(place).copied().unwrap_or_default()
        };
        let flag = |is_set: bool, class: &'static str| if is_set { class } else { "" };
        let classes = [
            "card",
            step(fill, self.fill),
            self.stance.class(),
            step(border, self.border),
            flag(self.dashed, "dashed"),
            flag(self.double, "double"),
            flag(self.gone, "gone"),
            flag(self.stale, "stale"),
            flag(self.absent, "absent"),
        ];
        let classes = classes.into_iter().filter(|class| !class.is_empty());
        classes.collect::<Vec<_>>().join(" ")
    }
}

impl Card {
    /// Returns its style, and those that a script may apply.
    fn styles(&self) -> impl Iterator<Item = &CardStyle> {
        self.other_styles.iter().chain([&self.style])
    }

    /// Draws it with its upper left corner at a point; `place` is its index among the cards, for a script.
    pub(super) fn draw(&self, canvas: &mut Canvas, at: Point, place: usize) {
        let mut classes = self.style.classes();
        if self.is_centre {
            classes.push_str(" centre");
        }
        let number = place.to_string();
        let data = [("data-card", number.as_str())];
        let href = self.href.as_deref();
        canvas.mark_with_data(&classes, &self.title, href, &data, |canvas| {
            self.draw_ground(canvas, at);
            let mut stances: Vec<Stance> = self.styles().map(|style| style.stance).collect();
            stances.sort_unstable();
            stances.dedup();
            for stance in stances {
                stance.draw(canvas, (at.0 + MARK_LEFT_PX, at.1 + 20.0));
            }
            let right = self.draw_signs(canvas, at);
            self.draw_words(canvas, at, right);
        });
    }

    fn draw_ground(&self, canvas: &mut Canvas, (x, y): Point) {
        let inset = BORDER_INSET_PX;
        let (width, height) = (CARD_WIDTH_PX - 2.0 * inset, CARD_HEIGHT_PX - 2.0 * inset);
        canvas.rect(x + inset, y + inset, width, height, Ink::CardFace);
        let (left, top) = (x + inset, y + inset);
        canvas.rect(left + 1.0, top, 7.0, height, Ink::StanceBar);
        canvas.rect(left, top, width, height, Ink::CardEdge);
        if !self.styles().any(|style| style.double) {
            return;
        }
        let inset = inset + 5.0;
        let (width, height) = (CARD_WIDTH_PX - 2.0 * inset, CARD_HEIGHT_PX - 2.0 * inset);
        canvas.rect(x + inset, y + inset, width, height, Ink::CardEdgeSecond);
    }

    /// Draws badge, flag and clock at the right; returns where the space for the name ends.
    fn draw_signs(&self, canvas: &mut Canvas, (x, y): Point) -> f64 {
        let mut right = x + CARD_WIDTH_PX - RIGHT_PX;
        let top = y + 10.5;
        if !self.badge.is_empty() {
            right -= BADGE_PX;
            canvas.rect(right - 0.5, top, BADGE_PX, BADGE_PX, Ink::Badge);
            let middle = right + BADGE_PX / 2.0 - 0.5;
            canvas.text(
                middle,
                top + 14.0,
                &self.badge,
                TextStyle::ON_BADGE.middle(),
            );
            right -= SIGN_GAP_PX;
        }
        if !self.flag.is_empty() {
            right -= FLAG_PX;
            let (left, end) = (right, right + FLAG_PX);
            let corners = [
                (left, top + 1.0),
                (end, top + 1.0),
                (end - 5.0, top + 9.5),
                (end, top + 18.0),
                (left, top + 18.0),
            ];
            canvas.polygon(&corners, Ink::Flag);
            canvas.text(
                left + 9.0,
                top + 13.5,
                &self.flag,
                TextStyle::ON_FLAG.middle(),
            );
            right -= SIGN_GAP_PX;
        }
        right -= CLOCK_PX;
        if self.styles().any(|style| style.stale) {
            draw_clock(canvas, (right + CLOCK_PX / 2.0, top + BADGE_PX / 2.0));
        }
        if self.style.stale {
            right - SIGN_GAP_PX
        } else {
            right + CLOCK_PX - SIGN_GAP_PX
        }
    }

    fn draw_words(&self, canvas: &mut Canvas, (x, y): Point, name_end: f64) {
        let left = x + TEXT_LEFT_PX;
        let room = x + CARD_WIDTH_PX - RIGHT_PX - left;
        let name_style = TextStyle::NAME.bold();
        let name = abbreviated(&self.name, name_end - left, name_style.size_px());
        let lines = [
            (NAME_BASELINE_PX, &name, name_end - left, name_style),
            (POST_BASELINE_PX, &self.post, room, TextStyle::SECOND),
            (
                FOOT_BASELINE_PX,
                &self.foot,
                room + FOOT_ROOM_PX,
                TextStyle::FOOT,
            ),
        ];
        for (baseline, words, room, style) in lines {
            let short = shorten(words, room, style.size_px());
            canvas.text(left, y + baseline, &short, style);
        }
    }
}

/// Abbreviates a name of several words that does not fit: the first word becomes an initial or is dropped, `I.
/// Solvang`. Words in lower case are not names.
fn abbreviated(name: &str, room: f64, size_px: f64) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    if let [first, .., last] = words.as_slice()
        && width_px(name, size_px) > room
        && let Some(initial) = first.chars().next().filter(|one| one.is_uppercase())
    {
        let short = format!("{initial}. {last}");
        return match width_px(&short, size_px) > room && width_px(last, size_px) <= room {
            true => (*last).to_owned(),
            false => short,
        };
    }
    name.to_owned()
}

/// Draws a clock: not met for a long time. The style sheet shows it where that is the case.
pub(super) fn draw_clock(canvas: &mut Canvas, (x, y): Point) {
    canvas.circle((x, y), 6.0, Ink::Clock);
    canvas.line(&[(x, y - 3.5), (x, y), (x + 3.0, y)], Ink::Clock);
}
