//! Inks: the meaning of a shape or a text, and its CSS classes.
//!
//! Colours, widths, dashes and font sizes are in the style sheet. To add an ink, add a variant and its line in the
//! table below it.

/// The meaning of a shape. Each ink is a set of classes in the style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The thinnest line: grids, spokes.
    Hair,
    /// An axis, a tick, a connector.
    Axis,
    /// A dashed line at a limit, such as 100 %.
    Limit,
    /// A rule at the end of a table of marks.
    Rule,
    /// Today, or another line of the same importance.
    Now,
    /// A bar for something that exists.
    Bar,
    /// A small bar with a link: its hit area is larger.
    BarCell,
    /// A second, quieter bar.
    BarSecond,
    /// A hollow bar for something that is missing.
    BarEmpty,
    /// A bar that counts against us: hatched.
    BarAgainst,
    /// A bar for something claimed without evidence: hatched.
    BarClaimed,
    /// A thin line from the lowest to the highest mark of a row.
    Span,
    /// A mark for us.
    Us,
    /// A mark for us without evidence.
    UsHollow,
    /// A mark for the first competitor, and for every other one except the second.
    Rival,
    /// The same without evidence.
    RivalHollow,
    /// A mark for the second competitor, in a quieter tone.
    RivalSecond,
    /// The same without evidence.
    RivalSecondHollow,
    /// Our values on several axes: a filled outline.
    Area,
    /// Our earlier values: a dashed outline.
    AreaEarlier,
    /// A sparkline.
    Spark,
    /// A bubble of the first importance.
    BubbleFirst,
    /// A bubble of the second importance: hatched.
    BubbleSecond,
    /// Any other bubble: hollow.
    BubbleThird,
    /// A bubble of unknown size: hollow and dashed.
    BubbleUnknown,
    /// Something unknown: hatched in a quiet tone.
    Unknown,
    /// A reporting line.
    TieAbove,
    /// A line of influence.
    TieMoves,
    /// A stronger line of influence.
    TieMovesMore,
    /// The strongest line of influence.
    TieMovesMost,
    /// The head of an arrow.
    Arrow,
    /// A line between people who are close: dotted.
    TieClose,
    /// A line between people who are against each other.
    TieAgainst,
    /// The cross on such a line.
    Cross,
    /// The face of a card: its fill shows influence.
    CardFace,
    /// The border of a card: its width shows the state of the relation.
    CardEdge,
    /// A second border, for a decision maker.
    CardEdgeSecond,
    /// The bar at the left of a card: for or against us.
    StanceBar,
    /// The mark of a champion, who works for us.
    StanceChampion,
    /// The mark of a supporter.
    StanceSupporter,
    /// The mark of a neutral person.
    StanceNeutral,
    /// The mark of a sceptic.
    StanceSceptic,
    /// The mark of an opponent.
    StanceOpponent,
    /// The square of a badge.
    Badge,
    /// A flag: favours a competitor.
    Flag,
    /// A clock: not met for a long time.
    Clock,
    /// A mark of a success: an objective reached, an advance.
    MarkFilled,
    /// A mark of a continuation: hollow.
    MarkOpen,
    /// A mark of a setback.
    MarkBad,
    /// A mark without an outcome.
    MarkPlain,
    /// A mark of an exchange.
    MarkExchange,
    /// A mark of something agreed in the future: hollow.
    MarkAgreed,
    /// A mark of something agreed that has passed without a report: hollow and dashed.
    MarkLapsed,
    /// A ring around the first of its kind.
    MarkFirst,
    /// A box with the number of marks it replaces.
    MarkMany,
    /// A line from a promise to its due date.
    PromiseOpen,
    /// The continuation after the due date: dashed.
    PromiseLate,
    /// A line from a promise to the day it was kept.
    PromiseDone,
    /// A promise without a due date.
    PromiseUndated,
    /// A line that joins the marks of one event.
    Join,
    /// A band behind everything.
    Tint,
    /// A band that is only visible by its label.
    TintNone,
    /// A band for something claimed without evidence: hatched.
    TintClaimed,
    /// A band that needs attention: hatched.
    TintWarned,
}

/// The inks by number, with their classes. The order is that of the enum.
const INKS: [(Ink, &str); 64] = [
    (Ink::Hair, "hair"),
    (Ink::Axis, "axis"),
    (Ink::Limit, "axis dash"),
    (Ink::Rule, "strong"),
    (Ink::Now, "now-line"),
    (Ink::Bar, "bar"),
    (Ink::BarCell, "bar cell"),
    (Ink::BarSecond, "bar-2"),
    (Ink::BarEmpty, "bar-0"),
    (Ink::BarAgainst, "neg"),
    (Ink::BarClaimed, "stripe"),
    (Ink::Span, "span"),
    (Ink::Us, "us"),
    (Ink::UsHollow, "us hollow"),
    (Ink::Rival, "ra"),
    (Ink::RivalHollow, "ra hollow"),
    (Ink::RivalSecond, "rb"),
    (Ink::RivalSecondHollow, "rb hollow"),
    (Ink::Area, "area-us"),
    (Ink::AreaEarlier, "area-old"),
    (Ink::Spark, "spark"),
    (Ink::BubbleFirst, "bub-v"),
    (Ink::BubbleSecond, "bub-i"),
    (Ink::BubbleThird, "bub-g"),
    (Ink::BubbleUnknown, "bub-g bub-0"),
    (Ink::Unknown, "unknown"),
    (Ink::TieAbove, "l-above"),
    (Ink::TieMoves, "l-moves"),
    (Ink::TieMovesMore, "l-moves w2"),
    (Ink::TieMovesMost, "l-moves w3"),
    (Ink::Arrow, "arrow"),
    (Ink::TieClose, "l-close"),
    (Ink::TieAgainst, "l-against"),
    (Ink::Cross, "cross"),
    (Ink::CardFace, "face"),
    (Ink::CardEdge, "edge"),
    (Ink::CardEdgeSecond, "edge edge-2"),
    (Ink::StanceBar, "s-bar"),
    (Ink::StanceChampion, "s s-champion"),
    (Ink::StanceSupporter, "s s-supporter"),
    (Ink::StanceNeutral, "s s-neutral"),
    (Ink::StanceSceptic, "s s-sceptic"),
    (Ink::StanceOpponent, "s s-opponent"),
    (Ink::Badge, "badge"),
    (Ink::Flag, "flag"),
    (Ink::Clock, "clock"),
    (Ink::MarkFilled, "m-fill"),
    (Ink::MarkOpen, "m-open"),
    (Ink::MarkBad, "m-bad"),
    (Ink::MarkPlain, "m-plain"),
    (Ink::MarkExchange, "m-exch"),
    (Ink::MarkAgreed, "m-plan"),
    (Ink::MarkLapsed, "m-lapsed"),
    (Ink::MarkFirst, "m-ring"),
    (Ink::MarkMany, "m-many"),
    (Ink::PromiseOpen, "p-bar"),
    (Ink::PromiseLate, "p-late"),
    (Ink::PromiseDone, "p-done"),
    (Ink::PromiseUndated, "p-bar dash"),
    (Ink::Join, "join"),
    (Ink::Tint, "f-tint"),
    (Ink::TintNone, "f-none"),
    (Ink::TintClaimed, "f-claim"),
    (Ink::TintWarned, "f-warn"),
];

impl Ink {
    /// Returns the number that represents the ink in plotters, in place of a colour.
    pub(super) fn number(self) -> u8 {
        self as u8
    }

    /// Returns the classes of the ink with this number; empty if there is none.
    pub(super) fn classes_of(number: u8) -> &'static str {
        INKS.get(usize::from(number))
            .map_or("", |(_, classes)| classes)
    }
}

/// The emphasis of a text, with its size in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tone {
    /// 13 px in full ink.
    First,
    /// 12 px, second ink.
    Second,
    /// 12 px, third ink.
    Third,
    /// 11 px, third ink: the smallest size.
    Least,
    /// 22 px, serif: the main figure of a drawing.
    MainFigure,
    /// 15 px: the name on a card.
    Name,
    /// 11.5 px, second ink: the last line of a card.
    Foot,
}

/// Which part of a text is at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    Start,
    Middle,
    End,
}

/// The meaning of a text's colour. Colour is never the only sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hue {
    Plain,
    Accent,
    Bad,
    Warn,
    /// The colour of paper, on a dark background.
    Paper,
    /// The mark of something unknown.
    Unknown,
}

/// The style of a text: `TextStyle::THIRD.middle()`, `TextStyle::FIRST.bold().end()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    tone: Tone,
    anchor: Anchor,
    hue: Hue,
    bold: bool,
    underlined: bool,
    halo: bool,
}

impl TextStyle {
    /// Labels: 13 px in full ink.
    pub const FIRST: Self = Self::plain(Tone::First);
    /// Values next to marks: 12 px in the second ink.
    pub const SECOND: Self = Self::plain(Tone::Second);
    /// Axis labels: 12 px in the third ink.
    pub const THIRD: Self = Self::plain(Tone::Third);
    /// Small text: 11 px in the third ink.
    pub const LEAST: Self = Self::plain(Tone::Least);
    /// The main figure of a drawing: 22 px, serif, bold.
    pub const FIGURE: Self = Self::plain(Tone::MainFigure);

    /// The name on a card: 15 px.
    pub const NAME: Self = Self::plain(Tone::Name);
    /// The last line of a card: 11.5 px in the second ink.
    pub const FOOT: Self = Self::plain(Tone::Foot);
    /// The character on a badge.
    pub const ON_BADGE: Self = Self::plain(Tone::Second);
    /// The character on a flag, in the colour of paper.
    pub const ON_FLAG: Self = Self::plain(Tone::Least).on_dark();
    /// The mark of an unknown stance.
    pub const UNKNOWN: Self = Self::plain(Tone::First).unknown();

    const fn plain(tone: Tone) -> Self {
        Self {
            tone,
            anchor: Anchor::Start,
            hue: Hue::Plain,
            bold: false,
            underlined: false,
            halo: false,
        }
    }

    /// Uses the accent colour: ours, or in our favour.
    pub const fn accent(self) -> Self {
        Self {
            hue: Hue::Accent,
            ..self
        }
    }

    /// Uses the colour for things against us.
    pub const fn bad(self) -> Self {
        Self {
            hue: Hue::Bad,
            ..self
        }
    }

    /// Uses the colour for warnings.
    pub const fn warn(self) -> Self {
        Self {
            hue: Hue::Warn,
            ..self
        }
    }

    const fn on_dark(self) -> Self {
        Self {
            hue: Hue::Paper,
            ..self
        }
    }

    const fn unknown(self) -> Self {
        Self {
            hue: Hue::Unknown,
            ..self
        }
    }

    /// Puts the end of the text at the point.
    pub const fn end(self) -> Self {
        Self {
            anchor: Anchor::End,
            ..self
        }
    }

    /// Puts the middle of the text at the point.
    pub const fn middle(self) -> Self {
        Self {
            anchor: Anchor::Middle,
            ..self
        }
    }

    /// Sets the text in bold.
    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// Underlines the text, which marks it as a link.
    pub const fn underlined(self) -> Self {
        Self {
            underlined: true,
            ..self
        }
    }

    /// Adds a halo in the colour of paper, for text over a grid.
    pub const fn halo(self) -> Self {
        Self { halo: true, ..self }
    }

    /// Returns the font size in pixels, as the style sheet sets it.
    pub const fn size_px(self) -> f64 {
        match self.tone {
            Tone::First => 13.0,
            Tone::Second | Tone::Third => 12.0,
            Tone::Least => 11.0,
            Tone::MainFigure => 22.0,
            Tone::Name => 15.0,
            Tone::Foot => 11.5,
        }
    }

    /// Returns the style as two numbers that represent it in plotters, in place of a colour.
    pub(super) fn numbers(self) -> (u8, u8) {
        let shape = (self.tone as u8)
            | (self.anchor as u8) << 3
            | u8::from(self.bold) << 5
            | u8::from(self.underlined) << 6
            | u8::from(self.halo) << 7;
        (self.hue as u8, shape)
    }

    /// Returns the classes for these numbers, in the order tone, anchor, weight, underline, halo, hue.
    pub(super) fn classes_of(hue: u8, shape: u8) -> impl Iterator<Item = &'static str> {
        let tone = match shape & 0b111 {
            1 => "t2",
            2 => "t3",
            3 => "t3 xs",
            4 => "serif xl",
            5 => "name",
            6 => "foot",
            _ => "",
        };
        let anchor = match shape >> 3 & 0b11 {
            1 => "mid",
            2 => "end",
            _ => "",
        };
        let hue = match hue {
            1 => "c-acc",
            2 => "c-bad",
            3 => "c-warn",
            4 => "c-paper",
            5 => "s s-unknown",
            _ => "",
        };
        let flag = |bit: u8, class| if shape >> bit & 1 == 1 { class } else { "" };
        let flags = [flag(5, "b"), flag(6, "u"), flag(7, "halo")];
        [tone, anchor]
            .into_iter()
            .chain(flags)
            .chain([hue])
            .filter(|class| !class.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ink_finds_its_own_classes() {
        for (ink, classes) in INKS {
            assert_eq!(Ink::classes_of(ink.number()), classes);
        }
        assert_eq!(Ink::classes_of(255), "");
    }

    #[test]
    fn a_text_style_is_a_list_of_classes() {
        let classes = |style: TextStyle| {
            let (hue, shape) = style.numbers();
            TextStyle::classes_of(hue, shape).collect::<Vec<_>>()
        };
        assert_eq!(classes(TextStyle::FIRST), Vec::<&str>::new());
        assert_eq!(classes(TextStyle::THIRD.middle()), ["t3", "mid"]);
        assert_eq!(classes(TextStyle::SECOND.end().bold()), ["t2", "end", "b"]);
        assert_eq!(classes(TextStyle::FIRST.underlined().halo()), ["u", "halo"]);
        assert_eq!(classes(TextStyle::FIGURE.bad()), ["serif xl", "c-bad"]);
        assert_eq!(classes(TextStyle::LEAST.end()), ["t3 xs", "end"]);
    }
}
